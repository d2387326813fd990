/** Everything a person can do on the canvas beside typing into a node; menus, keys and buttons call it. */
import type { DraggedAsset } from '@/core/asset-drag';
import { type Clip, instantiate, takeClip } from '@/core/clipboard';
import { firstFittingInput } from '@/core/connect';
import { boundsOf, GRID, type Rect, snap } from '@/core/layout';
import { sharedTextOf } from '@/core/new-node';
import { openInputs } from '@/core/ports';
import { type NodeSpec, outputTypes } from '@/core/spec';
import type { Json } from '@/core/values';
import { assetParameterOf, heightFor, heldValues } from '@/sync/hold-asset';
import type { CanvasSession } from '@/sync/session';
import { Arranging } from './arranging';
import { type CanvasStore, type Point, type PortEnd, select } from './canvas-state';
import { freeNode } from './free-node';
import { boxesOf, boxOf, readingOrder } from './places';
import { Wiring } from './wiring';

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
  readonly wiring: Wiring;
  readonly arranging: Arranging;

  constructor(session: CanvasSession, store: CanvasStore, view: ViewControl) {
    this.session = session;
    this.store = store;
    this.view = view;
    this.wiring = new Wiring(session, store);
    this.arranging = new Arranging(session, store);
  }

  get selection(): string[] {
    const { nodes } = this.store.getState();
    return [...nodes].filter((id) => this.session.document.node(id));
  }

  // Adding

  add(spec: NodeSpec, at: Point, parameters: Record<string, Json> = {}): string {
    const node = freeNode(this.session, spec, at, parameters);
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
    const wire = this.wiring.wireFor(spec, from);
    if (!wire) return null;
    const shift = from.side === 'output' ? spec.width / 2 : -spec.width / 2;
    const node = freeNode(this.session, spec, { x: at.x + shift, y: at.y });
    const { document } = this.session;
    document.step(() => {
      document.add([node]);
      const full = wire(node.id);
      document.connect(full, this.wiring.replaced(full));
    });
    this.#showNew(node.id);
    return node.id;
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
    const first = freeNode(
      this.session,
      text,
      { x: left + text.width / 2, y: middle.y },
      {
        [content]: sentence,
      },
    );
    const place = { x: left + text.width + GAP + maker.width / 2, y: middle.y };
    const second = freeNode(this.session, maker, place);
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

function shorten(sentence: string): string {
  const words = sentence.trim().replace(/\s+/g, ' ');
  if (words.length <= 48) return words;
  return `${words.slice(0, 48).replace(/\s\S*$/, '')}…`;
}
