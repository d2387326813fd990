/** How texts change: where a caret goes, and how one edit is put on top of another. */

/** A change in the words of `Y.Text`: keep, insert and delete, from the beginning on. */
export type Delta = readonly { retain?: number; insert?: unknown; delete?: number }[];

/** `text` stands where `start` to `end` were. */
export type Splice = { readonly start: number; readonly end: number; readonly text: string };

/** Where an offset is after a change; what is inserted exactly there comes behind it. */
export function moveByDelta(offset: number, delta: Delta): number {
  let at = 0;
  let moved = offset;
  for (const part of delta) {
    if (part.retain !== undefined) at += part.retain;
    else if (typeof part.insert === 'string') {
      if (at < moved) moved += part.insert.length;
      at += part.insert.length;
    } else if (part.delete !== undefined && at < moved) {
      moved -= Math.min(part.delete, moved - at);
    }
  }
  return moved;
}

/** The end of the last place that a change touched. */
export function endOfDelta(delta: Delta): number {
  let at = 0;
  let end = 0;
  for (const part of delta) {
    if (part.retain !== undefined) {
      at += part.retain;
      continue;
    }
    if (typeof part.insert === 'string') at += part.insert.length;
    end = at;
  }
  return end;
}

/** The one replacement that makes `to` of `from`. */
export function spliceBetween(from: string, to: string): Splice {
  const most = Math.min(from.length, to.length);
  let start = 0;
  while (start < most && from[start] === to[start]) start++;
  let same = 0;
  while (same < most - start && from[from.length - 1 - same] === to[to.length - 1 - same]) same++;
  return { start, end: from.length - same, text: to.slice(start, to.length - same) };
}

/**
 * Put what I made of `base` on top of what somebody else made of it. Nothing that either inserted
 * is lost, also where the two touched the same place.
 */
export function rebase(base: string, mine: string, theirs: string): string {
  const my = spliceBetween(base, mine);
  const their = spliceBetween(base, theirs);
  if (my.end <= their.start) return apply(theirs, my);
  if (their.end <= my.start) {
    const by = their.text.length - (their.end - their.start);
    return apply(theirs, { start: my.start + by, end: my.end + by, text: my.text });
  }
  // Both replaced the same words: what is left of both is gone, what both wrote stays.
  const start = Math.min(my.start, their.start);
  const end = Math.max(my.end, their.end);
  const before = my.start <= their.start ? [my.text, their.text] : [their.text, my.text];
  return apply(base, { start, end, text: before.join('') });
}

function apply(text: string, { start, end, text: inserted }: Splice): string {
  return text.slice(0, start) + inserted + text.slice(end);
}
