/** What was asked for and not looked at yet, kept in this browser: a reload loses no answer. */
import { useSyncExternalStore } from 'react';
import type { Json } from '@/core/values';
import { readStored, writeStored } from '@/lib/storage';

export type KeptAct = {
  readonly run: string;
  /** Of the run's one step. */
  readonly node: string;
  readonly parameters: Record<string, Json>;
};

type Acts = Readonly<Record<string, KeptAct>>;

const NAME = 'acts';
/** Older ones give way: what was not looked at for so long is not missed. */
const MOST = 20;

const listeners = new Set<() => void>();
let acts: Acts = read();

/** The place of what asks for something on a canvas. */
export const placeOf = (canvas: string, name: string): string => `${canvas}.${name}`;

/** Without an act the place is let go. */
export function keepAct(place: string, act: KeptAct | null): void {
  const { [place]: _, ...others } = acts;
  const all = Object.entries(act ? { ...others, [place]: act } : others);
  acts = Object.fromEntries(all.slice(-MOST));
  writeStored(NAME, all.length > 0 ? JSON.stringify(acts) : null);
  tell();
}

/** The act that is kept for a place; re-renders when another one is. */
export const useKeptAct = (place: string): KeptAct | null =>
  useSyncExternalStore(watch, () => acts[place] ?? null);

function watch(listener: () => void): () => void {
  if (listeners.size === 0) addEventListener('storage', onStorage);
  listeners.add(listener);
  return () => {
    listeners.delete(listener);
    if (listeners.size === 0) removeEventListener('storage', onStorage);
  };
}

/** Another tab has kept something, or let it go. */
function onStorage(event: StorageEvent): void {
  if (event.key !== `koda.${NAME}`) return;
  acts = read();
  tell();
}

function tell(): void {
  for (const listener of listeners) listener();
}

function read(): Acts {
  try {
    const stored: unknown = JSON.parse(readStored(NAME) ?? '{}');
    return Object.fromEntries(Object.entries(stored ?? {}).filter(([, act]) => isAct(act)));
  } catch {
    return {};
  }
}

function isAct(act: Partial<KeptAct> | null): act is KeptAct {
  return (
    typeof act?.run === 'string' &&
    typeof act.node === 'string' &&
    typeof act.parameters === 'object' &&
    act.parameters !== null
  );
}
