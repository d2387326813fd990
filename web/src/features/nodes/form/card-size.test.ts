import { expect, it } from 'vitest';
import type { NodeSpec } from '@/core/spec';
import { parseRatio, sizeForRatio } from './card-size';

const spec = { width: 340, height: 340 } as NodeSpec;

it('reads ratios, and nothing else', () => {
  expect(parseRatio('16:9')).toBeCloseTo(1.78, 2);
  for (const words of ['auto', '', '1:0', '1:2:3', 7, undefined])
    expect(parseRatio(words)).toBeNull();
});

it('gives a wide card about the area of a square one', () => {
  const wide = sizeForRatio(spec, { width: 340, height: 340 }, 1, 16 / 9);
  expect(wide.width / wide.height).toBeCloseTo(16 / 9, 1);
  expect(Math.abs(wide.width * wide.height - 340 * 340)).toBeLessThan(12_000);
});

it('comes back to the same size after any other ratio', () => {
  const start = { width: 680, height: 680 };
  for (const ratio of [16 / 9, 9 / 16, 21 / 9]) {
    const there = sizeForRatio(spec, start, 1, ratio);
    expect(there.width).toBeGreaterThanOrEqual(300);
    const back = sizeForRatio(spec, there, ratio, 1);
    expect(Math.abs(back.width - start.width)).toBeLessThanOrEqual(20);
  }
});
