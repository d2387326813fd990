/** The picture that arrives at a node, which an editor of the node works on. */
import { useCallback, useSyncExternalStore } from 'react';
import type { Asset } from '@/api/types';
import type { NodeSpec } from '@/core/spec';
import { newestResult } from '@/sync/run-store';
import { useEdges, useRuns, useSession } from '@/sync/use-session';
import { useAsset } from '../assets/use-asset';
import { readReference } from '../inspector/references';

export type InputPicture = { readonly asset: string | null; readonly record: Asset | null };

/** `except`: the input that the editor fills, which is not what it works on. */
export function useInputPicture(node: string, kind: NodeSpec, except: string): InputPicture {
  const { document, kinds } = useSession();
  const edges = useEdges();
  const input = kind.inputs.find(({ name, types }) => types.includes('image') && name !== except);
  const edge = edges.find((one) => one.target === node && one.input === input?.name);
  const source = edge?.source ?? '';
  const watch = useCallback(
    (listener: () => void) => document.watchNode(source, listener),
    [document, source],
  );
  const from = useSyncExternalStore(watch, () => document.node(source));
  const result = useRuns((state) => newestResult(state, source));
  const found =
    edge && from ? readReference(edge, from, kinds.get(from.kind), result).assets : undefined;
  const asset = found?.find((one) => one.type === 'image')?.asset ?? null;
  return { asset, record: useAsset(asset).asset };
}
