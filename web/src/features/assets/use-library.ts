/** The library that a filter lists, asked again when the person comes back and while the server is away. */
import { useCallback, useEffect, useMemo, useSyncExternalStore } from 'react';
import { api } from '@/api/koda-api';
import type { LibraryFilter } from '@/api/library-types';
import { Library, type LibraryState } from './library';

const AWAY_MS = 5_000;

/**
 * `filter` is the same object while it says the same; a `pulse` that changes is a reason to ask
 * again.
 */
export function useLibrary(
  filter: LibraryFilter,
  pulse: number,
): { library: Library; state: LibraryState } {
  const library = useMemo(() => new Library(api, filter), [filter]);
  const watch = useCallback((listener: () => void) => library.watch(listener), [library]);
  const state = useSyncExternalStore(watch, () => library.state);
  useEffect(() => {
    const load = (): void => void library.load();
    const onVisible = (): void => {
      if (document.visibilityState === 'visible') load();
    };
    load();
    window.addEventListener('focus', load);
    document.addEventListener('visibilitychange', onVisible);
    return () => {
      window.removeEventListener('focus', load);
      document.removeEventListener('visibilitychange', onVisible);
    };
  }, [library]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: asked again for each pulse
  useEffect(() => {
    if (library.state.items) void library.load();
  }, [library, pulse]);
  const isAway = state.problem?.passes === true;
  useEffect(() => {
    if (!isAway) return;
    const timer = setInterval(() => void library.load(), AWAY_MS);
    return () => clearInterval(timer);
  }, [isAway, library]);
  return { library, state };
}
