/** Light colouring of TypeScript and JSON, line by line; pure. */

export type TokenKind = 'plain' | 'keyword' | 'string' | 'number' | 'comment';
export type Token = { readonly kind: TokenKind; readonly text: string };

/** Longer files are shown without colours: writing in them stays quick. */
const MOST_LETTERS = 60_000;

const KEYWORDS = new Set(
  (
    'as async await break case catch class const continue default do else export extends false ' +
    'finally for from function if import in instanceof interface let new null of return satisfies ' +
    'static switch this throw true try type typeof undefined var while yield'
  ).split(' '),
);

const TOKEN = new RegExp(
  [
    /(?<comment>\/\/[^\n]*|\/\*[\s\S]*?(?:\*\/|$))/,
    /(?<string>"(?:\\.|[^"\\\n])*"?|'(?:\\.|[^'\\\n])*'?|`(?:\\[\s\S]|[^`\\])*`?)/,
    /(?<number>\b(?:0x[\da-f]+|\d[\d_]*(?:\.\d+)?(?:e[+-]?\d+)?)\b)/,
    /(?<word>[A-Za-z_$][\w$]*)/,
  ]
    .map(({ source }) => source)
    .join('|'),
  'gi',
);

/** The tokens of each line; all letters are there, but for the ends of lines. */
export function highlighted(code: string): Token[][] {
  const tokens = code.length > MOST_LETTERS ? [{ kind: 'plain' as const, text: code }] : read(code);
  const lines: Token[][] = [[]];
  for (const { kind, text } of tokens) {
    for (const [at, part] of text.split('\n').entries()) {
      if (at > 0) lines.push([]);
      if (part !== '') lines.at(-1)?.push({ kind, text: part });
    }
  }
  return lines;
}

function read(code: string): Token[] {
  const tokens: Token[] = [];
  let end = 0;
  for (const found of code.matchAll(TOKEN)) {
    const kind = kindOf(found.groups ?? {});
    if (kind === 'plain') continue;
    if (found.index > end) tokens.push({ kind: 'plain', text: code.slice(end, found.index) });
    tokens.push({ kind, text: found[0] });
    end = found.index + found[0].length;
  }
  if (end < code.length) tokens.push({ kind: 'plain', text: code.slice(end) });
  return tokens;
}

function kindOf({ comment, string, number, word }: Record<string, string | undefined>): TokenKind {
  if (comment !== undefined) return 'comment';
  if (string !== undefined) return 'string';
  if (number !== undefined) return 'number';
  return word !== undefined && KEYWORDS.has(word) ? 'keyword' : 'plain';
}
