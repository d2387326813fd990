/** Walks the syntax tree of a module. */

import { type Node, parse } from 'acorn';

/** Any node; its own fields are read by name. */
export type Tree = Node & Record<string, unknown>;

export function treeOf(code: string): Tree {
  return parse(code, {
    ecmaVersion: 'latest',
    sourceType: 'module',
    locations: true,
  }) as unknown as Tree;
}

function isTree(value: unknown): value is Tree {
  return typeof (value as Tree | null)?.type === 'string';
}

/** Visits a node and all below it, parents first; not what is below one of which `visit` says `false`. */
export function walk(tree: Tree, visit: (node: Tree) => unknown): void {
  const rest: Tree[] = [tree];
  for (let node = rest.pop(); node; node = rest.pop()) {
    if (visit(node) === false) continue;
    rest.push(...Object.values(node).flat().filter(isTree).reverse());
  }
}
