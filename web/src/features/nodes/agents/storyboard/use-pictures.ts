/** The pictures that a storyboard is given: by its wires in their order, then those it holds itself. */
import { useMemo } from 'react';
import type { CanvasEdge } from '@/core/canvas';
import type { Json } from '@/core/values';
import { newestResult, type RunsState } from '@/sync/run-store';
import type { CanvasSession } from '@/sync/session';
import { useEdges, useNodeIds, useNodeParameters, useRuns, useSession } from '@/sync/use-session';
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

export function usePictures(id: string): readonly Picture[] {
  const session = useSession();
  const edges = useEdges();
  const nodes = useNodeIds();
  const held = useNodeParameters(id)?.[REFERENCE];
  const steps = useRuns((state) => state.steps);
  // biome-ignore lint/correctness/useExhaustiveDependencies: nodes, wires and results are read from the session
  return useMemo(() => picturesOf(session, id, held), [session, id, held, edges, nodes, steps]);
}

export function picturesOf(
  { document, kinds, runs }: CanvasSession,
  id: string,
  held: Json | undefined,
): Picture[] {
  const state = runs.getState();
  const wired = document.edges
    .filter((edge) => edge.target === id && edge.input === REFERENCE)
    .flatMap((edge) => readWire(edge, document, kinds, state));
  return [...wired, ...heldIn(held)];
}

function readWire(
  edge: CanvasEdge,
  document: CanvasSession['document'],
  kinds: CanvasSession['kinds'],
  state: RunsState,
): Picture[] {
  const source = document.node(edge.source);
  if (!source) return [];
  const kind = kinds.get(source.kind);
  const found = readReference(edge, source, kind, newestResult(state, source.id));
  const assets = found.assets.filter(({ type }) => type === 'image').map(({ asset }) => asset);
  return [{ edge, label: found.title, use: edge.use ?? '', assets }];
}

function heldIn(held: Json | undefined): Picture[] {
  const ids = Array.isArray(held) ? held.filter((one) => typeof one === 'string') : [];
  return ids.map((asset, at) => ({
    edge: null,
    label: `Picture ${at + 1}`,
    use: '',
    assets: [asset],
  }));
}
