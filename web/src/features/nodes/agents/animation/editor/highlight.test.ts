/** Colouring changes no letter of the code, whatever it is. */
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { highlighted } from './highlight';

const joined = (code: string): string =>
  highlighted(code)
    .map((line) => line.map(({ text }) => text).join(''))
    .join('\n');

it('keeps every letter', () => {
  const code = fc.string({
    unit: fc.constantFrom('"', "'", '`', '/', '*', '\\', '\n', 'a', '1', ' '),
  });
  fc.assert(
    fc.property(code, (one) => {
      expect(joined(one)).toBe(one);
    }),
  );
  expect(joined('x'.repeat(70_000))).toHaveLength(70_000);
});

it('knows words, strings, numbers and comments', () => {
  const [line] = highlighted("const a = 'b' + 12; // c");
  expect(
    line?.filter(({ kind }) => kind !== 'plain').map(({ kind, text }) => [kind, text]),
  ).toEqual([
    ['keyword', 'const'],
    ['string', "'b'"],
    ['number', '12'],
    ['comment', '// c'],
  ]);
});

it('carries a comment over lines', () => {
  expect(highlighted('/* a\nb */ if').map((line) => line.map(({ kind }) => kind))).toEqual([
    ['comment'],
    ['comment', 'plain', 'keyword'],
  ]);
});
