/** The catalog, asked for once; the last one is kept so that a canvas opens without the server. */
import type { KodaApi } from '@/api/koda-api';
import { ApiProblem } from '@/api/problem';
import type { CatalogResponse } from '@/api/types';

const KEY = 'koda.catalog';
let loading: Promise<CatalogResponse> | null = null;

/** Throws `ApiProblem` if the server is away and none was kept. */
export function loadCatalog(api: KodaApi): Promise<CatalogResponse> {
  loading ??= load(api).catch((error: unknown) => {
    loading = null;
    throw error;
  });
  return loading;
}

async function load(api: KodaApi): Promise<CatalogResponse> {
  try {
    const catalog = await api.getCatalog();
    keepCatalog(catalog);
    return catalog;
  } catch (error) {
    const kept = error instanceof ApiProblem && error.passes ? recall() : null;
    if (!kept) throw error;
    // The kept one serves until the server is back: it is asked again by the next canvas.
    loading = null;
    return kept;
  }
}

/** Say that keys of services have come or gone: the next canvas asks anew, other tabs do at once. */
export function catalogChanged(): void {
  loading = null;
  const channel = new BroadcastChannel(KEY);
  channel.postMessage(null);
  channel.close();
}

/** Calls back when another tab says so; gives what ends it. */
export function watchCatalog(renew: () => void): () => void {
  const channel = new BroadcastChannel(KEY);
  channel.onmessage = () => {
    loading = null;
    renew();
  };
  return () => channel.close();
}

/** Keep a catalog for when the server is away. */
export function keepCatalog(catalog: CatalogResponse): void {
  try {
    localStorage.setItem(KEY, JSON.stringify(catalog));
  } catch {
    // A full or closed store only means that nothing opens without the server.
  }
}

function recall(): CatalogResponse | null {
  try {
    return JSON.parse(localStorage.getItem(KEY) ?? 'null') as CatalogResponse | null;
  } catch {
    return null;
  }
}
