import { expect, it } from 'vitest';
import type { Asset, Step } from '@/api/types';
import type { MediaType } from '@/core/values';
import { compareOptions, firstOption } from './compare-options';
import type { MediaTake } from './takes';

const take = (asset: string, type: MediaType = 'image'): MediaTake => ({
  step: { id: asset } as Step,
  item: 0,
  value: { type, asset, hash: asset },
});
const input = (id: string, kind: MediaType = 'image') => ({ id, kind }) as Asset;
const takes = [take('c'), take('b'), take('film', 'video'), take('a')];

it('offers what went in, then the other takes of the same type', () => {
  const options = compareOptions({ asset: 'b', type: 'image' }, [input('in')], takes);
  expect(options).toEqual([
    { asset: 'in', label: 'What went in' },
    { asset: 'c', label: 'Take 1' },
    { asset: 'a', label: 'Take 4' },
  ]);
});

it('offers each file once, never the shown one, and nothing of another type', () => {
  const inputs = [input('in'), input('in'), input('a'), input('b'), input('voice', 'audio')];
  const assets = compareOptions({ asset: 'b', type: 'image' }, inputs, takes).map(
    (one) => one.asset,
  );
  expect(assets).toEqual(['in', 'a', 'c']);
});

it('offers nothing for a sound', () => {
  const sounds = [take('x', 'audio'), take('y', 'audio')];
  expect(compareOptions({ asset: 'x', type: 'audio' }, [], sounds)).toEqual([]);
});

it('begins with the take before, else with what went in', () => {
  const options = compareOptions({ asset: 'c', type: 'image' }, [input('in')], takes);
  expect(firstOption(options, takes, take('c'))?.asset).toBe('b');
  expect(firstOption(options, takes, take('a'))?.asset).toBe('in');
  expect(firstOption([], takes, take('c'))).toBeNull();
});
