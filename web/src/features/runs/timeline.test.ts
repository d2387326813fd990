import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { aStep } from './step.fixture';
import { barOf, marksOf, spanOf } from './timeline';

describe('the span of a run', () => {
  it('ends with the run, or now while it runs', () => {
    expect(spanOf({ created_at: 100, ended_at: 300 }, [], 999)).toEqual({ start: 100, end: 300 });
    expect(spanOf({ created_at: 100, ended_at: null }, [], 250)).toEqual({ start: 100, end: 250 });
  });

  it('holds every step and is never empty, whatever the clocks say', () => {
    const late = aStep({ started_at: 100, ended_at: 900 });
    expect(spanOf({ created_at: 100, ended_at: 300 }, [late], 0).end).toBe(900);
    expect(spanOf({ created_at: 100, ended_at: null }, [], 40).end).toBe(101);
  });
});

describe('the bar of a step', () => {
  const span = { start: 1000, end: 2000 };

  it('lies where the step ran', () => {
    expect(barOf(aStep({ started_at: 1250, ended_at: 1750 }), span)).toEqual({
      start: 0.25,
      length: 0.5,
    });
  });

  it('reaches to the end while the step runs', () => {
    expect(barOf(aStep({ started_at: 1500, ended_at: null }), span)).toEqual({
      start: 0.5,
      length: 0.5,
    });
  });

  it('is missing for what never started and for what was known', () => {
    expect(barOf(aStep({ started_at: null }), span)).toBeNull();
    expect(barOf(aStep({ started_at: 1200, ended_at: 1200, cached: true }), span)).toBeNull();
  });

  it('never leaves the line', () => {
    const times = fc.integer({ min: -5000, max: 5000 });
    fc.assert(
      fc.property(times, times, (started_at, ended_at) => {
        const bar = barOf(aStep({ started_at, ended_at }), span);
        expect(bar?.start).toBeGreaterThanOrEqual(0);
        expect(bar?.length).toBeGreaterThanOrEqual(0);
        expect((bar?.start ?? 0) + (bar?.length ?? 0)).toBeLessThanOrEqual(1);
      }),
    );
  });
});

describe('the marks of a time line', () => {
  const at = (milliseconds: number) =>
    marksOf({ start: 0, end: milliseconds }).map((mark) => mark.milliseconds / 1000);

  it('stand at round moments', () => {
    expect(at(4200)).toEqual([2, 4]);
    expect(at(11_000)).toEqual([5, 10]);
    expect(at(95_000)).toEqual([30, 60, 90]);
  });

  it('are few, and inside, for any length', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 400_000_000 }), (end) => {
        const marks = marksOf({ start: 0, end });
        expect(marks.length).toBeLessThanOrEqual(4);
        for (const mark of marks) expect(mark.at).toBeLessThanOrEqual(1);
      }),
    );
  });
});
