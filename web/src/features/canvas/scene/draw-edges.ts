/** Paints edges, all of one colour with one stroke. */

import { controlReach, EDGE_WIDTH } from './geometry';
import type { Pen } from './pen';
import { type EdgeEnds, type Scene, type SceneEdge, VALUE_TYPES } from './scene';

/** Curves shorter than this on screen look the same as straight lines. */
const CURVE_FROM = 24;
const THINNEST = 0.75;

export function drawEdges(pen: Pen, scene: Scene, edges: readonly SceneEdge[], zoom: number): void {
  const { context, theme } = pen;
  context.lineWidth = Math.max(EDGE_WIDTH, THINNEST / zoom);
  context.lineCap = 'butt';
  for (const type of VALUE_TYPES) {
    context.beginPath();
    let any = false;
    for (const edge of edges) {
      const ends = edge.type === type ? scene.ends(edge) : undefined;
      if (ends !== undefined) {
        trace(pen, ends, zoom);
        any = true;
      }
    }
    if (any) {
      context.strokeStyle = theme.types[type];
      context.stroke();
    }
  }
}

function trace({ context }: Pen, { from, to }: EdgeEnds, zoom: number): void {
  context.moveTo(from.x, from.y);
  if (Math.hypot(to.x - from.x, to.y - from.y) * zoom < CURVE_FROM) {
    context.lineTo(to.x, to.y);
    return;
  }
  const reach = controlReach(to.x - from.x);
  context.bezierCurveTo(from.x + reach, from.y, to.x - reach, to.y, to.x, to.y);
}
