/** An agent node for its body: what it does, what it has written so far, its drafts, and all that a person can do. */
import { useEffect, useMemo } from 'react';
import type { Step } from '@/api/types';
import type { NodeSpec } from '@/core/spec';
import { type PartialJson, readPartialJson } from '@/lib/partial-json';
import type { CanvasSession } from '@/sync/session';
import type { Transcript, Writing } from '@/sync/transcript';
import { useCurrentStep, useNodeParameters, useNodeSteps, useSession } from '@/sync/use-session';
import { useTranscript } from '@/sync/use-transcript';
import { type NodeRun, useRun } from '../bodies/use-run';
import { isActive } from '../results/use-results';
import {
  aboutDraft,
  type Draft,
  draftsOf,
  newTurn,
  readTalk,
  type Turn,
  unansweredTurn,
  writeTalk,
} from './talk';

export type Phase = 'idle' | 'running' | 'failed' | 'stopped' | 'done';

export type Agent = {
  readonly id: string;
  readonly kind: NodeSpec;
  readonly phase: Phase;
  /** What it does now, or did last. */
  readonly step: Step | null;
  /** Of that step, until it is done. */
  readonly transcript: Transcript;
  /** The newest answer so far, read as JSON. */
  readonly partial: PartialJson;
  /** Newest last. */
  readonly drafts: readonly Draft[];
  readonly talk: readonly Turn[];
  /** Whether a message is sent as soon as the draft that is being written is done. */
  readonly isWaiting: (turn: Turn) => boolean;
  /** The newest message while no draft answers it, and nothing is being written. */
  readonly unsent: Turn | null;
  /** What pressing Run would cost, and whether its result is known. */
  readonly price: NodeRun;
  /** Make a new draft from the form; the conversation begins anew. */
  readonly run: () => void;
  readonly stop: () => void;
  /** Do again what failed or was stopped. */
  readonly retry: () => void;
  /** Want a draft changed, the newest if none is named. While it writes, the message waits. */
  readonly say: (text: string, draft?: Draft) => void;
  /** Take a message back that nobody has answered. */
  readonly unsay: (turn: Turn) => void;
};

/** Messages of this tab that are sent as soon as the draft before them is done. */
const waiting = new Set<string>();

/** `output` is the JSON output that holds a draft. */
export function useAgent(id: string, kind: NodeSpec, output: string): Agent {
  const session = useSession();
  const step = useCurrentStep(id);
  const steps = useNodeSteps(id);
  const stored = useNodeParameters(id)?.talk;
  const price = useRun(id, kind);
  const phase = phaseOf(step);
  const transcript = useTranscript(phase === 'done' ? null : step);
  const partial = usePartial(transcript);
  const drafts = useMemo(() => draftsOf(steps, output), [steps, output]);
  const talk = useMemo(() => readTalk(stored), [stored]);
  const newest = drafts.at(-1);
  const unanswered = unansweredTurn(talk, drafts);
  const isRunning = phase === 'running';
  useEffect(() => {
    if (isRunning || !unanswered || !waiting.delete(unanswered.id)) return;
    if (phase === 'done') send(session, id, talk, newest);
  }, [isRunning, phase, unanswered, session, id, talk, newest]);
  return {
    id,
    kind,
    phase,
    step,
    transcript,
    partial,
    drafts,
    talk,
    isWaiting: (turn) => waiting.has(turn.id),
    unsent: isRunning ? null : unanswered,
    price,
    run: () => begin(session, id, talk, price),
    stop: price.stop,
    retry: () => {
      if (unanswered) send(session, id, talk, newest);
      else void session.run('node', [id]);
    },
    say: (text, draft = newest) => {
      const turn = newTurn(text);
      if (turn.text === '') return;
      const next = [...talk, turn];
      if (!isRunning) return send(session, id, next, draft);
      waiting.add(turn.id);
      session.document.setParameters(id, { talk: writeTalk(next) });
    },
    unsay: (turn) => {
      waiting.delete(turn.id);
      const next = talk.filter((one) => one.id !== turn.id);
      session.document.setParameters(id, { talk: writeTalk(next) });
    },
  };
}

function phaseOf(step: Step | null): Phase {
  if (isActive(step) || step?.state === 'asking') return 'running';
  if (step?.state === 'failed' || step?.state === 'done') return step.state;
  return step ? 'stopped' : 'idle';
}

function begin(session: CanvasSession, id: string, talk: readonly Turn[], price: NodeRun): void {
  if (talk.length > 0) session.document.setParameters(id, { talk: undefined });
  void session.run('node', [id], price.isKnown || talk.length > 0 ? [id] : []);
}

function send(session: CanvasSession, id: string, talk: readonly Turn[], draft?: Draft): void {
  session.document.setParameters(id, { talk: writeTalk(aboutDraft(talk, draft?.json)) });
  void session.run('node', [id]);
}

/** A repair is read once it is finished: until then what it mends is shown. */
const isShown = (writing: Writing): boolean =>
  writing.text !== '' && !writing.name.endsWith('/repair');

function usePartial({ writings }: Transcript): PartialJson {
  const text = writings.findLast(isShown)?.text ?? '';
  return useMemo(() => readPartialJson(text), [text]);
}
