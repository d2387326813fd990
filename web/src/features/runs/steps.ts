/** The steps of one run, from what was asked for and what came since. */
import type { Run, Step } from '@/api/types';
import { hasEnded } from '@/sync/run-store';

/** In the order of the first list; of two that are the same step, the one that is further. */
export function mergeSteps(asked: readonly Step[], live: readonly Step[]): readonly Step[] {
  const merged = new Map(asked.map((step) => [step.id, step]));
  for (const step of live) {
    const known = merged.get(step.id);
    if (known && hasEnded(known) && !hasEnded(step)) continue;
    merged.set(step.id, step);
  }
  return [...merged.values()];
}

/** The steps that belong to a run, by node as the store keeps them. */
export function stepsOfRun(
  steps: Readonly<Record<string, readonly Step[]>>,
  run: string,
): readonly Step[] {
  const found = Object.values(steps).flatMap((list) => list.filter((step) => step.run === run));
  return found.sort((a, b) => a.created_at - b.created_at || (a.id < b.id ? -1 : 1));
}

/** How much of a run is behind it, from 0 to 1; what a step says of itself counts in part. */
export function fractionOf(run: Run, steps: readonly Step[]): number {
  if (run.total === 0) return 0;
  const ended = Math.max(run.done + run.failed, steps.filter(hasEnded).length);
  const under = steps
    .filter((step) => !hasEnded(step))
    .reduce((sum, step) => sum + (step.progress?.fraction ?? 0), 0);
  return Math.min(1, (ended + under) / run.total);
}

export type Day = { readonly title: string; readonly runs: readonly Run[] };

/** Runs by the day they began, in the order they come. */
export function groupByDay(runs: readonly Run[], now: number): Day[] {
  const days: { title: string; runs: Run[] }[] = [];
  for (const run of runs) {
    const title = dayTitle(run.created_at, now);
    const last = days.at(-1);
    if (last?.title === title) last.runs.push(run);
    else days.push({ title, runs: [run] });
  }
  return days;
}

function dayTitle(time: number, now: number): string {
  const passed = Math.round((midnight(now) - midnight(time)) / 86_400_000);
  if (passed <= 0) return 'Today';
  if (passed === 1) return 'Yesterday';
  const isThisYear = new Date(time).getFullYear() === new Date(now).getFullYear();
  return new Date(time).toLocaleDateString('en-GB', {
    weekday: passed < 7 ? 'long' : undefined,
    day: 'numeric',
    month: 'long',
    year: isThisYear ? undefined : 'numeric',
  });
}

/** The start of the day; days of a change of clocks are an hour off, which rounding takes. */
const midnight = (time: number): number => new Date(time).setHours(0, 0, 0, 0);
