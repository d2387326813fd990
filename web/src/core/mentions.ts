/** Mentions: `@name` in a text (the twin of `koda/core/mentions.py`; both are held to `tests/cases/mentions.json`). */

export type Mention = { readonly start: number; readonly end: number; readonly slug: string };

// Not within a word or an address: `me@home.example` mentions nobody.
const MENTION = /(?<![\p{L}\p{N}_@./-])@([\p{L}\p{N}_][\p{L}\p{N}_-]{0,79})/gu;
const APART = /[^\p{L}\p{N}]+/gu;

/** A name as it is mentioned: `Red Hero 2` → `red-hero-2`. */
export const slugOf = (name: string): string =>
  name
    .toLowerCase()
    .replace(APART, '-')
    .replace(/^-+|-+$/g, '');

/** What a text mentions, in order: the longest known name counts, others are given as they stand. */
export function findMentions(text: string, known: ReadonlySet<string>): Mention[] {
  return [...text.matchAll(MENTION)].map((match) => {
    const written = (match[1] ?? '').replace(/[-_]+$/, '');
    const parts = written.split('-');
    for (let count = parts.length; count > 0; count--) {
      const part = parts.slice(0, count).join('-');
      const slug = slugOf(part);
      if (known.has(slug)) return { start: match.index, end: match.index + 1 + part.length, slug };
    }
    return { start: match.index, end: match.index + 1 + written.length, slug: slugOf(written) };
  });
}

/** The mention that is being written before the caret; none if there is none. */
export function openMention(text: string, caret: number): { from: number; query: string } | null {
  const before = text.slice(Math.max(0, caret - 90), caret);
  const match = /(?<![\p{L}\p{N}_@./-])@([\p{L}\p{N}_-]{0,80})$/u.exec(before);
  return match ? { from: caret - match[0].length, query: match[1] ?? '' } : null;
}
