/** What a node has made and what of it is shown; re-renders when that changes. */
import { useMemo } from 'react';
import type { Step } from '@/api/types';
import type { NodeSpec } from '@/core/spec';
import { show } from '@/sync/run-store';
import { useNodeSteps, useRuns, useSession } from '@/sync/use-session';
import { distinct, isSame, shownTakes, type Take, takesOf } from './takes';

export type Results = {
  /** All takes, newest first, each once. */
  readonly takes: readonly Take[];
  /** Those on the card: one, or all pictures of the newest result. */
  readonly shown: readonly Take[];
  /** One was chosen, and newer ones do not take its place. */
  readonly isKept: boolean;
};

export function useResults(id: string, kind: NodeSpec): Results {
  const steps = useNodeSteps(id);
  const choice = useRuns((state) => state.shown[id]);
  return useMemo(() => {
    const takes = takesOf(kind, steps);
    const shown = shownTakes(takes, choice);
    const isKept = choice?.kept === true && shown.length === 1;
    return { takes: distinct(takes), shown, isKept };
  }, [kind, steps, choice]);
}

export const isKept = (results: Results, take: Take): boolean =>
  results.isKept && isSame(results.shown[0], take);

/** Show a take on its card; what is kept in sight stays kept. */
export function useShowTake(id: string): (take: Take | null, kept?: boolean) => void {
  const { runs } = useSession();
  return useMemo(
    () => (take, kept) => {
      const before = runs.getState().shown[id];
      const stays = kept ?? before?.kept ?? false;
      show(runs, id, take ? { step: take.step.id, item: take.item, kept: stays } : null);
    },
    [runs, id],
  );
}

const ACTIVE: ReadonlySet<Step['state']> = new Set(['blocked', 'ready', 'running', 'waiting']);
export const isActive = (step: Step | null): boolean => step !== null && ACTIVE.has(step.state);
