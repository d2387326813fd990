/** Where a person looks at the canvas from, and what that makes visible. */

import type { Point, Rect } from './geometry';

/** `x`, `y`: screen pixels from the pane's corner to the canvas origin; `width`, `height`: the pane in pixels. */
export interface View {
  x: number;
  y: number;
  zoom: number;
  width: number;
  height: number;
}

/** A view that changes: read it at any time, or be called after each change. */
export interface Camera {
  get(): View;
  subscribe(changed: () => void): () => void;
}

/** The part of the canvas in view, in canvas units. */
export function visibleRect(view: View): Rect {
  return {
    x: -view.x / view.zoom,
    y: -view.y / view.zoom,
    width: view.width / view.zoom,
    height: view.height / view.zoom,
  };
}

export function centre(rect: Rect): Point {
  return { x: rect.x + rect.width / 2, y: rect.y + rect.height / 2 };
}
