import { describe, expect, it } from 'vitest';
import { aRun, aStep } from './step.fixture';
import { fractionOf, groupByDay, mergeSteps, stepsOfRun } from './steps';

describe('the steps of a run', () => {
  const asked = [aStep({ id: 'a' }), aStep({ id: 'b', state: 'running' })];

  it('keep the order that was asked for and take what the stream adds', () => {
    const live = [aStep({ id: 'c', state: 'ready' }), aStep({ id: 'b', state: 'done' })];
    const merged = mergeSteps(asked, live);
    expect(merged.map((step) => [step.id, step.state])).toEqual([
      ['a', 'done'],
      ['b', 'done'],
      ['c', 'ready'],
    ]);
  });

  it('do not run again because of an old message', () => {
    const [first] = mergeSteps(asked, [aStep({ id: 'a', state: 'running' })]);
    expect(first?.state).toBe('done');
  });

  it('are found among the steps of all nodes, the earliest first', () => {
    const steps = {
      n1: [aStep({ id: 'late', created_at: 9 }), aStep({ id: 'other', run: 'r2' })],
      n2: [aStep({ id: 'early', created_at: 3 })],
    };
    expect(stepsOfRun(steps, 'r1').map((step) => step.id)).toEqual(['early', 'late']);
  });
});

describe('how far a run is', () => {
  it('counts what ended and, in part, what says how far it is', () => {
    const steps = [
      aStep({ id: 'a' }),
      aStep({
        id: 'b',
        state: 'running',
        progress: { fraction: 0.5, queue_position: null, message: '' },
      }),
      aStep({ id: 'c', state: 'blocked' }),
    ];
    expect(fractionOf(aRun({ total: 4 }), steps)).toBe(1.5 / 4);
  });

  it('believes the run where its steps are not here', () => {
    expect(fractionOf(aRun({ total: 4, done: 2, failed: 1 }), [])).toBe(0.75);
    expect(fractionOf(aRun({ total: 0 }), [])).toBe(0);
  });
});

describe('runs by day', () => {
  const at = (day: number, hour: number, year = 2026) => new Date(year, 4, day, hour).getTime();
  const now = at(14, 9);

  it('are parted at midnight, not after 24 hours', () => {
    const runs = [at(14, 1), at(13, 23), at(13, 2)].map((created_at) => aRun({ created_at }));
    const days = groupByDay(runs, now);
    expect(days.map((day) => [day.title, day.runs.length])).toEqual([
      ['Today', 1],
      ['Yesterday', 2],
    ]);
  });

  it('name the weekday of the last week, and the year of another year', () => {
    const runs = [at(11, 12), at(2, 12), at(2, 12, 2025)].map((created_at) => aRun({ created_at }));
    expect(groupByDay(runs, now).map((day) => day.title)).toEqual([
      'Monday 11 May',
      '2 May',
      '2 May 2025',
    ]);
  });
});
