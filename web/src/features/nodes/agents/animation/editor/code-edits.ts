/** What somebody has done to the files of a project and not saved, for as long as the page is open. */
import { useSyncExternalStore } from 'react';

/** By path: a file as it is to be; none takes it out. */
export type Edits = Readonly<Record<string, string | null>>;

const NONE: Edits = {};
const edits = new Map<string, Edits>();
const listeners = new Set<() => void>();

/** The files that differ from those of the project, those that are new, those that are deleted. */
export const useCodeEdits = (project: string): Edits =>
  useSyncExternalStore(watch, () => edits.get(project) ?? NONE);

/** `code`: the file as it is now; `before`: as the project has it, none of a new one. */
export function editCode(
  project: string,
  path: string,
  code: string | null,
  before: string | undefined,
): void {
  const { [path]: _, ...others } = edits.get(project) ?? NONE;
  // As it was before, it is no edit; nor is a new file that is deleted again.
  const isAsBefore = code === (before ?? null);
  const next = isAsBefore ? others : { ...others, [path]: code };
  if (Object.keys(next).length > 0) edits.set(project, next);
  else edits.delete(project);
  tell();
}

export function dropEdits(project: string): void {
  edits.delete(project);
  tell();
}

function watch(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

function tell(): void {
  for (const listener of listeners) listener();
}
