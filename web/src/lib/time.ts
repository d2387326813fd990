/** Times as a person reads them. */

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** `Just now`, `5 min ago`, `3 h ago`, `Yesterday`, `12 May`, `12 May 2025`. Both are Unix milliseconds. */
export function formatAgo(then: number, now: number = Date.now()): string {
  const passed = Math.max(0, now - then);
  if (passed < MINUTE) return 'Just now';
  if (passed < HOUR) return `${Math.floor(passed / MINUTE)} min ago`;
  if (passed < DAY) return `${Math.floor(passed / HOUR)} h ago`;
  if (passed < 2 * DAY) return 'Yesterday';
  if (passed < 7 * DAY) return `${Math.floor(passed / DAY)} days ago`;
  const date = new Date(then);
  const isThisYear = date.getFullYear() === new Date(now).getFullYear();
  const year = isThisYear ? undefined : 'numeric';
  return date.toLocaleDateString('en-GB', { day: 'numeric', month: 'short', year });
}

/** `0.8 s`, `12 s`, `1:05`, `1:02:09`. */
export function formatDuration(milliseconds: number): string {
  const whole = Math.floor(milliseconds / SECOND);
  if (milliseconds < 10 * SECOND) return `${(milliseconds / SECOND).toFixed(1)} s`;
  if (whole < 60) return `${whole} s`;
  const two = (part: number) => String(part).padStart(2, '0');
  const minutes = Math.floor(whole / 60);
  if (minutes < 60) return `${minutes}:${two(whole % 60)}`;
  return `${Math.floor(minutes / 60)}:${two(minutes % 60)}:${two(whole % 60)}`;
}
