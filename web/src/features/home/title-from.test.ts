import fc from 'fast-check';
import { expect, it } from 'vitest';
import { titleFrom } from './title-from';

it('names a canvas by its first sentence', () => {
  expect(titleFrom('a red fox. It sleeps in the snow.')).toBe('A red fox');
  expect(titleFrom('  two   words,\nsecond line')).toBe('Two words');
});

it('cuts long sentences between words', () => {
  const title = titleFrom('A lighthouse in a storm at the end of a very long pier, oil on canvas');
  expect(title).toBe('A lighthouse in a storm at the end of a very');
});

it('prefers to end before a comma', () => {
  expect(titleFrom('A red fox asleep in an autumn forest, soft morning light')).toBe(
    'A red fox asleep in an autumn forest',
  );
  expect(titleFrom('Oh my, what a very long sentence this is to be the name of a canvas')).toBe(
    'Oh my, what a very long sentence this is to be',
  );
});

it('cuts a word only if there is nothing else', () => {
  expect(titleFrom('x'.repeat(90))).toHaveLength(48);
});

it('is never empty and never long', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), (sentence) => {
      const title = titleFrom(sentence);
      expect(title.trim()).not.toBe('');
      expect([...title].length).toBeLessThanOrEqual(64);
    }),
  );
});
