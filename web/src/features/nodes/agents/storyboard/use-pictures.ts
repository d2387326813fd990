/** The pictures that a storyboard is given: by its wires in their order, then those it holds itself. */
import { useCallback, useMemo, useSyncExternalStore } from 'react';
import type { CanvasEdge } from '@/core/canvas';
import type { Json } from '@/core/values';
import { newestResult } from '@/sync/run-store';
import type { CanvasSession } from '@/sync/session';
import { useEdges, useNodeParameters, useSession } from '@/sync/use-session';
import { readReference } from '../../inspector/references';

export const REFERENCE = 'reference';

export type Picture = {
  /** None for one that the node holds. */
  readonly edge: CanvasEdge | null;
  readonly label: string;
  readonly use: string;
  /** What has arrived; a list may bring several, a node that has not run none. */
  readonly assets: readonly string[];
};

/** The same list until one of them changes, wherever it comes from. */
export function usePictures(id: string): readonly Picture[] {
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
  const read = useSyncExternalStore(watch, () => JSON.stringify(picturesOf(session, id)));
  return useMemo(() => JSON.parse(read) as Picture[], [read]);
}

export function useHasPictures(id: string): boolean {
  const held = useNodeParameters(id)?.[REFERENCE];
  const isWired = useEdges().some((edge) => edge.target === id && edge.input === REFERENCE);
  return isWired || heldIn(held).length > 0;
}

export function picturesOf(session: CanvasSession, id: string): Picture[] {
  const { document } = session;
  const wired = document.edges
    .filter((edge) => edge.target === id && edge.input === REFERENCE)
    .flatMap((edge) => readWire(session, edge));
  const held = heldIn(document.node(id)?.parameters[REFERENCE]).map((asset, at) => ({
    edge: null,
    label: `Picture ${at + 1}`,
    use: '',
    assets: [asset],
  }));
  return [...wired, ...held];
}

function readWire({ document, kinds, runs }: CanvasSession, edge: CanvasEdge): Picture[] {
  const source = document.node(edge.source);
  if (!source) return [];
  const result = newestResult(runs.getState(), source.id);
  const found = readReference(edge, source, kinds.get(source.kind), result);
  const assets = found.assets.filter(({ type }) => type === 'image').map(({ asset }) => asset);
  return [{ edge, label: found.title, use: edge.use ?? '', assets }];
}

const heldIn = (held: Json | undefined): string[] =>
  Array.isArray(held) ? held.filter((one) => typeof one === 'string') : [];
