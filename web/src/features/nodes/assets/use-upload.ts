/** How a file is on its way into a node's parameter, and how to send one. */
import { useCallback, useSyncExternalStore } from 'react';
import type { NodeSpec } from '@/core/spec';
import type { UploadState } from '@/sync/uploads';
import { useSession } from '@/sync/use-session';

export type Upload = UploadState & {
  /** A file, or the address of one. */
  readonly start: (what: File | string) => void;
};

/** The files a media parameter takes, for a file dialog. */
export const ACCEPTED = 'image/*,video/*,audio/*';

export function useUpload(id: string, kind: NodeSpec, parameter: string): Upload {
  const { uploads } = useSession();
  const state = useSyncExternalStore(uploads.watch, () => uploads.state(id, parameter));
  const start = useCallback(
    (what: File | string) => void uploads.start({ node: id, kind, parameter }, what),
    [uploads, id, kind, parameter],
  );
  return { ...state, start };
}
