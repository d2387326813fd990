import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { placeBeside } from './place-beside';

const screen = { width: 400, height: 300 };
const box = { width: 100, height: 20 };

describe('a box beside another', () => {
  const anchor = { left: 200, top: 100, width: 40, height: 40 };

  it('stands in the middle of its side', () => {
    expect(placeBeside(anchor, box, 'bottom', screen)).toEqual({ left: 170, top: 146 });
    expect(placeBeside(anchor, box, 'top', screen)).toEqual({ left: 170, top: 74 });
    expect(placeBeside(anchor, box, 'right', screen)).toEqual({ left: 246, top: 110 });
    expect(placeBeside(anchor, box, 'left', screen)).toEqual({ left: 94, top: 110 });
  });

  it('goes to the other side where it does not fit', () => {
    const low = { ...anchor, top: 255 };
    expect(placeBeside(low, box, 'bottom', screen).top).toBe(229);
    const high = { ...anchor, top: 4 };
    expect(placeBeside(high, box, 'top', screen).top).toBe(50);
  });

  it('never leaves the window', () => {
    const side = fc.constantFrom('top', 'right', 'bottom', 'left');
    const place = fc.integer({ min: -50, max: 450 });
    fc.assert(
      fc.property(side, place, place, (wished, left, top) => {
        const found = placeBeside({ left, top, width: 30, height: 30 }, box, wished, screen);
        expect(found.left).toBeGreaterThanOrEqual(8);
        expect(found.left + box.width).toBeLessThanOrEqual(392);
        expect(found.top).toBeGreaterThanOrEqual(8);
        expect(found.top + box.height).toBeLessThanOrEqual(292);
      }),
    );
  });
});
