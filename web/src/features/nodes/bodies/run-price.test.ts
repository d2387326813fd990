import { expect, it } from 'vitest';
import type { PlannedStep, Preview, Problem } from '@/api/types';
import type { CanvasEdge } from '@/core/canvas';
import { runPrice } from './run-price';

const planned = (node: string, rest: Partial<PlannedStep>): PlannedStep => ({
  node,
  kind: 'image-generator',
  cached: false,
  why: 'never_ran',
  model: null,
  price: 0,
  unpriced: false,
  ...rest,
});
const wire = (source: string, target: string): CanvasEdge =>
  ({ id: `${source}${target}`, source, target }) as CanvasEdge;
const plan = (...steps: PlannedStep[]): Preview => ({
  seq: 1,
  total: steps.length,
  to_run: 0,
  price: 0,
  unpriced: 0,
  steps,
  problems: [],
});

const edges = [wire('a', 'b'), wire('b', 'c'), wire('other', 'else')];

it('adds what has never run upstream, at any distance', () => {
  const all = plan(
    planned('a', { price: 10 }),
    planned('b', { cached: true, why: null }),
    planned('c', { price: 5 }),
    planned('other', { price: 100 }),
  );
  expect(runPrice(all, edges, 'c', 7, true)).toEqual({ price: 15, isKnown: false, others: 1 });
});

it('leaves out what has an older result upstream: a run of one node takes that', () => {
  const all = plan(planned('b', { why: 'changed', price: 10 }), planned('c', { price: 5 }));
  expect(runPrice(all, edges, 'c', 7, true).price).toBe(5);
});

it('is the price of another result where the result is known', () => {
  const all = plan(planned('c', { cached: true, why: null }));
  expect(runPrice(all, edges, 'c', 7, true)).toEqual({ price: 7, isKnown: true, others: 0 });
});

it('is nothing for a result that is known from elsewhere, and is not shown here yet', () => {
  const all = plan(planned('c', { cached: true, why: null }));
  expect(runPrice(all, edges, 'c', 7, false)).toEqual({ price: 0, isKnown: false, others: 0 });
});

it('is what the card says while no plan is here', () => {
  expect(runPrice(null, edges, 'c', 7, true).price).toBe(7);
  expect(runPrice(null, edges, 'c', null, true).price).toBeNull();
});

it('ends in a circle', () => {
  const circle = [wire('a', 'b'), wire('b', 'a')];
  expect(
    runPrice(plan(planned('a', { price: 1 }), planned('b', { price: 2 })), circle, 'a', 0, true),
  ).toEqual({ price: 3, isKnown: false, others: 1 });
});

it('says no price where a step of it has none', () => {
  const all = plan(planned('b', { unpriced: true }), planned('c', { price: 5 }));
  expect(runPrice(all, edges, 'c', 7, false).price).toBeNull();
  expect(runPrice(all, edges, 'b', 7, false).price).toBeNull();
});

it('is what the card says while something stands in the way of running it', () => {
  const problem = { node: 'c', severity: 'error' } as Problem;
  const held: Preview = { ...plan(planned('c', { price: 0 })), problems: [problem] };
  expect(runPrice(held, edges, 'c', 7, false)).toEqual({ price: 7, isKnown: false, others: 0 });
});
