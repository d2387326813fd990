/** Which draft is looked at: the newest, or one that was chosen until something new is written. */
import { useEffect, useState } from 'react';
import type { Draft } from './talk';
import type { Agent } from './use-agent';

export type ShownDraft = {
  /** None before the first. */
  readonly shown: Draft | undefined;
  /** The newest is looked at, and what is being written. */
  readonly isFollowing: boolean;
  readonly choose: (draft: Draft) => void;
  /** Look at the newest again. */
  readonly follow: () => void;
};

export function useShownDraft({ drafts, step, phase }: Agent): ShownDraft {
  const [chosen, setChosen] = useState<string | null>(null);
  const writing = phase === 'running' ? step?.id : undefined;
  useEffect(() => {
    if (writing !== undefined) setChosen(null);
  }, [writing]);
  const newest = drafts.at(-1);
  const found = drafts.find((draft) => draft.step.id === chosen);
  return {
    shown: found ?? newest,
    isFollowing: found === undefined,
    choose: (draft) => setChosen(draft === newest ? null : draft.step.id),
    follow: () => setChosen(null),
  };
}
