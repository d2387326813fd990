/** The document in React Flow's shapes: the only file that knows both. */
import type { Edge, Node } from '@xyflow/react';
import { useCallback, useMemo, useRef, useSyncExternalStore } from 'react';
import type { CanvasEdge, CanvasNode } from '@/core/canvas';
import type { Rect } from '@/core/layout';
import { inputPorts, wiredInputs } from '@/core/ports';
import { GROUP } from '@/core/spec';
import type { ValueType } from '@/core/values';
import type { CanvasSession } from '@/sync/session';
import { useSession } from '@/sync/use-session';
import { type CanvasStore, useCanvasStore } from './canvas-state';
import { sizeOf } from './places';
import { edgeType } from './scene-feed';

/** A node of React Flow; places are absolute, groups too, so that a member can be mounted alone. */
export type FlowNode = Node<{ kind: string }, 'card' | 'frame'>;
export type FlowEdge = Edge<{ type: ValueType; list: boolean; broken: boolean }, 'wire'>;

type Made = { node: CanvasNode; box: Rect; selected: boolean; dragging: boolean; flow: FlowNode };
type MadeEdge = {
  edge: CanvasEdge;
  type: ValueType;
  broken: boolean;
  selected: boolean;
  flow: FlowEdge;
};

export class FlowAdapter {
  readonly #session: CanvasSession;
  readonly #store: CanvasStore;
  #nodes = new Map<string, Made>();
  #edges = new Map<string, MadeEdge>();
  #shown: { nodes: FlowNode[]; edges: FlowEdge[] } = { nodes: [], edges: [] };

  constructor(session: CanvasSession, store: CanvasStore) {
    this.#session = session;
    this.#store = store;
  }

  /** Call on every change that could show; many are none for what is mounted. */
  watch(listener: () => void): () => void {
    const leave = [
      this.#session.document.watch(listener),
      this.#session.watchKinds(listener),
      this.#session.presence.watch(listener),
      this.#store.subscribe((now, before) => {
        const moved = now.moving !== before.moving;
        if (moved || now.nodes !== before.nodes || now.edges !== before.edges) listener();
      }),
    ];
    return () => {
      for (const one of leave) one();
    };
  }

  /** What React Flow gets for the mounted ids; unchanged nodes are the same objects. */
  read(mounted: ReadonlySet<string>): { nodes: FlowNode[]; edges: FlowEdge[] } {
    const dragged = this.#draggedByOthers();
    const nodes = [...mounted].map((id) => this.#node(id, dragged)).filter((node) => node !== null);
    const edges = this.#session.document.edges
      .filter((edge) => mounted.has(edge.source) && mounted.has(edge.target))
      .map((edge) => this.#edge(edge));
    const same = isSameList(nodes, this.#shown.nodes) && isSameList(edges, this.#shown.edges);
    if (!same) this.#shown = { nodes, edges };
    return this.#shown;
  }

  #node(id: string, dragged: ReadonlyMap<string, { x: number; y: number }>): FlowNode | null {
    const { document } = this.#session;
    const node = document.node(id);
    if (!node) {
      this.#nodes.delete(id);
      return null;
    }
    const state = this.#store.getState();
    const moving = state.moving.get(id);
    const place = dragged.get(id) ?? document.absolute(id);
    const box = moving ?? { ...place, ...sizeOf(this.#session, node) };
    const selected = state.nodes.has(id);
    const made = this.#nodes.get(id);
    const dragging = moving !== undefined || dragged.has(id);
    if (made && isSameShape(made, node) && isSameBox(made.box, box)) {
      if (made.selected === selected && made.dragging === dragging) return made.flow;
    }
    const flow = toFlow(node, box, selected, dragging);
    this.#nodes.set(id, { node, box, selected, dragging, flow });
    return flow;
  }

  #edge(edge: CanvasEdge): FlowEdge {
    const { document, kinds } = this.#session;
    const source = document.node(edge.source);
    const spec = source && kinds.get(source.kind);
    const type = edgeType(spec, source, edge.output);
    const selected = this.#store.getState().edges.has(edge.id);
    const broken = this.#isBroken(edge);
    const made = this.#edges.get(edge.id);
    const isSame = made?.edge === edge && made.type === type && made.broken === broken;
    if (isSame && made.selected === selected) return made.flow;
    const list = spec?.outputs.find((end) => end.name === edge.output)?.list ?? false;
    const flow: FlowEdge = {
      id: edge.id,
      type: 'wire',
      source: edge.source,
      sourceHandle: edge.output,
      target: edge.target,
      targetHandle: edge.input,
      selected,
      data: { type, list, broken },
    };
    this.#edges.set(edge.id, { edge, type, broken, selected, flow });
    return flow;
  }

  #isBroken(edge: CanvasEdge): boolean {
    const { catalog, document, kinds } = this.#session;
    const target = document.node(edge.target);
    const spec = target && kinds.get(target.kind);
    if (!spec) return false;
    const wired = wiredInputs(document.edges, edge.target);
    const ports = inputPorts(catalog, spec, target.parameters, wired);
    return ports.find((port) => port.input.name === edge.input)?.isBroken ?? false;
  }

  /** Where others are dragging nodes just now. */
  #draggedByOthers(): ReadonlyMap<string, { x: number; y: number }> {
    const places = new Map<string, { x: number; y: number }>();
    for (const other of this.#session.presence.others) {
      for (const [id, place] of Object.entries(other.drag ?? {})) places.set(id, place);
    }
    return places;
  }
}

function toFlow(node: CanvasNode, box: Rect, selected: boolean, dragging: boolean): FlowNode {
  const { x, y, width, height } = box;
  return {
    id: node.id,
    // Not `group`: React Flow has looks of its own for that name.
    type: node.kind === GROUP ? 'frame' : 'card',
    position: { x, y },
    width,
    height,
    measured: { width, height },
    selected,
    dragging,
    zIndex: node.kind === GROUP ? node.z - 1000 : node.z + (selected ? 500 : 0),
    data: { kind: node.kind },
    // The title is the handle of a group: its inside is canvas, where boxes are drawn.
    ...(node.kind === GROUP ? { dragHandle: '.group-handle' } : {}),
  };
}

/** Parameters and names are read by the card itself; React Flow need not know of them. */
function isSameShape(made: Made, node: CanvasNode): boolean {
  return made.node.kind === node.kind && made.node.z === node.z;
}

function isSameBox(one: Rect, other: Rect): boolean {
  return (
    one.x === other.x &&
    one.y === other.y &&
    one.width === other.width &&
    one.height === other.height
  );
}

function isSameList<Item>(one: readonly Item[], other: readonly Item[]): boolean {
  return one.length === other.length && one.every((item, at) => item === other[at]);
}

/** The mounted part of the document for React Flow; the same arrays while nothing shown changes. */
export function useFlow(mounted: ReadonlySet<string>): { nodes: FlowNode[]; edges: FlowEdge[] } {
  const session = useSession();
  const store = useCanvasStore();
  const adapter = useMemo(() => new FlowAdapter(session, store), [session, store]);
  const watch = useCallback((listener: () => void) => adapter.watch(listener), [adapter]);
  const ids = useRef(mounted);
  ids.current = mounted;
  return useSyncExternalStore(watch, () => adapter.read(ids.current));
}
