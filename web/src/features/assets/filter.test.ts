import { expect, test } from 'vitest';
import { type Choice, filterOf, isNarrowed, readChoice, writeChoice } from './filter';

const WHOLE: Choice = {
  search: 'red fox',
  kind: 'video',
  origin: 'generated',
  when: 'week',
  model: 'a/b',
  canvas: 'cnv_1',
  favourite: true,
  trashed: true,
};

test('an address says what was chosen', () => {
  expect(readChoice(writeChoice(WHOLE))).toEqual(WHOLE);
  expect(readChoice(writeChoice({}))).toEqual({});
});

test('what an address says wrongly is left out', () => {
  const odd = new URLSearchParams('kind=spell&origin=x&when=toString&q=&model=');
  expect(readChoice(odd)).toEqual({});
});

test('a span begins at midnight', () => {
  const now = new Date(2026, 10, 27, 15).getTime();
  expect(filterOf({ when: 'today' }, now).since).toBe(new Date(2026, 10, 27).getTime());
  expect(filterOf({ when: 'week', kind: 'image' }, now)).toEqual({
    kind: 'image',
    since: new Date(2026, 10, 21).getTime(),
  });
});

test('the trash alone narrows nothing', () => {
  expect(isNarrowed({ trashed: true, search: '' })).toBe(false);
  expect(isNarrowed({ favourite: true })).toBe(true);
});
