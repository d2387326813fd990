/** The steps of a run: asked for when it is opened and when it ends, kept up by the stream between. */
import { useEffect, useMemo, useState } from 'react';
import { ApiProblem } from '@/api/problem';
import type { Run, Step } from '@/api/types';
import { useRuns, useSession } from '@/sync/use-session';
import { mergeSteps, stepsOfRun } from './steps';

export type RunSteps = { readonly steps: readonly Step[]; readonly problem: ApiProblem | null };

const NONE: readonly Step[] = [];

export function useRunSteps({ id, state }: Run): RunSteps {
  const { api } = useSession();
  const [asked, setAsked] = useState<readonly Step[]>(NONE);
  const [problem, setProblem] = useState<ApiProblem | null>(null);
  const live = useRuns((now) => now.steps);
  // biome-ignore lint/correctness/useExhaustiveDependencies: an ended run is asked for once more
  useEffect(() => {
    let isGone = false;
    api.getRun(id).then(
      (run) => {
        if (isGone) return;
        setAsked(run.steps);
        setProblem(null);
      },
      (error: unknown) => {
        if (!(error instanceof ApiProblem)) throw error;
        if (!isGone) setProblem(error);
      },
    );
    return () => {
      isGone = true;
    };
  }, [api, id, state]);
  const steps = useMemo(() => mergeSteps(asked, stepsOfRun(live, id)), [asked, live, id]);
  return { steps, problem };
}
