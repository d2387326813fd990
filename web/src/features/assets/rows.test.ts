import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  layOut,
  moveInRows,
  type Row,
  rowsBetween,
  rowWith,
  shownRatio,
  totalHeight,
} from './rows';

const MEASURES = { width: 1000, height: 200, gap: 8, title: 40 };
const shapes = fc.array(
  fc.record({
    ratio: fc.double({ min: 0.45, max: 2.6, noNaN: true }),
    group: fc.constantFrom('a'),
  }),
  { maxLength: 200 },
);
const items = (row: Row) => (row.kind === 'items' ? row.items : []);

test('each stands once, in order, inside of the width, and no row covers another', () => {
  fc.assert(
    fc.property(shapes, fc.integer({ min: 200, max: 2000 }), (list, width) => {
      const rows = layOut(list, { ...MEASURES, width });
      expect(rows.flatMap(items).map((item) => item.index)).toEqual(list.map((_, at) => at));
      let below = 0;
      for (const row of rows) {
        expect(row.top).toBeGreaterThanOrEqual(below - 0.001);
        below = row.top + row.height;
        const last = items(row).at(-1);
        if (last) expect(last.left + last.width).toBeLessThanOrEqual(width + 0.5);
      }
      expect(totalHeight(rows)).toBeCloseTo(below);
    }),
  );
});

test('rows fill the width, but for the last of a group', () => {
  const rows = layOut(
    Array.from({ length: 23 }, () => ({ ratio: 1.5, group: 'a' })),
    MEASURES,
  );
  const full = rows.filter((row) => row.kind === 'items').slice(0, -1);
  expect(full.length).toBeGreaterThan(2);
  for (const row of full) {
    const last = items(row).at(-1);
    expect((last?.left ?? 0) + (last?.width ?? 0)).toBeCloseTo(1000);
  }
});

test('groups have their heading, and begin a row', () => {
  const rows = layOut(
    ['Today', 'Today', 'Yesterday'].map((group) => ({ ratio: 1, group })),
    MEASURES,
  );
  expect(rows.map((row) => (row.kind === 'title' ? row.title : row.items.length))).toEqual([
    'Today',
    2,
    'Yesterday',
    1,
  ]);
});

test('only what is in sight is found', () => {
  const rows = layOut(
    Array.from({ length: 10_000 }, () => ({ ratio: 1, group: 'a' })),
    MEASURES,
  );
  const [from, to] = rowsBetween(rows, 10_000, 10_900);
  expect(to - from).toBeLessThan(8);
  expect(rows[from]?.top).toBeLessThanOrEqual(10_000);
  expect((rows[from]?.top ?? 0) + (rows[from]?.height ?? 0)).toBeGreaterThanOrEqual(10_000);
  expect(rows[to]?.top).toBeGreaterThan(10_900);
  expect(rowsBetween([], 0, 100)).toEqual([0, 0]);
});

test('arrows lead to neighbours, over headings and never beyond the ends', () => {
  const rows = layOut(
    Array.from({ length: 12 }, (_, at) => ({ ratio: 1, group: at < 7 ? 'a' : 'b' })),
    MEASURES,
  );
  const move = (key: string, at: number, page = 0) => moveInRows(rows, key, at, 12, page);
  expect(move('ArrowRight', 11)).toBe(11);
  expect(move('ArrowLeft', 0)).toBe(0);
  expect(move('End', 0)).toBe(11);
  expect(move('ArrowUp', 0)).toBe(0);
  const below = move('ArrowDown', 0);
  expect(rowWith(rows, below)).toBeGreaterThan(rowWith(rows, 0));
  expect(move('ArrowUp', below)).toBe(0);
  expect(rowWith(rows, move('PageDown', 0, 10_000))).toBe(rows.length - 1);
  expect(move('x', 3)).toBe(3);
});

test('a picture that is a line is not shown as one', () => {
  expect(shownRatio(10_000, 10)).toBe(2.6);
  expect(shownRatio(10, 10_000)).toBe(0.45);
  expect(shownRatio(null, null)).toBeCloseTo(4 / 3);
});
