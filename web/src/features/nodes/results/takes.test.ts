import { describe, expect, it } from 'vitest';
import type { Step } from '@/api/types';
import type { NodeSpec } from '@/core/spec';
import type { Value } from '@/core/values';
import { createRunStore, show, shownStep, takeSteps } from '@/sync/run-store';
import { columnsFor, distinct, keyOf, neighbour, shownTakes, takesOf } from './takes';

const kind = { outputs: [{ name: 'output' }] } as unknown as NodeSpec;

const images = (...assets: string[]): Value => ({
  type: 'list',
  items: assets.map((asset) => ({ type: 'image', asset, hash: asset })),
});

const step = (
  id: string,
  at: number,
  output: Value | null,
  state: Step['state'] = 'done',
): Step => ({
  id,
  run: 'r',
  node: 'n',
  kind: 'image-generator',
  title: '',
  state,
  cached: false,
  why: null,
  version: 1,
  attempt: 1,
  progress: null,
  outputs: output ? { output } : {},
  failure: null,
  question: null,
  model: null,
  seed: null,
  price: 0,
  cost: 0,
  depends_on: [],
  created_at: at,
  started_at: at,
  ended_at: at,
});

const first = step('s1', 1, images('a'));
const second = step('s2', 2, images('b', 'c'));
const failed = step('s3', 3, null, 'failed');
const takes = takesOf(kind, [failed, second, first]);

describe('takes', () => {
  it('are every picture of every result, newest result first', () => {
    expect(takes.map(keyOf)).toEqual(['b', 'c', 'a']);
  });

  it('show the whole newest result until one is chosen', () => {
    expect(shownTakes(takes, undefined).map(keyOf)).toEqual(['b', 'c']);
    expect(shownTakes(takes, { step: 's1', item: 0, kept: false }).map(keyOf)).toEqual(['a']);
  });

  it('show the newest where the chosen one is not there any more', () => {
    expect(shownTakes(takes, { step: 'gone', item: 0, kept: true }).map(keyOf)).toEqual(['b', 'c']);
  });

  it('are there once, where they were used last', () => {
    const again = step('s4', 4, images('a'));
    const all = takesOf(kind, [again, failed, second, first]);
    expect(distinct(all).map((take) => [take.step.id, keyOf(take)])).toEqual([
      ['s4', 'a'],
      ['s2', 'b'],
      ['s2', 'c'],
    ]);
    expect(shownTakes(all, { step: 's1', item: 0, kept: true }).map(keyOf)).toEqual(['a']);
  });

  it('end where the strip ends', () => {
    expect(neighbour(takes, takes[2], 1)).toBe(takes[2]);
    expect(neighbour(takes, takes[1], -1)).toBe(takes[0]);
    expect(neighbour(takes, undefined, 1)).toBe(takes[0]);
    expect(neighbour([], undefined, 1)).toBeNull();
  });
});

describe('a chosen result', () => {
  const third = step('s4', 4, images('d'));

  it('gives way to a newer result, unless it is kept', () => {
    for (const kept of [false, true]) {
      const store = createRunStore();
      takeSteps(store, [first, second]);
      show(store, 'n', { step: 's1', item: 0, kept });
      takeSteps(store, [third]);
      expect(shownStep(store.getState(), 'n')?.id).toBe(kept ? 's1' : 's4');
    }
  });

  it('stays while results it knows are told again', () => {
    const store = createRunStore();
    takeSteps(store, [first, second]);
    show(store, 'n', { step: 's1', item: 0, kept: false });
    takeSteps(store, [second, first, failed]);
    expect(shownStep(store.getState(), 'n')?.id).toBe('s1');
    show(store, 'n', null);
    expect(shownStep(store.getState(), 'n')?.id).toBe('s2');
  });
});

it('puts several pictures into about as many rows as columns', () => {
  expect([1, 2, 3, 4, 6].map((count) => columnsFor(count, 1))).toEqual([1, 2, 2, 2, 3]);
  expect([2, 3].map((count) => columnsFor(count, 9 / 16))).toEqual([1, 1]);
});
