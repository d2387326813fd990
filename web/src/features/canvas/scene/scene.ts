/** What stands on a canvas, kept so that every question costs only what is in view; no React, no DOM. */

import {
  controlReach,
  PORT_REACH,
  type Point,
  portOffset,
  type Rect,
  TITLE_HEIGHT,
} from './geometry';
import { Grid } from './grid';
import { Slots } from './slots';

export const VALUE_TYPES = ['text', 'image', 'video', 'audio', 'number', 'json'] as const;
export type SceneType = (typeof VALUE_TYPES)[number];

export const STATUSES = [
  'idle',
  'queued',
  'running',
  'done',
  'failed',
  'waiting',
  'stale',
] as const;
export type SceneStatus = (typeof STATUSES)[number];

export type SceneShape = 'card' | 'group';

/** How a node looks that is paper, a glyph or a frame; degrees, and from 0 to 1. */
export interface SceneLook {
  color: string;
  glyph: string;
  turn: number;
  opacity: number;
  flipX: boolean;
  flipY: boolean;
}

/**
 * A node as the layer paints it. Places are absolute, in canvas units, also for a group's members.
 *
 * `asset` is the id of the shown image, or of a film whose thumbnail stands for it; `color` its mean colour as `#rrggbb`;
 * `text` what a card without media says; `progress` goes from 0 to 1 and matters while `running`.
 */
export interface SceneNode {
  id: string;
  x: number;
  y: number;
  width: number;
  height: number;
  z: number;
  shape: SceneShape;
  type: SceneType;
  icon: string;
  title: string;
  text: string;
  asset: string;
  color: string;
  selected: boolean;
  status: SceneStatus;
  progress: number;
  look?: SceneLook;
}

/** An edge from output `output` of `outputs` to input `input` of `inputs`, both counted from the top. */
export interface SceneEdge {
  id: string;
  source: string;
  target: string;
  output: number;
  outputs: number;
  input: number;
  inputs: number;
  type: SceneType;
  /** Nothing takes what it brings. */
  broken?: boolean;
}

export interface SceneChanges {
  nodes?: readonly SceneNode[];
  removedNodes?: readonly string[];
  edges?: readonly SceneEdge[];
  removedEdges?: readonly string[];
}

/** The two ends of a drawn edge, in canvas units. */
export interface EdgeEnds {
  from: Point;
  to: Point;
}

const PLACE = 4;

export class Scene {
  /** Raised by each change; equal numbers mean that nothing changed. */
  revision = 0;
  readonly #nodeSlots = new Slots();
  readonly #edgeSlots = new Slots();
  readonly #nodes: (SceneNode | undefined)[] = [];
  readonly #edges: (SceneEdge | undefined)[] = [];
  /** x, y, width, height per node slot: what sorting and painting thousands of nodes reads. */
  #places = new Float64Array(PLACE * 256);
  readonly #nodeGrid = new Grid();
  readonly #edgeGrid = new Grid();
  readonly #touching = new Map<string, Set<string>>();
  readonly #listeners = new Set<(changes: SceneChanges) => void>();
  #bounds: Rect | undefined;
  #boundsKnown = true;

  /** Ids of all nodes, in no order. */
  ids(): IterableIterator<string> {
    return this.#nodeSlots.ids();
  }

  get nodeCount(): number {
    return this.#nodeSlots.size;
  }

  get edgeCount(): number {
    return this.#edgeSlots.size;
  }

  subscribe(listener: (changes: SceneChanges) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  upsertNode(node: SceneNode): void {
    this.apply({ nodes: [node] });
  }

  /** Change some fields of a node; an unknown id is let pass, as a late report about a removed node is. */
  patchNode(id: string, fields: Partial<Omit<SceneNode, 'id'>>): void {
    const node = this.node(id);
    if (node !== undefined) {
      this.apply({ nodes: [{ ...node, ...fields }] });
    }
  }

  /** Remove a node and the edges that touch it. */
  removeNode(id: string): void {
    this.apply({ removedNodes: [id] });
  }

  upsertEdge(edge: SceneEdge): void {
    this.apply({ edges: [edge] });
  }

  removeEdge(id: string): void {
    this.apply({ removedEdges: [id] });
  }

  /** Take many changes as one: removals first, then nodes, then edges; listeners hear once. */
  apply(changes: SceneChanges): void {
    for (const id of changes.removedEdges ?? []) {
      this.#dropEdge(id);
    }
    for (const id of changes.removedNodes ?? []) {
      this.#dropNode(id);
    }
    for (const node of changes.nodes ?? []) {
      this.#putNode(node);
    }
    for (const edge of changes.edges ?? []) {
      this.#putEdge(edge);
    }
    this.revision += 1;
    for (const listener of this.#listeners) {
      listener(changes);
    }
  }

  /** Everything as one change: what a copy in a worker starts from. */
  all(): SceneChanges {
    return {
      nodes: this.#nodes.filter((node) => node !== undefined),
      edges: this.#edges.filter((edge) => edge !== undefined),
    };
  }

  node(id: string): SceneNode | undefined {
    const slot = this.#nodeSlots.get(id);
    return slot === undefined ? undefined : this.#nodes[slot];
  }

  edge(id: string): SceneEdge | undefined {
    const slot = this.#edgeSlots.get(id);
    return slot === undefined ? undefined : this.#edges[slot];
  }

  /** Ids of the edges that start or end at a node. */
  edgesOf(id: string): ReadonlySet<string> {
    return this.#touching.get(id) ?? NOTHING;
  }

  /** Nodes whose card or title touches the rectangle, lowest first. */
  nodesIn(rect: Rect): SceneNode[] {
    const slots = this.#nodeGrid.search(rect);
    slots.sort((one, other) => this.#z(one) - this.#z(other) || one - other);
    return slots.map((slot) => this.#nodes[slot]).filter((node) => node !== undefined);
  }

  /** Edges whose curve's box touches the rectangle, in no order. */
  edgesIn(rect: Rect): SceneEdge[] {
    const slots = this.#edgeGrid.search(rect);
    return slots.map((slot) => this.#edges[slot]).filter((edge) => edge !== undefined);
  }

  /** The highest node under a point. */
  nodeAt(point: Point): SceneNode | undefined {
    return this.nodesIn({ ...point, width: 0, height: 0 }).at(-1);
  }

  /** Nodes that touch the rectangle, the ones nearest to its centre first, `limit` at most. */
  nearest(rect: Rect, limit: number): SceneNode[] {
    const x = rect.x + rect.width / 2;
    const y = rect.y + rect.height / 2;
    const slots = this.#nodeGrid.search(rect);
    const distances = new Map(slots.map((slot) => [slot, this.#distance(slot, x, y)]));
    slots.sort(
      (one, other) => (distances.get(one) ?? 0) - (distances.get(other) ?? 0) || one - other,
    );
    return slots
      .slice(0, limit)
      .map((slot) => this.#nodes[slot])
      .filter((node) => node !== undefined);
  }

  /** The smallest rectangle around all cards and titles; nothing on an empty canvas. */
  bounds(): Rect | undefined {
    if (!this.#boundsKnown) {
      this.#bounds = undefined;
      for (const slot of this.#nodeSlots.values()) {
        this.#widen(this.#nodeGrid.rect(slot));
      }
      this.#boundsKnown = true;
    }
    return this.#bounds;
  }

  /** Where an edge starts and ends; nothing while one of its nodes is missing. */
  ends(edge: SceneEdge): EdgeEnds | undefined {
    const source = this.#nodeSlots.get(edge.source);
    const target = this.#nodeSlots.get(edge.target);
    if (source === undefined || target === undefined) {
      return undefined;
    }
    const place = this.#places;
    const [s, t] = [source * PLACE, target * PLACE];
    return {
      from: {
        x: (place[s] ?? 0) + (place[s + 2] ?? 0) + PORT_REACH,
        y: (place[s + 1] ?? 0) + portOffset(edge.output, edge.outputs, place[s + 3] ?? 0),
      },
      to: {
        x: (place[t] ?? 0) - PORT_REACH,
        y: (place[t + 1] ?? 0) + portOffset(edge.input, edge.inputs, place[t + 3] ?? 0),
      },
    };
  }

  #putNode(node: SceneNode): void {
    const slot = this.#nodeSlots.take(node.id);
    const last = this.#nodes[slot];
    this.#nodes[slot] = node;
    if (last !== undefined && samePlace(last, node)) {
      return;
    }
    this.#place(slot, node);
    const rect = {
      x: node.x,
      y: node.y - TITLE_HEIGHT,
      width: node.width,
      height: node.height + TITLE_HEIGHT,
    };
    this.#forgetBounds(this.#nodeGrid.rect(slot));
    this.#nodeGrid.put(slot, rect);
    this.#widen(rect);
    for (const id of this.edgesOf(node.id)) {
      this.#indexEdge(id);
    }
  }

  #dropNode(id: string): void {
    for (const edge of [...this.edgesOf(id)]) {
      this.#dropEdge(edge);
    }
    const slot = this.#nodeSlots.free(id);
    if (slot !== undefined) {
      this.#forgetBounds(this.#nodeGrid.rect(slot));
      this.#nodeGrid.delete(slot);
      this.#nodes[slot] = undefined;
    }
  }

  #putEdge(edge: SceneEdge): void {
    this.#dropEdge(edge.id);
    const slot = this.#edgeSlots.take(edge.id);
    this.#edges[slot] = edge;
    for (const node of [edge.source, edge.target]) {
      const touching = this.#touching.get(node) ?? new Set();
      this.#touching.set(node, touching.add(edge.id));
    }
    this.#indexEdge(edge.id);
  }

  #dropEdge(id: string): void {
    const edge = this.edge(id);
    const slot = this.#edgeSlots.free(id);
    if (edge === undefined || slot === undefined) {
      return;
    }
    this.#edges[slot] = undefined;
    this.#edgeGrid.delete(slot);
    for (const node of [edge.source, edge.target]) {
      const touching = this.#touching.get(node);
      touching?.delete(id);
      if (touching?.size === 0) {
        this.#touching.delete(node);
      }
    }
  }

  #indexEdge(id: string): void {
    const edge = this.edge(id);
    const slot = this.#edgeSlots.get(id);
    const ends = edge === undefined ? undefined : this.ends(edge);
    if (slot !== undefined && ends !== undefined) {
      this.#edgeGrid.put(slot, curveBox(ends));
    }
  }

  #place(slot: number, node: SceneNode): void {
    if ((slot + 1) * PLACE > this.#places.length) {
      const wider = new Float64Array(this.#places.length * 2);
      wider.set(this.#places);
      this.#places = wider;
    }
    this.#places.set([node.x, node.y, node.width, node.height], slot * PLACE);
  }

  #z(slot: number): number {
    return this.#nodes[slot]?.z ?? 0;
  }

  #distance(slot: number, x: number, y: number): number {
    const at = slot * PLACE;
    const dx = (this.#places[at] ?? 0) + (this.#places[at + 2] ?? 0) / 2 - x;
    const dy = (this.#places[at + 1] ?? 0) + (this.#places[at + 3] ?? 0) / 2 - y;
    return dx * dx + dy * dy;
  }

  /** Only a box on the rim can make the whole smaller when it goes. */
  #forgetBounds(rect: Rect | undefined): void {
    const all = this.#bounds;
    if (rect === undefined || all === undefined) {
      return;
    }
    const inside =
      rect.x > all.x &&
      rect.y > all.y &&
      rect.x + rect.width < all.x + all.width &&
      rect.y + rect.height < all.y + all.height;
    if (!inside) {
      this.#boundsKnown = false;
    }
  }

  #widen(rect: Rect | undefined): void {
    const all = this.#bounds;
    if (rect === undefined || all === undefined) {
      this.#bounds = rect ?? all;
      return;
    }
    const x = Math.min(all.x, rect.x);
    const y = Math.min(all.y, rect.y);
    const right = Math.max(all.x + all.width, rect.x + rect.width);
    const bottom = Math.max(all.y + all.height, rect.y + rect.height);
    this.#bounds = { x, y, width: right - x, height: bottom - y };
  }
}

const NOTHING: ReadonlySet<string> = new Set();

function samePlace(one: SceneNode, other: SceneNode): boolean {
  return (
    one.x === other.x &&
    one.y === other.y &&
    one.width === other.width &&
    one.height === other.height
  );
}

/** A box around the curve: its ends and control points hold it. */
export function curveBox({ from, to }: EdgeEnds): Rect {
  const reach = controlReach(to.x - from.x);
  const left = Math.min(from.x, to.x, to.x - reach);
  const right = Math.max(from.x, to.x, from.x + reach);
  const top = Math.min(from.y, to.y);
  return { x: left, y: top, width: right - left, height: Math.abs(to.y - from.y) };
}
