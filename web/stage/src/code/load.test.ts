import { expect, test } from 'vitest';
import type { Fault } from '../contract';
import { faultOf } from './fault';
import { watch } from './guard';
import { importable } from './importable';
import { loaded } from './load';

const LIBRARY = importable({ double: (x: number) => x * 2 });

function load(files: Record<string, string>, entry = 'src/main.ts') {
  return loaded(files, entry, { library: LIBRARY }, {}, () => undefined);
}

function faultsOf(code: string, others: Record<string, string> = {}): Fault[] {
  return load({ 'src/main.ts': code, ...others }).faults;
}

test('files import each other by relative paths, endings or none', () => {
  const { faults, run } = load({
    'src/main.ts': `import { a } from './parts';
import b from '../data/b.json';
import { c } from './c.js';
import type { T } from './none';
export default (): T => a + b.n + c;`,
    'src/parts/index.tsx': 'export const a: number = 1;',
    'data/b.json': '{"n": 10}',
    'src/c.ts': 'export let c = 100;',
  });
  expect(faults).toEqual([]);
  expect((run().default as () => number)()).toBe(111);
});

test('modules that import each other in a circle see each other when they run', () => {
  const { run } = load({
    'src/main.ts': `import { even } from './even';
export const odd = (n: number): boolean => (n === 0 ? false : even(n - 1));
export default () => odd(7);`,
    'src/even.ts': `import { odd } from './main';
export const even = (n: number): boolean => (n === 0 ? true : odd(n - 1));`,
  });
  expect((run().default as () => boolean)()).toBe(true);
});

test('a library is what the page holds, as names and as a whole', () => {
  const { faults, run } = load({
    'src/main.ts': `import whole, { double } from 'library';
import * as all from 'library';
export default () => double(1) + whole.double(2) + all.double(3);`,
  });
  expect(faults).toEqual([]);
  expect((run().default as () => number)()).toBe(12);
});

test('an unknown library is told with its line and with what there is', () => {
  const [fault] = faultsOf(`\nimport fs from 'fs';\nexport default fs;`);
  expect(fault).toMatchObject({ code: 'import', file: 'src/main.ts', line: 2, column: 1 });
  expect(fault?.message).toContain('library');
});

test.each([
  ["import { nope } from 'library';\nexport default nope;", "'nope'"],
  ["import { nope } from './other';\nexport default nope;", 'src/other.ts'],
  ["import other from './other';\nexport default other;", "'default'"],
  ["import x from './gone';\nexport default x;", './gone'],
  ["import x from '../../above';\nexport default x;", '../../above'],
  ["export default () => import('fs');", "'fs'"],
  ["export * from 'fs';", "'fs'"],
])('what an import lacks is told before anything runs: %s', (code, word) => {
  const [fault] = faultsOf(code, { 'src/other.ts': 'export const some = 1;' });
  expect(fault).toMatchObject({ code: 'import', line: 1 });
  expect(fault?.message).toContain(word);
});

test('all files that are reached are looked at, and no others', () => {
  const faults = faultsOf(`import './a';\nimport './b';`, {
    'src/a.ts': 'const = 1;',
    'src/b.ts': 'let 2;',
    'src/unused.ts': 'also wrong(',
  });
  expect(faults.map((fault) => fault.file)).toEqual(['src/a.ts', 'src/b.ts']);
});

test.each([
  ['function f() {\n  const a = ;\n}', 2, 13],
  ['const a = 1;\nconst a = 2;', 2, 7],
  ['export default 1;\nawait 5;', 2, 1],
  ['const a =\n  import.meta.url;', 2, 3],
  ['export default function f() {', 1, 30],
])('a mistake is told with line and column: %j', (code, line, column) => {
  expect(faultsOf(code)[0]).toMatchObject({ code: 'compile', file: 'src/main.ts', line, column });
});

test('an error at run time is told with file and line', () => {
  const { run } = load({
    'src/main.ts': `import { fall } from './fall';\n\nexport default () => fall();`,
    'src/fall.ts': `export interface A {\n  x: number;\n}\n\nexport const fall = () => {\n  throw new Error('down');\n};`,
  });
  const call = run().default as () => void;
  let thrown: unknown;
  try {
    call();
  } catch (error) {
    thrown = error;
  }
  const fault = faultOf(thrown, 7);
  expect(fault).toMatchObject({ code: 'runtime', message: 'down', frame: 7 });
  expect(fault).toMatchObject({ file: 'src/fall.ts', line: 6 });
});

test('a project without its entry is a fault', () => {
  expect(load({}).faults[0]?.message).toContain('src/main.ts');
});

const LOOPS = [
  'while (true) {}',
  'do ; while (true)',
  'for (;;) ;',
  'const f = (n) => n < 2 ? n : f(n - 1) + f(n - 2); f(80);',
  'function g(n) { return n < 2 ? n : g(n - 1) + g(n - 2); } g(80);',
  'while (true) try { while (true); } catch {}',
  'function* all() { for (;;) yield 1; } for (const one of all()) one;',
];

test.each(LOOPS)('what does not end is stopped: %s', (code) => {
  const globals = {};
  const { run } = loaded({ 'a.js': code }, 'a.js', {}, globals, watch(30));
  expect(run).toThrow('more than 0.03 s');
});

test('what is guarded means what it meant', () => {
  const code = `
const object = () => ({ a: 1 });
const nested = (a) => (b) => a + b;
let sum = 0;
for (const x of [1, 2, 3]) for (let y = 0; y < 2; y++) sum += x;
outer: for (;;) { for (;;) break outer; }
do sum += 1; while (sum < 20)
if (sum) for (const key in { a: 1 }) sum += key.length
else sum = 0
class Box { make = () => sum; get twice() { return this.make() * 2; } }
export default [object().a, nested(1)(2), sum, new Box().twice];`;
  const { faults, run } = loaded({ 'a.js': code }, 'a.js', {}, {}, () => undefined);
  expect(faults).toEqual([]);
  expect(run().default).toEqual([1, 3, 21, 42]);
});

test('code sees the globals that it is given, and may name its own like them', () => {
  const { run } = loaded(
    { 'a.ts': 'const Date = 5; export default [Date, Math.random()];' },
    'a.ts',
    {},
    { Math: { random: () => 0.5 }, Date: null },
    () => undefined,
  );
  expect(run().default).toEqual([5, 0.5]);
});
