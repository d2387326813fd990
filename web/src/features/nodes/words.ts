/** Small words on cards: first sentences, sizes, file names. */

/** The first sentence of a longer message, without what follows. */
export function firstSentence(text: string): string {
  const line = text.trim().split('\n')[0]?.trim() ?? '';
  const end = line.search(/[.!?](?=\s+[\p{Lu}\p{N}“"'(])/u);
  return end < 0 ? line : line.slice(0, end + 1);
}

/** `820 B`, `12 kB`, `3.4 MB`: powers of a thousand, as systems show them. */
export function formatSize(bytes: number): string {
  if (bytes < 1000) return `${bytes} B`;
  const units = ['kB', 'MB', 'GB', 'TB'];
  let value = bytes / 1000;
  let unit = 0;
  while (value >= 999.5 && unit < units.length - 1) {
    value /= 1000;
    unit++;
  }
  return `${value < 10 && unit > 0 ? value.toFixed(1) : Math.round(value)} ${units[unit]}`;
}

/** A file's name without an ending, from what the picture shows: `a-cat-on-the-moon-2`. */
export function fileName(words: string, place: number | null = null): string {
  const plain = words
    .normalize('NFKD')
    .toLowerCase()
    .replace(/\p{M}/gu, '')
    .replace(/[^\p{L}\p{N}]+/gu, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 60)
    .replace(/-[^-]*$/, (tail) => (words.length > 60 ? '' : tail));
  return `${plain || 'koda'}${place === null ? '' : `-${place}`}`;
}

/** `1 image`, `4 images`. */
export function count(many: number, one: string, more = `${one}s`): string {
  return `${many} ${many === 1 ? one : more}`;
}
