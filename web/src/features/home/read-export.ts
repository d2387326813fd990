/** Reads a canvas that was saved as a file, by Koda or by the original. */
import type { CanvasDraft } from '@/api/types';
import type { Json } from '@/core/values';

/** What was found, or why it is no canvas. */
export type ReadExport = { draft: CanvasDraft } | { problem: string };

const MOST_NAME = 200;

/** `{nodes, edges}` with a name under `name` or `spaceName`; also inside `canvas`, as the server gives it. */
export function readExport(text: string, fileName: string): ReadExport {
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch {
    return { problem: 'It is not JSON.' };
  }
  const outer = isObject(parsed) ? parsed : {};
  const found = isObject(outer.canvas) ? outer.canvas : outer;
  const { nodes, edges = [] } = found;
  if (!isObjects(nodes) || !isObjects(edges)) return { problem: 'It has no nodes and edges.' };
  const name = nameIn(found) ?? fileName.replace(/(-workflow)?\.json$/i, '');
  return { draft: { name: name.slice(0, MOST_NAME) || 'Imported canvas', nodes, edges } };
}

function nameIn(found: Record<string, unknown>): string | null {
  for (const name of [found.name, found.spaceName]) {
    if (typeof name === 'string' && name.trim() !== '') return name.trim();
  }
  return null;
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const isObjects = (value: unknown): value is readonly Json[] =>
  Array.isArray(value) && value.every(isObject);
