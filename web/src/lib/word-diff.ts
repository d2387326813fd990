/** What became of a text, word by word. */

export type DiffPart = { readonly kind: 'same' | 'added' | 'removed'; readonly text: string };

/** So many pairs of words are compared; longer texts are shown as one replacement. */
const MOST_PAIRS = 4_000_000;

/** `same` with `removed` is the text before, `same` with `added` the text after. */
export function wordDiff(before: string, after: string): DiffPart[] {
  const old = words(before);
  const now = words(after);
  const most = Math.min(old.length, now.length);
  let start = 0;
  while (start < most && old[start] === now[start]) start++;
  let end = 0;
  while (end < most - start && old[old.length - 1 - end] === now[now.length - 1 - end]) end++;
  const parts = new Parts();
  parts.add('same', old.slice(0, start));
  compare(parts, old.slice(start, old.length - end), now.slice(start, now.length - end));
  parts.add('same', old.slice(old.length - end));
  return gathered(parts.all);
}

/** Words, signs and the space between them, each by itself. */
const words = (text: string): string[] => text.match(/\s+|[\p{L}\p{M}\p{N}'’-]+|./gu) ?? [];

function compare(parts: Parts, old: readonly string[], now: readonly string[]): void {
  const isTooLong = old.length * now.length > MOST_PAIRS;
  const common = isTooLong ? null : commonLengths(old, now);
  const width = now.length + 1;
  let [i, j] = [0, 0];
  while (common && i < old.length && j < now.length) {
    const down = common[(i + 1) * width + j] ?? 0;
    const right = common[i * width + j + 1] ?? 0;
    if (old[i] === now[j]) {
      parts.add('same', [old[i++] as string]);
      j++;
    } else if (down >= right) parts.add('removed', [old[i++] as string]);
    else parts.add('added', [now[j++] as string]);
  }
  parts.add('removed', old.slice(i));
  parts.add('added', now.slice(j));
}

/** The longest common sequence of what is left from each pair of places on. */
function commonLengths(old: readonly string[], now: readonly string[]): Uint32Array {
  const width = now.length + 1;
  const lengths = new Uint32Array((old.length + 1) * width);
  for (let i = old.length - 1; i >= 0; i--) {
    for (let j = now.length - 1; j >= 0; j--) {
      lengths[i * width + j] =
        old[i] === now[j]
          ? (lengths[(i + 1) * width + j + 1] as number) + 1
          : Math.max(lengths[(i + 1) * width + j] as number, lengths[i * width + j + 1] as number);
    }
  }
  return lengths;
}

class Parts {
  readonly all: { kind: DiffPart['kind']; text: string }[] = [];

  add(kind: DiffPart['kind'], pieces: readonly string[]): void {
    if (pieces.length === 0) return;
    const last = this.all.at(-1);
    if (last?.kind === kind) last.text += pieces.join('');
    else this.all.push({ kind, text: pieces.join('') });
  }
}

/** One change of those with only space between them: that is no word that stayed. */
function gathered(parts: readonly DiffPart[]): DiffPart[] {
  const all = new Parts();
  const changed = { removed: '', added: '' };
  const tell = (): void => {
    for (const kind of ['removed', 'added'] as const) {
      if (changed[kind] !== '') all.add(kind, [changed[kind]]);
      changed[kind] = '';
    }
  };
  for (const [at, { kind, text }] of parts.entries()) {
    const isBetween = at > 0 && at < parts.length - 1 && text.trim() === '';
    if (kind !== 'same') changed[kind] += text;
    else if (isBetween) {
      changed.removed += text;
      changed.added += text;
    } else {
      tell();
      all.add(kind, [text]);
    }
  }
  tell();
  return all.all;
}
