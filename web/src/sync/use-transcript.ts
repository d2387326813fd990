/** A step's transcript for components; fetched while one is on screen. */
import { useCallback, useSyncExternalStore } from 'react';
import type { Step } from '@/api/types';
import { EMPTY, type Transcript } from '@/sync/transcript';
import { transcriptsOf } from '@/sync/transcripts';
import { useSession } from '@/sync/use-session';

/** Empty without a step, or while it is on its way. */
export function useTranscript(step: Pick<Step, 'id' | 'run'> | null): Transcript {
  const transcripts = transcriptsOf(useSession());
  const id = step?.id;
  const run = step?.run;
  const watch = useCallback(
    (listener: () => void) =>
      id === undefined || run === undefined ? () => {} : transcripts.watch(run, id, listener),
    [transcripts, run, id],
  );
  return useSyncExternalStore(watch, () => (id === undefined ? EMPTY : transcripts.get(id)));
}
