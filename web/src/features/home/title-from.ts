/** The name of a canvas that was started from a sentence: its first words. */

const MOST = 48;
/** A part before a comma is a name if it has so many characters. */
const LEAST = 16;

/** At most 48 characters, cut at a comma or between words, without what ends a sentence. */
export function titleFrom(sentence: string): string {
  const line = sentence.trim().split(/\s*\n/, 1)[0]?.replace(/\s+/g, ' ') ?? '';
  const first = line.split(/(?<=[.!?])\s/, 1)[0] ?? line;
  const letters = [...first];
  const whole = letters.length <= MOST ? first : cut(letters);
  const title = whole.replace(/[\s.,;:!–-]+$/u, '');
  return title ? title[0]?.toUpperCase() + title.slice(1) : 'Untitled';
}

function cut(letters: readonly string[]): string {
  const text = letters.slice(0, MOST + 1).join('');
  const comma = text.lastIndexOf(',');
  if (comma >= LEAST) return text.slice(0, comma);
  const space = text.lastIndexOf(' ');
  return space > 0 ? text.slice(0, space) : letters.slice(0, MOST).join('');
}
