/** The record of an asset; asked for once, for it never changes, and together with others. */
import { useEffect, useState } from 'react';
import type { KodaApi } from '@/api/koda-api';
import { ApiProblem } from '@/api/problem';
import type { Asset } from '@/api/types';
import { useSession } from '@/sync/use-session';
import { gather } from './gather';

const MOST = 500;
const records = new Map<string, Promise<Asset>>();
const askers = new WeakMap<KodaApi, (id: string) => Promise<Asset>>();

/** Rejects with `ApiProblem`; a failure is not remembered. */
export function loadAsset(api: KodaApi, id: string): Promise<Asset> {
  const known = records.get(id);
  if (known) return known;
  const loading = askerOf(api)(id);
  records.set(id, loading);
  loading.catch(() => records.delete(id));
  const [oldest] = records.keys();
  if (records.size > MOST && oldest !== undefined) records.delete(oldest);
  return loading;
}

function askerOf(api: KodaApi): (id: string) => Promise<Asset> {
  let asker = askers.get(api);
  if (!asker) {
    asker = gather(
      async (ids) => new Map((await api.getAssets(ids)).map((asset) => [asset.id, asset])),
      missing,
    );
    askers.set(api, asker);
  }
  return asker;
}

function missing(id: string): ApiProblem {
  return new ApiProblem(404, {
    code: 'not_found',
    detail: 'There is no such asset.',
    remedy: '',
    retryable: false,
    fields: { asset: id },
  });
}

export type AssetState = { readonly asset: Asset | null; readonly problem: ApiProblem | null };

const LOADING: AssetState = { asset: null, problem: null };

/** None while it is on its way, or for no id. */
export function useAsset(id: string | null): AssetState {
  const { api } = useSession();
  const [found, setFound] = useState<AssetState & { id: string | null }>({ ...LOADING, id: null });
  useEffect(() => {
    if (id === null) return;
    let isWanted = true;
    const take = (state: AssetState): void => {
      if (isWanted) setFound({ ...state, id });
    };
    loadAsset(api, id).then(
      (asset) => take({ asset, problem: null }),
      (error: unknown) => {
        if (error instanceof ApiProblem) take({ asset: null, problem: error });
      },
    );
    return () => {
      isWanted = false;
    };
  }, [api, id]);
  return found.id === id ? found : LOADING;
}
