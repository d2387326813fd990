import { expect, it } from 'vitest';
import { panBy, WHOLE, zoomAt } from './pan-zoom';

it('keeps the point under the pointer in its place', () => {
  const point = { x: 120, y: -40 };
  const first = zoomAt(WHOLE, point, 2);
  const second = zoomAt(first, point, 1.5);
  for (const view of [first, second]) {
    // Where the picture's own point, seen at `point` in the beginning, is now.
    expect(view.x + point.x * view.scale).toBeCloseTo(point.x, 6);
    expect(view.y + point.y * view.scale).toBeCloseTo(point.y, 6);
  }
});

it('comes back to the whole picture, in its place', () => {
  expect(zoomAt(zoomAt(WHOLE, { x: 50, y: 50 }, 3), { x: 0, y: 0 }, 0.1)).toEqual(WHOLE);
});

it('moves no further than the middle still shows something, and not at all when whole', () => {
  const size = { width: 400, height: 300 };
  const close = zoomAt(WHOLE, { x: 0, y: 0 }, 2);
  expect(panBy(close, { x: 9999, y: -9999 }, size)).toMatchObject({ x: 400, y: -300 });
  expect(panBy(WHOLE, { x: 10, y: 10 }, size)).toEqual(WHOLE);
});
