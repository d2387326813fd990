import { beforeEach, expect, it } from 'vitest';
import { keepShown } from '@/sync/kept-results';
import { createRunStore, show } from '@/sync/run-store';

beforeEach(() => localStorage.clear());

function open(canvas: string) {
  const store = createRunStore();
  keepShown(store, canvas);
  return store;
}

it('remembers kept results by canvas, and forgets those that were only looked at', () => {
  const store = open('c1');
  show(store, 'n1', { step: 's1', item: 2, kept: true });
  show(store, 'n2', { step: 's2', item: 0, kept: false });
  expect(open('c1').getState().shown).toEqual({ n1: { step: 's1', item: 2, kept: true } });
  expect(open('c2').getState().shown).toEqual({});
  show(store, 'n1', null);
  expect(open('c1').getState().shown).toEqual({});
  expect(localStorage).toHaveLength(0);
});

it('begins with nothing where what is stored cannot be read', () => {
  for (const broken of ['{', 'null', '7', '{"n":{"step":1}}', '{"n":null}']) {
    localStorage.setItem('koda.shown.c1', broken);
    expect(open('c1').getState().shown).toEqual({});
  }
});
