import { describe, expect, it } from 'vitest';
import { filmWith, kinds, models } from './film.fixture';
import { findBroken, offersFor, type Repair } from './repair';

const said = (repair: Repair): string => {
  if (repair.kind === 'model') return `use ${repair.model}`;
  return repair.kind === 'move' ? `move to ${repair.input.name}` : 'remove';
};
const repairs = (model: string, input: string, ...wired: string[]): string[] | undefined =>
  findBroken(filmWith(model, ...wired), kinds, models, 'f', input)?.repairs.map(said);

describe('a broken wire', () => {
  it('is repaired by a model that takes it, nearest first, or by none', () => {
    expect(repairs('words', 'first_frame', 'first_frame')).toEqual([
      'use auto',
      'use frames',
      'use sketch',
      'remove',
    ]);
  });

  it('can move to an input that takes it', () => {
    expect(repairs('references', 'first_frame', 'first_frame')).toContain('move to reference');
  });

  it('does not move where there is no room', () => {
    const wired = ['reference', 'reference', 'first_frame'];
    expect(repairs('frames', 'reference', ...wired)).not.toContain('move to last_frame');
  });

  it('is not offered models that would break another wire', () => {
    expect(repairs('words', 'first_frame', 'first_frame', 'reference')).toEqual([
      'use auto',
      'use sketch',
      'remove',
    ]);
  });

  it('at an input that the kind has not can move or go', () => {
    expect(repairs('frames', 'strange', 'strange')).toEqual([
      'move to first_frame',
      'move to last_frame',
      'remove',
    ]);
  });

  it('is none where the model takes it', () => {
    expect(repairs('frames', 'first_frame', 'first_frame')).toBeUndefined();
    expect(repairs('frames', 'first_frame')).toBeUndefined();
  });
});

it('offers models for a wire that nothing on the node takes', () => {
  const offers = (model: string, input?: string) =>
    offersFor(filmWith(model), kinds, models, 'f', ['image'], input).map(
      (one) => `${one.model} at ${one.input.name}`,
    );
  expect(offers('words')).toEqual(['auto at first_frame', 'frames at first_frame']);
  expect(offers('words', 'reference')).toEqual(['auto at reference', 'references at reference']);
  expect(offers('sketch', 'reference')).toEqual([]);
});
