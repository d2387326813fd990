/** The little of Markdown that notes show: bold, italic, code, links, lists, headings; pure. */

export type Inline =
  | { readonly kind: 'text' | 'bold' | 'italic' | 'code'; readonly text: string }
  | { readonly kind: 'link'; readonly text: string; readonly href: string };

export type Block =
  | { readonly kind: 'line' | 'heading'; readonly inlines: readonly Inline[] }
  | { readonly kind: 'list'; readonly isOrdered: boolean; readonly items: readonly Inline[][] };

const ITEM = /^\s{0,8}(?:([-*•])|(\d{1,4})[.)])\s+(.*)$/;
const HEADING = /^#{1,3}\s+(.*)$/;
const INLINE =
  /\*\*([^*\n]{1,2000})\*\*|\*([^*\s][^*\n]{0,2000})\*|_([^_\s][^_\n]{0,2000})_(?!\w)|`([^`\n]{1,2000})`|\[([^\]\n]{1,200})\]\(([^()\s]{1,2000})\)|(https?:\/\/[^\s<>"')\]]{1,2000})/g;

/** A text as blocks, line by line; lines of a list that follow each other are one list. */
export function readMarkdown(text: string): Block[] {
  const blocks: Block[] = [];
  for (const line of text.split('\n')) {
    const item = ITEM.exec(line);
    if (item) {
      addItem(blocks, item[2] !== undefined, readInlines(item[3] ?? ''));
      continue;
    }
    const heading = HEADING.exec(line);
    const inlines = readInlines(heading?.[1] ?? line);
    blocks.push({ kind: heading ? 'heading' : 'line', inlines });
  }
  return blocks;
}

function addItem(blocks: Block[], isOrdered: boolean, inlines: Inline[]): void {
  const last = blocks.at(-1);
  if (last?.kind === 'list' && last.isOrdered === isOrdered) {
    blocks[blocks.length - 1] = { ...last, items: [...last.items, inlines] };
  } else {
    blocks.push({ kind: 'list', isOrdered, items: [inlines] });
  }
}

export function readInlines(line: string): Inline[] {
  const found: Inline[] = [];
  let at = 0;
  const plain = (to: number): void => {
    if (to > at) found.push({ kind: 'text', text: line.slice(at, to) });
  };
  for (const match of line.matchAll(INLINE)) {
    const inline = inlineOf(match);
    if (!inline) continue;
    plain(match.index);
    found.push(inline);
    at = match.index + match[0].length;
  }
  plain(line.length);
  return found;
}

function inlineOf(match: RegExpMatchArray): Inline | null {
  const [, bold, star, low, code, label, target, address] = match;
  if (bold !== undefined) return { kind: 'bold', text: bold };
  const italic = star ?? low;
  if (italic !== undefined) return { kind: 'italic', text: italic };
  if (code !== undefined) return { kind: 'code', text: code };
  const href = safeAddress(target ?? address ?? '');
  return href === null ? null : { kind: 'link', text: label ?? address ?? '', href };
}

/** An address that may be opened: the web or a letter, never a script. */
export function safeAddress(text: string): string | null {
  try {
    const url = new URL(text);
    return ['http:', 'https:', 'mailto:'].includes(url.protocol) ? url.href : null;
  } catch {
    return null;
  }
}
