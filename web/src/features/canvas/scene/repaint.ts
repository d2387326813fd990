/** When the painted picture no longer serves, and what the next one should cover. */

import { type View, visibleRect } from './camera';
import { contains, grown, type Rect } from './geometry';

export const OVERSCAN = 0.3;
const LEAST_RATIO = 0.7;
const MOST_RATIO = 1.5;
/** Larger bitmaps cost more than sharpness is worth; 16 million pixels are 64 MB. */
const MOST_PIXELS = 16e6;

/** A picture: the canvas units it covers, pixels per unit, and what it was painted from. */
export interface Picture {
  rect: Rect;
  zoom: number;
  density: number;
  /** Counts changes of the scene, the theme, what is mounted and what is lifted. */
  version: number;
}

/** What to paint for a view; device pixels count only at rest. */
export function pictureFor(
  view: View,
  moving: boolean,
  devicePixels: number,
  version: number,
): Picture {
  const rect = grown(visibleRect(view), OVERSCAN);
  const wanted = moving ? 1 : Math.max(1, devicePixels);
  const pixels = rect.width * rect.height * (view.zoom * wanted) ** 2;
  const density = pixels > MOST_PIXELS ? wanted * Math.sqrt(MOST_PIXELS / pixels) : wanted;
  return { rect, zoom: view.zoom, density, version };
}

/** Whether a picture must be painted anew: it does not cover the view, is too coarse or fine, or shows the past. */
export function outworn(
  picture: Picture,
  view: View,
  moving: boolean,
  devicePixels: number,
  version: number,
): boolean {
  if (picture.version !== version || !contains(picture.rect, visibleRect(view))) {
    return true;
  }
  const ratio = view.zoom / picture.zoom;
  if (ratio < LEAST_RATIO || ratio > MOST_RATIO) {
    return true;
  }
  if (moving) {
    return false;
  }
  return (
    ratio !== 1 || pictureFor(view, false, devicePixels, version).density > picture.density * 1.01
  );
}

/** The CSS transform that puts a picture of this many pixels per unit where the view has it. */
export function placement(picture: Picture, view: View): string {
  const scale = view.zoom / (picture.zoom * picture.density);
  const x = picture.rect.x * view.zoom + view.x;
  const y = picture.rect.y * view.zoom + view.y;
  return `translate(${x}px, ${y}px) scale(${scale})`;
}
