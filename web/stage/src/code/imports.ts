/** Holds what a file imports against what there is. */

import type { Fault } from '../contract';
import { isRelative, resolved } from './paths';
import { type Tree, walk } from './syntax';

interface Wanted {
  from: string;
  /** Names that must be exported; `default` among them. */
  names: string[];
  node: Tree;
}

/** What is imported, re-exported, or loaded by `import('…')`. */
export function wantedBy(tree: Tree): Wanted[] {
  const found: Wanted[] = [];
  walk(tree, (node) => {
    const source = node.source as (Tree & { value?: unknown }) | null | undefined;
    if (typeof source?.value !== 'string' || node.type === 'ImportAttribute') return;
    const specifiers = node.type === 'ImportDeclaration' ? (node.specifiers as Tree[]) : [];
    const names = specifiers.flatMap((one) => {
      if (one.type === 'ImportDefaultSpecifier') return ['default'];
      const imported = one.imported as { name?: string } | undefined;
      return imported?.name ? [imported.name] : [];
    });
    found.push({ from: source.value, names, node });
  });
  return found;
}

function boundNames(pattern: Tree): string[] {
  if (pattern.type === 'Identifier') return [pattern.name as unknown as string];
  const names: string[] = [];
  walk(pattern, (node) => {
    if (node.type === 'Identifier') names.push(node.name as unknown as string);
  });
  return names;
}

/** The names that a file exports; none if it passes on all of another, which may be anything. */
export function exportsOf(tree: Tree): Set<string> | null {
  const names = new Set<string>();
  for (const node of tree.body as Tree[]) {
    if (node.type === 'ExportAllDeclaration' && !node.exported) return null;
    if (node.type === 'ExportAllDeclaration') names.add((node.exported as { name: string }).name);
    if (node.type === 'ExportDefaultDeclaration') names.add('default');
    if (node.type !== 'ExportNamedDeclaration') continue;
    for (const one of node.specifiers as Tree[]) names.add((one.exported as { name: string }).name);
    const made = node.declaration as (Tree & { declarations?: Tree[] }) | null;
    if (!made) continue;
    const targets = made.declarations?.map((one) => one.id as Tree) ?? [made.id as Tree];
    for (const name of targets.flatMap(boundNames)) names.add(name);
  }
  return names;
}

/** What a project's file may import, and what each of those exports. */
export interface Shelf {
  files: Record<string, string>;
  modules: Record<string, object>;
  exportsOf(path: string): Set<string> | null;
}

/** Says what is wrong with one import; none if it is right. */
export function faultOfImport(shelf: Shelf, file: string, wanted: Wanted): Fault | null {
  const place = wanted.node.loc?.start;
  const said = (message: string): Fault => ({
    code: 'import',
    message,
    file,
    ...(place ? { line: place.line, column: place.column + 1 } : {}),
    is_sure: true,
  });
  if (isRelative(wanted.from)) {
    const path = resolved(shelf.files, file, wanted.from);
    if (path === null) return said(`There is no file '${wanted.from}' as seen from ${file}.`);
    const known = /\.(json|css)$/.test(path) ? null : shelf.exportsOf(path);
    const missing = wanted.names.find((name) => known && !known.has(name));
    return missing ? said(`${path} does not export '${missing}'.`) : null;
  }
  const module = Object.hasOwn(shelf.modules, wanted.from) ? shelf.modules[wanted.from] : undefined;
  if (!module) {
    const names = Object.keys(shelf.modules).join(', ');
    return said(`'${wanted.from}' cannot be imported here. There are: ${names}, and own files.`);
  }
  const missing = wanted.names.find((name) => !(name in module));
  return missing ? said(`'${wanted.from}' has no '${missing}' here.`) : null;
}
