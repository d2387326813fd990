/** Sends a large file straight into the asset store, to an address that the server signs. */
import type { KodaApi } from '@/api/koda-api';
import { ApiProblem, readProblem, unreachable } from '@/api/problem';
import type { Asset } from '@/api/types';
import type { Place } from '@/api/upload';

const TRIES = 3;
const PAUSE_MS = 800;

type Target = { id: string; url: string; headers: Record<string, string> };

/** Send a file by PUT; gives the status, 0 where there was no answer. */
export type Put = (
  target: Target,
  file: File,
  onProgress: (fraction: number) => void,
) => Promise<number>;

/**
 * Upload a file past the server. Where the store takes nothing from browsers, or did not take this
 * one, it is sent `otherwise`: through the server. Rejects with `ApiProblem`.
 */
export async function uploadDirectly(
  api: KodaApi,
  file: File,
  place: Place,
  onProgress: (fraction: number) => void,
  otherwise: () => Promise<Asset>,
  { put = putFile, pause = PAUSE_MS }: { put?: Put; pause?: number } = {},
): Promise<Asset> {
  const { directUploadsAbove: above } = (await api.getConfig()).config.assets;
  if (above === null || file.size <= above) return otherwise();
  const target = await post<Target>(api, '/assets/uploads', {
    name: file.name,
    size: file.size,
    mime: /^[a-z0-9.+-]+\/[a-z0-9.+-]+$/.test(file.type) ? file.type : '',
    canvasId: place.canvas,
    nodeId: place.node ?? null,
  });
  for (let attempt = 0; attempt < TRIES; attempt += 1) {
    if (attempt > 0) await wait(pause * 2 ** attempt);
    const status = await put(target, file, onProgress);
    if (status >= 200 && status < 300) return await finish(api, target, pause);
    if (status >= 400 && status < 500) break; // the store will not take it the next time either
  }
  onProgress(0);
  return otherwise().catch((error: unknown) => {
    throw isTooLargeForHost(error) ? storeRefuses() : error;
  });
}

/** Whether the host refused before Koda saw it, as serverless hosts do above 4.5 MB. */
const isTooLargeForHost = (error: unknown): boolean =>
  error instanceof ApiProblem && error.status === 413 && error.code === 'http';

const storeRefuses = (): ApiProblem =>
  new ApiProblem(413, {
    code: 'storage.no_upload',
    detail: 'The asset store takes no files from this page.',
    remedy: 'Set the CORS policy of the bucket: `koda assets cors` prints it.',
    retryable: false,
    fields: {},
  });

/** Say that it was sent; asked again after a failure that may pass, which is the same asset. */
async function finish(api: KodaApi, target: Target, pause: number): Promise<Asset> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await post<Asset>(api, `/assets/uploads/${target.id}/done`, {});
    } catch (error) {
      if (!(error instanceof ApiProblem && error.passes) || attempt === TRIES) throw error;
      await wait(pause * 2 ** attempt);
    }
  }
}

async function post<T>(api: KodaApi, path: string, body: object): Promise<T> {
  const init = {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  };
  let response: Response;
  try {
    response = await fetch(api.url(path), init);
  } catch {
    throw unreachable();
  }
  if (!response.ok) throw await readProblem(response);
  return (await response.json()) as T;
}

const putFile: Put = (target, file, onProgress) =>
  new Promise((resolve) => {
    const request = new XMLHttpRequest();
    request.open('PUT', target.url);
    for (const [name, value] of Object.entries(target.headers))
      request.setRequestHeader(name, value);
    request.upload.onprogress = (event) => {
      if (event.lengthComputable) onProgress(event.loaded / event.total);
    };
    request.onerror = () => resolve(0);
    request.onload = () => resolve(request.status);
    request.send(file);
  });

const wait = (milliseconds: number): Promise<void> =>
  new Promise((go) => setTimeout(go, milliseconds));
