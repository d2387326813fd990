/** Files of a project that somebody has written in and not saved, for as long as the page is open. */
import { useSyncExternalStore } from 'react';

type Files = Readonly<Record<string, string>>;

const NONE: Files = {};
const edits = new Map<string, Files>();
const listeners = new Set<() => void>();

/** By path: the files that differ from those of the project. */
export const useCodeEdits = (project: string): Files =>
  useSyncExternalStore(watch, () => edits.get(project) ?? NONE);

/** `code` is the file as it is now; as it was before, it is no edit. */
export function editCode(project: string, path: string, code: string, before: string): void {
  const { [path]: _, ...others } = edits.get(project) ?? NONE;
  const next = code === before ? others : { ...others, [path]: code };
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
