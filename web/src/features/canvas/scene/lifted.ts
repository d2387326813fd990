/** What is being dragged, painted in the page for that gesture only, so that the picture below need not be repainted. */

import type { View } from './camera';
import { visibleRect } from './camera';
import { drawAll } from './draw';
import { drawEdges } from './draw-edges';
import type { Rect } from './geometry';
import { Pen } from './pen';
import { Scene, type SceneEdge, type SceneNode } from './scene';
import type { SceneTheme } from './theme';
import { Thumbnails } from './thumbnails';

/** More edges than this are left out while they move: nobody can follow them. */
const MOST_EDGES = 600;
const PICTURE_BYTES = 16 * 1024 * 1024;

export class Lifted {
  readonly #canvas: HTMLCanvasElement;
  readonly #thumbnails: Thumbnails;
  readonly #scene: Scene;
  #ids: ReadonlySet<string> = new Set();
  #edges: SceneEdge[] = [];
  #pen: Pen | undefined;
  #offset = { x: 0, y: 0 };

  constructor(canvas: HTMLCanvasElement, scene: Scene, arrived: () => void) {
    this.#canvas = canvas;
    this.#scene = scene;
    this.#thumbnails = new Thumbnails(arrived, undefined, PICTURE_BYTES);
  }

  get ids(): ReadonlySet<string> {
    return this.#ids;
  }

  lift(ids: ReadonlySet<string>, theme: SceneTheme): void {
    const context = this.#canvas.getContext('2d');
    if (context === null) {
      return;
    }
    this.#ids = ids;
    this.#offset = { x: 0, y: 0 };
    this.#pen = new Pen(context, theme, this.#thumbnails);
    const edges = new Set<string>();
    for (const id of ids) {
      for (const edge of this.#scene.edgesOf(id)) {
        edges.add(edge);
      }
      if (edges.size > MOST_EDGES) {
        edges.clear();
        break;
      }
    }
    this.#edges = [...edges].map((id) => this.#scene.edge(id)).filter((edge) => edge !== undefined);
    this.#canvas.style.display = 'block';
  }

  move(x: number, y: number): void {
    this.#offset = { x, y };
  }

  clear(): void {
    this.#ids = new Set();
    this.#edges = [];
    this.#pen = undefined;
    this.#canvas.style.display = 'none';
  }

  /** Paint the lifted cards that are not in the DOM and every lifted edge that React Flow does not draw. */
  paint(view: View, mounted: ReadonlySet<string>): void {
    const pen = this.#pen;
    if (pen === undefined) {
      return;
    }
    resize(this.#canvas, view);
    const { context } = pen;
    context.setTransform(1, 0, 0, 1, 0, 0);
    context.clearRect(0, 0, view.width, view.height);
    context.setTransform(view.zoom, 0, 0, view.zoom, view.x, view.y);
    pen.thumbnails.beginPicture();
    const edges = this.#edges.filter(
      (edge) => !(mounted.has(edge.source) && mounted.has(edge.target)),
    );
    drawEdges(pen, this.#moved(edges), edges, view.zoom);
    drawAll(pen, this.#cards(view, mounted), view.zoom);
    pen.thumbnails.loadWanted();
  }

  #cards(view: View, mounted: ReadonlySet<string>): SceneNode[] {
    const rect = visibleRect(view);
    const from: Rect = { ...rect, x: rect.x - this.#offset.x, y: rect.y - this.#offset.y };
    return this.#scene
      .nodesIn(from)
      .filter((node) => this.#ids.has(node.id) && !mounted.has(node.id))
      .map((node) => this.#shift(node));
  }

  /** A small scene of the edges' nodes where they are now. */
  #moved(edges: readonly SceneEdge[]): Scene {
    const ids = new Set(edges.flatMap((edge) => [edge.source, edge.target]));
    const nodes = [...ids].map((id) => this.#scene.node(id)).filter((node) => node !== undefined);
    const moved = new Scene();
    moved.apply({
      nodes: nodes.map((node) => (this.#ids.has(node.id) ? this.#shift(node) : node)),
    });
    return moved;
  }

  #shift(node: SceneNode): SceneNode {
    return { ...node, x: node.x + this.#offset.x, y: node.y + this.#offset.y };
  }
}

function resize(canvas: HTMLCanvasElement, view: View): void {
  if (canvas.width !== view.width || canvas.height !== view.height) {
    canvas.width = view.width;
    canvas.height = view.height;
  }
}
