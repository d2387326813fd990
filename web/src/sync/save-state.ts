/** What the badge says about saving; it never says more than the server has acknowledged. */
import type { ApiProblem } from '@/api/problem';
import type { OutboxState } from '@/sync/outbox';
import type { StreamState } from '@/sync/stream';

export type SaveState =
  | { readonly kind: 'loading' }
  | { readonly kind: 'saved' }
  | { readonly kind: 'saving'; readonly waiting: number }
  /** The server cannot be reached; `waiting` edits are kept on this device. */
  | { readonly kind: 'offline'; readonly waiting: number; readonly problem: ApiProblem | null }
  /** The last edit was refused and undone; everything else is saved or on its way. */
  | { readonly kind: 'refused'; readonly waiting: number; readonly problem: ApiProblem }
  /** `isNewer`: a newer Koda made it; else it is only shown to this person. */
  | { readonly kind: 'read_only'; readonly isNewer: boolean };

export function saveState(now: {
  loaded: boolean;
  readOnly: boolean;
  isNewer: boolean;
  outbox: OutboxState;
  stream: StreamState | null;
  refused: ApiProblem | null;
}): SaveState {
  const { outbox, stream } = now;
  if (now.refused) return { kind: 'refused', waiting: outbox.waiting, problem: now.refused };
  if (outbox.failure) {
    return { kind: 'offline', waiting: outbox.waiting, problem: outbox.failure };
  }
  if (outbox.waiting > 0) return { kind: 'saving', waiting: outbox.waiting };
  if (stream && !stream.open && stream.failure) {
    return { kind: 'offline', waiting: 0, problem: stream.failure };
  }
  if (!now.loaded) return { kind: 'loading' };
  return now.readOnly ? { kind: 'read_only', isNewer: now.isNewer } : { kind: 'saved' };
}

/** The badge's words. */
export function describeSaveState(state: SaveState): string {
  const edits = (count: number) => (count === 1 ? '1 edit' : `${count} edits`);
  switch (state.kind) {
    case 'loading':
      return 'Opening';
    case 'saved':
      return 'Saved';
    case 'saving':
      return 'Saving';
    case 'read_only':
      return state.isNewer ? 'Read only: made by a newer Koda' : 'View only';
    case 'refused':
      return 'Last edit undone';
    case 'offline':
      return state.waiting === 0 ? 'Offline' : `Offline, ${edits(state.waiting)} kept here`;
  }
}
