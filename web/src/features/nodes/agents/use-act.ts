/** Something that a button asks a language model for: started, followed, stopped, and taken up again after a reload. */
import { useEffect, useRef, useState } from 'react';
import { ApiProblem } from '@/api/problem';
import type { ActRequest } from '@/api/transcript-types';
import type { Failure, Preview, Step } from '@/api/types';
import { newKey } from '@/core/ids';
import type { Json } from '@/core/values';
import { currentStep, takeRun } from '@/sync/run-store';
import type { CanvasSession } from '@/sync/session';
import type { Transcript } from '@/sync/transcript';
import { Unanswered } from '@/sync/unanswered';
import { useRuns, useSession } from '@/sync/use-session';
import { useTranscript } from '@/sync/use-transcript';
import { isActive } from '../results/use-results';
import { type KeptAct, keepAct, placeOf, useKeptAct } from './kept-acts';

type Parameters = Record<string, Json>;

export type Act = {
  readonly phase: 'idle' | 'running' | 'failed' | 'stopped' | 'done';
  readonly step: Step | null;
  readonly transcript: Transcript;
  /** What it was asked for; none before. */
  readonly parameters: Parameters | null;
  /** Why it could not be started, or why it failed. */
  readonly failure: Pick<Failure, 'message' | 'remedy'> | null;
  /** What it would cost; rejects with `ApiProblem`. `fresh`: another answer, not one that is known. */
  readonly plan: (parameters: Parameters, fresh?: boolean) => Promise<Preview>;
  readonly start: (parameters: Parameters, fresh?: boolean) => void;
  readonly stop: () => void;
  /** Let it go; what still runs is stopped. */
  readonly forget: () => void;
};

/** `name` tells what asks: one act goes on under it at a time. */
export function useAct(kind: string, name: string): Act {
  const session = useSession();
  const place = placeOf(session.id, name);
  const kept = useKeptAct(place);
  const [isStarting, setStarting] = useState(false);
  const [problem, setProblem] = useState<Act['failure']>(null);
  const step = useRuns((state) => (kept ? currentStep(state, kept.node) : null));
  const transcript = useTranscript(step);
  useTakenUp(place, step ? null : kept);
  const newest = useRef(0);
  const unanswered = useRef(new Unanswered());
  const start = async (parameters: Parameters, fresh = false): Promise<void> => {
    const number = ++newest.current;
    setStarting(true);
    setProblem(null);
    keepAct(place, null);
    try {
      const request = { kind, parameters, fresh };
      const act = await unanswered.current.ask(request, (key) =>
        startAct(session, { key, ...request }),
      );
      if (number === newest.current) keepAct(place, act);
      else void session.cancel(act.run);
    } catch (error) {
      setProblem(failureOf(error));
    } finally {
      setStarting(false);
    }
  };
  const isWaiting = isStarting || (kept !== null && step === null);
  const isRunning = isWaiting || isActive(step) || step?.state === 'asking';
  const stop = (): void => {
    if (kept && isRunning) void session.cancel(kept.run);
  };
  return {
    phase: problem ? 'failed' : isRunning ? 'running' : phaseOf(step),
    step,
    transcript,
    parameters: kept?.parameters ?? null,
    failure: problem ?? step?.failure ?? null,
    plan: (parameters, fresh = false) =>
      session.api.planAct(session.id, { key: newKey(), kind, parameters, fresh }),
    start: (parameters, fresh) => void start(parameters, fresh),
    stop,
    forget: () => {
      stop();
      newest.current++;
      setProblem(null);
      keepAct(place, null);
    },
  };
}

function phaseOf(step: Step | null): Act['phase'] {
  if (!step) return 'idle';
  return step.state === 'done' || step.state === 'failed' ? step.state : 'stopped';
}

async function startAct(session: CanvasSession, request: ActRequest): Promise<KeptAct> {
  const run = await session.api.startAct(session.id, request);
  takeRun(session.runs, run);
  return { run: run.id, node: run.targets[0] ?? '', parameters: request.parameters };
}

/** After a reload nothing is known of the step: it is asked for once. What is gone is let go. */
function useTakenUp(place: string, kept: KeptAct | null): void {
  const session = useSession();
  const run = kept?.run;
  useEffect(() => {
    if (run === undefined) return;
    session.api
      .getRun(run)
      .then((found) => takeRun(session.runs, found))
      .catch((error: unknown) => {
        if (!(error instanceof ApiProblem)) throw error;
        if (error.status === 404) keepAct(place, null);
      });
  }, [session, place, run]);
}

/** What a person is told about a problem: the first of those that the server found. */
export function failureOf(error: unknown): Pick<Failure, 'message' | 'remedy'> {
  if (!(error instanceof ApiProblem)) throw error;
  const { problems } = error.fields;
  const first = Array.isArray(problems) ? (problems[0] as Partial<Failure> | undefined) : undefined;
  return { message: first?.message ?? error.message, remedy: first?.remedy ?? error.remedy };
}
