/** Where things stand: margins and rectangles for any shape of picture. */

import { film } from '../film';

export interface Rect {
  x: number;
  y: number;
  width: number;
  height: number;
}

const { width, height, pace } = film;

/** A hundredth of the shorter side. */
export const unit = Math.min(width, height) / 100;
export const margin = pace.margin * Math.min(width, height);
export const isWide = width / height > 1.2;
export const isTall = width / height < 0.85;
export const whole: Rect = { x: 0, y: 0, width, height };
/** Inside the margins. */
export const safe: Rect = {
  x: margin,
  y: margin,
  width: width - 2 * margin,
  height: height - 2 * margin,
};

export interface Halves {
  words: Rect;
  show: Rect;
}

/** Words beside what is shown; below it where the picture is not wide. */
export function halves(share = 0.5, gap = margin * 0.8): Halves {
  if (isWide) {
    const left = safe.width * (1 - share) - gap / 2;
    return {
      words: { ...safe, width: left },
      show: {
        ...safe,
        x: safe.x + left + gap,
        width: safe.width - left - gap,
      },
    };
  }
  const top = safe.height * Math.min(share + 0.08, 0.62) - gap / 2;
  return {
    show: { ...safe, height: top },
    words: { ...safe, y: safe.y + top + gap, height: safe.height - top - gap },
  };
}

/** The largest square in a rectangle, in its middle. */
export function square(rect: Rect, share = 1): Rect {
  const side = Math.min(rect.width, rect.height) * share;
  return {
    x: rect.x + (rect.width - side) / 2,
    y: rect.y + (rect.height - side) / 2,
    width: side,
    height: side,
  };
}

/** The largest rectangle of a shape (width / height) in another, in its middle. */
export function within(rect: Rect, shape: number): Rect {
  const wide = Math.min(rect.width, rect.height * shape);
  const high = wide / shape;
  return {
    x: rect.x + (rect.width - wide) / 2,
    y: rect.y + (rect.height - high) / 2,
    width: wide,
    height: high,
  };
}

export function css(rect: Rect) {
  return {
    position: 'absolute' as const,
    left: rect.x,
    top: rect.y,
    width: rect.width,
    height: rect.height,
  };
}
