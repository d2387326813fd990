/** What runs and steps do, in sentences. */
import type { Run, Step, WhyRan } from '@/api/types';
import { formatMoney } from '@/core/money';
import { formatDuration } from '@/lib/time';

/** A node's title; none if it is not on the canvas any more. */
export type TitleOf = (node: string) => string | null;

const GONE = 'a removed node';
const SUGGESTION = 'A suggestion';

/** It ran beside the canvas, for a button that wanted words: there is no node to show or to run again. */
export const isAct = ({ targets }: Pick<Run, 'targets'>): boolean =>
  targets.length === 1 && (targets[0]?.startsWith('act-') ?? false);

/** What a run covers: `Everything`, `Picture`, `From Idea`, `3 nodes`. */
export function runTitle(run: Pick<Run, 'mode' | 'targets'>, titleOf: TitleOf): string {
  const { mode, targets } = run;
  if (isAct(run)) return SUGGESTION;
  if (mode === 'all' || targets.length === 0) return 'Everything';
  const [first = ''] = targets;
  const what = targets.length === 1 ? (titleOf(first) ?? GONE) : `${targets.length} nodes`;
  if (mode === 'from') return `From ${what}`;
  if (mode === 'to') return `Up to ${what}`;
  return what === GONE ? 'A removed node' : what;
}

/** `2 of 4 steps`, `1 of 1 step`. */
export const countWords = ({ done, total }: Pick<Run, 'done' | 'total'>): string =>
  `${done} of ${total} ${total === 1 ? 'step' : 'steps'}`;

/** What it cost: against its ceiling, or the price it was expected to have, while it runs. */
export function costWords(run: Pick<Run, 'state' | 'cost' | 'price' | 'ceiling'>): string {
  if (run.cost === 0 && run.price === 0) return 'Free';
  if (run.state !== 'running') return run.cost === 0 ? 'Nothing spent' : formatMoney(run.cost);
  const soFar = run.cost === 0 ? '$0.00' : formatMoney(run.cost);
  if (run.ceiling !== null) return `${soFar} of at most ${formatMoney(run.ceiling)}`;
  return `${soFar} of about ${formatMoney(run.price)}`;
}

const WHY: Readonly<Record<WhyRan, string>> = {
  never_ran: 'Its first run',
  changed: 'Its settings changed',
  upstream: 'Something before it changed',
  asked_again: 'You asked for a new one',
  failed_before: 'It failed before',
};

/** Why a step ran or did not, in plain words. */
export function whyWords(step: Pick<Step, 'cached' | 'why' | 'state'>): string {
  if (step.cached) return 'Nothing changed, so its result was used again';
  if (step.state === 'skipped') return 'Something it needs failed';
  return step.why ? WHY[step.why] : '';
}

/** What a step does now. `before`: titles of steps it waits for. */
export function stepWords(step: Step, before: readonly string[] = []): string {
  switch (step.state) {
    case 'blocked':
      return before.length > 0 ? `Waits for ${listWords(before)}` : 'Waits for other steps';
    case 'ready':
      return 'Is next';
    case 'running':
      return progressWords(step) ?? 'Working';
    case 'waiting':
      return progressWords(step) ?? 'Waits for the provider';
    case 'asking':
      return 'Waits for your answer';
    case 'done':
      return step.cached ? 'Used again' : 'Done';
    case 'failed':
      return 'Failed';
    case 'cancelled':
      return 'Stopped';
    case 'skipped':
      return 'Not run';
  }
}

function progressWords({ progress }: Step): string | null {
  if (!progress) return null;
  const { queue_position: position, fraction, message } = progress;
  if (position !== null && position > 0) return `In the queue, ${position} before it`;
  if (message) return message;
  return fraction === null ? null : `${Math.round(fraction * 100)} %`;
}

/** `Picture`, `Picture and Idea`, `Picture and 3 more`. */
function listWords(titles: readonly string[]): string {
  const [first = '', second = ''] = titles;
  if (titles.length === 1) return first;
  return titles.length === 2 ? `${first} and ${second}` : `${first} and ${titles.length - 1} more`;
}

/** One sentence for all that runs: what it works on, how far it is, what failed. */
export function progressSentence(runs: readonly Run[], steps: readonly Step[]): string {
  const done = runs.reduce((sum, run) => sum + run.done, 0);
  const total = runs.reduce((sum, run) => sum + run.total, 0);
  const failed = runs.reduce((sum, run) => sum + run.failed, 0);
  const parts = [doing(steps), `${done} of ${total}`];
  if (failed > 0) parts.push(`${failed} failed`);
  return parts.join(' · ');
}

function doing(steps: readonly Step[]): string {
  const asking = steps.find((step) => step.state === 'asking');
  if (asking) return `${asking.title} waits for your answer`;
  const working = steps.filter((step) => step.state === 'running' || step.state === 'waiting');
  const [first] = working;
  // Two runs may work on one node.
  const nodes = new Map(working.map((step) => [step.node, step.title]));
  if (!first) return 'Starting';
  const position = first.progress?.queue_position;
  if (working.length === 1 && position)
    return `${first.title} is in the queue, ${position} before it`;
  return `Working on ${listWords([...nodes.values()])}`;
}

/** How a run ended, for the closed drawer; none while it runs. */
export function outcomeWords(run: Pick<Run, 'state' | 'failed'>): string {
  if (run.state === 'failed')
    return run.failed === 1 ? '1 step failed' : `${run.failed} steps failed`;
  return run.state === 'cancelled' ? 'Stopped' : '';
}

/** A time that still grows, in whole seconds: `4 s`, `1:05`. */
export function runningWords(milliseconds: number): string {
  const seconds = Math.max(0, Math.floor(milliseconds / 1000));
  return seconds < 60 ? `${seconds} s` : formatDuration(seconds * 1000);
}

/** A mark of a time line: `0.5 s`, `2 s`, `1:30`. */
export const markWords = (milliseconds: number): string =>
  milliseconds < 60_000 ? `${milliseconds / 1000} s` : formatDuration(milliseconds);
