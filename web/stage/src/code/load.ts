/** Loads a project: compiles what its entry reaches, then runs it as modules. */

import type { Fault } from '../contract';
import { type Compiled, compiled } from './compile';
import { KnownFault } from './fault';
import { TICK } from './guard';
import { exportsOf, faultOfImport, type Shelf, wantedBy } from './imports';
import { isRelative, resolved } from './paths';

type Exports = Record<string, unknown>;

/** What the code sees instead of the browser's own, by name. */
export type Globals = Record<string, unknown>;

export interface Loaded {
  faults: Fault[];
  /** Runs the entry and gives what it exports; throws what the code throws. */
  run(): Exports;
}

const CODE = /\.[jt]sx?$/;

function compileAll(
  files: Record<string, string>,
  entry: string,
): { units: Map<string, Compiled>; faults: Fault[] } {
  const units = new Map<string, Compiled>();
  const faults: Fault[] = [];
  const seen = new Set<string>([entry]);
  for (const path of seen) {
    if (!CODE.test(path)) continue;
    const unit = compiled(path, files[path] ?? '');
    if ('message' in unit) {
      faults.push(unit);
      continue;
    }
    units.set(path, unit);
    for (const { from } of wantedBy(unit.tree)) {
      const next = isRelative(from) ? resolved(files, path, from) : null;
      if (next !== null) seen.add(next);
    }
  }
  return { units, faults };
}

/** `eval` by another name sees the page's own variables only, not those of the place that calls it. */
// biome-ignore lint/security/noGlobalEval: this page exists to run code; it has nothing else in it
const anywhere: (source: string) => unknown = eval;

function evaluate(path: string, code: string, globals: Globals, own: Globals): void {
  const outer = [...Object.keys(globals), ...Object.keys(own)];
  // One line of ours before the code's first, none more: lines in errors are lines of the file.
  const source = `(function(${outer.join()}){return function(){${code}\n}})\n//# sourceURL=koda:///${path}`;
  const made = anywhere(source) as (...all: unknown[]) => () => void;
  made(...Object.values(globals), ...Object.values(own))();
}

function addStyle(path: string, text: string): Exports {
  const style = document.createElement('style');
  style.dataset.koda = path;
  style.textContent = text;
  document.head.append(style);
  return {};
}

function parsed(path: string, text: string): Exports {
  try {
    const value: unknown = JSON.parse(text);
    return { __esModule: true, default: value, ...(value as object) };
  } catch (error) {
    const message = (error as Error).message;
    throw new KnownFault({ code: 'compile', message, file: path, is_sure: true });
  }
}

export function loaded(
  files: Record<string, string>,
  entry: string,
  modules: Record<string, object>,
  globals: Globals,
  tick: () => void,
): Loaded {
  if (!Object.hasOwn(files, entry)) {
    const message = `The project has no ${entry}, which it begins with.`;
    return { faults: [{ code: 'import', message, is_sure: true }], run: () => ({}) };
  }
  const { units, faults } = compileAll(files, entry);
  const names = new Map([...units].map(([path, unit]) => [path, exportsOf(unit.tree)]));
  const shelf: Shelf = { files, modules, exportsOf: (path) => names.get(path) ?? null };
  for (const [path, unit] of units) {
    const wrong = wantedBy(unit.tree).map((wanted) => faultOfImport(shelf, path, wanted));
    faults.push(...wrong.filter((one) => one !== null));
  }
  const done = new Map<string, { exports: Exports }>();

  function given(from: string, wanted: string): unknown {
    if (Object.hasOwn(modules, wanted)) return modules[wanted];
    const path = isRelative(wanted) ? resolved(files, from, wanted) : null;
    if (path === null) throw new Error(`'${wanted}' cannot be imported here.`);
    return run(path);
  }

  function run(path: string): Exports {
    const before = done.get(path);
    if (before) return before.exports;
    const module = { exports: {} as Exports };
    done.set(path, module);
    const text = files[path] ?? '';
    if (path.endsWith('.css')) module.exports = addStyle(path, text);
    else if (path.endsWith('.json')) module.exports = parsed(path, text);
    else {
      const require = (wanted: string) => given(path, wanted);
      const own = { require, module, exports: module.exports, [TICK]: tick };
      evaluate(path, units.get(path)?.code ?? '', globals, own);
    }
    return module.exports;
  }

  return { faults, run: () => run(entry) };
}
