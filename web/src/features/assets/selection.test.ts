import { expect, test } from 'vitest';
import { choose, kept, NONE, stretch } from './selection';

const ORDER = ['a', 'b', 'c', 'd', 'e'];

test('one takes the place of another, several are gathered, a range goes either way', () => {
  const one = choose(NONE, ORDER, 'b', 'only');
  expect([...one.ids]).toEqual(['b']);
  expect([...choose(one, ORDER, 'd', 'toggle').ids]).toEqual(['b', 'd']);
  expect([...choose(one, ORDER, 'b', 'toggle').ids]).toEqual([]);
  const down = choose(one, ORDER, 'd', 'range');
  expect([...down.ids]).toEqual(['b', 'c', 'd']);
  expect([...choose(down, ORDER, 'a', 'range').ids]).toEqual(['a', 'b']);
  expect([...choose(NONE, ORDER, 'c', 'range').ids]).toEqual(['c']);
});

test('steps with Shift stretch from where they began', () => {
  const two = stretch(NONE, ORDER, 'b', 'c');
  expect([...two.ids]).toEqual(['b', 'c']);
  expect([...stretch(two, ORDER, 'c', 'd').ids]).toEqual(['b', 'c', 'd']);
  expect([...stretch(two, ORDER, 'c', 'b').ids]).toEqual(['b']);
  expect([...stretch(two, ORDER, 'e', 'd').ids]).toEqual(['d', 'e']);
});

test('what is gone is no longer chosen', () => {
  const all = choose(choose(NONE, ORDER, 'a', 'only'), ORDER, 'c', 'range');
  expect([...kept(all, ['a', 'c']).ids]).toEqual(['a', 'c']);
  expect(kept(all, ORDER)).toBe(all);
});
