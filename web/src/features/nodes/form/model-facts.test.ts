import { expect, it } from 'vitest';
import { type ModelCard, type Offer, readCard } from '@/core/models';
import { factsOf, modesOf } from './model-facts';
import { familiesOf } from './models';

const card = (part: Partial<Offer>): ModelCard =>
  readCard({
    id: part.title ?? 'm',
    title: 'M',
    provider: 'fal',
    modality: 'video',
    task: 'video',
    available: true,
    ...part,
  });

it('says what goes in with as few signs as tell models apart', () => {
  expect(modesOf(card({}))).toEqual(['text']);
  const one = { first_frame: { types: ['image'] } };
  expect(modesOf(card({ inputs: one }))).toEqual(['text', 'image']);
  const two = { ...one, last_frame: { types: ['image'] } };
  expect(modesOf(card({ inputs: two }))).toEqual(['text', 'frames']);
  const many = { reference: { types: ['image'], most: 9 }, audio: { types: ['audio'] } };
  expect(modesOf(card({ inputs: many, prompt_field: null }))).toEqual(['references', 'audio']);
});

it('says how long and how large', () => {
  const options = { duration: [5, 8, 4], resolution: ['720p', '1080p'] };
  expect(factsOf(card({ options }))).toBe('4–8 s · 720p, 1080p');
  expect(factsOf(card({ options: { duration: [5] } }))).toBe('5 s');
  expect(factsOf(card({ ranges: { duration: { least: 1, most: 60 } } }))).toBe('1–60 s');
  expect(factsOf(card({}))).toBe('');
});

it('puts models that are one with other inputs under what their names share', () => {
  const families = familiesOf([
    card({ title: 'Veo 3 Text', family: 'veo' }),
    card({ title: 'Alone' }),
    card({ title: 'Veo 3', family: 'veo' }),
  ]);
  expect(families.map((one) => [one.title, one.members.map(({ short }) => short)])).toEqual([
    ['Veo 3', ['Text', 'Veo 3']],
    ['', ['Alone']],
  ]);
});
