/** Paints a picture of the scene: edges under cards, with less detail the smaller they are on screen. */

import { drawCard } from './draw-card';
import { drawEdges } from './draw-edges';
import { drawNote } from './draw-note';
import type { Pen } from './pen';
import type { Picture } from './repaint';
import type { Scene, SceneEdge, SceneNode } from './scene';

/** Nodes that are real in the DOM, and nodes lifted off the picture while they are dragged. */
export interface Absent {
  mounted: ReadonlySet<string>;
  lifted: ReadonlySet<string>;
}

const DOT_BELOW = 14;
const BLOCK_BELOW = 60;

export function drawPicture(pen: Pen, scene: Scene, picture: Picture, absent: Absent): void {
  const scale = picture.zoom * picture.density;
  const { rect } = picture;
  pen.context.setTransform(1, 0, 0, 1, 0, 0);
  pen.context.clearRect(0, 0, pen.context.canvas.width, pen.context.canvas.height);
  pen.context.setTransform(scale, 0, 0, scale, -rect.x * scale, -rect.y * scale);
  const nodes = scene
    .nodesIn(rect)
    .filter((node) => !absent.mounted.has(node.id) && !absent.lifted.has(node.id));
  drawAll(
    pen,
    nodes.filter((node) => node.shape === 'group'),
    picture.zoom,
  );
  drawEdges(
    pen,
    scene,
    scene.edgesIn(rect).filter((edge) => isPainted(edge, absent)),
    picture.zoom,
  );
  drawAll(
    pen,
    nodes.filter((node) => node.shape === 'card'),
    picture.zoom,
  );
}

/** React Flow draws the edges between two mounted nodes; lifted ones are drawn above the picture. */
export function isPainted(edge: SceneEdge, { mounted, lifted }: Absent): boolean {
  const between = mounted.has(edge.source) && mounted.has(edge.target);
  return !between && !lifted.has(edge.source) && !lifted.has(edge.target);
}

export function drawAll(pen: Pen, nodes: readonly SceneNode[], zoom: number): void {
  for (const node of nodes) {
    const pixels = node.width * zoom;
    if (node.shape === 'group') {
      drawCard.group(pen, node, zoom);
    } else if (node.look !== undefined) {
      drawNote(pen, node, zoom);
    } else if (pixels < DOT_BELOW) {
      drawCard.dot(pen, node);
    } else if (pixels < BLOCK_BELOW) {
      drawCard.block(pen, node, pixels);
    } else {
      drawCard.whole(pen, node, zoom);
    }
  }
}
