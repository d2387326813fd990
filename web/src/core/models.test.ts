/** Which model a node uses, and what it costs: the cases that Python is held to, too. */
import { expect, it } from 'vitest';
import cases from '../../../tests/cases/models.json';
import { models } from './film.fixture';
import {
  allCards,
  autoRoles,
  findCard,
  type ModelCard,
  priceOf,
  rateWords,
  settled,
  siblings,
  takes,
} from './models';

const card = (id: string): ModelCard => {
  const found = allCards(models).get(id);
  if (!found) throw new Error(`no card ${id}`);
  return found;
};

it('finds a model for what is filled', () => {
  for (const one of cases.find) {
    const found = findCard(models, one.task, one.model, one.filled);
    expect([one, found?.id ?? null]).toEqual([one, one.found]);
  }
});

it('takes no explicit choice for auto, and nothing for a kind without models', () => {
  expect(findCard(models, 'video', undefined)?.id).toBe('words');
  expect(findCard(models, null, 'words')).toBeNull();
});

it('gives auto what any of its models takes', () => {
  for (const one of cases.roles) expect([...autoRoles(models, one.task)].sort()).toEqual(one.roles);
});

it('runs a model with exactly what it takes', () => {
  for (const one of cases.takes) {
    expect([one, takes(card(one.model), one.filled)]).toEqual([one, one.takes]);
  }
});

it('offers a sibling of the same family first', () => {
  for (const one of cases.siblings) {
    const found = siblings(models, card(one.model), one.filled)[0]?.id ?? null;
    expect([one, found]).toEqual([one, one.sibling]);
  }
});

it('settles values on ones that the model offers', () => {
  for (const one of cases.settled) {
    expect(settled(card(one.model), one.parameters as never)).toEqual(one.values);
  }
});

it('prices results, seconds and characters', () => {
  for (const one of cases.prices) {
    const price = priceOf(card(one.model), one.parameters as never, one.count, one.characters);
    expect([one, price]).toEqual([one, one.price]);
  }
});

it('says a rate only if it is known', () => {
  expect(rateWords({ price: 30_000, pricePer: 'result' })).toBe('$0.03 each');
  expect(rateWords({ price: 200_000, pricePer: 'second' })).toBe('$0.20/s');
  expect(rateWords({ price: 0, pricePer: 'second' })).toBe('Free');
  expect(rateWords({ price: null, pricePer: 'result' })).toBe('');
});
