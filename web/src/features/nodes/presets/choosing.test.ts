import { describe, expect, it } from 'vitest';
import type { Preset } from '@/api/preset-types';
import { chooseOwn, chooseReady, chosenNames, isOwnChosen } from './choosing';

const preset = (fields: Partial<Preset>): Preset => ({
  id: 'p',
  kind: 'snippet',
  name: 'Rain',
  words: 'heavy rain',
  assets: [],
  created_at: 1,
  updated_at: 1,
  ...fields,
});

describe('choosing a preset', () => {
  it('takes the place of an own one of the same sort', () => {
    expect(chooseReady('style_preset', 'anime')).toEqual({
      style_preset: 'anime',
      own_style: undefined,
      own_style_name: undefined,
    });
    expect(chooseReady('lens_preset', null)).toEqual({ lens_preset: undefined });
  });

  it('puts an own look in the place of a ready-made one', () => {
    const change = chooseOwn(preset({ kind: 'style', name: 'Ink', words: 'in ink' }), {});
    expect(change).toEqual({ style_preset: undefined, own_style: 'in ink', own_style_name: 'Ink' });
  });

  it('sends at most four pictures of a character', () => {
    const mara = preset({ kind: 'character', assets: ['a', 'b', 'c', 'd', 'e'] });
    expect(chooseOwn(mara, {}).character).toEqual(['a', 'b', 'c', 'd']);
    expect(isOwnChosen(mara, { character: ['a', 'b', 'c', 'd'] })).toBe(true);
    expect(isOwnChosen(mara, { character: ['a'] })).toBe(false);
  });

  it('adds words to what is written', () => {
    expect(chooseOwn(preset({}), { prompt: 'a fox ' }).prompt).toBe('a fox, heavy rain');
    expect(chooseOwn(preset({}), { prompt: 'A fox.' }).prompt).toBe('A fox. heavy rain');
    expect(chooseOwn(preset({}), {}).prompt).toBe('heavy rain');
  });

  it('says what is chosen, an own one first', () => {
    const title = (_: string, value: string): string => value.toUpperCase();
    const parameters = { character: ['a'], character_name: 'Mara', style_preset: 'anime' };
    expect(chosenNames(parameters, title)).toEqual(['Mara', 'ANIME']);
    expect(chosenNames({}, title)).toEqual([]);
  });
});
