/** What is looked at of a storyboard: the brief or a draft; whatever is begun is looked at. */
import { useState } from 'react';
import type { Json } from '@/core/values';
import { useNodeParameters } from '@/sync/use-session';
import type { Agent } from '../use-agent';
import { type ShownDraft, useShownDraft } from '../use-shown-draft';
import { useHasPictures } from './use-pictures';

export type View = Omit<ShownDraft, 'follow'> & {
  readonly agent: Agent;
  readonly isBrief: boolean;
  /** There is something beside the brief. */
  readonly hasWork: boolean;
  /** Somebody wanted to begin and nothing says what it is about. */
  readonly isMissing: boolean;
  readonly begin: () => void;
  readonly turn: (toBrief: boolean) => void;
};

const NOTHING: Readonly<Record<string, Json>> = {};

export function useView(id: string, agent: Agent): View {
  const { product, character, concept } = useNodeParameters(id) ?? NOTHING;
  const hasPictures = useHasPictures(id);
  const [isTurned, setTurned] = useState(false);
  const [isMissing, setMissing] = useState(false);
  const { shown, isFollowing, choose, follow } = useShownDraft(agent);
  const hasWork = agent.phase !== 'idle' || shown !== undefined;
  const isSaid = hasPictures || [product, character, concept].some(hasWords);
  const look = (): void => {
    setTurned(false);
    follow();
  };
  return {
    agent: {
      ...agent,
      say: (text, draft) => {
        look();
        agent.say(text, draft);
      },
    },
    shown,
    isFollowing,
    isBrief: isTurned || !hasWork,
    hasWork,
    isMissing: isMissing && !isSaid,
    begin: () => {
      setMissing(!isSaid);
      if (!isSaid) return;
      look();
      agent.run();
    },
    turn: setTurned,
    choose,
  };
}

const hasWords = (value: Json | undefined): boolean =>
  typeof value === 'string' && value.trim() !== '';
