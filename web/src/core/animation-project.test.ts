/** A new file has a path that the server takes, too (`is_path` in `koda/animation/project.py`). */
import { expect, it } from 'vitest';
import { whyNoPath } from './animation-project';

it.each(['src/part.tsx', 'a', 'a/b/c/d/e/f/g.ts', 'a_b-c.d.css'])('takes %s', (path) => {
  expect(whyNoPath(path, ['src/Main.tsx'])).toBeNull();
});

it.each([
  ['', /Write where/],
  ['src/Main.tsx', /already/],
  ['/etc/passwd', /Letters/],
  ['../up.ts', /Letters/],
  ['a..b', /Letters/],
  ['.hidden', /Letters/],
  ['a b.ts', /Letters/],
  ['ä.ts', /Letters/],
  ['a//b.ts', /Letters/],
  ['a/', /Letters/],
  [`${'x'.repeat(65)}`, /Letters/],
  ['a/b/c/d/e/f/g/h.ts', /folders/],
  ['src', /same name/],
  ['src/Main.tsx/x.ts', /same name/],
])('refuses %j', (path, why) => {
  expect(whyNoPath(path, ['src/Main.tsx'])).toMatch(why);
});

it('refuses one file more than a project may have', () => {
  const many = Array.from({ length: 60 }, (_, at) => `f${at}.ts`);
  expect(whyNoPath('one-more.ts', many)).toMatch(/60/);
});
