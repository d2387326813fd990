import { describe, expect, it } from 'vitest';
import type { Progress, StepState, WhyRan } from '@/api/types';
import { aRun, aStep } from './step.fixture';
import {
  costWords,
  countWords,
  markWords,
  outcomeWords,
  progressSentence,
  runningWords,
  runTitle,
  stepWords,
  whyWords,
} from './words';

const titleOf = (id: string) => (id === 'gone' ? null : 'Picture');

describe('what a run covers', () => {
  it.each([
    ['all', [], 'Everything'],
    ['node', ['a'], 'Picture'],
    ['selection', ['a', 'b', 'c'], '3 nodes'],
    ['from', ['a'], 'From Picture'],
    ['to', ['a'], 'Up to Picture'],
    ['node', ['gone'], 'A removed node'],
    ['node', ['act-k_1'], 'A suggestion'],
    ['from', ['gone'], 'From a removed node'],
  ] as const)('%s %j is “%s”', (mode, targets, words) => {
    expect(runTitle({ mode, targets: [...targets] }, titleOf)).toBe(words);
  });

  it('counts its steps', () => {
    expect(countWords({ done: 2, total: 4 })).toBe('2 of 4 steps');
    expect(countWords({ done: 0, total: 1 })).toBe('0 of 1 step');
  });
});

describe('what a run costs', () => {
  const run = aRun({ price: 120_000, cost: 30_000 });

  it('is said against the ceiling, or what was expected, while it runs', () => {
    expect(costWords({ ...run, ceiling: 200_000 })).toBe('$0.03 of at most $0.20');
    expect(costWords(run)).toBe('$0.03 of about $0.12');
    expect(costWords({ ...run, cost: 0 })).toBe('$0.00 of about $0.12');
  });

  it('is what was spent once it ended', () => {
    expect(costWords({ ...run, state: 'done' })).toBe('$0.03');
    expect(costWords({ ...run, state: 'failed', cost: 0 })).toBe('Nothing spent');
    expect(costWords(aRun({ state: 'done' }))).toBe('Free');
  });
});

describe('why a step ran', () => {
  it('is said for every reason, and for a result that was used again', () => {
    const whys: WhyRan[] = ['never_ran', 'changed', 'upstream', 'asked_again', 'failed_before'];
    const said = whys.map((why) => whyWords(aStep({ why })));
    expect(new Set(said).size).toBe(whys.length);
    expect(said).not.toContain('');
    expect(whyWords(aStep({ cached: true, why: null }))).toMatch(/used again/);
    expect(whyWords(aStep({ state: 'skipped', why: 'changed' }))).toBe('Something it needs failed');
  });
});

describe('what a step does', () => {
  it('is said for every state', () => {
    const states: StepState[] = [
      'blocked',
      'ready',
      'running',
      'waiting',
      'asking',
      'done',
      'failed',
      'cancelled',
      'skipped',
    ];
    const said = states.map((state) => stepWords(aStep({ state })));
    expect(new Set(said).size).toBe(states.length);
  });

  it('names what it waits for', () => {
    const step = aStep({ state: 'blocked' });
    expect(stepWords(step, ['Idea'])).toBe('Waits for Idea');
    expect(stepWords(step, ['Idea', 'Look'])).toBe('Waits for Idea and Look');
    expect(stepWords(step, ['Idea', 'Look', 'Sky'])).toBe('Waits for Idea and 2 more');
  });

  it('says its place in the queue before all else, and a share only if it is known', () => {
    const words = (part: Partial<Progress>) => {
      const progress = { fraction: null, queue_position: null, message: '', ...part };
      return stepWords(aStep({ state: 'running', progress }));
    };
    expect(words({ queue_position: 3, message: 'Warming up' })).toBe('In the queue, 3 before it');
    expect(words({ queue_position: 0, message: 'Warming up' })).toBe('Warming up');
    expect(words({ fraction: 0.25 })).toBe('25 %');
    expect(words({})).toBe('Working');
  });
});

describe('the sentence of all that runs', () => {
  it('names what is worked on, how far it is and what failed', () => {
    const steps = [
      aStep({ id: 'a', node: 'fox', state: 'running', title: 'Fox' }),
      aStep({ id: 'b', node: 'sky', state: 'waiting', title: 'Sky' }),
      aStep({ id: 'c', state: 'ready' }),
    ];
    const runs = [aRun({ total: 3, done: 1 }), aRun({ id: 'r2', total: 2, failed: 1 })];
    expect(progressSentence(runs, steps)).toBe('Working on Fox and Sky · 1 of 5 · 1 failed');
  });

  it('names a node once that two runs work on', () => {
    const step = aStep({ state: 'running', title: 'Fox' });
    const steps = [step, { ...step, id: 's2', run: 'r2' }];
    expect(progressSentence([aRun({ total: 1 })], steps)).toBe('Working on Fox · 0 of 1');
  });

  it('puts a question before work', () => {
    const steps = [
      aStep({ state: 'running', title: 'Fox' }),
      aStep({ state: 'asking', title: 'Film' }),
    ];
    expect(progressSentence([aRun({ total: 2 })], steps)).toBe(
      'Film waits for your answer · 0 of 2',
    );
  });

  it('says that it starts while nothing works yet', () => {
    expect(progressSentence([aRun({ total: 2 })], [])).toBe('Starting · 0 of 2');
  });

  it('says the place in a queue', () => {
    const progress = { fraction: null, queue_position: 2, message: '' };
    const steps = [aStep({ state: 'waiting', title: 'Fox', progress })];
    expect(progressSentence([aRun({ total: 1 })], steps)).toBe(
      'Fox is in the queue, 2 before it · 0 of 1',
    );
  });
});

it('says how a run ended only if it did not end well', () => {
  expect(outcomeWords({ state: 'failed', failed: 1 })).toBe('1 step failed');
  expect(outcomeWords({ state: 'failed', failed: 3 })).toBe('3 steps failed');
  expect(outcomeWords({ state: 'cancelled', failed: 0 })).toBe('Stopped');
  expect(outcomeWords({ state: 'done', failed: 0 })).toBe('');
});

it('says times that grow in whole seconds', () => {
  expect([-5, 900, 4300, 65_900].map(runningWords)).toEqual(['0 s', '0 s', '4 s', '1:05']);
  expect([500, 2000, 90_000].map(markWords)).toEqual(['0.5 s', '2 s', '1:30']);
});
