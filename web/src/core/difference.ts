/** Writes into a Yjs document what two plain graphs differ in, and nothing else. */
import * as Y from 'yjs';
import {
  type CanvasEdge,
  type CanvasNode,
  edgesOf,
  type Graph,
  metaOf,
  nodesOf,
  type SharedEdge,
  type SharedNode,
} from '@/core/canvas';
import type { Json } from '@/core/values';

/** Tells whether a kind's parameter is kept as a `Y.Text`. */
export type SharedText = (kind: string, parameter: string) => boolean;

export type NamedGraph = Graph & { readonly name: string };

const FIELDS = ['name', 'x', 'y', 'z'] as const;

export function newSharedNode(node: CanvasNode, isShared: SharedText): SharedNode {
  const shared: SharedNode = new Y.Map();
  shared.set('kind', node.kind);
  for (const field of FIELDS) shared.set(field, node[field]);
  if (node.width !== null) shared.set('w', node.width);
  if (node.height !== null) shared.set('h', node.height);
  if (node.parent !== null) shared.set('parent', node.parent);
  const params = new Y.Map<unknown>();
  for (const [name, value] of Object.entries(node.parameters)) {
    const text = typeof value === 'string' && isShared(node.kind, name);
    params.set(name, text ? new Y.Text(value) : value);
  }
  shared.set('params', params);
  return shared;
}

export function newSharedEdge(edge: CanvasEdge): SharedEdge {
  const { id: _, ...fields } = edge;
  return new Y.Map(Object.entries(fields));
}

/** Make a text say `next` by one replacement between its common beginning and end. */
export function patchText(text: Y.Text, next: string): void {
  const now = text.toString();
  if (now === next) return;
  let start = 0;
  while (start < now.length && start < next.length && now[start] === next[start]) start++;
  // Never split a surrogate pair: half of one cannot be encoded.
  if (start > 0 && isHighSurrogate(now.charCodeAt(start - 1))) start--;
  let end = 0;
  const most = Math.min(now.length, next.length) - start;
  while (end < most && now[now.length - 1 - end] === next[next.length - 1 - end]) end++;
  if (end > 0 && isLowSurrogate(now.charCodeAt(now.length - end))) end--;
  if (now.length - end > start) text.delete(start, now.length - end - start);
  if (next.length - end > start) text.insert(start, next.slice(start, next.length - end));
}

const isHighSurrogate = (code: number): boolean => code >= 0xd800 && code < 0xdc00;
const isLowSurrogate = (code: number): boolean => code >= 0xdc00 && code < 0xe000;

export function writeParameter(
  shared: SharedNode,
  name: string,
  value: Json | undefined,
  isShared: SharedText,
): void {
  const params = shared.get('params');
  if (!(params instanceof Y.Map)) return;
  const found = params.get(name);
  if (value === undefined) params.delete(name);
  else if (found instanceof Y.Text && typeof value === 'string') patchText(found, value);
  else if (typeof value === 'string' && isShared(String(shared.get('kind')), name)) {
    params.set(name, new Y.Text(value));
  } else params.set(name, value);
}

/** Write what `to` has other than `from` into a document that is like `from`, or nearly. */
export function writeDifference(
  doc: Y.Doc,
  from: NamedGraph,
  to: NamedGraph,
  isShared: SharedText,
): void {
  const nodes = nodesOf(doc);
  const edges = edgesOf(doc);
  if (from.name !== to.name) metaOf(doc).set('name', to.name);
  for (const id of from.edges.keys()) if (!to.edges.has(id)) edges.delete(id);
  for (const id of from.nodes.keys()) if (!to.nodes.has(id)) nodes.delete(id);
  for (const [id, node] of to.nodes) {
    const before = from.nodes.get(id);
    const shared = nodes.get(id);
    if (!before) nodes.set(id, newSharedNode(node, isShared));
    else if (shared) patchNode(shared, before, node, isShared);
  }
  for (const [id, edge] of to.edges) {
    const ends = nodes.has(edge.source) && nodes.has(edge.target);
    if (!from.edges.has(id) && ends) edges.set(id, newSharedEdge(edge));
  }
}

function patchNode(
  shared: SharedNode,
  from: CanvasNode,
  to: CanvasNode,
  isShared: SharedText,
): void {
  for (const field of FIELDS) if (from[field] !== to[field]) shared.set(field, to[field]);
  patchOptional(shared, 'w', from.width, to.width);
  patchOptional(shared, 'h', from.height, to.height);
  patchOptional(shared, 'parent', from.parent, to.parent);
  const names = new Set([...Object.keys(from.parameters), ...Object.keys(to.parameters)]);
  for (const name of names) {
    const value = to.parameters[name];
    if (JSON.stringify(from.parameters[name]) !== JSON.stringify(value)) {
      writeParameter(shared, name, value, isShared);
    }
  }
}

function patchOptional(
  shared: SharedNode,
  field: string,
  from: number | string | null,
  to: number | string | null,
): void {
  if (from === to) return;
  if (to === null) shared.delete(field);
  else shared.set(field, to);
}
