/** What runs and what came out of it, by node; fed by results and by the stream. */
import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Preview, Results, Run, Step, StepState } from '@/api/types';

const KEPT = 12;
const ENDED: ReadonlySet<StepState> = new Set(['done', 'failed', 'cancelled', 'skipped']);

export type RunsState = {
  /** Steps of each node, newest first. The array of a node is the same until one of them changes. */
  readonly steps: Readonly<Record<string, readonly Step[]>>;
  /** Runs without steps, newest first. */
  readonly runs: readonly Run[];
  /** Nodes whose shown result is older than their inputs. */
  readonly stale: ReadonlySet<string>;
  /** What running everything would do now; none until it is known. */
  readonly plan: Preview | null;
};

export type RunStore = StoreApi<RunsState>;

export function createRunStore(): RunStore {
  return createStore<RunsState>(() => ({ steps: {}, runs: [], stale: new Set(), plan: null }));
}

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
  const all = { ...store.getState().steps };
  for (const step of steps) all[step.node] = withStep(all[step.node] ?? [], step);
  store.setState({ steps: all });
}

function withStep(steps: readonly Step[], step: Step): readonly Step[] {
  const known = steps.find((one) => one.id === step.id);
  // Events may come late or twice: what has ended does not run again under the same id.
  if (known && hasEnded(known) && !hasEnded(step)) return steps;
  const rest = steps.filter((one) => one.id !== step.id);
  const next = [...rest, step].sort(
    (a, b) => b.created_at - a.created_at || (a.id < b.id ? 1 : -1),
  );
  return next.slice(0, KEPT);
}

const NONE: readonly Step[] = [];

/** Steps of a node, newest first. */
export const stepsOf = (state: RunsState, node: string): readonly Step[] =>
  state.steps[node] ?? NONE;

/** The step that says what the node does now: the newest one. */
export const currentStep = (state: RunsState, node: string): Step | null =>
  state.steps[node]?.[0] ?? null;

/** The newest step with something to show. */
export const shownStep = (state: RunsState, node: string): Step | null =>
  state.steps[node]?.find(
    (step) => step.state === 'done' && Object.keys(step.outputs).length > 0,
  ) ?? null;
