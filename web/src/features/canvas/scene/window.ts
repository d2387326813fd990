/**
 * Which nodes are real React Flow nodes now; the rest is painted.
 *
 * Near ones first, a few per frame, kept a while after they leave the view, so that panning mounts each card once.
 */

import { centre, type View, visibleRect } from './camera';
import { grown, intersects, type Rect, TITLE_HEIGHT } from './geometry';
import type { Scene, SceneNode } from './scene';

/**
 * `most`: mounted at once. `all`: a canvas of so many nodes or fewer is mounted whole. `readable`: zoom at which cards begin to be mounted;
 * they stay down to `unreadable`. `keep`: how far beyond the view a mounted card stays, as a share of the view.
 * `moving`, `resting`: cards mounted per frame; 0 while moving leaves what is mounted as it is until the view rests,
 * because a painted card looks the same and a mounted one out of view costs nothing.
 */
export interface WindowLimits {
  most: number;
  all: number;
  readable: number;
  unreadable: number;
  keep: number;
  moving: number;
  resting: number;
}

export const WINDOW_LIMITS: WindowLimits = {
  most: 48,
  all: 50,
  readable: 0.45,
  unreadable: 0.38,
  keep: 0.35,
  moving: 0,
  resting: 6,
};

/** A mounted card counts as this much nearer, so that two cards at equal distance do not take turns. */
const STAYING = 0.75;
/** A whole-mounted canvas may grow this much before it is windowed, so that adding and undoing one node does not flip it. */
const ALL_SLACK = 1.2;

export interface WindowInput {
  scene: Scene;
  view: View;
  /** Selected, focused, edited, hovered and running nodes: mounted first while they are in view. */
  sticky: ReadonlySet<string>;
  moving: boolean;
}

export class MountWindow {
  readonly #limits: WindowLimits;
  #mounted: ReadonlySet<string> = new Set();
  #readable = false;
  #whole = false;
  #settled = true;

  constructor(limits: WindowLimits = WINDOW_LIMITS) {
    this.#limits = limits;
  }

  /** The ids mounted after the last step; the same object while nothing changed. */
  get mounted(): ReadonlySet<string> {
    return this.#mounted;
  }

  /** Whether another step with the same input would change nothing. */
  get settled(): boolean {
    return this.#settled;
  }

  /** Whether the canvas is so small that all of it is mounted. */
  get whole(): boolean {
    return this.#whole;
  }

  step(input: WindowInput): ReadonlySet<string> {
    this.#mode(input);
    if (this.#whole) {
      this.#settled = true;
      return this.#become(new Set(input.scene.ids()));
    }
    if (input.moving && this.#limits.moving === 0 && this.#readable) {
      this.#settled = false;
      return this.#become(new Set([...this.#mounted].filter((id) => input.scene.node(id))));
    }
    const wanted = this.#wanted(input);
    const next = new Set(wanted.filter((id) => this.#mounted.has(id)));
    let budget = input.moving ? this.#limits.moving : this.#limits.resting;
    for (const id of wanted) {
      if (!next.has(id) && budget > 0) {
        next.add(id);
        budget -= 1;
      }
    }
    this.#settled = next.size === wanted.length;
    return this.#become(next);
  }

  #mode({ scene, view }: WindowInput): void {
    const { all, readable, unreadable } = this.#limits;
    this.#whole = scene.nodeCount <= (this.#whole ? all * ALL_SLACK : all);
    this.#readable = view.zoom >= (this.#readable ? unreadable : readable);
  }

  /** Ids that should be mounted, the most urgent first. */
  #wanted({ scene, view, sticky }: WindowInput): string[] {
    const rect = visibleRect(view);
    if (rect.width <= 0 || rect.height <= 0) {
      return [];
    }
    const first = inView(scene, sticky, rect);
    const { most, keep } = this.#limits;
    if (!this.#readable) {
      return this.#nearest(first, rect).slice(0, most);
    }
    const stuck = new Set(first.map((node) => node.id));
    const around = scene
      .nodesIn(grown(rect, keep))
      .filter((node) => !stuck.has(node.id) && this.#fits(node, rect));
    return [...this.#nearest(first, rect), ...this.#nearest(around, rect)].slice(0, most);
  }

  /** In the margin around the view only cards stay that are there already. */
  #fits(node: SceneNode, rect: Rect): boolean {
    return this.#mounted.has(node.id) || intersects(titled(node), rect);
  }

  #nearest(nodes: readonly SceneNode[], rect: Rect): string[] {
    const middle = centre(rect);
    const far = new Map<string, number>();
    for (const node of nodes) {
      const dx = node.x + node.width / 2 - middle.x;
      const dy = node.y + node.height / 2 - middle.y;
      far.set(node.id, Math.hypot(dx, dy) * (this.#mounted.has(node.id) ? STAYING : 1));
    }
    return [...far.keys()].sort((one, other) => (far.get(one) ?? 0) - (far.get(other) ?? 0));
  }

  #become(next: ReadonlySet<string>): ReadonlySet<string> {
    if (!sameIds(this.#mounted, next)) {
      this.#mounted = next;
    }
    return this.#mounted;
  }
}

function titled(node: SceneNode): Rect {
  return {
    x: node.x,
    y: node.y - TITLE_HEIGHT,
    width: node.width,
    height: node.height + TITLE_HEIGHT,
  };
}

/** The named nodes that are in view, found from the smaller side: thousands may be selected, or in view. */
function inView(scene: Scene, ids: ReadonlySet<string>, rect: Rect): SceneNode[] {
  if (ids.size > MANY) {
    return scene.nodesIn(rect).filter((node) => ids.has(node.id));
  }
  const nodes = [...ids].map((id) => scene.node(id)).filter((node) => node !== undefined);
  return nodes.filter((node) => intersects(titled(node), rect));
}

const MANY = 256;

export function sameIds(one: ReadonlySet<string>, other: ReadonlySet<string>): boolean {
  if (one === other) {
    return true;
  }
  if (one.size !== other.size) {
    return false;
  }
  for (const id of one) {
    if (!other.has(id)) {
      return false;
    }
  }
  return true;
}
