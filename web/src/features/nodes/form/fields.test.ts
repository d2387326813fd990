import { describe, expect, it } from 'vitest';
import type { CatalogResponse, ModelOffer } from '@/api/types';
import { cardsOf, findCard, priceOf, readCard } from '@/core/models';
import type { NodeSpec } from '@/core/spec';
import {
  fieldsOf,
  groupFields,
  labelOf,
  mainText,
  readField,
  readValue,
  readValues,
} from './fields';
import { groupCards } from './models';

const spec: NodeSpec = {
  kind: 'image-generator',
  version: 1,
  title: 'Image generator',
  description: '',
  group: 'image',
  icon: 'sparkles',
  runs: true,
  inputs: [],
  outputs: [],
  task: 'image',
  width: 340,
  height: 340,
  parameters: {
    properties: {
      prompt: { type: 'string', default: '', 'x-control': 'prompt', 'x-shared-text': true },
      model: { type: 'string', default: 'auto', 'x-control': 'model' },
      aspect_ratio: {
        type: 'string',
        enum: ['auto', '1:1', '16:9', '21:9'],
        default: '1:1',
        title: 'Ratio',
        'x-control': 'ratio',
        'x-group': 'Output',
      },
      image_count: {
        type: 'integer',
        minimum: 1,
        maximum: 4,
        default: 1,
        'x-control': 'count',
        'x-group': 'Output',
      },
      style: {
        anyOf: [{ type: 'string', maxLength: 80 }, { type: 'null' }],
        default: null,
        'x-control': 'choice',
        'x-group': 'Model',
      },
      steps: {
        type: 'integer',
        minimum: 10,
        maximum: 50,
        default: 30,
        'x-control': 'slider',
        'x-group': 'Model',
      },
      style_preset: {
        anyOf: [{ type: 'string' }, { type: 'null' }],
        default: null,
        'x-control': 'choice',
        'x-group': 'Presets',
        'x-labels': { anime: 'Anime', vintage: 'Vintage' },
      },
      trace: { type: 'string', default: '', 'x-control': 'hidden' },
    },
  },
};

const offer = (id: string, rest: Partial<ModelOffer> = {}): ModelOffer => ({
  id,
  title: id,
  provider: 'fal',
  modality: 'image',
  task: 'image',
  available: true,
  group: 'One',
  most: 4,
  controls: ['aspect_ratio', 'image_count'],
  options: { aspect_ratio: ['1:1', '16:9'] },
  price: 40_000,
  ...rest,
});

const plain = offer('plain');
const painter = offer('painter', {
  group: 'Two',
  most: 1,
  controls: ['style', 'steps', 'image_count'],
  options: { style: ['realistic_image', 'digital_illustration'] },
  price_factors: { style: { digital_illustration: 2 } },
});
const catalog: CatalogResponse = {
  kinds: [spec],
  models: [plain, painter],
  auto: { image: ['painter'] },
};

const names = (model: string): string[] =>
  fieldsOf(spec, findCard(catalog, 'image', model)).map((field) => field.name);
const field = (name: string, model = 'plain') => {
  const card = findCard(catalog, 'image', model);
  return readField(name, spec.parameters.properties?.[name] ?? {}, card);
};

describe('the fields of a model', () => {
  it('are what its card reads, beside prompt, model and presets', () => {
    expect(names('plain')).toEqual([
      'prompt',
      'model',
      'aspect_ratio',
      'image_count',
      'style_preset',
    ]);
    expect(names('painter')).toContain('steps');
    expect(names('painter')).not.toContain('aspect_ratio');
  });

  it('are those of the model that `auto` stands for', () => {
    expect(names('auto')).toEqual(names('painter'));
  });

  it('are only prompt, model and presets where the model is unknown', () => {
    expect(names('gone')).toEqual(['prompt', 'model', 'style_preset']);
  });

  it('are all parameters but hidden ones where a kind offers no models', () => {
    expect(fieldsOf({ ...spec, task: null }, null)).toHaveLength(7);
  });

  it('stand in groups, those without one first', () => {
    const groups = groupFields(fieldsOf(spec, readCard(painter)));
    expect(groups.map((group) => group.title)).toEqual(['', 'Output', 'Model', 'Presets']);
    expect(mainText(groups.flatMap((group) => group.fields))?.name).toBe('prompt');
  });
});

describe('a stored value', () => {
  it('is the default where nothing is stored, also one that only the model has', () => {
    expect(readValue(field('aspect_ratio'), undefined)).toMatchObject({
      value: '1:1',
      isSet: false,
    });
    const wide = readCard(offer('wide', { options: { aspect_ratio: ['21:9', '16:9'] } }));
    const ratio = readField('aspect_ratio', spec.parameters.properties?.aspect_ratio ?? {}, wide);
    expect(readValue(ratio, undefined).value).toBe('21:9');
  });

  it('stays none where none is the default', () => {
    expect(readValue(field('style', 'painter'), undefined).value).toBeNull();
  });

  it('is replaced by the first of the model, and it is said, where the model has no such value', () => {
    const read = readValue(field('aspect_ratio'), '21:9');
    expect(read).toMatchObject({ value: '1:1', isRefused: false });
    expect(read.problem).toContain('21:9');
  });

  it('is refused where the kind itself has no such value', () => {
    expect(readValue(field('aspect_ratio'), 'round')).toMatchObject({ isRefused: true });
    expect(readValue(field('aspect_ratio'), 7)).toMatchObject({ isRefused: true });
  });

  it('is refused outside of its range', () => {
    expect(readValue(field('steps'), 60)).toMatchObject({ value: 30, isRefused: true });
    expect(readValue(field('steps'), 50)).toMatchObject({ value: 50, problem: '' });
  });

  it('is cut to what the model makes at once', () => {
    expect(readValue(field('image_count', 'painter'), 3)).toMatchObject({
      value: 1,
      isRefused: false,
    });
  });
});

describe('a price', () => {
  it('counts the results and what the chosen values cost more', () => {
    const card = readCard(painter);
    const fields = fieldsOf(spec, card);
    const values = readValues(fields, { style: 'digital_illustration' });
    expect(priceOf(card, values, 3)).toBe(240_000);
    expect(priceOf(card, readValues(fields, {}), 1)).toBe(40_000);
  });
});

describe('the groups of the picker', () => {
  const away = offer('away', { group: 'Three', available: false, unavailable_reason: 'No key.' });
  const old = offer('old', { retired: true });
  const cards = cardsOf({ ...catalog, models: [away, plain, painter, old] }, 'image');
  const shown = (query: string, chosen: string | null = null): string[] =>
    groupCards(cards, query, chosen).flatMap((group) => group.cards.map((card) => card.id));

  it('show what can be used first, and why the rest cannot', () => {
    expect(shown('')).toEqual(['plain', 'painter', 'away']);
    expect(cards[0]?.unavailable).toBe('No key.');
  });

  it('leave out retired models, but not the chosen one', () => {
    expect(shown('', 'old')).toContain('old');
  });

  it('find by every word that was typed', () => {
    expect(shown('two pain')).toEqual(['painter']);
    expect(shown('two plain')).toEqual([]);
  });
});

it('names values as people say them', () => {
  expect(labelOf('landscape_16_9')).toBe('Landscape 16:9');
  expect(labelOf('square_hd')).toBe('Square HD');
  expect(labelOf('1K')).toBe('1K');
  expect(labelOf('worms-eye', { 'worms-eye': "Worm's eye" })).toBe("Worm's eye");
});

describe('what a model takes of a number', () => {
  const card = readCard(
    offer('film', {
      controls: ['steps', 'length'],
      options: { length: [4, 6, 8] },
      ranges: { steps: { least: 20, most: 40, step: 5 } },
      labels: { length: { '8': 'Long' } },
    }),
  );
  const steps = readField('steps', spec.parameters.properties?.steps ?? {}, card);
  const schema = { type: 'number', default: 7, minimum: 1, 'x-control': 'choice', 'x-unit': 's' };
  const length = readField('length', schema, card);

  it('is its range, and a number outside becomes the nearer end', () => {
    expect(steps).toMatchObject({ min: 20, max: 40, step: 5 });
    expect(readValue(steps, 45)).toMatchObject({ value: 40, isRefused: false });
    expect(readValue(steps, 60)).toMatchObject({ isRefused: true });
  });

  it('is the nearest that it offers, also of what the kind begins with', () => {
    expect(readValue(length, undefined).value).toBe(6);
    expect(readValue(length, 9)).toMatchObject({ value: 8, isRefused: false });
    expect(readValue(length, 9).problem).toContain('Long s is used');
  });

  it('is called what the model calls it', () => {
    expect(length.choices?.map((choice) => choice.title)).toEqual(['4', '6', 'Long']);
  });

  it('is a rail where it is only a range', () => {
    const free = readCard(offer('free', { ranges: { length: { least: 1, most: 9 } } }));
    expect(readField('length', schema, free).control).toBe('slider');
  });
});

it('makes a choice of a rail where the model offers a few values', () => {
  const few = readCard(offer('few', { controls: ['steps'], options: { steps: [10, 30] } }));
  const steps = readField('steps', spec.parameters.properties?.steps ?? {}, few);
  expect(steps.control).toBe('choice');
  expect(readValue(steps, 50).value).toBe(30);
});
