/** How long something is good for: the choices, and what is left in words. */

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

export type Expiry = 'hour' | 'day' | 'week' | 'month' | 'year' | 'never';

const LENGTHS: Record<Expiry, number | null> = {
  hour: HOUR,
  day: DAY,
  week: 7 * DAY,
  month: 30 * DAY,
  year: 365 * DAY,
  never: null,
};

const LABELS: Record<Expiry, string> = {
  hour: 'One hour',
  day: 'One day',
  week: 'One week',
  month: '30 days',
  year: 'One year',
  never: 'Until it is withdrawn',
};

export const expiryOptions = (choices: readonly Expiry[]): { value: Expiry; label: string }[] =>
  choices.map((value) => ({ value, label: LABELS[value] }));

/** When it ends, in Unix milliseconds; null if never. */
export function endOf(expiry: Expiry, now: number = Date.now()): number | null {
  const length = LENGTHS[expiry];
  return length === null ? null : now + length;
}

/** `Ends in 6 days`, `Ends in 3 h`, `Ends on 27 Nov 2027`, `Ended`, `No end`. */
export function formatEnd(end: number | null, now: number = Date.now()): string {
  if (end === null) return 'No end';
  const left = end - now;
  if (left <= 0) return 'Ended';
  if (left < HOUR) return `Ends in ${Math.max(1, Math.round(left / 60_000))} min`;
  if (left < 2 * DAY) return `Ends in ${Math.round(left / HOUR)} h`;
  if (left < 60 * DAY) return `Ends in ${Math.round(left / DAY)} days`;
  const date = new Date(end);
  return `Ends on ${date.toLocaleDateString('en-GB', { day: 'numeric', month: 'short', year: 'numeric' })}`;
}
