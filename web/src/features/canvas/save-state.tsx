/** The badge that says whether everything is saved; it never says more than the server knows. */
import type { ReactNode } from 'react';
import { describeSaveState, type SaveState as State } from '@/sync/save-state';
import { useSaveState } from '@/sync/use-session';
import { SaveBadge } from '@/ui/save-badge';

export function SaveState(): ReactNode {
  const state = useSaveState();
  return (
    <SaveBadge
      look={state.kind === 'loading' ? 'saving' : state.kind}
      words={describeSaveState(state)}
      reason={explain(state)}
    />
  );
}

function explain(state: State): string {
  switch (state.kind) {
    case 'loading':
      return 'The canvas is on its way.';
    case 'saved':
      return 'The server has everything you did.';
    case 'saving':
      return 'On its way to the server; kept on this device until it is there.';
    case 'offline':
      return (
        state.problem?.remedy || 'Your edits are kept on this device and go out by themselves.'
      );
    case 'refused':
      return state.problem.message;
    case 'read_only':
      return state.isNewer
        ? 'Update Koda to edit it.'
        : 'You can look, play, download and copy. Changing it is for others.';
  }
}
