/** What is wired to an animation, wire by wire in their order; the same list until one of them changes. */
import { useCallback, useMemo, useSyncExternalStore } from 'react';
import type { CanvasEdge } from '@/core/canvas';
import { isMediaType, type MediaType } from '@/core/values';
import { newestResult } from '@/sync/run-store';
import type { CanvasSession } from '@/sync/session';
import { useSession } from '@/sync/use-session';
import { readReference } from '../../inspector/references';
import { LOGO } from './names';

export type Medium = {
  readonly edge: CanvasEdge;
  /** What the node at the other end is called. */
  readonly title: string;
  readonly type: MediaType;
  /** What has arrived; a list may bring several, a node that has not run none. */
  readonly assets: readonly string[];
  readonly isLogo: boolean;
};

export function useMedia(id: string): readonly Medium[] {
  const session = useSession();
  const watch = useCallback(
    (listener: () => void) => {
      const leave = [session.document.watch(listener), session.runs.subscribe(listener)];
      return () => {
        for (const one of leave) one();
      };
    },
    [session],
  );
  const read = useSyncExternalStore(watch, () => JSON.stringify(mediaOf(session, id)));
  return useMemo(() => JSON.parse(read) as Medium[], [read]);
}

function mediaOf({ document, kinds, runs }: CanvasSession, id: string): Medium[] {
  return document.edges.flatMap((edge) => {
    const source = edge.target === id ? document.node(edge.source) : undefined;
    if (!source) return [];
    const result = newestResult(runs.getState(), source.id);
    const found = readReference(edge, source, kinds.get(source.kind), result);
    if (!isMediaType(found.type)) return [];
    const assets = found.assets.map(({ asset }) => asset);
    const isLogo = edge.input === LOGO || edge.use === LOGO;
    return [{ edge, title: found.title, type: found.type, assets, isLogo }];
  });
}
