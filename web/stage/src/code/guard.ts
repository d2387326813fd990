/** Writes a call into every loop and function, so that one which does not end can be stopped. */

import { type Tree, walk } from './syntax';

/** The name of the call within the code. */
export const TICK = '__koda_tick';

const LOOPS = new Set([
  'WhileStatement',
  'DoWhileStatement',
  'ForStatement',
  'ForInStatement',
  'ForOfStatement',
]);
const FUNCTIONS = new Set(['FunctionDeclaration', 'FunctionExpression', 'ArrowFunctionExpression']);
const CHECKED_EVERY = 256;

interface Insertion {
  at: number;
  text: string;
}

function insertions(tree: Tree): Insertion[] {
  const found: Insertion[] = [];
  walk(tree, (node) => {
    const isLoop = LOOPS.has(node.type);
    if (!isLoop && !FUNCTIONS.has(node.type)) return;
    const body = node.body as Tree;
    if (body.type === 'BlockStatement') found.push({ at: body.start + 1, text: `${TICK}();` });
    else if (isLoop)
      found.push({ at: body.start, text: `{${TICK}();` }, { at: body.end, text: '}' });
    else found.push({ at: body.start, text: `(${TICK}(),` }, { at: body.end, text: ')' });
  });
  return found;
}

/** The same code on the same lines, with the calls in it. */
export function guarded(code: string, tree: Tree): string {
  const parts: string[] = [];
  let end = code.length;
  // What begins further on is put in first; at one place, an inner thing closes before an outer one.
  for (const { at, text } of insertions(tree).sort((a, b) => b.at - a.at)) {
    parts.push(code.slice(at, end), text);
    end = at;
  }
  parts.push(code.slice(0, end));
  return parts.reverse().join('');
}

/** Makes the call: it throws once one task of the code has taken longer than `budget` milliseconds. */
export function watch(budget: number): () => void {
  let count = 0;
  let since = 0;
  let over: Error | null = null;
  const rest = () => {
    since = 0;
    over = null;
  };
  return () => {
    if (since === 0) {
      since = performance.now();
      setTimeout(rest); // comes only when the task has ended
    }
    count += 1;
    if (!over && count % CHECKED_EVERY === 0 && performance.now() - since > budget) {
      over = new Error(`The code ran for more than ${budget / 1_000} s without an end: a loop?`);
    }
    // Again and again, with its first place: code that catches it in its loop would go on for ever.
    if (over) throw over;
  };
}
