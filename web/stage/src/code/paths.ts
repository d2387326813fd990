/** Finds the file of the project that an import means. */

const ENDINGS = ['', '.tsx', '.ts', '.jsx', '.js', '.json', '.css'];

/** The path that `wanted` means in the file `from`, ending as it was written; none above the root. */
function joined(from: string, wanted: string): string | null {
  const parts = from.split('/').slice(0, -1);
  for (const part of wanted.split('/')) {
    if (part === '..') {
      if (parts.pop() === undefined) return null;
    } else if (part !== '.' && part !== '') parts.push(part);
  }
  return parts.join('/');
}

export function isRelative(wanted: string): boolean {
  return /^\.{1,2}(\/|$)/.test(wanted);
}

/** Gives the path of a file, or none: as named, with an ending, as a folder's index, `.js` for `.ts`. */
export function resolved(
  files: Record<string, string>,
  from: string,
  wanted: string,
): string | null {
  const path = joined(from, wanted);
  if (path === null) return null;
  const base = path.replace(/\.jsx?$/, '');
  const tries = [
    ...ENDINGS.map((ending) => path + ending),
    ...ENDINGS.slice(1).map((ending) => `${path}/index${ending}`),
    ...(base === path ? [] : [`${base}.ts`, `${base}.tsx`]),
  ];
  return tries.find((one) => Object.hasOwn(files, one)) ?? null;
}
