/** Where the parts of a storyboard stand on the canvas: rows of cards, and room for all of it. */
import { GRID, type Rect, snap } from '@/core/layout';
import type { BoardMode } from '@/core/storyboard';

export type Size = { readonly width: number; readonly height: number };
export type Point = { readonly x: number; readonly y: number };

/** Between the left edges of pictures, at least. */
const SPACING: Record<BoardMode, number> = { transition: 380, 'single-shot': 450 };
const PREPARED_SPACING = 350;
/** From the top of what is prepared to the top of the pictures. */
const PREPARED_ABOVE = 400;
const GAP = 40;
/** Between rows: the title of a card stands above it, and wires need room to turn. */
const ROW_GAP = 100;
const PADDING = 40;
const WIDE = 340;
const NARROW = 300;
const PREPARED = 300;
const NOTE: Size = { width: 300, height: 300 };

export type Places = {
  readonly note: Rect;
  readonly prepared: readonly Rect[];
  readonly pictures: readonly Rect[];
  readonly films: readonly Rect[];
  /** Around all of them, from 0, 0 on; the others are relative to it. */
  readonly frame: Size;
};

/** A card of this ratio; a square one for words that are no ratio. */
export function cardSize(ratio: string): Size {
  const [wide = 1, high = 1] = ratio.split(':').map(Number);
  const value = wide > 0 && high > 0 ? Math.min(3, Math.max(1 / 3, wide / high)) : 1;
  const width = value >= 1 ? WIDE : NARROW;
  return { width, height: Math.round(width / value) };
}

/** The size of what is prepared: a picture of its own ratio within a square. */
export function preparedSize(size: Partial<Size> = {}): Size {
  const { width = 1, height = 1 } = size;
  if (!(width > 0 && height > 0)) return { width: PREPARED, height: PREPARED };
  const scale = PREPARED / Math.max(width, height);
  const fitted = (side: number): number => Math.max(100, Math.round(side * scale));
  return { width: fitted(width), height: fitted(height) };
}

/** The rows of a board: what is prepared over the pictures, the films below them, the note at their left. */
export function placesFor(
  mode: BoardMode,
  scenes: number,
  prepared: readonly Size[],
  picture: Size,
  film: Size,
): Places {
  const spacing = Math.max(SPACING[mode], picture.width + GAP, film.width + GAP);
  const left = PADDING + NOTE.width + 2 * GAP;
  const top = PADDING + (prepared.length > 0 ? PREPARED_ABOVE : 0);
  const below = top + picture.height + ROW_GAP;
  const row = (size: Size, count: number, x: number, y: number): Rect[] =>
    Array.from({ length: count }, (_, at) => ({ ...size, x: x + at * spacing, y }));
  // Under its picture, or under the gap between the two that it joins.
  const shift = (picture.width - film.width + (mode === 'transition' ? spacing : 0)) / 2;
  const places = {
    note: { ...NOTE, x: PADDING, y: top },
    prepared: prepared.map((size, at) => ({
      ...size,
      x: left + at * PREPARED_SPACING,
      y: top - PREPARED_ABOVE,
    })),
    pictures: row(picture, scenes, left, top),
    films: row(film, mode === 'transition' ? scenes - 1 : scenes, left + shift, below),
  };
  const all = [places.note, ...places.prepared, ...places.pictures, ...places.films];
  return { ...places, frame: frameOf(all) };
}

const frameOf = (rects: readonly Rect[]): Size => ({
  width: Math.max(...rects.map((rect) => rect.x + rect.width)) + PADDING,
  height: Math.max(...rects.map((rect) => rect.y + rect.height)) + PADDING,
});

/** Between a board and what is there already; a title stands above each. */
const APART = 80;

/** The nearest free place right of a card, moved down or to the right until nothing is covered. */
export function roomBeside(beside: Rect, size: Size, occupied: readonly Rect[]): Point {
  const start = { x: snap(beside.x + beside.width + 2 * APART), y: snap(beside.y) };
  const down = slide(start, size, occupied, 'y');
  const right = slide(start, size, occupied, 'x');
  return right.x - start.x < down.y - start.y ? right : down;
}

/** The first free place from here on in one direction. */
export function slide(from: Point, size: Size, occupied: readonly Rect[], axis: 'x' | 'y'): Point {
  let at = from;
  for (;;) {
    const inTheWay = occupied.filter((rect) => isNear({ ...at, ...size }, rect));
    if (inTheWay.length === 0) return at;
    // A step more than rounding can take away: every turn leads on.
    const ends = inTheWay.map((rect) => rect[axis] + (axis === 'x' ? rect.width : rect.height));
    at = { ...at, [axis]: snap(Math.max(...ends) + APART) + GRID };
  }
}

const isNear = (one: Rect, other: Rect): boolean =>
  one.x < other.x + other.width + APART &&
  other.x < one.x + one.width + APART &&
  one.y < other.y + other.height + APART &&
  other.y < one.y + one.height + APART;
