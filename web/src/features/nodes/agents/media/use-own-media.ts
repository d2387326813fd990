/** The one picture or film that an agent looks at: connected, or held by the node itself. */
import { useCallback, useSyncExternalStore } from 'react';
import type { Asset } from '@/api/types';
import type { CanvasEdge } from '@/core/canvas';
import type { NodeSpec } from '@/core/spec';
import type { MediaType } from '@/core/values';
import { newestResult } from '@/sync/run-store';
import type { UploadState } from '@/sync/uploads';
import { useEdges, useNodeParameters, useRuns, useSession } from '@/sync/use-session';
import { toast } from '@/ui/toasts';
import { useAsset } from '../../assets/use-asset';
import { readReference } from '../../inspector/references';

export type OwnMedia = {
  /** The wire that brings it; then what the node holds does not count. */
  readonly edge: CanvasEdge | null;
  /** What the node at the other end is called. */
  readonly from: string;
  readonly asset: string | null;
  readonly record: Asset | null;
  /** Its file is gone, or cannot be asked for. */
  readonly isMissing: boolean;
  readonly upload: UploadState;
  /** Take a file, or what is at an address. */
  readonly take: (what: File | string) => void;
  /** Let go of what the node holds. */
  readonly clear: () => void;
};

const WORDS = { image: 'a picture', video: 'a film', audio: 'a sound' };

/**
 * `name`: of the input, and of the parameter that holds a file without a wire. `onTaken`: a file has
 * come into it.
 */
export function useOwnMedia(
  id: string,
  kind: NodeSpec,
  name: string,
  type: Exclude<MediaType, 'audio'>,
  onTaken?: (asset: Asset) => void,
): OwnMedia {
  const { document, uploads } = useSession();
  const wired = useWired(id, name, type);
  const held = useNodeParameters(id)?.[name];
  const upload = useSyncExternalStore(uploads.watch, () => uploads.state(id, name));
  const own = typeof held === 'string' && held !== '' ? held : null;
  const asset = wired ? wired.asset : own;
  const { asset: record, problem } = useAsset(asset);
  const clear = useCallback(
    () => document.setParameters(id, { [name]: undefined }),
    [document, id, name],
  );
  const refuse = (words: string): void => {
    toast(`${words} is not ${WORDS[type]}.`, { words: 'Choose another file.', tone: 'error' });
  };
  const take = async (what: File | string): Promise<void> => {
    // Known before it is sent: nothing is uploaded for nothing.
    if (typeof what !== 'string' && what.type !== '' && !what.type.startsWith(`${type}/`)) {
      refuse(what.name);
      return;
    }
    const before = document.node(id)?.parameters[name];
    const taken = await uploads.start({ node: id, kind, parameter: name }, what);
    if (!taken) return;
    if (taken.kind === type) return onTaken?.(taken);
    document.setParameters(id, { [name]: before });
    refuse(taken.name || 'This file');
  };
  return {
    edge: wired?.edge ?? null,
    from: wired?.title ?? '',
    asset,
    record,
    isMissing: problem !== null,
    upload,
    take: (what) => void take(what),
    clear,
  };
}

type Wired = { edge: CanvasEdge; title: string; asset: string | null };

function useWired(id: string, name: string, type: MediaType): Wired | null {
  const { document, kinds } = useSession();
  const edge = useEdges().find((one) => one.target === id && one.input === name);
  const source = edge?.source ?? '';
  const watch = useCallback(
    (listener: () => void) => document.watchNode(source, listener),
    [document, source],
  );
  const node = useSyncExternalStore(watch, () => document.node(source));
  const result = useRuns((state) => newestResult(state, source));
  if (!edge || !node) return null;
  const { title, assets } = readReference(edge, node, kinds.get(node.kind), result);
  return { edge, title, asset: assets.find((one) => one.type === type)?.asset ?? null };
}
