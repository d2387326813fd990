/** Which modules travel in one file: those that the same pages need at once. */

/** What the builder knows of a module. */
type Modules = {
  getModuleInfo(id: string): {
    readonly isEntry: boolean;
    readonly importers: readonly string[];
    readonly dynamicImporters: readonly string[];
    readonly importedIds: readonly string[];
    readonly dynamicallyImportedIds: readonly string[];
  } | null;
};

/**
 * Names the chunk of a module after the pages that need it, or gives null for what the builder places by itself: the first
 * file, the pages themselves, and what no page needs at once. Without it, each set of late parts that share a module makes a file of its own: a
 * canvas was sixty files.
 */
export function chunksByPage(): (id: string, modules: Modules) => string | null {
  let names: ReadonlyMap<string, string> | null = null;
  return (id, modules) => {
    names ??= namesByModule(modules, entryOf(id, modules));
    return names.get(id) ?? null;
  };
}

function namesByModule(modules: Modules, entry: string): ReadonlyMap<string, string> {
  const first = neededAtOnce(modules, entry);
  const pages = new Set(
    [...first].flatMap((id) => modules.getModuleInfo(id)?.dynamicallyImportedIds ?? []),
  );
  const names = new Map<string, string>();
  for (const [place, page] of [...pages].entries()) {
    for (const id of neededAtOnce(modules, page)) {
      if (!first.has(id) && !pages.has(id)) names.set(id, `${names.get(id) ?? 'p'}-${place}`);
    }
  }
  return names;
}

function neededAtOnce(modules: Modules, start: string): ReadonlySet<string> {
  const seen = new Set([start]);
  for (const id of seen) {
    for (const next of modules.getModuleInfo(id)?.importedIds ?? []) seen.add(next);
  }
  return seen;
}

function entryOf(id: string, modules: Modules): string {
  const seen = new Set([id]);
  for (const one of seen) {
    const info = modules.getModuleInfo(one);
    if (info?.isEntry) return one;
    for (const next of [...(info?.importers ?? []), ...(info?.dynamicImporters ?? [])])
      seen.add(next);
  }
  throw new Error(`nothing leads to ${id}`);
}
