/** What a person chose for all players: with sound or without, over and over or once. */
import { useSyncExternalStore } from 'react';

type Choices = { readonly isMuted: boolean; readonly loops: boolean };

let choices: Choices = { isMuted: false, loops: true };
const listeners = new Set<() => void>();

export function choosePlaying(change: Partial<Choices>): void {
  choices = { ...choices, ...change };
  for (const listener of listeners) listener();
}

export function usePlayerChoices(): Choices {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => choices,
  );
}
