/** Nodes and edges as text, to be pasted into this canvas, another one, or another Koda. */
import type { CanvasEdge, CanvasNode, Graph } from '@/core/canvas';
import { absolutePlace } from '@/core/canvas';
import { newEdgeId, newNodeId } from '@/core/ids';
import type { Json } from '@/core/values';

export type Clip = { nodes: CanvasNode[]; edges: CanvasEdge[] };

/** What is copied: the nodes (a group's members with it) and the edges among them. */
export function takeClip(graph: Graph, ids: Iterable<string>): Clip {
  const taken = new Set(ids);
  for (let size = -1; size !== taken.size; ) {
    size = taken.size;
    for (const node of graph.nodes.values()) {
      if (node.parent !== null && taken.has(node.parent)) taken.add(node.id);
    }
  }
  const nodes: CanvasNode[] = [];
  for (const id of taken) {
    const node = graph.nodes.get(id);
    if (!node) continue;
    const inside = node.parent !== null && taken.has(node.parent);
    nodes.push(inside ? node : { ...node, parent: null, ...absolutePlace(graph.nodes, id) });
  }
  const edges = [...graph.edges.values()].filter(
    (edge) => taken.has(edge.source) && taken.has(edge.target),
  );
  return { nodes, edges };
}

export function encodeClip(clip: Clip): string {
  return JSON.stringify({ koda: 1, ...clip });
}

/** Read copied text; none if it is something else. What does not look like a node is left out. */
export function decodeClip(text: string): Clip | null {
  if (!text.trimStart().startsWith('{')) return null;
  let raw: unknown;
  try {
    raw = JSON.parse(text);
  } catch {
    return null;
  }
  if (!isRecord(raw) || raw.koda !== 1 || !Array.isArray(raw.nodes)) return null;
  const nodes = raw.nodes.map(readNode).filter((node) => node !== null);
  const edges = Array.isArray(raw.edges) ? raw.edges.filter(isEdge) : [];
  return nodes.length > 0 ? { nodes, edges } : null;
}

/** The same nodes under fresh ids, their upper left corner at `at` (or moved by `by`). */
export function instantiate(
  clip: Clip,
  where: { at: { x: number; y: number } } | { by: number },
): Clip {
  const ids = new Map(clip.nodes.map((node) => [node.id, newNodeId()]));
  const roots = clip.nodes.filter((node) => node.parent === null || !ids.has(node.parent));
  const left = Math.min(...roots.map((node) => node.x));
  const top = Math.min(...roots.map((node) => node.y));
  const dx = 'at' in where ? where.at.x - left : where.by;
  const dy = 'at' in where ? where.at.y - top : where.by;
  const nodes = clip.nodes.map((node) => {
    const parent = node.parent === null ? null : (ids.get(node.parent) ?? null);
    const moved = parent === null ? { x: node.x + dx, y: node.y + dy } : {};
    return { ...node, ...moved, parent, id: ids.get(node.id) as string };
  });
  const edges = clip.edges.flatMap((edge) => {
    const source = ids.get(edge.source);
    const target = ids.get(edge.target);
    return source && target ? [{ ...edge, id: newEdgeId(), source, target }] : [];
  });
  return { nodes, edges };
}

function readNode(raw: unknown): CanvasNode | null {
  if (!isRecord(raw) || typeof raw.id !== 'string' || typeof raw.kind !== 'string') return null;
  const number = (value: unknown): number =>
    typeof value === 'number' && Number.isFinite(value) ? value : 0;
  return {
    id: raw.id,
    kind: raw.kind,
    name: typeof raw.name === 'string' ? raw.name : '',
    x: number(raw.x),
    y: number(raw.y),
    width: number(raw.width) || null,
    height: number(raw.height) || null,
    z: number(raw.z),
    parent: typeof raw.parent === 'string' ? raw.parent : null,
    parameters: isRecord(raw.parameters) ? (raw.parameters as Record<string, Json>) : {},
  };
}

function isEdge(raw: unknown): raw is CanvasEdge {
  if (!isRecord(raw) || typeof raw.order !== 'number') return false;
  return ['id', 'source', 'output', 'target', 'input'].every((key) => typeof raw[key] === 'string');
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
