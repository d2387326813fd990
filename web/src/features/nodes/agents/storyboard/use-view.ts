/** What is looked at of a storyboard: the brief or a draft; whatever is begun is looked at. */
import { useState } from 'react';
import type { Json } from '@/core/values';
import { useNodeParameters } from '@/sync/use-session';
import type { Draft } from '../talk';
import type { Agent } from '../use-agent';
import { useHasPictures } from './use-pictures';

export type View = {
  readonly agent: Agent;
  /** The draft that is looked at, and that a message is about. */
  readonly shown: Draft | undefined;
  /** It is the newest, and gives way to what is written next. */
  readonly isFollowing: boolean;
  readonly isBrief: boolean;
  /** There is something beside the brief. */
  readonly hasWork: boolean;
  /** Somebody wanted to begin and nothing says what it is about. */
  readonly isMissing: boolean;
  readonly begin: () => void;
  readonly turn: (toBrief: boolean) => void;
  readonly choose: (draft: Draft) => void;
};

const NOTHING: Readonly<Record<string, Json>> = {};

export function useView(id: string, agent: Agent): View {
  const { product, character, concept } = useNodeParameters(id) ?? NOTHING;
  const hasPictures = useHasPictures(id);
  const [isTurned, setTurned] = useState(false);
  const [isMissing, setMissing] = useState(false);
  const [chosen, setChosen] = useState<string | null>(null);
  const { drafts, phase } = agent;
  const newest = drafts.at(-1);
  const found = drafts.find((draft) => draft.step.id === chosen) ?? newest;
  const hasWork = phase !== 'idle' || newest !== undefined;
  const isSaid = hasPictures || [product, character, concept].some(hasWords);
  const follow = (): void => {
    setTurned(false);
    setChosen(null);
  };
  return {
    agent: {
      ...agent,
      say: (text, draft) => {
        follow();
        agent.say(text, draft);
      },
    },
    shown: found,
    isFollowing: chosen === null || found === newest,
    isBrief: isTurned || !hasWork,
    hasWork,
    isMissing: isMissing && !isSaid,
    begin: () => {
      setMissing(!isSaid);
      if (!isSaid) return;
      follow();
      agent.run();
    },
    turn: setTurned,
    choose: (draft) => setChosen(draft === newest ? null : draft.step.id),
  };
}

const hasWords = (value: Json | undefined): boolean =>
  typeof value === 'string' && value.trim() !== '';
