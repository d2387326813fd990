/** A library as compiled code imports it: its names, and all of them as the default. */

export function importable(library: object): object {
  const named = { ...library } as Record<string, unknown>;
  return { default: named.default ?? named, ...named, __esModule: true };
}
