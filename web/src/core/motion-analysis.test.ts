import { describe, expect, it } from 'vitest';
import { readAnalysis } from './motion-analysis';
import { curveOf, partOf } from './motion-analysis-curve';
import { moveEnd, moveRange, rangeOf, storedRange } from './motion-analysis-range';

describe('an analysis', () => {
  it('is read as far as it is written', () => {
    const read = readAnalysis({ summary: ' A walk ', scenes: [{ start: 1, end: 0.5 }] });
    expect(read?.summary).toBe('A walk');
    expect(read?.scenes[0]).toMatchObject({ number: 1, start: 1, end: 1, effects: [] });
    expect(read?.measured).toBeNull();
    expect(readAnalysis([])).toBeNull();
  });

  it('keeps out what is no colour: it becomes a style', () => {
    const palette = [
      { color: '#aabbcc', share: 2 },
      { color: 'url(//evil)', share: 1 },
    ];
    expect(readAnalysis({ measured: { palette } })?.measured?.palette).toEqual([
      { color: '#aabbcc', share: 1 },
    ]);
  });

  it('takes objects where words were asked for', () => {
    const { transitions } = readAnalysis({
      transitions: [{ name: 'Fade', description: 'to black' }, 'Cut', 4],
    }) ?? { transitions: [] };
    expect(transitions).toEqual(['Fade: to black', 'Cut']);
  });
});

describe('the range of a film', () => {
  it('is the beginning, as long as it may be, until somebody chooses', () => {
    expect(rangeOf(8, 0, null)).toEqual({ start: 0, end: 8 });
    expect(rangeOf(60, undefined, undefined)).toEqual({ start: 0, end: 20 });
    expect(rangeOf(60, 50, 5)).toEqual({ start: 50, end: 60 });
  });

  it('is put right where it cannot be', () => {
    expect(rangeOf(60, 10, 55)).toEqual({ start: 10, end: 30 });
    expect(rangeOf(4, 100, 200)).toEqual({ start: 3.5, end: 4 });
    expect(rangeOf(0.2, -1, Number.NaN)).toEqual({ start: 0, end: 0.2 });
  });

  it('pulls its other end along and never leaves the film', () => {
    expect(moveEnd(60, { start: 0, end: 20 }, 'end', 30)).toEqual({ start: 10, end: 30 });
    expect(moveEnd(60, { start: 0, end: 20 }, 'start', 25)).toEqual({ start: 25, end: 25.5 });
    expect(moveEnd(60, { start: 30, end: 40 }, 'start', 5)).toEqual({ start: 5, end: 25 });
    expect(moveEnd(60, { start: 0, end: 20 }, 'end', 99)).toEqual({ start: 40, end: 60 });
    expect(moveRange(60, { start: 0, end: 20 }, 55)).toEqual({ start: 40, end: 60 });
  });
});

describe('what is stored of a range', () => {
  it('is nothing for the whole of a short film', () => {
    expect(storedRange(8.0083, rangeOf(8.0083, null, null))).toEqual({});
  });

  it('is its end where the film goes on, or would be too long', () => {
    expect(storedRange(64, rangeOf(64, null, null))).toEqual({ end: 20 });
    expect(storedRange(64.0083, { start: 44.1, end: 64.0083 })).toEqual({ start: 44.1 });
    expect(storedRange(9, { start: 0.3, end: 2.0479999 })).toEqual({ start: 0.3, end: 2.047 });
  });

  it('means the same when it is read again', () => {
    for (const range of [
      { start: 0, end: 20 },
      { start: 12.3, end: 15 },
      { start: 44, end: 64 },
    ]) {
      const { start, end } = storedRange(64, range);
      expect(rangeOf(64, start, end)).toEqual(range);
    }
  });
});

describe('the curve of motion', () => {
  const range = { start: 10, end: 20 };

  it('spans the range, its highest point at the top', () => {
    const motion = [
      { at: 5, energy: 1 },
      { at: 10, energy: 0.1 },
      { at: 15, energy: 0.4 },
    ];
    expect(curveOf(motion, range)).toEqual([
      { x: 0, y: 0.25 },
      { x: 0.5, y: 1 },
    ]);
    expect(partOf(range, 30)).toBe(1);
    expect(partOf({ start: 1, end: 1 }, 1)).toBe(0);
  });

  it('keeps a short jerk among very many points', () => {
    const motion = Array.from({ length: 5000 }, (_, at) => ({
      at: 10 + at / 500,
      energy: at === 2501 ? 1 : 0.1,
    }));
    const curve = curveOf(motion, range);
    expect(curve.length).toBeLessThanOrEqual(240);
    expect(Math.max(...curve.map((point) => point.y))).toBe(1);
  });

  it('does not make motion of noise', () => {
    expect(curveOf([{ at: 12, energy: 0.02 }], range)[0]?.y).toBeCloseTo(0.05);
  });
});
