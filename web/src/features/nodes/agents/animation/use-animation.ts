/** An animation's node for its body: what it does, what it asks, what it made, and all that a person can do. */
import { useMemo, useState } from 'react';
import type { Step } from '@/api/types';
import { NOTHING_TOLD, readTelling, type Telling } from '@/core/animation-events';
import { type AnimationQuestion, readQuestion } from '@/core/animation-questions';
import type { NodeSpec } from '@/core/spec';
import type { Json } from '@/core/values';
import type { Transcript } from '@/sync/transcript';
import { useCurrentStep, useNodeSteps, useSession } from '@/sync/use-session';
import { useTranscript } from '@/sync/use-transcript';
import { type NodeRun, useRun } from '../../bodies/use-run';
import { isActive } from '../../results/use-results';
import { BASE, WISH } from './names';
import { newestOf, type Version, versionsOf } from './versions';

export type AnimationState = 'idle' | 'working' | 'asking' | 'failed' | 'stopped' | 'done';

export type Animation = {
  readonly id: string;
  readonly kind: NodeSpec;
  readonly state: AnimationState;
  /** What it does now, or did last. */
  readonly step: Step | null;
  readonly transcript: Transcript;
  readonly telling: Telling;
  /** What it asks now; none of a question that this screen does not know. */
  readonly question: AnimationQuestion | null;
  /** An answer is on its way, or a run that leaves the question behind. */
  readonly isAnswering: boolean;
  readonly answer: (value: Json) => void;
  /** By their numbers. */
  readonly versions: readonly Version[];
  /** What flows on. */
  readonly newest: Version | undefined;
  readonly price: NodeRun;
  /** Make a film from the form, whatever there was before. */
  readonly run: () => void;
  /** Do again what failed or was stopped. */
  readonly retry: () => void;
  readonly stop: () => void;
  /** Make the next version from one that there is. Without words it is that one again. */
  readonly change: (project: string, words: string) => void;
};

export function useAnimation(id: string, kind: NodeSpec): Animation {
  const session = useSession();
  const step = useCurrentStep(id);
  const steps = useNodeSteps(id);
  const price = useRun(id, kind);
  const transcript = useTranscript(step);
  const telling = useMemo(
    () => (transcript.events.length > 0 ? readTelling(transcript.events) : NOTHING_TOLD),
    [transcript.events],
  );
  const versions = useMemo(() => versionsOf(steps), [steps]);
  const asked = step?.state === 'asking' ? step.question : null;
  const question = useMemo(() => (asked ? readQuestion(asked.fields) : null), [asked]);
  const [sent, setSent] = useState<string | null>(null);
  const place = step && asked ? `${step.id}.${asked.name}` : null;
  const answer = (value: Json): void => {
    if (!step || !asked || place === null) return;
    setSent(place);
    void session.answer(step.run, step.id, asked.name, value).finally(() => setSent(null));
  };
  const [isBeginning, setBeginning] = useState(false);
  const begin = (parameters: Record<string, Json | undefined>, isFresh: boolean): void => {
    session.document.setParameters(id, parameters);
    setBeginning(true);
    void session.run('node', [id], isFresh ? [id] : []).finally(() => setBeginning(false));
  };
  return {
    id,
    kind,
    state: stateOf(step),
    step,
    transcript,
    telling,
    question,
    isAnswering: isBeginning || (sent !== null && sent === place),
    answer,
    versions,
    newest: newestOf(versions),
    price,
    run: () => begin({ [BASE]: undefined, [WISH]: undefined }, price.isKnown),
    retry: () => void session.run('node', [id]),
    stop: price.stop,
    change: (project, words) => begin({ [BASE]: project, [WISH]: words || undefined }, false),
  };
}

function stateOf(step: Step | null): AnimationState {
  if (!step) return 'idle';
  if (isActive(step)) return 'working';
  if (step.state === 'asking' || step.state === 'failed' || step.state === 'done') {
    return step.state;
  }
  return 'stopped';
}
