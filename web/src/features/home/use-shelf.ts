/** A shelf that is asked again when the person comes back, and while the server is away. */
import { useCallback, useEffect, useMemo, useSyncExternalStore } from 'react';
import { api } from '@/api/koda-api';
import { Shelf, type ShelfState } from './shelf';

const AWAY_MS = 5_000;

export function useShelf(isTrash: boolean): { shelf: Shelf; state: ShelfState } {
  const shelf = useMemo(() => new Shelf(api, isTrash), [isTrash]);
  const watch = useCallback((listener: () => void) => shelf.watch(listener), [shelf]);
  const state = useSyncExternalStore(watch, () => shelf.state);
  useEffect(() => {
    const load = (): void => void shelf.load();
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
  }, [shelf]);
  const isAway = state.problem?.passes === true;
  useEffect(() => {
    if (!isAway) return;
    const timer = setInterval(() => void shelf.load(), AWAY_MS);
    return () => clearInterval(timer);
  }, [isAway, shelf]);
  return { shelf, state };
}
