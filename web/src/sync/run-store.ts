/** What runs and what came out of it, by node; fed by results and by the stream. */
import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Preview, Results, Run, Step, StepState } from '@/api/types';

const KEPT = 12;
const ENDED: ReadonlySet<StepState> = new Set(['done', 'failed', 'cancelled', 'skipped']);

/**
 * The result of a node that a person chose to see: `item` of its list. `kept`: newer results do not
 * take its place. It says what is shown here; what flows on is always the newest result.
 */
export type Shown = { readonly step: string; readonly item: number; readonly kept: boolean };

export type RunsState = {
  /** Steps of each node, newest first. The array of a node is the same until one of them changes. */
  readonly steps: Readonly<Record<string, readonly Step[]>>;
  /** Runs without steps, newest first. */
  readonly runs: readonly Run[];
  /** By node; none: the newest result is shown. */
  readonly shown: Readonly<Record<string, Shown>>;
  /** Nodes whose shown result is older than their inputs. */
  readonly stale: ReadonlySet<string>;
  /** What running everything would do now; none until it is known. */
  readonly plan: Preview | null;
};

export type RunStore = StoreApi<RunsState>;

export function createRunStore(): RunStore {
  return createStore<RunsState>(() => ({
    steps: {},
    shown: {},
    runs: [],
    stale: new Set(),
    plan: null,
  }));
}

const NONE: readonly Step[] = [];

export const hasEnded = (step: Step): boolean => ENDED.has(step.state);

export function takeResults(store: RunStore, { results, stale }: Results): void {
  for (const result of results) takeSteps(store, result.steps);
  store.setState({ stale: new Set(stale) });
}

/** What a run would do now; what it would make again because of a change is stale. */
export function takePlan(store: RunStore, plan: Preview): void {
  const changed = plan.steps.filter(
    (step) => !step.cached && (step.why === 'changed' || step.why === 'upstream'),
  );
  store.setState({ plan, stale: new Set(changed.map((step) => step.node)) });
}

export function takeRuns(store: RunStore, runs: readonly Run[]): void {
  for (const run of runs) takeRun(store, run);
}

/** Put a run in; its steps too, if it comes with them. */
export function takeRun(store: RunStore, run: Run): void {
  takeSteps(store, run.steps ?? []);
  const { runs } = store.getState();
  const known = runs.find((one) => one.id === run.id);
  if (known && known.state !== 'running' && run.state === 'running') return;
  const next = [...runs.filter((one) => one.id !== run.id), { ...run, steps: [] }];
  store.setState({ runs: next.sort((a, b) => b.created_at - a.created_at) });
}

export function takeSteps(store: RunStore, steps: readonly Step[]): void {
  if (steps.length === 0) return;
  const state = store.getState();
  const all = { ...state.steps };
  let { shown } = state;
  for (const step of steps) {
    if (isNewResult(all[step.node] ?? NONE, step) && shown[step.node]?.kept === false) {
      shown = without(shown, step.node);
    }
    all[step.node] = withStep(all[step.node] ?? NONE, step);
  }
  store.setState({ steps: all, shown });
}

/** Show this result of a node; none: the newest one again. */
export function show(store: RunStore, node: string, choice: Shown | null): void {
  const { shown } = store.getState();
  store.setState({ shown: choice ? { ...shown, [node]: choice } : without(shown, node) });
}

function without(shown: RunsState['shown'], node: string): RunsState['shown'] {
  const { [node]: _, ...rest } = shown;
  return rest;
}

const hasResult = (step: Step): boolean =>
  step.state === 'done' && Object.keys(step.outputs).length > 0;

/** Whether a result has just come that is newer than all there are. */
function isNewResult(steps: readonly Step[], step: Step): boolean {
  if (!hasResult(step)) return false;
  return steps.every(
    (one) => !hasResult(one) || (one.id !== step.id && one.created_at <= step.created_at),
  );
}

function withStep(steps: readonly Step[], step: Step): readonly Step[] {
  const known = steps.find((one) => one.id === step.id);
  // What was asked for may be answered after the stream has told what came next.
  if (known && known.version > step.version) return steps;
  const rest = steps.filter((one) => one.id !== step.id);
  const next = [...rest, step].sort(
    (a, b) => b.created_at - a.created_at || (a.id < b.id ? 1 : -1),
  );
  return next.slice(0, KEPT);
}

/** Steps of a node, newest first. */
export const stepsOf = (state: RunsState, node: string): readonly Step[] =>
  state.steps[node] ?? NONE;

/** The step that says what the node does now: the newest one. */
export const currentStep = (state: RunsState, node: string): Step | null =>
  state.steps[node]?.[0] ?? null;

/** The step whose result is shown: the chosen one, or else the newest with a result. */
export function shownStep(state: RunsState, node: string): Step | null {
  const results = stepsOf(state, node).filter(hasResult);
  const choice = state.shown[node];
  return results.find((step) => step.id === choice?.step) ?? results[0] ?? null;
}

/** The newest result of a node: what flows on from it. */
export const newestResult = (state: RunsState, node: string): Step | null =>
  stepsOf(state, node).find(hasResult) ?? null;
