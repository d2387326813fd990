/** Makes a file of the project into JavaScript on the same lines, or says where it is wrong. */

import { transform } from 'sucrase';
import type { Fault } from '../contract';
import { furthestOf } from './furthest';
import { guarded } from './guard';
import { type Tree, treeOf, walk } from './syntax';

export interface Compiled {
  /** CommonJS, guarded. */
  code: string;
  tree: Tree;
}

/** Line and column, from 1, of a place in a text. */
function placeAt(text: string, pos: number): { line: number; column: number } {
  const before = text.slice(0, pos).split('\n');
  return { line: before.length, column: (before.at(-1)?.length ?? 0) + 1 };
}

/** Errors of both parsers know how many letters stand before them. */
function compileFault(file: string, text: string, error: unknown): Fault {
  const { message, pos } = error as { message: string; pos?: number };
  const plain = message.replace(/^Error transforming [^:]+: /, '').replace(/ ?\(\d+:\d+\)$/, '');
  const place = pos === undefined ? {} : placeAt(text, pos);
  return { code: 'compile', message: plain, file, ...place, is_sure: true };
}

function plainJs(path: string, text: string): string {
  const kinds: ('jsx' | 'typescript')[] = path.endsWith('.ts') ? [] : ['jsx'];
  if (/\.tsx?$/.test(path)) kinds.push('typescript');
  const options = {
    jsxRuntime: 'automatic',
    production: true,
    disableESTransforms: true,
    filePath: path,
  } as const;
  return furthestOf(() => transform(text, { ...options, transforms: kinds }).code);
}

function refuse(node: Tree, message: string): never {
  throw Object.assign(new Error(message), { pos: node.start });
}

/** Modules of the page are scripts: what only real modules can do is refused in its place. */
function refuseModuleWords(tree: Tree): void {
  walk(tree, (node) => {
    if (node.type === 'AwaitExpression')
      refuse(node, 'There is no await outside of functions here.');
    return !node.type.includes('Function');
  });
  walk(tree, (node) => {
    const isMeta =
      node.type === 'MetaProperty' && (node.meta as { name: string }).name === 'import';
    if (isMeta) refuse(node, 'There is no import.meta here.');
  });
}

/** Compiles `.ts`, `.tsx`, `.js`, `.jsx`. */
export function compiled(path: string, text: string): Compiled | Fault {
  let plain = text;
  try {
    plain = plainJs(path, text);
    const tree = treeOf(plain);
    refuseModuleWords(tree);
    const { code } = transform(guarded(plain, tree), {
      transforms: ['imports'],
      disableESTransforms: true,
      filePath: path,
    });
    return { code, tree };
  } catch (error) {
    return compileFault(path, plain, error);
  }
}
