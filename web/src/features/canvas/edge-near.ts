/** Which wires pass a point, or are crossed by a line. */
import type { Point } from './canvas-state';
import { controlReach } from './scene/geometry';
import type { EdgeEnds, Scene } from './scene/scene';

const PIECES = 24;

/** Points along a wire's curve, from its output to its input. */
function trace({ from, to }: EdgeEnds): Point[] {
  const reach = controlReach(to.x - from.x);
  const at = (t: number, a: number, b: number, c: number, d: number): number =>
    (1 - t) ** 3 * a + 3 * (1 - t) ** 2 * t * b + 3 * (1 - t) * t * t * c + t ** 3 * d;
  return Array.from({ length: PIECES + 1 }, (_, index) => {
    const t = index / PIECES;
    return {
      x: at(t, from.x, from.x + reach, to.x - reach, to.x),
      y: at(t, from.y, from.y, to.y, to.y),
    };
  });
}

/** The wire whose curve is nearest to a point, if it is within `most` canvas units. */
export function edgeNear(scene: Scene, point: Point, most: number): string | null {
  const around = { x: point.x - most, y: point.y - most, width: 2 * most, height: 2 * most };
  let best: string | null = null;
  let least = most;
  for (const edge of scene.edgesIn(around)) {
    const ends = scene.ends(edge);
    if (!ends) continue;
    for (const step of trace(ends)) {
      const distance = Math.hypot(step.x - point.x, step.y - point.y);
      if (distance <= least) {
        least = distance;
        best = edge.id;
      }
    }
  }
  return best;
}

/** The wires that a line from one point to another crosses. */
export function edgesCrossed(scene: Scene, from: Point, to: Point): string[] {
  const rect = {
    x: Math.min(from.x, to.x),
    y: Math.min(from.y, to.y),
    width: Math.abs(to.x - from.x),
    height: Math.abs(to.y - from.y),
  };
  return scene.edgesIn(rect).flatMap((edge) => {
    const ends = scene.ends(edge);
    return ends && crosses(trace(ends), from, to) ? [edge.id] : [];
  });
}

function crosses(line: readonly Point[], from: Point, to: Point): boolean {
  for (let at = 1; at < line.length; at++) {
    if (meet(line[at - 1] as Point, line[at] as Point, from, to)) return true;
  }
  return false;
}

/** Whether two straight pieces meet. */
function meet(a: Point, b: Point, c: Point, d: Point): boolean {
  const side = (p: Point, q: Point, r: Point): number =>
    (q.x - p.x) * (r.y - p.y) - (q.y - p.y) * (r.x - p.x);
  return side(a, b, c) * side(a, b, d) <= 0 && side(c, d, a) * side(c, d, b) <= 0;
}
