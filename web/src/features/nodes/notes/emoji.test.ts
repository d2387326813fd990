import { describe, expect, it } from 'vitest';
import { EMOJI, findEmoji, singleGlyph } from './emoji';

const glyphs = (query: string): string[] =>
  findEmoji(query).flatMap(({ emoji }) => emoji.map(({ glyph }) => glyph));

describe('emoji', () => {
  it('are each there once, with words', () => {
    const all = EMOJI.flatMap(({ emoji }) => emoji);
    expect(new Set(all.map(({ glyph }) => glyph)).size).toBe(all.length);
    expect(all.every(({ glyph, words }) => singleGlyph(glyph) === glyph && words !== '')).toBe(
      true,
    );
  });

  it('are found by the beginning of every typed word', () => {
    expect(glyphs('roc')).toEqual(['🚀']);
    expect(glyphs('thumbs do')).toEqual(['👎']);
    expect(glyphs('')).toHaveLength(EMOJI.flatMap(({ emoji }) => emoji).length);
    expect(glyphs('qqq')).toEqual([]);
  });

  it('may be any single sign', () => {
    expect(singleGlyph(' 👩‍🚀 ')).toBe('👩‍🚀');
    expect(singleGlyph('ab')).toBeNull();
    expect(singleGlyph('')).toBeNull();
  });
});
