import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { moveInGrid } from './grid-moves';

describe('arrow keys in a grid of 3 columns and 8 cards', () => {
  it.each([
    ['ArrowRight', 0, 1],
    ['ArrowRight', 2, 3],
    ['ArrowRight', 7, 7],
    ['ArrowLeft', 0, 0],
    ['ArrowLeft', 3, 2],
    ['ArrowDown', 1, 4],
    ['ArrowDown', 5, 7],
    ['ArrowDown', 6, 6],
    ['ArrowUp', 4, 1],
    ['ArrowUp', 2, 2],
    ['Home', 5, 0],
    ['End', 5, 7],
  ])('%s leads from %i to %i', (key, from, to) => {
    expect(moveInGrid(key, from, 8, 3)).toBe(to);
  });

  it('always leads to a card', () => {
    const keys = fc.constantFrom('ArrowLeft', 'ArrowRight', 'ArrowUp', 'ArrowDown', 'Home', 'End');
    fc.assert(
      fc.property(
        keys,
        fc.nat(40),
        fc.nat(40),
        fc.integer({ min: 1, max: 8 }),
        (key, a, b, columns) => {
          const count = Math.max(a, b) + 1;
          const to = moveInGrid(key, Math.min(a, b), count, columns);
          expect(to).toBeGreaterThanOrEqual(0);
          expect(to).toBeLessThan(count);
        },
      ),
    );
  });
});
