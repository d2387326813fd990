import { expect, test } from 'vitest';
import { sheetOf } from './sheet';

test('values are those of the keys, and between them on the way', () => {
  const sheet = sheetOf(
    {
      box: {
        x: [
          [0, 0, 'linear'],
          [2, 10],
        ],
        y: [[1, 5]],
      },
    },
    3,
  );
  expect(sheet.at(0).box).toEqual({ x: 0, y: 5 });
  expect(sheet.at(1).box?.x).toBeCloseTo(5, 1);
  expect(sheet.at(2).box?.x).toBe(10);
  expect(sheet.at(99).box?.x).toBe(10);
});

test('seconds may be asked for in any order', () => {
  const sheet = sheetOf(
    {
      a: {
        v: [
          [0, 0],
          [1, 1],
          [2, 0],
        ],
      },
    },
    2,
  );
  const forth = [0, 0.5, 1, 1.5, 2].map((at) => sheet.at(at).a?.v);
  const back = [2, 1.5, 1, 0.5, 0].map((at) => sheet.at(at).a?.v).reverse();
  expect(back).toEqual(forth);
});

test('a key that holds jumps at the next', () => {
  const sheet = sheetOf(
    {
      a: {
        v: [
          [0, 1, 'hold'],
          [1, 2],
        ],
      },
    },
    2,
  );
  expect([0, 0.9, 1].map((at) => sheet.at(at).a?.v)).toEqual([1, 1, 2]);
});

test('keys may come in any order, and sheets do not disturb each other', () => {
  const first = sheetOf(
    {
      a: {
        v: [
          [1, 8],
          [0, 4],
        ],
      },
    },
    1,
  );
  const second = sheetOf({ a: { v: [[0, 1]] } }, 1);
  expect([first.at(0).a?.v, first.at(1).a?.v, second.at(1).a?.v]).toEqual([4, 8, 1]);
});
