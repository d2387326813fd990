/** Versions are the films of a node's steps, oldest first, each once. */
import { expect, it } from 'vitest';
import type { Step } from '@/api/types';
import { planOf } from '@/core/animation.fixture';
import type { Json } from '@/core/values';
import { newestOf, versionsOf } from './versions';

const plan = planOf([1, 2, 3], 6) as unknown as Json;

const stepOf = (id: string, asset: string, json: Json, state: Step['state'] = 'done'): Step => ({
  id,
  run: 'run',
  node: 'n',
  kind: 'animation',
  title: 'Animation',
  state,
  cached: false,
  why: null,
  version: 1,
  attempt: 1,
  progress: null,
  outputs: {
    video: { type: 'video', asset, hash: asset },
    project: { type: 'json', json },
    plan: { type: 'json', json: plan },
  },
  failure: null,
  question: null,
  model: null,
  seed: null,
  price: 0,
  cost: 0,
  depends_on: [],
  created_at: 0,
  started_at: null,
  ended_at: null,
});

it('counts films from the oldest', () => {
  const versions = versionsOf([
    stepOf('3', 'c', {}, 'failed'),
    stepOf('2', 'b', { id: 'prj_b' }),
    stepOf('1', 'a', { id: 'prj_a' }),
  ]);
  expect(versions.map(({ number, project }) => [number, project])).toEqual([
    [1, 'prj_a'],
    [2, 'prj_b'],
  ]);
  expect(versions[0]?.plan?.title).toBe('Kettle');
});

it('knows a version that was rendered again', () => {
  const versions = versionsOf([
    { ...stepOf('3', 'c', { id: 'prj_a', prompt: 'Hot' }), created_at: 3 },
    { ...stepOf('2', 'b', { id: 'prj_b', wish: 'Colder' }), created_at: 2 },
    { ...stepOf('1', 'a', { id: 'prj_a', prompt: 'Hot' }), created_at: 1 },
  ]);
  expect(versions.map(({ number, step }) => [number, step.id])).toEqual([
    [1, '3'],
    [2, '2'],
  ]);
  expect(versions.map(({ words }) => words)).toEqual(['Hot', 'Colder']);
  expect(newestOf(versions)?.number).toBe(1);
});

it('has the zip of pictures that comes with a film', () => {
  const plain = stepOf('1', 'a', { id: 'prj_a' });
  const zipped = stepOf('2', 'b', { id: 'prj_b' });
  const outputs = {
    ...zipped.outputs,
    pictures: { type: 'json' as const, json: { asset: 'ast_zip', count: 72 } },
  };
  const [without, having] = versionsOf([{ ...zipped, outputs }, plain]);
  expect(without?.pictures).toBeNull();
  expect(having?.pictures).toEqual({ asset: 'ast_zip', count: 72 });
});
