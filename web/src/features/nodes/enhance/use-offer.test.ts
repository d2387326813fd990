import { expect, it } from 'vitest';
import type { Preview } from '@/api/types';
import { offerOf } from './use-offer';

const plan = (price: number, unpriced = 0, problems: Preview['problems'] = []): Preview => ({
  seq: 0,
  total: 1,
  to_run: 1,
  price,
  unpriced,
  steps: [],
  problems,
});

const problem = {
  code: 'model_not_configured',
  message: '',
  remedy: '',
  severity: 'error',
  node: null,
  edge: null,
  input: null,
  parameter: null,
} as const;

it('is free when it costs nothing, or its answer is known; another one has its price', () => {
  expect(offerOf(plan(0), plan(0))).toEqual({ price: '', isFree: true });
  expect(offerOf(plan(0), plan(1_650))).toEqual({ price: '$0.0017', isFree: true });
});

it('is asked about when it costs something, known or not', () => {
  expect(offerOf(plan(1_650), plan(1_650)).isFree).toBe(false);
  expect(offerOf(plan(0, 1), plan(0, 1))).toEqual({ price: 'price unknown', isFree: false });
});

it('is not begun when something stands in its way', () => {
  expect(offerOf(plan(0, 0, [problem]), plan(0)).isFree).toBe(false);
});
