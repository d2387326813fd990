/** The document a person edits, read from its Yjs document by `docs/spec/document.md`. */
import * as Y from 'yjs';
import type { Json } from '@/core/values';

export const SCHEMA_VERSION = 1;

export type CanvasNode = {
  readonly id: string;
  readonly kind: string;
  readonly name: string;
  readonly x: number;
  readonly y: number;
  readonly width: number | null;
  readonly height: number | null;
  readonly z: number;
  readonly parent: string | null;
  readonly parameters: Readonly<Record<string, Json>>;
};

export type CanvasEdge = {
  readonly id: string;
  readonly source: string;
  readonly output: string;
  readonly target: string;
  readonly input: string;
  readonly order: number;
  /** What a reference is for (`style`, `face`, …). */
  readonly use?: string;
};

export type Graph = {
  readonly nodes: ReadonlyMap<string, CanvasNode>;
  readonly edges: ReadonlyMap<string, CanvasEdge>;
};

export type SharedNode = Y.Map<unknown>;
export type SharedEdge = Y.Map<unknown>;

export const metaOf = (doc: Y.Doc): Y.Map<unknown> => doc.getMap('meta');
export const nodesOf = (doc: Y.Doc): Y.Map<SharedNode> => doc.getMap('nodes');
export const edgesOf = (doc: Y.Doc): Y.Map<SharedEdge> => doc.getMap('edges');

const text = (value: unknown): string => (typeof value === 'string' ? value : '');
const number = (value: unknown): number =>
  typeof value === 'number' && Number.isFinite(value) ? value : 0;
const size = (value: unknown): number | null =>
  typeof value === 'number' && Number.isFinite(value) && value > 0 ? value : null;

function readParameters(shared: Y.Map<unknown>): Record<string, Json> {
  const parameters: Record<string, Json> = {};
  for (const [name, value] of shared.entries()) {
    if (value === undefined) continue;
    parameters[name] = value instanceof Y.AbstractType ? (value.toJSON() as Json) : (value as Json);
  }
  return parameters;
}

/** A node as plain values; none if it is not a node (no kind or no parameters). */
export function readNode(id: string, shared: unknown): CanvasNode | null {
  if (!(shared instanceof Y.Map) || typeof shared.get('kind') !== 'string') return null;
  if (!(shared.get('params') instanceof Y.Map)) return null;
  const parent = shared.get('parent');
  return {
    id,
    kind: text(shared.get('kind')),
    name: text(shared.get('name')),
    x: number(shared.get('x')),
    y: number(shared.get('y')),
    width: size(shared.get('w')),
    height: size(shared.get('h')),
    z: number(shared.get('z')),
    parent: typeof parent === 'string' ? parent : null,
    parameters: readParameters(shared.get('params') as Y.Map<unknown>),
  };
}

/** An edge as plain values; none if an end is missing. */
export function readEdge(id: string, shared: unknown): CanvasEdge | null {
  if (!(shared instanceof Y.Map)) return null;
  const edge = {
    id,
    source: text(shared.get('source')),
    output: text(shared.get('output')),
    target: text(shared.get('target')),
    input: text(shared.get('input')),
    order: number(shared.get('order')),
    ...(text(shared.get('use')) ? { use: text(shared.get('use')) } : {}),
  };
  return edge.source && edge.output && edge.target && edge.input ? edge : null;
}

/** Every node and edge of a document. */
export function readGraph(doc: Y.Doc): Graph {
  const nodes = new Map<string, CanvasNode>();
  for (const [id, shared] of nodesOf(doc)) {
    const node = readNode(id, shared);
    if (node) nodes.set(id, node);
  }
  const edges = new Map<string, CanvasEdge>();
  for (const [id, shared] of edgesOf(doc)) {
    const edge = readEdge(id, shared);
    if (edge) edges.set(id, edge);
  }
  return { nodes, edges };
}

export function readName(doc: Y.Doc): string {
  return text(metaOf(doc).get('name')) || 'Untitled';
}

export function readSchema(doc: Y.Doc): number {
  return number(metaOf(doc).get('schema')) || SCHEMA_VERSION;
}

export function sortEdges(edges: Iterable<CanvasEdge>): CanvasEdge[] {
  return [...edges].sort((a, b) => a.order - b.order || (a.id < b.id ? -1 : 1));
}

/** Where a node is on the canvas, its groups' places added; a loop of groups ends the walk. */
export function absolutePlace(
  nodes: ReadonlyMap<string, CanvasNode>,
  id: string,
): { x: number; y: number } {
  let x = 0;
  let y = 0;
  const seen = new Set<string>();
  let node = nodes.get(id);
  while (node && !seen.has(node.id)) {
    seen.add(node.id);
    x += node.x;
    y += node.y;
    node = node.parent === null ? undefined : nodes.get(node.parent);
  }
  return { x, y };
}
