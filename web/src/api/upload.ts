/** Sends a file to the library with its progress; `fetch` cannot tell how far it is. */

import type { KodaApi } from '@/api/koda-api';
import { type ApiProblem, readProblem, unreachable } from '@/api/problem';
import type { Asset } from '@/api/types';
import { patiently } from '@/lib/patiently';

export type Place = { canvas: string; node?: string };

/** Files above it may go past the server; see `api/direct-upload.ts`. */
const LARGE = 4 * 1024 * 1024;

/**
 * Upload a file for a canvas; rejects with `ApiProblem`.
 *
 * `onProgress` gets the sent share from 0 to 1.
 */
export async function uploadFile(
  api: KodaApi,
  file: File,
  place: Place,
  onProgress: (fraction: number) => void,
): Promise<Asset> {
  const throughServer = () => uploadThroughServer(api, file, place, onProgress);
  if (file.size <= LARGE) return throughServer();
  const { uploadDirectly } = await patiently(() => import('@/api/direct-upload'));
  return uploadDirectly(api, file, place, onProgress, throughServer);
}

function uploadThroughServer(
  api: KodaApi,
  file: File,
  place: Place,
  onProgress: (fraction: number) => void,
): Promise<Asset> {
  const form = new FormData();
  form.set('file', file);
  form.set('canvasId', place.canvas);
  if (place.node) form.set('nodeId', place.node);
  return new Promise((resolve, reject: (problem: ApiProblem) => void) => {
    const request = new XMLHttpRequest();
    request.open('POST', api.url('/assets/upload'));
    request.upload.onprogress = (event) => {
      if (event.lengthComputable) onProgress(event.loaded / event.total);
    };
    request.onerror = () => reject(unreachable());
    request.onload = () => {
      const response = new Response(request.responseText, { status: request.status || 502 });
      if (!response.ok) {
        void readProblem(response).then(reject);
        return;
      }
      response.json().then(
        (body: { asset: Asset }) => resolve(body.asset),
        () => reject(unreachable()),
      );
    };
    request.send(form);
  });
}
