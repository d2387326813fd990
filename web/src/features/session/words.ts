/** What the ways in are called, and what is said when one is closed. */
import type { ApiProblem } from '@/api/problem';
import type { WayIn } from '@/api/session-types';

/** The one field's name, by what can be typed into it. */
export function secretName(ways: readonly WayIn[]): string {
  if (!ways.includes('password')) return 'Token';
  return ways.includes('token') ? 'Password or token' : 'Password';
}

export function secretHint(ways: readonly WayIn[]): string {
  const isTyped = ways.includes('password');
  if (!ways.includes('token')) return 'The password that this Koda was started with.';
  const paste =
    'Koda printed an address with a token when it started. Paste the address or the token';
  return isTyped ? `${paste}, or type the password.` : `${paste}.`;
}

/** How long somebody has to wait after too many wrong tries, in seconds; 0 for any other problem. */
export function waitOf(problem: ApiProblem | null): number {
  if (problem?.status !== 429) return 0;
  const seconds = problem.fields.retry_after;
  return typeof seconds === 'number' ? Math.ceil(seconds) : 0;
}

export function waitWords(seconds: number): string {
  if (seconds < 90) return `Too many wrong tries. Try again in ${seconds} s.`;
  return `Too many wrong tries. Try again in ${Math.ceil(seconds / 60)} min.`;
}

export function problemWords(problem: ApiProblem): string {
  const isWrong = problem.status === 401 || problem.status === 422;
  return isWrong ? problem.message : `${problem.message} ${problem.remedy}`.trim();
}
