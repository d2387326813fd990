/** What pressing Run on one node would cost; pure. */
import type { PlannedStep, Preview } from '@/api/types';
import type { CanvasEdge } from '@/core/canvas';

export type RunPrice = {
  /** Micro-dollars, with what is missing upstream; none while it is not known. */
  readonly price: number | null;
  /** Its result is here and up to date: running means to ask for another one. */
  readonly isKnown: boolean;
  /** Nodes upstream that have no result yet and run too. */
  readonly others: number;
};

/**
 * Read from the plan of the whole canvas: the node's own step, and the steps upstream that have
 * never run. `again`: what another result of the node costs; `has`: it shows a result. One that is
 * known from elsewhere comes for nothing.
 */
export function runPrice(
  plan: Preview | null,
  edges: readonly CanvasEdge[],
  node: string,
  again: number | null,
  has: boolean,
): RunPrice {
  const steps = new Map((plan?.steps ?? []).map((step) => [step.node, step]));
  const own = steps.get(node);
  // What cannot run yet is planned for nothing: the card knows what it will cost.
  const isHeld = plan?.problems.some((one) => one.node === node && one.severity === 'error');
  if (!own || isHeld) return { price: again, isKnown: false, others: 0 };
  const missing = upstream(edges, node).flatMap((id) => {
    const step = steps.get(id);
    return step && isMissing(step) ? [step] : [];
  });
  const isKnown = own.cached && has;
  const isUnpriced = [own, ...missing].some((step) => step.unpriced);
  const price = isKnown ? again : isUnpriced ? null : own.price;
  const others = missing.length;
  if (price === null) return { price: null, isKnown, others };
  return { price: missing.reduce((sum, step) => sum + step.price, price), isKnown, others };
}

const isMissing = (step: PlannedStep): boolean =>
  !step.cached && (step.why === 'never_ran' || step.why === 'failed_before');

function upstream(edges: readonly CanvasEdge[], node: string): string[] {
  const seen = new Set<string>();
  const todo = [node];
  for (let at = todo.pop(); at !== undefined; at = todo.pop()) {
    for (const edge of edges) {
      if (edge.target !== at || edge.source === node || seen.has(edge.source)) continue;
      seen.add(edge.source);
      todo.push(edge.source);
    }
  }
  return [...seen];
}
