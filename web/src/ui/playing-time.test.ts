import { describe, expect, it } from 'vitest';
import { barsOf, clock, frameAt, spriteCell, stepFrames } from './playing-time';

it('writes times as players do', () => {
  expect([0, 3.999, 61, 3600, 3729].map((time) => clock(time))).toEqual([
    '0:00',
    '0:03',
    '1:01',
    '1:00:00',
    '1:02:09',
  ]);
  expect(clock(3.257, true)).toBe('0:03.25');
  expect([2.8, 2.9999999].map((time) => clock(time, true))).toEqual(['0:02.80', '0:02.99']);
  expect([Number.NaN, Number.POSITIVE_INFINITY, -1].map((time) => clock(time))).toEqual([
    '0:00',
    '0:00',
    '0:00',
  ]);
});

describe('steps by frames', () => {
  it('go through every frame once, forth and back', () => {
    for (const fps of [8, 23.976, 24, 25, 29.97, 60]) {
      let time = 0;
      for (let frame = 0; frame < 200; frame++) {
        expect(frameAt(time, fps)).toBe(frame);
        time = stepFrames(time, 1, fps, 1000);
      }
      for (let frame = 200; frame > 0; frame--) {
        expect(frameAt(time, fps)).toBe(frame);
        time = stepFrames(time, -1, fps, 1000);
      }
    }
  });

  it('begin at the frame on the screen, also at the very start of one', () => {
    for (let frame = 0; frame < 500; frame++) expect(frameAt(frame / 24, 24)).toBe(frame);
  });

  it('end at the first frame and at the last', () => {
    expect(frameAt(stepFrames(0, -1, 24, 2), 24)).toBe(0);
    expect(frameAt(stepFrames(1.99, 1, 24, 2), 24)).toBe(47);
    expect(stepFrames(0, 1, 24, 0)).toBeLessThan(1 / 24);
  });

  it('have a usual pace where a film does not say', () => {
    expect(frameAt(stepFrames(0, 3, null, 5), 30)).toBe(3);
  });
});

it('shows the first picture of a strip at the start and the last at the end', () => {
  expect(spriteCell(0).backgroundPosition).toBe('0% 0');
  expect(spriteCell(1).backgroundPosition).toBe('100% 0');
  expect(spriteCell(-3)).toEqual(spriteCell(0));
  const seen = new Set(
    Array.from({ length: 240 }, (_, at) => spriteCell(at / 240).backgroundPosition),
  );
  expect(seen.size).toBe(24);
});

it('makes as many bars as fit, the loudest as high as can be', () => {
  expect(barsOf([0.1, 0.2, 0.4, 0.1], 2)).toEqual([0.5, 1]);
  expect(barsOf([0, 0, 0, 0], 2)).toEqual([0, 0]);
  expect(barsOf([0.5], 3)).toEqual([1, 1, 1]);
  expect(barsOf([], 3)).toEqual([]);
});
