/** Questions about the shape of a graph; iterative, so a long chain cannot exhaust the stack. */
import type { CanvasEdge } from '@/core/canvas';

function targetsBySource(edges: Iterable<CanvasEdge>): Map<string, string[]> {
  const grouped = new Map<string, string[]>();
  for (const edge of edges) {
    const list = grouped.get(edge.source);
    if (list) list.push(edge.target);
    else grouped.set(edge.source, [edge.target]);
  }
  return grouped;
}

/** Whether `to` can be reached from `from` along edges (a node reaches itself). */
export function reaches(edges: Iterable<CanvasEdge>, from: string, to: string): boolean {
  const next = targetsBySource(edges);
  const seen = new Set([from]);
  const stack = [from];
  for (let node = stack.pop(); node !== undefined; node = stack.pop()) {
    if (node === to) return true;
    for (const target of next.get(node) ?? []) {
      if (!seen.has(target)) {
        seen.add(target);
        stack.push(target);
      }
    }
  }
  return false;
}

/** Nodes in an order in which every edge points forward, and those that cycles keep out. */
export function topological(
  ids: Iterable<string>,
  edges: readonly CanvasEdge[],
): { order: string[]; cyclic: Set<string> } {
  const waiting = new Map<string, number>();
  for (const id of ids) waiting.set(id, 0);
  const known = edges.filter((edge) => waiting.has(edge.source) && waiting.has(edge.target));
  for (const edge of known) waiting.set(edge.target, (waiting.get(edge.target) ?? 0) + 1);
  const next = targetsBySource(known);
  const order = [...waiting.keys()].filter((id) => waiting.get(id) === 0);
  for (let at = 0; at < order.length; at++) {
    for (const target of next.get(order[at] as string) ?? []) {
      const left = (waiting.get(target) ?? 0) - 1;
      waiting.set(target, left);
      if (left === 0) order.push(target);
    }
  }
  const done = new Set(order);
  return { order, cyclic: new Set([...waiting.keys()].filter((id) => !done.has(id))) };
}
