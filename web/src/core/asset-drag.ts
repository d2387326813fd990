/** Assets on the way from the library to a canvas, as text of a type that only Koda reads. */

export const ASSETS_TYPE = 'application/x-koda-assets';
const MOST = 50;

/** As much of an asset as a node that shows it needs. */
export type DraggedAsset = {
  readonly id: string;
  readonly kind: 'image' | 'video' | 'audio' | 'file';
  readonly width: number | null;
  readonly height: number | null;
};

export function encodeAssets(assets: readonly DraggedAsset[]): string {
  const plain = assets
    .slice(0, MOST)
    .map(({ id, kind, width, height }) => ({ id, kind, width, height }));
  return JSON.stringify(plain);
}

/** Read what was dragged; whatever does not look like an asset is left out. */
export function decodeAssets(text: string): DraggedAsset[] {
  let raw: unknown;
  try {
    raw = JSON.parse(text);
  } catch {
    return [];
  }
  return Array.isArray(raw) ? raw.slice(0, MOST).flatMap(read) : [];
}

function read(raw: unknown): DraggedAsset[] {
  if (typeof raw !== 'object' || raw === null) return [];
  const { id, kind, width, height } = raw as Record<string, unknown>;
  if (typeof id !== 'string' || !/^[A-Za-z0-9][A-Za-z0-9_-]{0,79}$/.test(id)) return [];
  if (kind !== 'image' && kind !== 'video' && kind !== 'audio' && kind !== 'file') return [];
  return [{ id, kind, width: size(width), height: size(height) }];
}

const size = (raw: unknown): number | null =>
  typeof raw === 'number' && Number.isFinite(raw) && raw > 0 ? raw : null;
