import { describe, expect, it } from 'vitest';
import type { ModelOffer } from '@/api/types';
import { groupByProvider } from './offers';

const model = (part: Partial<ModelOffer>): ModelOffer => ({
  id: 'm',
  title: 'M',
  provider: 'fal',
  modality: 'image',
  task: 'image',
  available: true,
  ...part,
});

describe('models by provider', () => {
  it('come in the order of the catalog, without those that are no longer made', () => {
    const found = groupByProvider([
      model({ id: 'a', provider: 'offline' }),
      model({ id: 'b' }),
      model({ id: 'c', retired: true }),
      model({ id: 'd' }),
    ]);
    expect(found.map((one) => [one.title, one.models.map(({ id }) => id)])).toEqual([
      ['This machine', ['a']],
      ['fal.ai', ['b', 'd']],
    ]);
  });

  it('say what is missing as a sentence', () => {
    const [fal] = groupByProvider([
      model({ available: false, unavailable_reason: 'it needs a key (FAL_KEY)' }),
    ]);
    expect(fal).toMatchObject({ isAvailable: false, missing: 'It needs a key (FAL_KEY).' });
    const [unnamed] = groupByProvider([model({ provider: 'new', available: false })]);
    expect(unnamed).toMatchObject({ title: 'new', missing: 'It is not set up.' });
  });

  it('miss nothing while one of them can be used', () => {
    const [fal] = groupByProvider([model({ available: false }), model({ id: 'n' })]);
    expect(fal).toMatchObject({ isAvailable: true, missing: '' });
  });
});
