/** Where each picture of the library stands: full rows at their own ratio, under the day's heading. */

export type Shape = { readonly ratio: number; readonly group: string };

export type Placed = { readonly index: number; readonly left: number; readonly width: number };

export type Row =
  | {
      readonly kind: 'title';
      readonly top: number;
      readonly height: number;
      readonly title: string;
    }
  | {
      readonly kind: 'items';
      readonly top: number;
      readonly height: number;
      readonly items: readonly Placed[];
    };

export type Measures = {
  readonly width: number;
  /** The height that rows come near to. */
  readonly height: number;
  readonly gap: number;
  readonly title: number;
};

const NARROWEST = 0.45;
const WIDEST = 2.6;

/** A picture's ratio, held to what can stand in a row; things without a picture are as cards. */
export function shownRatio(width: number | null, height: number | null): number {
  if (!width || !height) return 4 / 3;
  return Math.min(WIDEST, Math.max(NARROWEST, width / height));
}

/** Lay shapes out in rows; linear in their number. Shapes of one group stand together. */
export function layOut(shapes: readonly Shape[], measures: Measures): Row[] {
  const rows: Row[] = [];
  let top = 0;
  let at = 0;
  while (at < shapes.length) {
    const group = shapes[at]?.group ?? '';
    rows.push({ kind: 'title', top, height: measures.title, title: group });
    top += measures.title;
    let end = at;
    while (end < shapes.length && shapes[end]?.group === group) end += 1;
    while (at < end) {
      const count = rowLength(shapes, at, end, measures);
      const row = rowOf(shapes, at, count, at + count >= end, measures, top);
      rows.push(row);
      top += row.height + measures.gap;
      at += count;
    }
  }
  return rows;
}

/** How many go into the row that begins at `at`. */
function rowLength(
  shapes: readonly Shape[],
  at: number,
  end: number,
  { width, height, gap }: Measures,
): number {
  let sum = 0;
  for (let count = 1; at + count - 1 < end; count += 1) {
    sum += shapes[at + count - 1]?.ratio ?? 1;
    const filled = sum * height + (count - 1) * gap;
    if (filled < width) continue;
    // One too many makes the row low, one too few makes it high: what is nearer to the wish.
    const before = sum - (shapes[at + count - 1]?.ratio ?? 1);
    const low = height - (width - (count - 1) * gap) / sum;
    const high =
      count > 1 ? (width - (count - 2) * gap) / before - height : Number.POSITIVE_INFINITY;
    return low <= high ? count : count - 1;
  }
  return end - at;
}

function rowOf(
  shapes: readonly Shape[],
  at: number,
  count: number,
  isLast: boolean,
  { width, height, gap }: Measures,
  top: number,
): Extract<Row, { kind: 'items' }> {
  const ratios = shapes.slice(at, at + count).map((shape) => shape.ratio);
  const sum = ratios.reduce((total, ratio) => total + ratio, 0);
  const full = (width - (count - 1) * gap) / sum;
  // A last row that is not full is not blown up.
  const tall = isLast ? Math.min(full, height) : full;
  let left = 0;
  const items = ratios.map((ratio, place) => {
    const placed = { index: at + place, left, width: ratio * tall };
    left += placed.width + gap;
    return placed;
  });
  return { kind: 'items', top, height: tall, items };
}

/** The rows that are between two heights: the first, and the one after the last. */
export function rowsBetween(rows: readonly Row[], from: number, to: number): [number, number] {
  return [firstAfter(rows, from), firstStarting(rows, to)];
}

/** The first row that ends below a height. */
function firstAfter(rows: readonly Row[], height: number): number {
  let low = 0;
  let high = rows.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    const row = rows[middle] as Row;
    if (row.top + row.height < height) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** The first row that begins below a height. */
function firstStarting(rows: readonly Row[], height: number): number {
  let low = 0;
  let high = rows.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((rows[middle] as Row).top <= height) low = middle + 1;
    else high = middle;
  }
  return low;
}

export function totalHeight(rows: readonly Row[]): number {
  const last = rows.at(-1);
  return last ? last.top + last.height : 0;
}

/** The row that has a picture, by its index. */
export function rowWith(rows: readonly Row[], index: number): number {
  return rows.findIndex(
    (row) => row.kind === 'items' && row.items.some((item) => item.index === index),
  );
}

/** Where a key leads from a picture; the same place at an edge. */
export function moveInRows(
  rows: readonly Row[],
  key: string,
  at: number,
  count: number,
  page: number,
): number {
  switch (key) {
    case 'ArrowLeft':
      return Math.max(0, at - 1);
    case 'ArrowRight':
      return Math.min(count - 1, at + 1);
    case 'Home':
      return 0;
    case 'End':
      return count - 1;
    case 'ArrowUp':
      return beside(rows, at, -1, 0);
    case 'ArrowDown':
      return beside(rows, at, 1, 0);
    case 'PageUp':
      return beside(rows, at, -1, page);
    case 'PageDown':
      return beside(rows, at, 1, page);
    default:
      return at;
  }
}

/** The picture in a row above or below whose middle is nearest, at least `far` away. */
function beside(rows: readonly Row[], at: number, by: 1 | -1, far: number): number {
  const from = rowWith(rows, at);
  const start = rows[from];
  if (start?.kind !== 'items') return at;
  const own = start.items.find((item) => item.index === at) as Placed;
  const middle = own.left + own.width / 2;
  let found = at;
  for (let place = from + by; place >= 0 && place < rows.length; place += by) {
    const row = rows[place] as Row;
    if (row.kind !== 'items') continue;
    found = nearest(row.items, middle);
    if (Math.abs(row.top - start.top) >= far) break;
  }
  return found;
}

function nearest(items: readonly Placed[], middle: number): number {
  const distance = (item: Placed): number => Math.abs(item.left + item.width / 2 - middle);
  return items.reduce((best, item) => (distance(item) < distance(best) ? item : best)).index;
}
