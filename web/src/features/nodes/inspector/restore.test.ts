import { expect, it } from 'vitest';
import type { Recipe } from '@/api/types';
import type { NodeSpec } from '@/core/spec';
import { restored } from './restore';

const kind = {
  parameters: {
    properties: {
      prompt: { 'x-control': 'prompt', 'x-shared-text': true },
      model: { 'x-control': 'model' },
      aspect_ratio: { 'x-control': 'ratio', default: '1:1' },
      style: { 'x-control': 'choice' },
      seed: { 'x-control': 'seed' },
    },
  },
} as unknown as NodeSpec;

const recipe = (rest: Partial<Recipe>): Recipe => ({
  kind: 'image-generator',
  node: 'n',
  model: 'painter',
  provider: null,
  endpoint: null,
  prompt: 'a cat, oil',
  seed: 7,
  parameters: {},
  inputs: [],
  roles: [],
  request_id: null,
  cost: 0,
  seconds: null,
  note: null,
  ...rest,
});

it('sets what differs, and the seed that was drawn', () => {
  const now = { prompt: 'a dog', model: 'auto', aspect_ratio: '1:1', style: 'oil' };
  const parameters = { prompt: 'a cat', model: 'auto', aspect_ratio: '16:9', seed: null };
  expect(restored(kind, now, recipe({ parameters }), 'model')).toEqual({
    prompt: 'a cat',
    aspect_ratio: '16:9',
    style: undefined,
    seed: 7,
  });
});

it('leaves alone what has its default, and gives that back where something else is set', () => {
  const parameters = { prompt: 'a cat', model: 'auto', aspect_ratio: '1:1' };
  const same = recipe({ parameters, seed: null });
  expect(restored(kind, { prompt: 'a cat', model: 'auto' }, same, 'model')).toEqual({});
  const now = { prompt: 'a cat', model: 'auto', aspect_ratio: '16:9' };
  expect(restored(kind, now, same, 'model')).toEqual({ aspect_ratio: undefined });
});

it('keeps the words where the recipe does not tell them, and takes the model that ran', () => {
  const changed = restored(kind, { prompt: 'a dog' }, recipe({ seed: null }), 'model');
  expect(changed).toEqual({ model: 'painter' });
});
