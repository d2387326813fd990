/** How loud a sound is along its time; asked for once, for it never changes. */
import { useEffect, useState } from 'react';
import type { KodaApi } from '@/api/koda-api';
import { ApiProblem } from '@/api/problem';
import { useSession } from '@/sync/use-session';

const MOST = 300;
const known = new Map<string, Promise<readonly number[]>>();

function loadPeaks(api: KodaApi, asset: string): Promise<readonly number[]> {
  const before = known.get(asset);
  if (before) return before;
  const loading = api.getPeaks(asset);
  known.set(asset, loading);
  loading.catch(() => known.delete(asset));
  const [oldest] = known.keys();
  if (known.size > MOST && oldest !== undefined) known.delete(oldest);
  return loading;
}

/** None while they are on their way; none at all (an empty list) where there is no sound to be seen. */
export function usePeaks(asset: string): readonly number[] | null {
  const { api } = useSession();
  const [found, setFound] = useState<{ asset: string; peaks: readonly number[] } | null>(null);
  useEffect(() => {
    let isWanted = true;
    loadPeaks(api, asset).then(
      (peaks) => isWanted && setFound({ asset, peaks }),
      (error: unknown) => {
        if (!(error instanceof ApiProblem)) throw error;
        if (isWanted) setFound({ asset, peaks: [] });
      },
    );
    return () => {
      isWanted = false;
    };
  }, [api, asset]);
  return found?.asset === asset ? found.peaks : null;
}
