/** Which results a person keeps in sight: remembered in this browser, by canvas. */
import { readStored, writeStored } from '@/lib/storage';
import type { RunStore, RunsState, Shown } from '@/sync/run-store';

type Kept = Record<string, { step: string; item: number }>;

/** Put in what was kept before, and remember from now on. */
export function keepShown(store: RunStore, canvas: string): void {
  const name = `shown.${canvas}`;
  store.setState({ shown: read(readStored(name)) });
  store.subscribe((now, before) => {
    if (now.shown === before.shown) return;
    const kept = keptOf(now.shown);
    const isEmpty = Object.keys(kept).length === 0;
    writeStored(name, isEmpty ? null : JSON.stringify(kept));
  });
}

function keptOf(shown: RunsState['shown']): Kept {
  const kept: Kept = {};
  for (const [node, { step, item, kept: isKept }] of Object.entries(shown)) {
    if (isKept) kept[node] = { step, item };
  }
  return kept;
}

function read(text: string | null): Record<string, Shown> {
  const shown: Record<string, Shown> = {};
  for (const [node, one] of Object.entries(parse(text))) {
    if (typeof one?.step === 'string' && Number.isInteger(one.item)) {
      shown[node] = { step: one.step, item: one.item, kept: true };
    }
  }
  return shown;
}

function parse(text: string | null): Partial<Kept> {
  try {
    return (JSON.parse(text ?? '{}') ?? {}) as Partial<Kept>;
  } catch {
    return {};
  }
}
