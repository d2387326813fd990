/** The records of what went into a file, as far as they are still there. */
import { useEffect, useState } from 'react';
import { ApiProblem } from '@/api/problem';
import type { Asset } from '@/api/types';
import { useSession } from '@/sync/use-session';
import { loadAsset } from '../assets/use-asset';

const NONE: readonly Asset[] = [];

export function useInputs(ids: readonly string[]): readonly Asset[] {
  const { api } = useSession();
  const [found, setFound] = useState<readonly Asset[]>(NONE);
  useEffect(() => {
    let isWanted = true;
    setFound(NONE);
    const find = (id: string): Promise<Asset | null> =>
      loadAsset(api, id).catch((error: unknown) => {
        if (!(error instanceof ApiProblem)) throw error;
        return null;
      });
    void Promise.all([...new Set(ids)].map(find)).then((all) => {
      if (isWanted && all.length > 0) setFound(all.filter((one) => one !== null));
    });
    return () => {
      isWanted = false;
    };
  }, [api, ids]);
  return found;
}
