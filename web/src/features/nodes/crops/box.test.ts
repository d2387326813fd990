import { describe, expect, it } from 'vitest';
import { fitShape, fromPercent, moveBox, pullBox, toPercent, WHOLE } from './box';

const box = { x: 0.2, y: 0.2, width: 0.4, height: 0.4 };

describe('the kept part', () => {
  it('is moved, and stops at the rim', () => {
    expect(moveBox(box, 0.1, -0.5)).toEqual({ ...box, x: expect.closeTo(0.3), y: 0 });
    expect(moveBox(box, 9, 9)).toMatchObject({ x: 0.6, y: 0.6 });
  });

  it('is pulled at an edge, and never turned inside out', () => {
    expect(pullBox(box, { x: 1, y: 0 }, 0.1, 9, null)).toMatchObject({
      x: 0.2,
      width: expect.closeTo(0.5),
      height: expect.closeTo(0.4),
    });
    const pulled = pullBox(box, { x: -1, y: -1 }, 5, 5, null);
    expect(pulled.width).toBeCloseTo(0.01);
    expect(pulled.x + pulled.width).toBeCloseTo(0.6);
  });

  it('keeps its shape at a corner, with the other corner still', () => {
    const pulled = pullBox(box, { x: -1, y: -1 }, -0.1, 0, 1);
    expect(pulled.width).toBeCloseTo(pulled.height);
    expect(pulled.x + pulled.width).toBeCloseTo(0.6);
    expect(pulled.y + pulled.height).toBeCloseTo(0.6);
  });

  it('keeps its shape at the rim of the picture', () => {
    const pulled = pullBox(box, { x: 1, y: 0 }, 9, 0, 2);
    expect(pulled.width / pulled.height).toBeCloseTo(2);
    expect(pulled.x + pulled.width).toBeLessThanOrEqual(1.0001);
    expect(pulled.y).toBeGreaterThanOrEqual(-0.0001);
    const low = pullBox(box, { x: 0, y: 1 }, 0, 9, 2);
    expect(low.width / low.height).toBeCloseTo(2);
    expect(low.y + low.height).toBeLessThanOrEqual(1.0001);
  });

  it('takes a shape around its middle, inside the picture', () => {
    expect(fitShape(WHOLE, 2)).toMatchObject({ x: 0, width: 1, height: 0.5, y: 0.25 });
    const tall = fitShape({ x: 0.8, y: 0, width: 0.2, height: 0.2 }, 0.25);
    expect(tall.height / tall.width).toBeCloseTo(4);
    expect(tall.x + tall.width).toBeLessThanOrEqual(1.0001);
  });

  it('is kept in percent, and read back', () => {
    expect(toPercent({ x: 1 / 3, y: 0, width: 2 / 3, height: 1 })).toEqual({
      x: 33.33,
      y: 0,
      width: 66.67,
      height: 100,
    });
    expect(fromPercent(toPercent(box))).toEqual(box);
  });

  it('is the whole picture where nothing sensible is kept', () => {
    expect(fromPercent({ x: 'left', width: Number.NaN })).toEqual(WHOLE);
    expect(fromPercent({ x: 500, width: -3 })).toMatchObject({ x: 0.99, width: 0.01 });
  });
});
