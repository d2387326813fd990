/** Puts a block of new nodes where nothing is covered: beside a node, in a group of their own. */
import { absolutePlace, type CanvasNode, type Graph } from '@/core/canvas';
import { boundsOf, placeFree, type Rect, snap } from '@/core/layout';
import { newNode } from '@/core/new-node';
import { GROUP, type Kinds } from '@/core/spec';

/** Between a node and what is made beside it. */
export const BESIDE = 80;
const PADDING = 40;
/** The titles above the cards of the uppermost row lie in the group too. */
const HEAD = 28;
const UNKNOWN = { width: 280, height: 160 };

/** Where a node stands, in canvas units; its size falls back to its kind's. */
export function boxOf(graph: Graph, kinds: Kinds, node: CanvasNode): Rect {
  return { ...absolutePlace(graph.nodes, node.id), ...sizeOf(kinds, node) };
}

function sizeOf(kinds: Kinds, node: Pick<CanvasNode, 'kind' | 'width' | 'height'>) {
  const size = kinds.get(node.kind) ?? UNKNOWN;
  return { width: node.width ?? size.width, height: node.height ?? size.height };
}

/** Everything that a block must not cover: all cards, and the frames of groups. */
export const boxesIn = (graph: Graph, kinds: Kinds): Rect[] =>
  [...graph.nodes.values()].map((node) => boxOf(graph, kinds, node));

/** The free place nearest to the wanted one; on a canvas that is full there, behind everything. */
export function freePlace(taken: readonly Rect[], wanted: Rect): { x: number; y: number } {
  const near = placeFree(taken, wanted);
  const isFree = !taken.some((rect) => covers({ ...wanted, ...near }, rect));
  const all = boundsOf(taken);
  if (isFree || !all) return near;
  return { x: snap(all.x + all.width + BESIDE), y: snap(wanted.y) };
}

const covers = (one: Rect, other: Rect): boolean =>
  one.x < other.x + other.width &&
  other.x < one.x + one.width &&
  one.y < other.y + other.height &&
  other.y < one.y + one.height;

/**
 * The same nodes inside a new group around them, moved together to where the group covers nothing;
 * the group comes first. Their places are any, relative to each other. Without the kind of groups
 * they are moved all the same.
 */
export function groupedFree(
  graph: Graph,
  kinds: Kinds,
  nodes: readonly CanvasNode[],
  name: string,
  beside: Rect,
): CanvasNode[] {
  const inner = boundsOf(nodes.map(({ x, y, ...node }) => ({ x, y, ...sizeOf(kinds, node) })));
  if (!inner) return [];
  const width = inner.width + 2 * PADDING;
  const height = inner.height + 2 * PADDING + HEAD;
  const wanted = { x: beside.x + beside.width + BESIDE, y: beside.y, width, height };
  const at = freePlace(boxesIn(graph, kinds), wanted);
  const kind = kinds.get(GROUP);
  const origin = kind ? { x: 0, y: 0 } : at;
  const group = kind ? { ...newNode(kind, at, {}, { width, height }), name } : null;
  const members = nodes.map((node) => ({
    ...node,
    x: node.x - inner.x + PADDING + origin.x,
    y: node.y - inner.y + PADDING + HEAD + origin.y,
    parent: group?.id ?? null,
  }));
  return group ? [group, ...members] : members;
}
