/** One open canvas: its Yjs document read as plain nodes and edges, and every edit a person can do. */
import * as Y from 'yjs';
import {
  absolutePlace,
  type CanvasEdge,
  type CanvasNode,
  edgesOf,
  type Graph,
  metaOf,
  nodesOf,
  readEdge,
  readGraph,
  readName,
  readNode,
  readSchema,
  SCHEMA_VERSION,
  type SharedNode,
  sortEdges,
} from '@/core/canvas';
import type { Wire } from '@/core/connect';
import {
  newSharedEdge,
  newSharedNode,
  patchText,
  type SharedText,
  writeParameter,
} from '@/core/difference';
import { newEdgeId } from '@/core/ids';
import type { Json } from '@/core/values';

/** The origin of what comes from the server: neither sent again nor undone. */
export const REMOTE = 'remote';
/** The origin of what this person did: sent, and undone step by step. */
const LOCAL = 'local';
/** The origin of mending: sent, never undone. */
const REPAIR = 'repair';

const TYPING_PAUSE_MS = 500;
const MAX_TEXT = 100_000;

export type Place = { x: number; y: number };
export type Box = Place & { width: number; height: number };

/** What one transaction changed. */
export type Change = {
  readonly nodes: ReadonlySet<string>;
  /** Nodes came or went. */
  readonly membership: boolean;
  readonly edges: boolean;
  readonly name: boolean;
};

type Listener = (change: Change) => void;

export class CanvasDocument {
  #doc: Y.Doc;
  #undo: Y.UndoManager;
  #nodes = new Map<string, CanvasNode>();
  #edges = new Map<string, CanvasEdge>();
  #ids: readonly string[] = [];
  #wires: readonly CanvasEdge[] = [];
  #name = 'Untitled';
  #typed = '';
  /** This person may only look. */
  isLocked = false;
  readonly #isShared: SharedText;
  readonly #listeners = new Set<Listener>();
  readonly #byNode = new Map<string, Set<() => void>>();
  readonly #updates = new Set<(update: Uint8Array) => void>();
  readonly #history = new Set<() => void>();

  constructor(isShared: SharedText, doc = new Y.Doc()) {
    this.#isShared = isShared;
    this.#doc = doc;
    this.#undo = this.#attach(doc);
  }

  // Reading

  get graph(): Graph {
    return { nodes: this.#nodes, edges: this.#edges };
  }

  get name(): string {
    return this.#name;
  }

  /** Shown, not edited: a newer Koda wrote it (D2), or this person may only look. */
  get readOnly(): boolean {
    return this.isLocked || this.isNewer;
  }

  get isNewer(): boolean {
    return readSchema(this.#doc) > SCHEMA_VERSION;
  }

  /** The same array until a node comes or goes. */
  get ids(): readonly string[] {
    return this.#ids;
  }

  /** Edges whose ends exist, in order; the same array until an edge changes. */
  get edges(): readonly CanvasEdge[] {
    return this.#wires;
  }

  /** The same object until this node changes. */
  node(id: string): CanvasNode | undefined {
    return this.#nodes.get(id);
  }

  /** The shared text of a parameter, to follow it letter by letter; another one after `replace`. */
  sharedText(id: string, name: string): Y.Text | null {
    const params = nodesOf(this.#doc).get(id)?.get('params');
    const found = params instanceof Y.Map ? params.get(name) : undefined;
    return found instanceof Y.Text ? found : null;
  }

  absolute(id: string): Place {
    return absolutePlace(this.#nodes, id);
  }

  membersOf(group: string): CanvasNode[] {
    return [...this.#nodes.values()].filter((node) => node.parent === group);
  }

  /** Be told of every change, once per transaction. */
  watch(listener: Listener): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Be told when this node changes, comes or goes. */
  watchNode(id: string, listener: () => void): () => void {
    const listeners = this.#byNode.get(id) ?? new Set();
    this.#byNode.set(id, listeners.add(listener));
    return () => {
      listeners.delete(listener);
      if (listeners.size === 0) this.#byNode.delete(id);
    };
  }

  // Updates

  /** Get every update that was made here (not those applied). */
  watchUpdates(listener: (update: Uint8Array) => void): () => void {
    this.#updates.add(listener);
    return () => this.#updates.delete(listener);
  }

  apply(update: Uint8Array): void {
    Y.applyUpdate(this.#doc, update, REMOTE);
  }

  applyAll(updates: readonly Uint8Array[]): void {
    this.#doc.transact(() => {
      for (const update of updates) Y.applyUpdate(this.#doc, update, REMOTE);
    }, REMOTE);
  }

  encode(): Uint8Array {
    return Y.encodeStateAsUpdate(this.#doc);
  }

  /** Go on with another document's state in the place of this one; undo steps are forgotten. */
  replace(state: Uint8Array): void {
    this.#undo.destroy();
    this.#doc.destroy();
    const doc = new Y.Doc();
    Y.applyUpdate(doc, state, REMOTE);
    this.#doc = doc;
    this.#undo = this.#attach(doc);
    this.#told();
  }

  destroy(): void {
    this.#undo.destroy();
    this.#doc.destroy();
  }

  // Undo

  get canUndo(): boolean {
    return !this.readOnly && this.#undo.canUndo();
  }

  get canRedo(): boolean {
    return !this.readOnly && this.#undo.canRedo();
  }

  undo(): void {
    if (!this.canUndo) return;
    this.#typed = '';
    this.#undo.undo();
  }

  redo(): void {
    if (!this.canRedo) return;
    this.#typed = '';
    this.#undo.redo();
  }

  watchHistory(listener: () => void): () => void {
    this.#history.add(listener);
    return () => this.#history.delete(listener);
  }

  /** Do several edits as one: one update, one step to undo. */
  step<Result>(edit: () => Result): Result {
    if (this.readOnly) return undefined as Result;
    this.#typed = '';
    this.#undo.stopCapturing();
    const result = this.#doc.transact(edit, LOCAL);
    this.#undo.stopCapturing();
    return result;
  }

  // Edits

  rename(name: string): void {
    this.step(() => metaOf(this.#doc).set('name', name.trim().slice(0, 200) || 'Untitled'));
  }

  add(nodes: readonly CanvasNode[], edges: readonly CanvasEdge[] = []): void {
    this.step(() => {
      if (!metaOf(this.#doc).has('schema')) metaOf(this.#doc).set('schema', SCHEMA_VERSION);
      for (const node of nodes) {
        nodesOf(this.#doc).set(node.id, newSharedNode(node, this.#isShared));
      }
      for (const edge of edges) edgesOf(this.#doc).set(edge.id, newSharedEdge(edge));
    });
  }

  move(places: ReadonlyMap<string, Place>): void {
    this.step(() => {
      for (const [id, place] of places) this.#set(id, { x: place.x, y: place.y });
    });
  }

  resize(id: string, box: Box): void {
    this.step(() => this.#set(id, { x: box.x, y: box.y, w: box.width, h: box.height }));
  }

  /** Give a card the size of what it shows now. What a run made is never undone, nor is this. */
  fit(id: string, size: { width: number; height: number }): void {
    if (this.readOnly) return;
    this.#doc.transact(() => this.#set(id, { w: size.width, h: size.height }), REPAIR);
  }

  renameNode(id: string, name: string): void {
    this.step(() => this.#set(id, { name: name.slice(0, 200) }));
  }

  /** Put nodes in front of all others. */
  raise(ids: readonly string[]): void {
    const top = Math.max(0, ...[...this.#nodes.values()].map((node) => node.z));
    this.step(() => {
      for (const id of ids) this.#set(id, { z: top + 1 });
    });
  }

  /** Set a parameter; without a value it has its default again. Quick changes are one step. */
  setParameter(id: string, name: string, value: Json | undefined): void {
    const shared = nodesOf(this.#doc).get(id);
    if (!shared) return;
    this.#typing(`${id} ${name}`, () => writeParameter(shared, name, value, this.#isShared));
  }

  setParameters(id: string, values: Readonly<Record<string, Json | undefined>>): void {
    const shared = nodesOf(this.#doc).get(id);
    if (!shared) return;
    this.step(() => {
      for (const [name, value] of Object.entries(values)) {
        writeParameter(shared, name, value, this.#isShared);
      }
    });
  }

  /** Make a text parameter say this; only the characters that differ are written. */
  setText(id: string, name: string, text: string): void {
    const params = nodesOf(this.#doc).get(id)?.get('params');
    if (!(params instanceof Y.Map)) return;
    const next = text.slice(0, MAX_TEXT);
    this.#typing(`${id} ${name}`, () => {
      const found = params.get(name);
      if (found instanceof Y.Text) patchText(found, next);
      else params.set(name, new Y.Text(next));
    });
  }

  connect(wire: Wire, replaces: string | null = null): string {
    const id = newEdgeId();
    this.step(() => {
      if (replaces) edgesOf(this.#doc).delete(replaces);
      edgesOf(this.#doc).set(id, newSharedEdge({ id, ...wire, order: this.#nextOrder(wire) }));
    });
    return id;
  }

  removeEdges(ids: Iterable<string>): void {
    this.step(() => {
      for (const id of ids) edgesOf(this.#doc).delete(id);
    });
  }

  /** Put the wires of one input in this order. A wire never changes (D5): moved ones are new. */
  orderEdges(ids: readonly string[]): void {
    this.step(() => {
      for (const [order, id] of ids.entries()) {
        const edge = this.#edges.get(id);
        if (!edge || edge.order === order) continue;
        edgesOf(this.#doc).delete(id);
        edgesOf(this.#doc).set(newEdgeId(), newSharedEdge({ ...edge, order }));
      }
    });
  }

  /** Say what a reference is for; none with an empty word. A wire never changes (D5): it is new. */
  setUse(id: string, use: string): void {
    const edge = this.#edges.get(id);
    if (!edge || (edge.use ?? '') === use) return;
    const { use: _, ...plain } = edge;
    this.step(() => {
      edgesOf(this.#doc).delete(id);
      const next = use ? { ...plain, use: use.slice(0, 40) } : plain;
      edgesOf(this.#doc).set(newEdgeId(), newSharedEdge(next));
    });
  }

  /** Remove nodes with their edges; the members of a removed group are freed in their place. */
  remove(ids: readonly string[], edges: readonly string[] = []): void {
    const gone = new Set(ids);
    this.step(() => {
      for (const node of this.#nodes.values()) {
        if (node.parent !== null && gone.has(node.parent) && !gone.has(node.id)) {
          this.#setParent(node.id, this.#firstKept(node.parent, gone));
        }
      }
      for (const edge of this.#edges.values()) {
        if (gone.has(edge.source) || gone.has(edge.target)) edgesOf(this.#doc).delete(edge.id);
      }
      for (const id of edges) edgesOf(this.#doc).delete(id);
      for (const id of gone) nodesOf(this.#doc).delete(id);
    });
  }

  /** Put nodes into a group (or out of every group); they stay where they are on the canvas. */
  setParent(ids: readonly string[], parent: string | null): void {
    this.step(() => {
      for (const id of ids) this.#setParent(id, parent);
    });
  }

  /** Add a group around nodes. Its own place is absolute. */
  group(node: CanvasNode, members: readonly string[]): void {
    this.step(() => {
      nodesOf(this.#doc).set(node.id, newSharedNode(node, this.#isShared));
      for (const id of members) {
        const at = this.absolute(id);
        this.#set(id, { x: at.x - node.x, y: at.y - node.y, parent: node.id });
      }
    });
  }

  /** Move nodes and put them into or out of groups at once; places are relative to the parent. */
  put(places: ReadonlyMap<string, Place & { parent: string | null }>): void {
    this.step(() => {
      for (const [id, { x, y, parent }] of places) {
        this.#set(id, { x, y });
        if (parent !== null) this.#set(id, { parent });
        else nodesOf(this.#doc).get(id)?.delete('parent');
      }
    });
  }

  /** Whether a node is this group, or in it at any depth. */
  isWithin(id: string, group: string): boolean {
    const seen = new Set<string>();
    for (let at: string | null = id; at !== null && !seen.has(at); ) {
      if (at === group) return true;
      seen.add(at);
      at = this.#nodes.get(at)?.parent ?? null;
    }
    return false;
  }

  /** Remove what two people at once left behind: edges without an end (D8). */
  repair(): void {
    if (this.readOnly) return;
    const nodes = nodesOf(this.#doc);
    const dangling = [...this.#edges.values()].filter(
      (edge) => !nodes.has(edge.source) || !nodes.has(edge.target),
    );
    if (dangling.length === 0) return;
    this.#doc.transact(() => {
      for (const edge of dangling) edgesOf(this.#doc).delete(edge.id);
    }, REPAIR);
  }

  // Inside

  #set(id: string, fields: Record<string, string | number>): void {
    const shared = nodesOf(this.#doc).get(id);
    if (!shared) return;
    for (const [field, value] of Object.entries(fields)) {
      if (shared.get(field) !== value) shared.set(field, value);
    }
  }

  #setParent(id: string, parent: string | null): void {
    const shared = nodesOf(this.#doc).get(id);
    if (!shared || (parent !== null && this.isWithin(parent, id))) return;
    const at = this.absolute(id);
    const origin = parent === null ? { x: 0, y: 0 } : this.absolute(parent);
    this.#set(id, { x: at.x - origin.x, y: at.y - origin.y });
    if (parent === null) shared.delete('parent');
    else shared.set('parent', parent);
  }

  #firstKept(group: string, gone: ReadonlySet<string>): string | null {
    let at: string | null = group;
    for (let depth = 0; at !== null && gone.has(at) && depth < 100; depth++) {
      at = this.#nodes.get(at)?.parent ?? null;
    }
    return at !== null && gone.has(at) ? null : at;
  }

  #nextOrder(wire: Wire): number {
    let last = -1;
    for (const edge of this.#edges.values()) {
      if (edge.target === wire.target && edge.input === wire.input) {
        last = Math.max(last, edge.order);
      }
    }
    return last + 1;
  }

  #typing(field: string, edit: () => void): void {
    if (this.readOnly) return;
    if (field !== this.#typed) this.#undo.stopCapturing();
    this.#typed = field;
    this.#doc.transact(edit, LOCAL);
  }

  #attach(doc: Y.Doc): Y.UndoManager {
    const [meta, nodes, edges] = [metaOf(doc), nodesOf(doc), edgesOf(doc)];
    const undo = new Y.UndoManager([meta, nodes, edges], {
      trackedOrigins: new Set([LOCAL]),
      captureTimeout: TYPING_PAUSE_MS,
    });
    const changed = (): void => {
      for (const listener of this.#history) listener();
    };
    undo.on('stack-item-added', changed);
    undo.on('stack-item-popped', changed);
    undo.on('stack-cleared', changed);
    this.#read(doc);
    doc.on('update', (update: Uint8Array, origin: unknown) => {
      if (origin === REMOTE) return;
      for (const listener of this.#updates) listener(update);
    });
    doc.on('afterTransaction', (transaction: Y.Transaction) => this.#afterTransaction(transaction));
    return undo;
  }

  #afterTransaction(transaction: Y.Transaction): void {
    const [meta, nodes, edges] = [metaOf(this.#doc), nodesOf(this.#doc), edgesOf(this.#doc)];
    const touchedNodes = touchedKeys(transaction, nodes);
    const touchedEdges = touchedKeys(transaction, edges);
    const named = touchedKeys(transaction, meta).size > 0;
    if (touchedNodes.size === 0 && touchedEdges.size === 0 && !named) return;
    let membership = false;
    for (const id of touchedNodes) membership = this.#readNode(id, nodes) || membership;
    for (const id of touchedEdges) {
      const edge = readEdge(id, edges.get(id));
      if (edge) this.#edges.set(id, edge);
      else this.#edges.delete(id);
    }
    if (named) this.#name = readName(this.#doc);
    this.#refresh(membership, touchedEdges.size > 0);
    this.#tell({ nodes: touchedNodes, membership, edges: touchedEdges.size > 0, name: named });
  }

  /** Read a node again; tells whether it came or went. */
  #readNode(id: string, nodes: Y.Map<SharedNode>): boolean {
    const before = this.#nodes.get(id);
    const node = readNode(id, nodes.get(id));
    if (!node) return this.#nodes.delete(id);
    // A move must not look like a change of the parameters to whoever reads only those.
    const same = before && JSON.stringify(before.parameters) === JSON.stringify(node.parameters);
    this.#nodes.set(id, same ? { ...node, parameters: before.parameters } : node);
    return !before;
  }

  #read(doc: Y.Doc): void {
    const graph = readGraph(doc);
    this.#nodes = new Map(graph.nodes);
    this.#edges = new Map(graph.edges);
    this.#name = readName(doc);
    this.#refresh(true, true);
  }

  #refresh(membership: boolean, edges: boolean): void {
    if (membership) this.#ids = [...this.#nodes.keys()];
    if (membership || edges) {
      this.#wires = sortEdges(this.#edges.values()).filter(
        (edge) => this.#nodes.has(edge.source) && this.#nodes.has(edge.target),
      );
    }
  }

  #told(): void {
    const nodes = new Set([...this.#nodes.keys(), ...this.#byNode.keys()]);
    this.#tell({ nodes, membership: true, edges: true, name: true });
    for (const listener of this.#history) listener();
  }

  #tell(change: Change): void {
    for (const id of change.nodes) {
      for (const listener of this.#byNode.get(id) ?? []) listener();
    }
    for (const listener of this.#listeners) listener(change);
  }
}

/** The keys of a root map that a transaction touched, at any depth. */
function touchedKeys(transaction: Y.Transaction, root: unknown): Set<string> {
  const keys = new Set<string>();
  for (const [type, parts] of transaction.changed) {
    if (type === root) {
      for (const key of parts) if (key !== null) keys.add(key);
      continue;
    }
    const key = keyBelow(type, root);
    if (key !== null) keys.add(key);
  }
  return keys;
}

function keyBelow(type: { _item: Y.Item | null }, root: unknown): string | null {
  for (let item = type._item; item; ) {
    const parent = item.parent as { _item: Y.Item | null } | null;
    if (parent === root) return item.parentSub;
    item = parent?._item ?? null;
  }
  return null;
}
