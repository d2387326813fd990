import { describe, expect, it } from 'vitest';
import { NO_SHOTS, readOff, readShots, switched } from './product-shot';

describe('shots that are being written', () => {
  it('are read as far as they are there', () => {
    const { shots, summary } = readShots({ shots: [{ number: 1, angle: ' Hero ' }, {}] });
    expect(shots.map(({ number, angle }) => [number, angle])).toEqual([
      [1, 'Hero'],
      [2, ''],
    ]);
    expect(summary).toBe('');
  });

  it('are none if it is something else', () => {
    for (const json of [null, 'words', [1], { shots: 'no' }, { shots: [3, null] }]) {
      expect(readShots(json).shots).toEqual([]);
    }
    expect(readShots(undefined)).toBe(NO_SHOTS);
  });

  it('have each number once, for switches go by it', () => {
    const { shots } = readShots({ shots: [{ number: 1 }, { number: 1 }, { number: 'x' }] });
    expect(shots.map((shot) => shot.number)).toEqual([1, 3]);
  });
});

it('remembers what is off in order, and nothing once all are on', () => {
  const off = readOff([5, 'x', 2]);
  expect(switched(off, 3, false)).toEqual([2, 3, 5]);
  expect(switched(off, 5, true)).toEqual([2]);
  expect(switched(readOff([2]), 2, true)).toBeUndefined();
  expect(readOff('x').size).toBe(0);
});
