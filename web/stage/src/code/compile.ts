/** Makes a file of the project into JavaScript on the same lines, or says where it is wrong. */

import { transform } from 'sucrase';
import type { Fault } from '../contract';
import { guarded } from './guard';
import { type Tree, treeOf } from './syntax';

export interface Compiled {
  /** CommonJS, guarded. */
  code: string;
  tree: Tree;
}

type Place = { line: number; column: number };

function compileFault(file: string, error: unknown): Fault {
  const { message, loc } = error as { message: string; loc?: Place };
  const plain = message.replace(/^Error transforming [^:]+: /, '').replace(/ ?\(\d+:\d+\)$/, '');
  // Both parsers count lines from 1; columns: Sucrase from 1, acorn from 0.
  const shift = message.startsWith('Error transforming') ? 0 : 1;
  const place = loc ? { line: loc.line, column: loc.column + shift } : {};
  return { code: 'compile', message: plain, file, ...place, is_sure: true };
}

function plainJs(path: string, text: string): string {
  const kinds: ('jsx' | 'typescript')[] = path.endsWith('.ts') ? [] : ['jsx'];
  if (/\.tsx?$/.test(path)) kinds.push('typescript');
  return transform(text, {
    transforms: kinds,
    jsxRuntime: 'automatic',
    production: true,
    disableESTransforms: true,
    filePath: path,
  }).code;
}

function refuseWhatIsNoScript(tree: Tree): void {
  for (const node of tree.body as Tree[]) {
    if (node.type !== 'ExpressionStatement') continue;
    const inner = node.expression as Tree;
    if (inner.type !== 'AwaitExpression') continue;
    const error = new Error('await is possible only in functions.');
    throw Object.assign(error, { loc: inner.loc?.start });
  }
}

/** Compiles `.ts`, `.tsx`, `.js`, `.jsx`. */
export function compiled(path: string, text: string): Compiled | Fault {
  try {
    const plain = plainJs(path, text);
    const tree = treeOf(plain);
    refuseWhatIsNoScript(tree);
    const { code } = transform(guarded(plain, tree), {
      transforms: ['imports'],
      disableESTransforms: true,
      filePath: path,
    });
    return { code, tree };
  } catch (error) {
    return compileFault(path, error);
  }
}
