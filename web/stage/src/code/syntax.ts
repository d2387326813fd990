/** Walks the syntax tree of a module. */

import { type Node, parse } from 'acorn';

/** Any node; its own fields are read by name. */
export type Tree = Node & Record<string, unknown>;

export function treeOf(code: string): Tree {
  return parse(code, {
    ecmaVersion: 'latest',
    sourceType: 'module',
    locations: true,
    allowAwaitOutsideFunction: false,
  }) as unknown as Tree;
}

function isTree(value: unknown): value is Tree {
  return typeof (value as Tree | null)?.type === 'string';
}

/** Visits a node and all below it, parents first. */
export function walk(tree: Tree, visit: (node: Tree) => void): void {
  const rest: Tree[] = [tree];
  for (let node = rest.pop(); node; node = rest.pop()) {
    visit(node);
    for (const value of Object.values(node)) {
      for (const child of Array.isArray(value) ? value : [value]) {
        if (isTree(child)) rest.push(child);
      }
    }
  }
}
