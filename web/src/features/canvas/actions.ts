/** Everything a person can do on the canvas beside typing into a node; menus, keys and buttons call it. */
import type { DraggedAsset } from '@/core/asset-drag';
import type { CanvasEdge, CanvasNode } from '@/core/canvas';
import { type Clip, instantiate, takeClip } from '@/core/clipboard';
import {
  firstFittingInput,
  firstFittingOutput,
  judgeWire,
  titles,
  typesFit,
  type Wire,
} from '@/core/connect';
import { newNodeId } from '@/core/ids';
import { arrange, boundsOf, GRID, placeFree, type Rect, snap } from '@/core/layout';
import { AUTO } from '@/core/models';
import { openInputs, usedCard, wiredInputs } from '@/core/ports';
import { offersFor } from '@/core/repair';
import { GROUP, modelParameter, type NodeSpec, outputTypes } from '@/core/spec';
import type { Json } from '@/core/values';
import { assetParameterOf, heightFor, heldValues } from '@/sync/hold-asset';
import type { CanvasSession } from '@/sync/session';
import {
  type CanvasStore,
  type ModelOfferHere,
  NOT_MOVING,
  type Point,
  type PortEnd,
  select,
} from './canvas-state';
import { boxesOf, boxOf, center, readingOrder, rootsOf, withMembers } from './places';

const GROUP_PADDING = 40;
const GAP = 80;

/** What moves the view. */
export type ViewControl = {
  fit: (rect: Rect | null) => void;
  /** Move just so far that a place is not under the inspector; a new one not under the bar either. */
  reveal: (rect: Rect | null, isNew?: boolean) => void;
  zoomTo: (zoom: number) => void;
  zoomBy: (factor: number) => void;
  /** The middle of the view, in canvas units. */
  middle: () => Point;
  /** Where the pointer was last on the canvas; the middle if it is not there. */
  pointer: () => Point;
  toScreen: (point: Point) => Point;
  toCanvas: (point: Point) => Point;
};

export class CanvasActions {
  readonly session: CanvasSession;
  readonly store: CanvasStore;
  readonly view: ViewControl;

  constructor(session: CanvasSession, store: CanvasStore, view: ViewControl) {
    this.session = session;
    this.store = store;
    this.view = view;
  }

  get selection(): string[] {
    const { nodes } = this.store.getState();
    return [...nodes].filter((id) => this.session.document.node(id));
  }

  // Adding

  /** A node of a kind with nothing set, around a point or free of others near it. */
  newNode(spec: NodeSpec, at: Point, parameters: Record<string, Json> = {}): CanvasNode {
    const box = {
      x: at.x - spec.width / 2,
      y: at.y - spec.height / 2,
      width: spec.width,
      height: spec.height,
    };
    const taken = boxesOf(this.session, this.#obstacles());
    const texts = Object.entries(spec.parameters.properties ?? {})
      .filter(([, schema]) => schema['x-shared-text'])
      .map(([name, schema]) => [name, typeof schema.default === 'string' ? schema.default : '']);
    return {
      id: newNodeId(),
      kind: spec.kind,
      name: '',
      ...placeFree(taken, box),
      width: spec.width,
      height: spec.height,
      z: 0,
      parent: null,
      // Shared texts exist from the start: two people's first words must land in the same text.
      parameters: { ...Object.fromEntries(texts), ...parameters },
    };
  }

  #obstacles(): string[] {
    const { document } = this.session;
    return document.ids.filter((id) => document.node(id)?.kind !== GROUP);
  }

  add(spec: NodeSpec, at: Point, parameters: Record<string, Json> = {}): string {
    const node = this.newNode(spec, at, parameters);
    this.session.document.add([node]);
    this.#showNew(node.id);
    return node.id;
  }

  #showNew(id: string): void {
    select(this.store, [id]);
    this.view.reveal(boxOf(this.session, id), true);
  }

  /** Add a node and wire it to the end a wire was drawn from. */
  addWired(spec: NodeSpec, at: Point, from: PortEnd): string | null {
    const wire = this.#wireFor(spec, from);
    if (!wire) return null;
    const shift = from.side === 'output' ? spec.width / 2 : -spec.width / 2;
    const node = this.newNode(spec, { x: at.x + shift, y: at.y });
    const { document } = this.session;
    document.step(() => {
      document.add([node]);
      const full = wire(node.id);
      document.connect(full, this.#replaced(full));
    });
    this.#showNew(node.id);
    return node.id;
  }

  #wireFor(spec: NodeSpec, from: PortEnd): ((id: string) => Wire) | null {
    const { catalog } = this.session;
    if (from.side === 'output') {
      const input = firstFittingInput({ inputs: openInputs(catalog, spec) }, from.types);
      if (!input) return null;
      return (id) => ({
        source: from.node,
        output: from.port,
        target: id,
        input: input.name,
      });
    }
    const output = firstFittingOutput(spec, from.types);
    if (!output) return null;
    return (id) => ({ source: id, output: output.name, target: from.node, input: from.port });
  }

  /** The edge that must go when this wire comes: its input takes one only. */
  #replaced(wire: Wire): string | null {
    const { document, kinds } = this.session;
    const target = document.node(wire.target);
    const input = target && kinds.get(target.kind)?.inputs.find((end) => end.name === wire.input);
    if (!input || input.many) return null;
    const there = document.edges.find(
      (edge) => edge.target === wire.target && edge.input === wire.input,
    );
    return there?.id ?? null;
  }

  /** From a sentence to a picture: a text node wired to a generator, and run. */
  async makeFromSentence(sentence: string, task: string): Promise<void> {
    const { catalog, document, kinds } = this.session;
    const text = kinds.get('text') ?? [...kinds.values()].find((kind) => kind.group === 'input');
    const maker = [...kinds.values()].find((kind) => kind.runs && kind.task === task);
    const content = text && sharedTextOf(text);
    const output = text?.outputs[0];
    if (!text || !maker || !content || !output) return;
    const middle = this.view.middle();
    const width = text.width + GAP + maker.width;
    const left = middle.x - width / 2;
    const first = this.newNode(
      text,
      { x: left + text.width / 2, y: middle.y },
      {
        [content]: sentence,
      },
    );
    const place = { x: left + text.width + GAP + maker.width / 2, y: middle.y };
    const second = this.newNode(maker, place);
    const input = firstFittingInput(
      { inputs: openInputs(catalog, maker) },
      outputTypes(text, output, first.parameters),
    );
    document.step(() => {
      document.add([first, second]);
      if (input) {
        document.connect({
          source: first.id,
          output: output.name,
          target: second.id,
          input: input.name,
        });
      }
      if (document.name === 'Untitled') document.rename(shorten(sentence));
    });
    select(this.store, [second.id]);
    this.view.fit(boundsOf(boxesOf(this.session, [first.id, second.id])));
    await this.session.run('node', [second.id]);
  }

  /** A text node that says this. */
  addText(text: string, at: Point): void {
    const spec = this.session.kinds.get('text');
    const content = spec && sharedTextOf(spec);
    if (spec && content) this.add(spec, at, { [content]: text.slice(0, 100_000) });
  }

  /** The kind whose nodes hold files. */
  mediaKind(): NodeSpec | undefined {
    return [...this.session.kinds.values()].find((kind) => assetParameterOf(kind));
  }

  /** Put a node that holds a file of the library; none if no kind here holds files. */
  addAsset(asset: DraggedAsset, at: Point): string | null {
    const spec = this.mediaKind();
    const parameter = spec && assetParameterOf(spec);
    if (!spec || !parameter) return null;
    const sized = { ...spec, height: heightFor(asset, spec.width) };
    return this.add(sized, at, heldValues(spec, parameter, asset));
  }

  // Clipboard

  #remembered = '';

  /** Keep what was copied, for browsers that do not let a page read the clipboard. */
  remember(text: string): void {
    this.#remembered = text;
  }

  get remembered(): string {
    return this.#remembered;
  }

  /** Ask what to add where the pointer is. */
  openPicker(from: PortEnd | null = null): void {
    const canvas = this.view.pointer();
    this.store.setState({ picker: { canvas, screen: this.view.toScreen(canvas), from } });
  }

  // Wires

  /** Draw a wire if it may be; otherwise give why not. */
  connect(wire: Wire): ReturnType<typeof judgeWire> {
    const { catalog, document, kinds } = this.session;
    const verdict = judgeWire(document.graph, kinds, catalog, wire);
    if (verdict.ok) document.connect(wire, verdict.replaces);
    return verdict;
  }

  /** The wire that a drop on a node draws: to its first end that fits. */
  wireTo(node: string, from: PortEnd): Wire | null {
    const { catalog, document, kinds } = this.session;
    const target = document.node(node);
    const spec = target && kinds.get(target.kind);
    if (!spec || node === from.node) return null;
    if (from.side === 'input') {
      return this.#wireFor(spec, from)?.(node) ?? null;
    }
    const taken = wiredInputs(document.edges, node);
    const inputs = openInputs(catalog, spec, target.parameters, taken);
    const input = firstFittingInput({ inputs }, from.types, taken);
    if (!input) return null;
    return { source: from.node, output: from.port, target: node, input: input.name };
  }

  /** Why nothing on a node takes a wire. */
  whyNot(node: string | null, from: PortEnd): string {
    const { catalog, document, kinds } = this.session;
    const target = node === null ? undefined : document.node(node);
    const spec = target && kinds.get(target.kind);
    const types = titles(from.types).toLowerCase();
    if (!spec || from.side === 'input') return 'Nothing on this node fits that.';
    const wired = wiredInputs(document.edges, target.id);
    const isOfModels = spec.inputs.some(
      (input) => input.by_model && typesFit(from.types, input.types),
    );
    const card = isOfModels ? usedCard(catalog, spec, target.parameters, wired) : null;
    return `${card?.title ?? spec.title} takes no ${types} here.`;
  }

  /** Models with which a node would take a wire. */
  otherModels(node: string | null, from: PortEnd, input?: string): ModelOfferHere[] {
    const { catalog, document, kinds } = this.session;
    if (node === null || from.side === 'input') return [];
    const found = offersFor(document.graph, kinds, catalog, node, from.types, input);
    return found.map(({ model, card, input: end }) => ({
      title: model === AUTO ? 'Use Auto' : `Use ${card.title}`,
      model,
      wire: { source: from.node, output: from.port, target: node, input: end.name },
    }));
  }

  /** Choose another model, and draw the wire that it takes. */
  takeOffer({ model, wire }: ModelOfferHere): void {
    const { document, kinds } = this.session;
    const target = document.node(wire.target);
    const spec = target && kinds.get(target.kind);
    const name = spec && modelParameter(spec);
    if (!name) return;
    document.step(() => {
      document.setParameters(wire.target, { [name]: model });
      // Not judged again: the graph shows the new model only after the step.
      document.connect(wire, this.#replaced(wire));
    });
  }

  /** Put a converter between two ends that do not fit. */
  convert(spec: NodeSpec, wire: Wire, at: Point): void {
    const { catalog, document, kinds } = this.session;
    const source = document.node(wire.source);
    const target = document.node(wire.target);
    const from = source && kinds.get(source.kind);
    const to = target && kinds.get(target.kind);
    const output = from?.outputs.find((end) => end.name === wire.output);
    const input = to?.inputs.find((end) => end.name === wire.input);
    if (!source || !from || !output || !input) return;
    const inputs = openInputs(catalog, spec);
    const entry = firstFittingInput({ inputs }, outputTypes(from, output, source.parameters));
    const exit = firstFittingOutput(spec, input.types);
    if (!entry || !exit) return;
    const node = this.newNode(spec, at);
    document.step(() => {
      document.add([node]);
      document.connect({ ...wire, target: node.id, input: entry.name });
      const out = { ...wire, source: node.id, output: exit.name };
      document.connect(out, this.#replaced(out));
    });
    select(this.store, [node.id]);
  }

  /** Put an unwired node between the ends of an edge, if it fits there. */
  insertOn(edge: CanvasEdge, id: string): boolean {
    const { catalog, document, kinds } = this.session;
    const node = document.node(id);
    const spec = node && kinds.get(node.kind);
    const source = document.node(edge.source);
    const from = source && kinds.get(source.kind);
    const output = from?.outputs.find((end) => end.name === edge.output);
    const target = document.node(edge.target);
    const to = target && kinds.get(target.kind);
    const input = to?.inputs.find((end) => end.name === edge.input);
    if (!spec || !source || !from || !output || !input) return false;
    const inputs = openInputs(catalog, spec, node.parameters, wiredInputs(document.edges, id));
    const entry = firstFittingInput({ inputs }, outputTypes(from, output, source.parameters));
    const exit = firstFittingOutput(spec, input.types);
    if (!entry || !exit) return false;
    document.step(() => {
      document.removeEdges([edge.id]);
      const { source: first, output: name, target: last, input: end } = edge;
      document.connect({ source: first, output: name, target: id, input: entry.name });
      document.connect({ source: id, output: exit.name, target: last, input: end });
    });
    return true;
  }

  // The selection

  remove(): void {
    const { edges } = this.store.getState();
    const ids = this.selection;
    if (ids.length === 0 && edges.size === 0) return;
    this.session.document.remove(ids, [...edges]);
    select(this.store, []);
  }

  selectAll(): void {
    select(this.store, this.session.document.ids);
  }

  duplicate(): void {
    this.paste(takeClip(this.session.document.graph, this.selection), null);
  }

  /** Leave a copy behind where the nodes are: the drag goes on with the nodes themselves. */
  leaveCopy(ids: Iterable<string>): void {
    const copy = instantiate(takeClip(this.session.document.graph, ids), { by: 0 });
    this.session.document.add(copy.nodes, copy.edges);
  }

  /** Put copied nodes in, at a point or beside where they were; they are selected then. */
  paste(clip: Clip, at: Point | null): void {
    if (clip.nodes.length === 0) return;
    const where = at ? { at: { x: snap(at.x), y: snap(at.y) } } : { by: 2 * GRID };
    const fresh = instantiate(clip, where);
    this.session.document.add(fresh.nodes, fresh.edges);
    select(
      this.store,
      fresh.nodes.map((node) => node.id),
    );
  }

  copy(): Clip {
    return takeClip(this.session.document.graph, this.selection);
  }

  group(): void {
    const spec = this.session.kinds.get(GROUP);
    const roots = rootsOf(this.session, new Set(this.selection));
    const bounds = boundsOf(boxesOf(this.session, roots));
    if (!spec || !bounds) return;
    const node: CanvasNode = {
      ...this.newNode(spec, { x: 0, y: 0 }),
      x: bounds.x - GROUP_PADDING,
      y: bounds.y - GROUP_PADDING,
      width: bounds.width + 2 * GROUP_PADDING,
      height: bounds.height + 2 * GROUP_PADDING,
    };
    const { document } = this.session;
    document.group(node, roots);
    select(this.store, [node.id]);
  }

  ungroup(): void {
    const { document } = this.session;
    const groups = this.selection.filter((id) => document.node(id)?.kind === GROUP);
    const members = groups.flatMap((id) => document.membersOf(id).map((node) => node.id));
    if (groups.length === 0) return;
    document.remove(groups);
    select(this.store, members);
  }

  nudge(dx: number, dy: number): void {
    const { document } = this.session;
    const places = new Map<string, Point>();
    for (const id of rootsOf(this.session, new Set(this.selection))) {
      const node = document.node(id);
      if (node) places.set(id, { x: node.x + dx, y: node.y + dy });
    }
    if (places.size > 0) document.move(places);
  }

  /**
   * Commit absolute places; members of moved groups go with them. A node whose middle comes to lie
   * in a group joins it, one whose middle has left its group is freed.
   */
  place(moved: ReadonlyMap<string, Point>): void {
    const { document } = this.session;
    const groups = boxesOf(this.session, this.#groups()).map((box) => ({
      ...box,
      ...moved.get(box.id),
    }));
    const places = new Map<string, Point & { parent: string | null }>();
    for (const id of rootsOf(this.session, new Set(moved.keys()))) {
      const box = boxOf(this.session, id);
      const at = moved.get(id);
      if (!box || !at) continue;
      const middle = center({ ...box, ...at });
      const around = groups
        .filter((group) => !document.isWithin(group.id, id) && isInside(middle, group))
        .sort((a, b) => a.width * a.height - b.width * b.height)[0];
      const origin = around ?? { x: 0, y: 0 };
      places.set(id, { x: at.x - origin.x, y: at.y - origin.y, parent: around?.id ?? null });
    }
    if (places.size > 0) document.put(places);
  }

  #groups(): string[] {
    const { document } = this.session;
    return document.ids.filter((id) => document.node(id)?.kind === GROUP);
  }

  /** A node is being resized: shown, not yet written. */
  resizing(id: string, box: Rect): void {
    const { x, y, width, height } = box;
    this.store.setState({ moving: new Map([[id, { x, y, width, height }]]) });
  }

  resized(id: string, box: Rect): void {
    const { document } = this.session;
    const parent = document.node(id)?.parent ?? null;
    const origin = parent === null ? { x: 0, y: 0 } : document.absolute(parent);
    const at = { x: snap(box.x - origin.x), y: snap(box.y - origin.y) };
    document.resize(id, { ...at, width: snap(box.width), height: snap(box.height) });
    this.store.setState({ moving: NOT_MOVING });
  }

  tidy(): void {
    const chosen = this.selection.length > 1 ? this.selection : [...this.session.document.ids];
    const roots = rootsOf(this.session, withMembers(this.session, chosen));
    const boxes = boxesOf(this.session, roots);
    this.place(arrange(boxes, this.session.document.edges));
  }

  raise(): void {
    this.session.document.raise(this.selection);
  }

  // Going about

  edit(): void {
    const only = this.selection[0];
    if (only !== undefined) this.store.setState({ editing: only });
  }

  /** One level out: from editing to the selection, from the selection to nothing. */
  escape(): void {
    const state = this.store.getState();
    if (document.activeElement instanceof HTMLElement) document.activeElement.blur();
    if (state.picker || state.refusal || state.panel) {
      this.store.setState({ picker: null, refusal: null, panel: null });
    } else if (state.editing !== null) this.store.setState({ editing: null });
    else if (state.nodes.size + state.edges.size > 0) select(this.store, []);
    else this.store.setState({ tool: 'select' });
  }

  /** Go to the next node in reading order; tells whether there was one. */
  walk(by: 1 | -1): boolean {
    const order = readingOrder(this.session);
    const at = order.indexOf(this.selection[0] ?? '');
    const next = at < 0 ? order[by > 0 ? 0 : order.length - 1] : order[at + by];
    if (next === undefined) return false;
    this.show(next);
    return true;
  }

  /** Select a node and bring it into view. */
  show(id: string): void {
    this.showAll([id]);
  }

  readonly showAll = (ids: readonly string[], around: readonly string[] = []): void => {
    select(this.store, ids);
    this.view.fit(boundsOf(boxesOf(this.session, [...ids, ...around])));
  };

  fitSelection(): void {
    this.view.fit(boundsOf(boxesOf(this.session, this.selection)));
  }

  // Running

  runSelection(): void {
    const targets = this.selection.filter((id) => this.#runs(id));
    if (targets.length > 0) void this.session.run('node', targets);
  }

  runFrom(): void {
    if (this.selection.length > 0) void this.session.run('from', this.selection);
  }

  runTo(): void {
    if (this.selection.length > 0) void this.session.run('to', this.selection);
  }

  runAll(): void {
    void this.session.run('all');
  }

  stop(): void {
    for (const run of this.session.runs.getState().runs) {
      if (run.state === 'running') void this.session.cancel(run.id);
    }
  }

  #runs(id: string): boolean {
    const node = this.session.document.node(id);
    return node !== undefined && this.session.kinds.get(node.kind)?.runs === true;
  }
}

/** The parameter of a kind that holds its text. */
export function sharedTextOf(spec: NodeSpec): string | undefined {
  const properties = Object.entries(spec.parameters.properties ?? {});
  return properties.find(([, schema]) => schema['x-shared-text'])?.[0];
}

function isInside(point: Point, rect: Rect): boolean {
  return (
    point.x >= rect.x &&
    point.x <= rect.x + rect.width &&
    point.y >= rect.y &&
    point.y <= rect.y + rect.height
  );
}

function shorten(sentence: string): string {
  const words = sentence.trim().replace(/\s+/g, ' ');
  if (words.length <= 48) return words;
  return `${words.slice(0, 48).replace(/\s\S*$/, '')}…`;
}
