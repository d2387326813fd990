import { expect, it } from 'vitest';
import { film } from '@/core/film.fixture';
import type { InputSpec } from '@/core/spec';
import { firstStep, invitation } from './words';

const needs = (...titles: string[]) => ({
  ...film,
  description: 'Does it.',
  inputs: titles.map(
    (title): InputSpec => ({
      ...(film.inputs[1] as InputSpec),
      name: title,
      title,
      required: true,
    }),
  ),
});
const none = new Set<string>();

it('says what to connect first, and then what the kind does', () => {
  expect(firstStep(needs('Image'), null, none)).toBe('Connect an image.');
  expect(firstStep(needs('Base', 'Layer'), null, none)).toBe('Connect a base and a layer.');
  expect(firstStep(needs('Values'), null, none)).toBe('Connect values.');
  expect(firstStep(needs('Image'), null, new Set(['Image']))).toBe('Does it.');
});

it('invites to write what the kind is for, or what its author says', () => {
  expect(invitation(film)).toBe('Describe what happens');
  expect(invitation({ ...film, task: null }, 'Write slots.')).toBe('Write slots.');
  expect(invitation({ ...film, task: null })).toBe('Write something');
});
