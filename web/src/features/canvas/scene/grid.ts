/**
 * A spatial index of boxes by whole-numbered slots.
 *
 * Grids of growing cell size lie above each other; a box lives on the finest one whose cells are as large as itself, so it
 * touches four cells at most however long it is, and a search costs what is found plus the cells looked at.
 */

import type { Rect } from './geometry';

const FINEST = 512;
const GROWTH = 4;
const LEVELS = 12;
const KEY_SPAN = 2 ** 26;
const KEY_SHIFT = KEY_SPAN / 2;

interface Placed {
  level: number;
  left: number;
  top: number;
  right: number;
  bottom: number;
  rect: Rect;
}

type Cells = Map<number, number[]>;

function cellSize(level: number): number {
  return FINEST * GROWTH ** level;
}

function levelOf(rect: Rect): number {
  const longest = Math.max(rect.width, rect.height);
  for (let level = 0; level < LEVELS - 1; level += 1) {
    if (longest <= cellSize(level)) {
      return level;
    }
  }
  return LEVELS - 1;
}

function cellKey(column: number, row: number): number {
  return (column + KEY_SHIFT) * KEY_SPAN + (row + KEY_SHIFT);
}

export class Grid {
  readonly #levels: Cells[] = Array.from({ length: LEVELS }, () => new Map());
  readonly #placed: (Placed | undefined)[] = [];
  readonly #seen: number[] = [];
  #search = 0;

  /** Put a box in, or move the one that has this slot. */
  put(slot: number, rect: Rect): void {
    const level = levelOf(rect);
    const size = cellSize(level);
    const next: Placed = {
      level,
      left: Math.floor(rect.x / size),
      top: Math.floor(rect.y / size),
      right: Math.floor((rect.x + rect.width) / size),
      bottom: Math.floor((rect.y + rect.height) / size),
      rect,
    };
    const last = this.#placed[slot];
    if (last !== undefined && sameCells(last, next)) {
      last.rect = rect;
      return;
    }
    this.delete(slot);
    this.#placed[slot] = next;
    this.#eachCell(next, (cells, key) => {
      const cell = cells.get(key);
      if (cell === undefined) {
        cells.set(key, [slot]);
      } else {
        cell.push(slot);
      }
    });
  }

  delete(slot: number): void {
    const placed = this.#placed[slot];
    if (placed === undefined) {
      return;
    }
    this.#placed[slot] = undefined;
    this.#eachCell(placed, (cells, key) => {
      const cell = cells.get(key) ?? [];
      const last = cell.pop();
      const at = last === slot ? -1 : cell.indexOf(slot);
      if (at >= 0 && last !== undefined) {
        cell[at] = last;
      }
      if (cell.length === 0) {
        cells.delete(key);
      }
    });
  }

  rect(slot: number): Rect | undefined {
    return this.#placed[slot]?.rect;
  }

  /** Slots whose box touches the rectangle, each once, in no order. */
  search(rect: Rect): number[] {
    const found: number[] = [];
    this.#search += 1;
    for (const [level, cells] of this.#levels.entries()) {
      if (cells.size > 0) {
        this.#searchLevel(cells, cellSize(level), rect, found);
      }
    }
    return found;
  }

  #searchLevel(cells: Cells, size: number, rect: Rect, found: number[]): void {
    const left = Math.floor(rect.x / size);
    const top = Math.floor(rect.y / size);
    const right = Math.floor((rect.x + rect.width) / size);
    const bottom = Math.floor((rect.y + rect.height) / size);
    if ((right - left + 1) * (bottom - top + 1) > cells.size) {
      for (const cell of cells.values()) {
        this.#take(cell, rect, found);
      }
      return;
    }
    for (let column = left; column <= right; column += 1) {
      for (let row = top; row <= bottom; row += 1) {
        const cell = cells.get(cellKey(column, row));
        if (cell !== undefined) {
          this.#take(cell, rect, found);
        }
      }
    }
  }

  #take(cell: number[], rect: Rect, found: number[]): void {
    const right = rect.x + rect.width;
    const bottom = rect.y + rect.height;
    for (const slot of cell) {
      const box = this.#placed[slot]?.rect;
      if (box === undefined || this.#seen[slot] === this.#search) {
        continue;
      }
      this.#seen[slot] = this.#search;
      if (
        box.x <= right &&
        rect.x <= box.x + box.width &&
        box.y <= bottom &&
        rect.y <= box.y + box.height
      ) {
        found.push(slot);
      }
    }
  }

  #eachCell(placed: Placed, visit: (cells: Cells, key: number) => void): void {
    const cells = this.#levels[placed.level];
    if (cells === undefined) {
      return;
    }
    for (let column = placed.left; column <= placed.right; column += 1) {
      for (let row = placed.top; row <= placed.bottom; row += 1) {
        visit(cells, cellKey(column, row));
      }
    }
  }
}

function sameCells(one: Placed, other: Placed): boolean {
  return (
    one.level === other.level &&
    one.left === other.left &&
    one.top === other.top &&
    one.right === other.right &&
    one.bottom === other.bottom
  );
}
