/** Sends a file to the library with its progress; `fetch` cannot tell how far it is. */
import { type ApiProblem, readProblem, unreachable } from '@/api/problem';
import type { Asset } from '@/api/types';
import type { CanvasSession } from '@/sync/session';

/**
 * Upload a file for a node; rejects with `ApiProblem`.
 *
 * `onProgress` gets the sent share from 0 to 1.
 */
export function uploadFile(
  session: CanvasSession,
  file: File,
  node: string,
  onProgress: (fraction: number) => void,
): Promise<Asset> {
  const form = new FormData();
  form.set('file', file);
  form.set('canvasId', session.id);
  form.set('nodeId', node);
  return new Promise((resolve, reject: (problem: ApiProblem) => void) => {
    const request = new XMLHttpRequest();
    request.open('POST', session.api.url('/assets/upload'));
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
