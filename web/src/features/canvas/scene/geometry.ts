/** The measures that painted cards and cards in the DOM share, in canvas units (CSS pixels at zoom 1). */

export interface Rect {
  x: number;
  y: number;
  width: number;
  height: number;
}

export interface Point {
  x: number;
  y: number;
}

/** A node's `x`, `y` is the top left corner of its card; the title stands above it, outside the box. */
export const TITLE_HEIGHT = 24;
export const TITLE_FONT_SIZE = 12;
/** Baseline of the title, measured up from the card's top edge. */
export const TITLE_BASELINE = 8;
/** Left edge of the title's icon, its size, and the gap to the name. */
export const TITLE_INDENT = 2;
export const TITLE_ICON = 14;
export const TITLE_GAP = 6;

export const CARD_RADIUS = 14;
export const CARD_BORDER = 1;
export const SELECTED_BORDER = 1.5;
export const CARD_PADDING = 12;
export const BODY_FONT_SIZE = 13;
export const BODY_LINE = 18;
export const PROGRESS_HEIGHT = 2;
export const STATUS_DOT = 6;

export const PORT_SIZE = 12;
/** Centre of the first port below the card's top edge, and the distance between ports. */
export const PORT_TOP = 28;
export const PORT_STEP = 28;
/** Edges end on the outer rim of a port, as React Flow's handles do. */
export const PORT_REACH = PORT_SIZE / 2;

export const EDGE_WIDTH = 1.5;
const BACKWARD_CURVATURE = 0.25 * 25;

/** Centre of port `index` of `count`, below the top edge of a card of this height; never outside it. */
export function portOffset(index: number, count: number, height: number): number {
  const room = Math.max(0, height - 2 * PORT_TOP);
  if (room === 0) {
    return (height * (index + 1)) / (count + 1);
  }
  const step = count > 1 ? Math.min(PORT_STEP, room / (count - 1)) : 0;
  return PORT_TOP + index * step;
}

/** How far a curve's control point stands from its end; the rule of React Flow's bezier edge. */
export function controlReach(distance: number): number {
  return distance >= 0 ? distance / 2 : BACKWARD_CURVATURE * Math.sqrt(-distance);
}

/** The SVG path of an edge from an output at the left to an input at the right. */
export function edgePath(from: Point, to: Point): string {
  const reach = controlReach(to.x - from.x);
  return `M${from.x},${from.y} C${from.x + reach},${from.y} ${to.x - reach},${to.y} ${to.x},${to.y}`;
}

export function intersects(one: Rect, other: Rect): boolean {
  return (
    one.x <= other.x + other.width &&
    other.x <= one.x + one.width &&
    one.y <= other.y + other.height &&
    other.y <= one.y + one.height
  );
}

export function contains(outer: Rect, inner: Rect): boolean {
  return (
    inner.x >= outer.x &&
    inner.y >= outer.y &&
    inner.x + inner.width <= outer.x + outer.width &&
    inner.y + inner.height <= outer.y + outer.height
  );
}

/** The rectangle grown on each side by a share of its own width and height. */
export function grown(rect: Rect, share: number): Rect {
  const dx = rect.width * share;
  const dy = rect.height * share;
  return {
    x: rect.x - dx,
    y: rect.y - dy,
    width: rect.width + 2 * dx,
    height: rect.height + 2 * dy,
  };
}
