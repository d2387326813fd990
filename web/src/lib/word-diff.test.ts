import fc from 'fast-check';
import { expect, it } from 'vitest';
import { type DiffPart, wordDiff } from './word-diff';

const without = (parts: readonly DiffPart[], kind: DiffPart['kind']): string =>
  parts.flatMap((part) => (part.kind === kind ? [] : [part.text])).join('');

it('gives both texts back', () => {
  const text = fc
    .array(fc.constantFrom('a ', 'fox', ', ', '\n', '😀', 'é'))
    .map((all) => all.join(''));
  fc.assert(
    fc.property(text, text, (before, after) => {
      const parts = wordDiff(before, after);
      expect(without(parts, 'added')).toBe(before);
      expect(without(parts, 'removed')).toBe(after);
    }),
  );
});

it('keeps the words that stayed', () => {
  expect(wordDiff('A fox in snow', 'A red fox in deep snow')).toEqual([
    { kind: 'same', text: 'A ' },
    { kind: 'added', text: 'red ' },
    { kind: 'same', text: 'fox in' },
    { kind: 'added', text: ' deep' },
    { kind: 'same', text: ' snow' },
  ]);
});

it('takes neighbouring changes for one', () => {
  expect(wordDiff('A fox at night', 'A fox, fine detail')).toEqual([
    { kind: 'same', text: 'A fox' },
    { kind: 'removed', text: ' at night' },
    { kind: 'added', text: ', fine detail' },
  ]);
});

it('shows texts that are too long to compare as one replacement', () => {
  const before = 'one '.repeat(3_000);
  const after = 'two '.repeat(3_000);
  expect(wordDiff(before, after).map((part) => part.kind)).toEqual(['removed', 'added', 'same']);
});
