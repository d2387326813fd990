/** The part of a film that is looked at: how long it may be, and how its two ends move. */

/** Seconds. */
export const MOST_SECONDS = 20;
export const LEAST_SECONDS = 0.5;

export type FilmRange = { readonly start: number; readonly end: number };

const tenth = (seconds: number): number => Math.round(seconds * 10) / 10;

/**
 * The range that the parameters mean for a film of this length. Without an end it goes as far as
 * it may; what lies outside of the film, or is too long or too short, is put right.
 */
export function rangeOf(length: number, start: unknown, end: unknown): FilmRange {
  const wanted = typeof start === 'number' && Number.isFinite(start) ? start : 0;
  const least = Math.min(LEAST_SECONDS, length);
  const from = Math.min(Math.max(0, wanted), Math.max(0, length - least));
  const isEnd = typeof end === 'number' && Number.isFinite(end) && end > from;
  const to = Math.min(length, isEnd ? end : Number.POSITIVE_INFINITY, from + MOST_SECONDS);
  return { start: from, end: Math.max(to, Math.min(length, from + least)) };
}

/** After one end was put somewhere: the other one follows where the range would be too long or too short. */
export function moveEnd(
  length: number,
  range: FilmRange,
  which: 'start' | 'end',
  to: number,
): FilmRange {
  const least = Math.min(LEAST_SECONDS, length);
  if (which === 'start') {
    const start = tenth(Math.min(Math.max(0, to), Math.max(0, length - least)));
    const end = Math.min(Math.max(range.end, start + least), start + MOST_SECONDS, length);
    return { start, end: end === length ? length : tenth(end) };
  }
  const end = Math.min(length, Math.max(least, to));
  const start = Math.max(Math.min(range.start, end - least), end - MOST_SECONDS, 0);
  return { start: tenth(start), end: end === length ? length : tenth(end) };
}

/** The same range somewhere else, whole. */
export function moveRange(length: number, range: FilmRange, to: number): FilmRange {
  const long = range.end - range.start;
  const start = tenth(Math.min(Math.max(0, to), Math.max(0, length - long)));
  return { start, end: Math.min(length, start + long) };
}

/** Whether it is the whole film. */
export const isWhole = (length: number, { start, end }: FilmRange): boolean =>
  start <= 0.05 && end >= length - 0.05;

/** What is stored for a range: nothing where the film's own beginning or end is meant. */
export function storedRange(
  length: number,
  { start, end }: FilmRange,
): { start: number | undefined; end: number | undefined } {
  const isToEnd = end >= length - 0.001 && end - start <= MOST_SECONDS;
  return {
    start: start > 0 ? millisecond(start) : undefined,
    end: isToEnd ? undefined : millisecond(end),
  };
}

/** Never later than it is: nothing lies behind the end of a film. */
const millisecond = (seconds: number): number => Math.floor(seconds * 1000 + 1e-6) / 1000;
