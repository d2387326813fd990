/** Where the bars of a run's steps lie on its time line. */
import type { Step } from '@/api/types';

/** Fractions of the line's width, from 0 to 1. */
export type Bar = { readonly start: number; readonly length: number };

/** Unix milliseconds; the end is never before the start. */
export type Span = { readonly start: number; readonly end: number };

/** From the run's start to its end; to now while it runs. A run is never shorter than what its steps took. */
export function spanOf(
  run: { created_at: number; ended_at: number | null },
  steps: readonly Step[],
  now: number,
): Span {
  const ends = steps.map((step) => step.ended_at ?? 0);
  const end = run.ended_at ?? now;
  return { start: run.created_at, end: Math.max(run.created_at + 1, end, ...ends) };
}

/** The bar of a step; none if it never started, as what was known already. */
export function barOf(step: Step, span: Span): Bar | null {
  if (step.started_at === null || step.cached) return null;
  const whole = span.end - span.start;
  const start = clamp((step.started_at - span.start) / whole);
  const end = clamp(((step.ended_at ?? span.end) - span.start) / whole);
  return { start, length: Math.max(0, end - start) };
}

const clamp = (value: number): number => Math.min(1, Math.max(0, value));

/** Seconds between marks, from a tenth of a second to a day. */
const PACES = [
  0.1, 0.2, 0.5, 1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 21_600, 43_200,
  86_400,
];

export type Mark = { readonly at: number; readonly milliseconds: number };

/** Round moments after the start, at most `most` of them; the last one may be the very end. */
export function marksOf(span: Span, most = 4): Mark[] {
  const whole = span.end - span.start;
  const pace = (PACES.find((one) => whole / (one * 1000) <= most) ?? 86_400) * 1000;
  const count = Math.floor(whole / pace);
  return Array.from({ length: Math.min(count, most) }, (_, place) => {
    const milliseconds = Math.round((place + 1) * pace);
    return { at: milliseconds / whole, milliseconds };
  });
}
