/** Moves nodes, sizes them, and lays them in groups. */
import { arrange, boundsOf, type Rect, snap } from '@/core/layout';
import { newNode } from '@/core/new-node';
import { GROUP } from '@/core/spec';
import type { CanvasSession } from '@/sync/session';
import { type CanvasStore, NOT_MOVING, type Point, select } from './canvas-state';
import { boxesOf, boxOf, center, rootsOf, withMembers } from './places';

const GROUP_PADDING = 40;

export class Arranging {
  private readonly session: CanvasSession;
  private readonly store: CanvasStore;

  constructor(session: CanvasSession, store: CanvasStore) {
    this.session = session;
    this.store = store;
  }

  /** Lay a group around nodes and select it. */
  group(ids: readonly string[]): void {
    const spec = this.session.kinds.get(GROUP);
    const roots = rootsOf(this.session, new Set(ids));
    const bounds = boundsOf(boxesOf(this.session, roots));
    if (!spec || !bounds) return;
    const at = { x: bounds.x - GROUP_PADDING, y: bounds.y - GROUP_PADDING };
    const width = bounds.width + 2 * GROUP_PADDING;
    const height = bounds.height + 2 * GROUP_PADDING;
    const node = newNode(spec, at, {}, { width, height });
    const { document } = this.session;
    document.group(node, roots);
    select(this.store, [node.id]);
  }

  /** Take the groups among nodes away; what was in them is selected. */
  ungroup(ids: readonly string[]): void {
    const { document } = this.session;
    const groups = ids.filter((id) => document.node(id)?.kind === GROUP);
    const members = groups.flatMap((id) => document.membersOf(id).map((node) => node.id));
    if (groups.length === 0) return;
    document.remove(groups);
    select(this.store, members);
  }

  nudge(ids: readonly string[], dx: number, dy: number): void {
    const { document } = this.session;
    const places = new Map<string, Point>();
    for (const id of rootsOf(this.session, new Set(ids))) {
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

  /** Lay out these, or all where they are not several. */
  tidy(ids: readonly string[]): void {
    const chosen = ids.length > 1 ? ids : [...this.session.document.ids];
    const roots = rootsOf(this.session, withMembers(this.session, chosen));
    const boxes = boxesOf(this.session, roots);
    this.place(arrange(boxes, this.session.document.edges));
  }
}

function isInside(point: Point, rect: Rect): boolean {
  return (
    point.x >= rect.x &&
    point.x <= rect.x + rect.width &&
    point.y >= rect.y &&
    point.y <= rect.y + rect.height
  );
}
