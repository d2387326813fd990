/** Which nodes of a canvas differ from what the server has acknowledged. */
import type { CanvasNode, Graph } from '@/core/canvas';

export function changedNodes(now: Graph, confirmed: Graph): CanvasNode[] {
  return [...now.nodes.values()].filter(
    (node) => JSON.stringify(node) !== JSON.stringify(confirmed.nodes.get(node.id)),
  );
}

/** The longest text of a node: what was most work to write. */
export function textOf(node: CanvasNode): string {
  const texts = Object.values(node.parameters).filter((value) => typeof value === 'string');
  return texts.reduce((longest, text) => (text.length > longest.length ? text : longest), '');
}
