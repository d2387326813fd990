/** Puts a file into a node: uploads it, names it in the parameter, gives the card its ratio. */
import { useCallback, useState } from 'react';
import { ApiProblem } from '@/api/problem';
import type { Asset } from '@/api/types';
import type { NodeSpec } from '@/core/spec';
import type { Json } from '@/core/values';
import type { CanvasSession } from '@/sync/session';
import { useSession } from '@/sync/use-session';
import { uploadFile } from './upload';

const LEAST_HEIGHT = 100;
const MOST_HEIGHT = 640;
const AUDIO_HEIGHT = 120;

export type Upload = {
  /** From 0 to 1 while a file is on its way. */
  readonly fraction: number | null;
  readonly problem: ApiProblem | null;
  readonly start: (file: File) => void;
};

/** The files a media parameter takes, for a file dialog. */
export const ACCEPTED = 'image/*,video/*,audio/*';

export function useUpload(id: string, kind: NodeSpec, parameter: string): Upload {
  const session = useSession();
  const [fraction, setFraction] = useState<number | null>(null);
  const [problem, setProblem] = useState<ApiProblem | null>(null);
  const start = useCallback(
    (file: File) => {
      setFraction(0);
      setProblem(null);
      uploadFile(session, file, id, setFraction)
        .then((asset) => {
          if (asset.kind === 'file') throw notMedia(file);
          putAsset(session, id, kind, parameter, asset);
        })
        .catch((error: unknown) => {
          if (!(error instanceof ApiProblem)) throw error;
          setProblem(error);
        })
        .finally(() => setFraction(null));
    },
    [session, id, kind, parameter],
  );
  return { fraction, problem, start };
}

/** Make a node hold an asset, and its card as high as the picture is; one step to undo. */
export function putAsset(
  session: CanvasSession,
  id: string,
  kind: NodeSpec,
  parameter: string,
  asset: Asset,
): void {
  const { document } = session;
  const node = document.node(id);
  if (!node) return;
  const type = kind.outputs.find((output) => output.parameter === parameter)?.type_parameter;
  const values: Record<string, Json> = { [parameter]: asset.id };
  if (type) values[type] = asset.kind;
  document.step(() => {
    document.setParameters(id, values);
    if (kind.runs) return;
    const width = node.width ?? kind.width;
    document.resize(id, { x: node.x, y: node.y, width, height: heightFor(asset, width) });
  });
}

/** The height of a card of this width that shows the asset whole. */
export function heightFor(asset: Asset, width: number): number {
  if (asset.kind === 'audio') return AUDIO_HEIGHT;
  if (!asset.width || !asset.height) return width;
  const height = Math.round((width * asset.height) / asset.width);
  return Math.min(MOST_HEIGHT, Math.max(LEAST_HEIGHT, height));
}

function notMedia(file: File): ApiProblem {
  return new ApiProblem(415, {
    code: 'not_media',
    detail: `${file.name || 'This file'} is no picture, film or sound that Koda knows.`,
    remedy: 'Choose another file.',
    retryable: false,
    fields: {},
  });
}
