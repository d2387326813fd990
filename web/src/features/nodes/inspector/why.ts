/** In plain words: why a step ran, or why it did not, and what a run would do now. */
import type { PlannedStep, Step, WhyRan } from '@/api/types';

const RAN: Record<WhyRan, string> = {
  never_ran: 'There was no result yet.',
  changed: 'Its settings, its words or its wires had changed since the last result.',
  upstream: 'Something it depends on gave a new result.',
  asked_again: 'You asked for another result with the same inputs.',
  failed_before: 'The try before had failed.',
};

const WILL: Record<WhyRan, string> = {
  never_ran: 'It runs next: there is no result yet.',
  changed: 'It runs next: its settings, its words or its wires have changed.',
  upstream: 'It runs next: something it depends on will give a new result.',
  asked_again: 'It runs next: you asked for it again.',
  failed_before: 'It runs next: the last try failed.',
};

/** Why a finished step ran, or did not. */
export function describeWhy(step: Step): string {
  if (step.cached) {
    return 'It did not run: the same inputs gave this result before, so it was used again for free.';
  }
  return step.why ? RAN[step.why] : 'It was part of a run.';
}

/** What a run of everything would do with the node now. */
export function describePlanned(planned: PlannedStep): string {
  if (planned.cached) return 'Up to date: a run would use this result again.';
  return planned.why ? WILL[planned.why] : 'It runs with the next run.';
}
