/** What a node has made and what of it is shown; re-renders when that changes. */
import { useMemo } from 'react';
import type { Step } from '@/api/types';
import type { NodeSpec } from '@/core/spec';
import { type Shown, show } from '@/sync/run-store';
import { useNodeSteps, useRuns, useSession } from '@/sync/use-session';
import { shownTakes, type Take, takesOf } from './takes';

export type Results = {
  /** All takes, newest first. */
  readonly takes: readonly Take[];
  /** Those on the card: one, or all pictures of the newest result. */
  readonly shown: readonly Take[];
  readonly choice: Shown | undefined;
};

export function useResults(id: string, kind: NodeSpec): Results {
  const steps = useNodeSteps(id);
  const choice = useRuns((state) => state.shown[id]);
  return useMemo(() => {
    const takes = takesOf(kind, steps);
    return { takes, shown: shownTakes(takes, choice), choice };
  }, [kind, steps, choice]);
}

export const isChoice = (choice: Shown | undefined, take: Take): boolean =>
  choice?.step === take.step.id && choice.item === take.item;

/** Show a take on its card; what is kept in sight stays kept. */
export function useShowTake(id: string): (take: Take | null, kept?: boolean) => void {
  const { runs } = useSession();
  return useMemo(
    () => (take, kept) => {
      const before = runs.getState().shown[id];
      const isKept = kept ?? before?.kept ?? false;
      show(runs, id, take ? { step: take.step.id, item: take.item, kept: isKept } : null);
    },
    [runs, id],
  );
}

const ACTIVE: ReadonlySet<Step['state']> = new Set(['blocked', 'ready', 'running', 'waiting']);
export const isActive = (step: Step | null): boolean => step !== null && ACTIVE.has(step.state);
