/** Puts a prompt on the canvas as text, alone or wired into a new generator, and shows it. */
import { useMemo } from 'react';
import type { WrittenPrompt } from '@/core/motion-analysis';
import { createPrompt, makerOf } from '@/core/motion-analysis-nodes';
import type { NodeSpec } from '@/core/spec';
import { useNodeParameters, useSession } from '@/sync/use-session';

export type AddPrompt = {
  /** What it can be wired into; none where there is no such kind. */
  readonly maker: string | null;
  readonly add: (prompt: WrittenPrompt, withMaker: boolean) => void;
};

/** One step to undo. */
export function useAddPrompt(
  id: string,
  kind: NodeSpec,
  onShow: (ids: readonly string[]) => void,
): AddPrompt {
  const session = useSession();
  const unset = kind.parameters.properties?.medium?.default;
  const medium = String(useNodeParameters(id)?.medium ?? unset ?? '');
  return useMemo(() => {
    const { document, kinds } = session;
    const maker = makerOf(kinds, medium);
    return {
      maker: maker?.title.toLowerCase() ?? null,
      add: (prompt, withMaker) => {
        const into = withMaker ? maker : null;
        const made = createPrompt(document.graph, kinds, id, prompt, into);
        if (!made) return;
        document.add(made.nodes, made.edges);
        onShow(made.nodes.map((node) => node.id));
      },
    };
  }, [session, id, medium, onShow]);
}
