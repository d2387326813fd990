/** Titles of nodes as they are called now. */
import { useCallback } from 'react';
import { useNodeIds, useSession } from '@/sync/use-session';
import type { TitleOf } from './words';

export function useTitles(): TitleOf {
  const { document, kinds } = useSession();
  const ids = useNodeIds();
  // biome-ignore lint/correctness/useExhaustiveDependencies: a node that comes or goes changes what is said
  return useCallback(
    (id: string) => {
      const node = document.node(id);
      return node ? node.name || (kinds.get(node.kind)?.title ?? node.kind) : null;
    },
    [document, kinds, ids],
  );
}
