/** The lines of a dialogue, as they are stored: what is not known of a line is kept. */
import type { Json } from '@/core/values';

export type Line = { readonly voice: string; readonly text: string; readonly [more: string]: Json };

export const MOST_LINES = 100;

/** Lines that can be read; anything else that is stored counts as a line without words. */
export function readLines(value: Json): Line[] {
  if (!Array.isArray(value)) return [];
  return value.map((one) => {
    const line = typeof one === 'object' && one !== null && !Array.isArray(one) ? one : {};
    const { voice, text } = line;
    return {
      ...line,
      voice: typeof voice === 'string' ? voice : '',
      text: typeof text === 'string' ? text : '',
    };
  });
}

/** With another line after a place; it is spoken by whoever did not speak last. */
export function withLine(lines: readonly Line[], after: number, voices: readonly string[]): Line[] {
  if (lines.length >= MOST_LINES) return [...lines];
  const before = lines[after]?.voice ?? '';
  const other = lines.map((line) => line.voice).find((voice) => voice !== '' && voice !== before);
  const voice = other ?? voices.find((one) => one !== before) ?? before;
  return [...lines.slice(0, after + 1), { voice, text: '' }, ...lines.slice(after + 1)];
}

export function moveLine(lines: readonly Line[], from: number, by: number): Line[] {
  const to = from + by;
  const line = lines[from];
  if (!line || to < 0 || to >= lines.length) return [...lines];
  const rest = lines.filter((_, at) => at !== from);
  return [...rest.slice(0, to), line, ...rest.slice(to)];
}

export const withoutLine = (lines: readonly Line[], at: number): Line[] =>
  lines.filter((_, place) => place !== at);

export function setLine(lines: readonly Line[], at: number, part: Partial<Line>): Line[] {
  return lines.map((line, place) =>
    place === at ? { ...line, ...(part as { voice?: string; text?: string }) } : line,
  );
}
