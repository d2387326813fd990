/** What home shows: everything, what a search finds, or the trash. It is the address, so Back works. */
import { useCallback, useMemo } from 'react';
import { useSearchParams } from 'wouter';

export type HomeView = {
  readonly query: string;
  readonly isTrash: boolean;
  readonly search: (query: string) => void;
};

export const TRASH_ADDRESS = '/?trash=1';

export function useHomeView(): HomeView {
  const [params, setParams] = useSearchParams();
  const query = params.get('q') ?? '';
  const isTrash = params.has('trash');
  const search = useCallback(
    (next: string) => {
      setParams(
        (now) => {
          if (next === '') now.delete('q');
          else now.set('q', next);
          return now;
        },
        { replace: true },
      );
    },
    [setParams],
  );
  return useMemo(() => ({ query, isTrash, search }), [query, isTrash, search]);
}
