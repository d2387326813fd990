/** Where nodes go: beside others without covering them, and a whole graph from left to right. */
import type { CanvasEdge } from '@/core/canvas';
import { topological } from '@/core/graph';

export type Rect = { x: number; y: number; width: number; height: number };

export const GRID = 20;
const GAP = 40;
/** The title above a card. */
const TITLE = 28;
const COLUMN_GAP = 100;

export const snap = (value: number): number => Math.round(value / GRID) * GRID;

function overlaps(one: Rect, other: Rect): boolean {
  return (
    one.x < other.x + other.width + GAP / 2 &&
    other.x < one.x + one.width + GAP / 2 &&
    one.y - TITLE < other.y + other.height + GAP / 2 &&
    other.y - TITLE < one.y + one.height + GAP / 2
  );
}

/** The place nearest to the wanted one where nothing is covered: tried in growing rings. */
export function placeFree(taken: readonly Rect[], wanted: Rect): { x: number; y: number } {
  const free = (x: number, y: number): boolean =>
    !taken.some((rect) => overlaps({ ...wanted, x, y }, rect));
  const start = { x: snap(wanted.x), y: snap(wanted.y) };
  if (free(start.x, start.y)) return start;
  for (let ring = 1; ring <= 60; ring++) {
    for (const [dx, dy] of ringOf(ring)) {
      const x = start.x + dx * GAP;
      const y = start.y + dy * GAP;
      if (free(x, y)) return { x, y };
    }
  }
  return start;
}

/** The cells of a square ring, those below and to the right first. */
function ringOf(ring: number): [number, number][] {
  const cells: [number, number][] = [];
  for (let at = -ring; at <= ring; at++) {
    cells.push([at, ring], [ring, at], [at, -ring], [-ring, at]);
  }
  return cells.sort((a, b) => Math.hypot(...a) - Math.hypot(...b) || b[1] - a[1] || b[0] - a[0]);
}

export type Placed = Rect & { id: string };

/** Columns from left to right along the edges; the order within a column stays as it was. */
export function arrange(
  nodes: readonly Placed[],
  edges: readonly CanvasEdge[],
): Map<string, { x: number; y: number }> {
  const places = new Map<string, { x: number; y: number }>();
  if (nodes.length === 0) return places;
  const left = Math.min(...nodes.map((node) => node.x));
  const top = Math.min(...nodes.map((node) => node.y));
  let x = left;
  for (const column of columns(nodes, edges)) {
    let y = top;
    for (const node of column) {
      places.set(node.id, { x: snap(x), y: snap(y) });
      y += node.height + GAP + TITLE;
    }
    x += Math.max(...column.map((node) => node.width)) + COLUMN_GAP;
  }
  return places;
}

function columns(nodes: readonly Placed[], edges: readonly CanvasEdge[]): Placed[][] {
  const depth = new Map<string, number>(nodes.map((node) => [node.id, 0]));
  const into = new Map<string, string[]>();
  for (const edge of edges) into.set(edge.target, [...(into.get(edge.target) ?? []), edge.source]);
  const { order } = topological(depth.keys(), edges);
  for (const id of order) {
    for (const source of into.get(id) ?? []) {
      const before = depth.get(source);
      if (before !== undefined) depth.set(id, Math.max(depth.get(id) ?? 0, before + 1));
    }
  }
  const result: Placed[][] = [];
  for (const node of [...nodes].sort((a, b) => a.y - b.y || a.x - b.x)) {
    const at = depth.get(node.id) ?? 0;
    const column = result[at] ?? [];
    column.push(node);
    result[at] = column;
  }
  return result.filter((column) => column !== undefined);
}

/** The smallest rectangle around all. */
export function boundsOf(rects: readonly Rect[]): Rect | null {
  if (rects.length === 0) return null;
  const x = Math.min(...rects.map((rect) => rect.x));
  const y = Math.min(...rects.map((rect) => rect.y));
  const right = Math.max(...rects.map((rect) => rect.x + rect.width));
  const bottom = Math.max(...rects.map((rect) => rect.y + rect.height));
  return { x, y, width: right - x, height: bottom - y };
}
