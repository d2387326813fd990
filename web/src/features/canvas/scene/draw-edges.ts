/** Paints edges, all of one colour with one stroke; broken ones are dashed. */

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
      const ends = edge.type === type && !edge.broken ? scene.ends(edge) : undefined;
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
  drawBroken(
    pen,
    scene,
    edges.filter((edge) => edge.broken),
    zoom,
  );
}

const DASH = [6, 4];

function drawBroken(pen: Pen, scene: Scene, edges: readonly SceneEdge[], zoom: number): void {
  if (edges.length === 0) return;
  const { context, theme } = pen;
  context.beginPath();
  for (const edge of edges) {
    const ends = scene.ends(edge);
    if (ends !== undefined) trace(pen, ends, zoom);
  }
  context.setLineDash(DASH);
  context.strokeStyle = theme.warning;
  context.stroke();
  context.setLineDash([]);
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
