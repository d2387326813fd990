import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { endOfDelta, moveByDelta, rebase, spliceBetween } from './changes';

describe('moveByDelta', () => {
  it('moves a caret by what was inserted or deleted before it', () => {
    expect(moveByDelta(5, [{ insert: 'ab' }])).toBe(7);
    expect(moveByDelta(5, [{ retain: 1 }, { delete: 3 }])).toBe(2);
    expect(moveByDelta(2, [{ retain: 1 }, { delete: 3 }])).toBe(1);
  });

  it('keeps a caret before what is inserted exactly there, and before what comes after it', () => {
    expect(moveByDelta(3, [{ retain: 3 }, { insert: 'x' }])).toBe(3);
    expect(moveByDelta(3, [{ retain: 4 }, { delete: 2 }])).toBe(3);
  });

  it('follows several places of one change', () => {
    expect(moveByDelta(6, [{ insert: 'xx' }, { retain: 2 }, { delete: 1 }, { retain: 9 }])).toBe(7);
  });
});

it('finds the end of a change', () => {
  expect(endOfDelta([{ retain: 2 }, { insert: 'abc' }, { retain: 4 }])).toBe(5);
  expect(endOfDelta([{ retain: 2 }, { delete: 3 }])).toBe(2);
});

const words = fc.string({ unit: fc.constantFrom('a', 'b', ' ', 'c'), maxLength: 12 });

describe('rebase', () => {
  it('puts an edit on top of one before it, and of one behind it', () => {
    expect(rebase('a cat', 'a cat sat', 'Look: a cat')).toBe('Look: a cat sat');
    expect(rebase('a cat', 'the cat', 'a cat sat')).toBe('the cat sat');
  });

  it('keeps what both wrote in the place of the same words', () => {
    const both = rebase('a red cat', 'a blue cat', 'a green cat');
    expect(both).toContain('blu');
    expect(both).toContain('gr');
  });

  it('is my text where nobody else wrote, and theirs where I did not', () => {
    fc.assert(
      fc.property(words, words, (base, other) => {
        expect(rebase(base, other, base)).toBe(other);
        expect(rebase(base, base, other)).toBe(other);
      }),
    );
  });

  it('loses no letter that either inserted', () => {
    const at = fc.nat(12);
    fc.assert(
      fc.property(words, at, at, (base, one, two) => {
        const [mine, theirs] = [one, two].map((place, who) => {
          const here = Math.min(place, base.length);
          return base.slice(0, here) + (who === 0 ? 'X' : 'Y') + base.slice(here);
        }) as [string, string];
        const both = rebase(base, mine, theirs);
        expect(both).toHaveLength(base.length + 2);
        expect(both.replace(/[XY]/g, '')).toBe(base);
      }),
    );
  });
});

it('makes one text of another by one splice', () => {
  fc.assert(
    fc.property(words, words, (from, to) => {
      const { start, end, text } = spliceBetween(from, to);
      expect(from.slice(0, start) + text + from.slice(end)).toBe(to);
    }),
  );
});
