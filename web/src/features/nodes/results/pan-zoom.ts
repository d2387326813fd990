/** Looking at a picture closer: how far it is enlarged and moved; pure. */

export type Point = { readonly x: number; readonly y: number };

/** `scale` 1 is the whole picture in the window; `x`, `y` move its middle, in pixels of the screen. */
export type PanZoom = Point & { readonly scale: number };

export const WHOLE: PanZoom = { scale: 1, x: 0, y: 0 };
const MOST = 16;

/** Enlarge around a point, given from the middle of the window; never smaller than whole. */
export function zoomAt(view: PanZoom, point: Point, factor: number): PanZoom {
  const scale = Math.min(MOST, Math.max(1, view.scale * factor));
  if (scale === 1) return WHOLE;
  const by = scale / view.scale;
  return {
    scale,
    x: point.x - (point.x - view.x) * by,
    y: point.y - (point.y - view.y) * by,
  };
}

/** Move, but never so far that nothing is seen in the middle. `size`: of the whole picture on screen. */
export function panBy(
  view: PanZoom,
  by: Point,
  size: { readonly width: number; readonly height: number },
): PanZoom {
  const most = { x: (size.width * view.scale) / 2, y: (size.height * view.scale) / 2 };
  const clamp = (value: number, limit: number): number => Math.min(limit, Math.max(-limit, value));
  if (view.scale === 1) return WHOLE;
  return { ...view, x: clamp(view.x + by.x, most.x), y: clamp(view.y + by.y, most.y) };
}
