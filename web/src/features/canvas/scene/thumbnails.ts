/** Small pictures of assets as bitmaps: fetched when first painted, a bounded number kept, the longest unused let go first. */

/** Sizes the server keeps, long side in pixels; a card's width on screen chooses. */
export const THUMBNAIL_SIZES = [64, 256] as const;
export type ThumbnailSize = (typeof THUMBNAIL_SIZES)[number];

const BYTES_PER_PIXEL = 4;
const KEPT_BYTES = 96 * 1024 * 1024;
const AT_ONCE = 6;
const RETRY_AFTER_MS = 15_000;

/** Fetch one thumbnail; rejects when there is none. */
export type LoadThumbnail = (asset: string, size: ThumbnailSize) => Promise<ImageBitmap>;

export async function fetchThumbnail(asset: string, size: ThumbnailSize): Promise<ImageBitmap> {
  const url = `/api/assets/${encodeURIComponent(asset)}/thumbnail?size=${size}`;
  const response = await fetch(url, { credentials: 'same-origin' });
  if (!response.ok) {
    throw new Error(`Thumbnail of ${asset}: ${response.status}`);
  }
  return createImageBitmap(await response.blob());
}

export function sizeFor(pixels: number): ThumbnailSize {
  return pixels <= 96 ? 64 : 256;
}

export class Thumbnails {
  readonly #load: LoadThumbnail;
  readonly #arrived: () => void;
  readonly #most: number;
  /** In order of use, the longest unused first. */
  readonly #kept = new Map<string, ImageBitmap>();
  readonly #loading = new Set<string>();
  readonly #failed = new Map<string, number>();
  #wanted: { key: string; asset: string; size: ThumbnailSize }[] = [];
  #bytes = 0;

  constructor(
    arrived: () => void,
    load: LoadThumbnail = fetchThumbnail,
    most: number = KEPT_BYTES,
  ) {
    this.#arrived = arrived;
    this.#load = load;
    this.#most = most;
  }

  get bytes(): number {
    return this.#bytes;
  }

  /** The bitmap at this size, or another kept size while this one is on its way. */
  get(asset: string, size: ThumbnailSize): ImageBitmap | undefined {
    const key = `${size}/${asset}`;
    const kept = this.#kept.get(key);
    if (kept !== undefined) {
      this.#kept.delete(key);
      this.#kept.set(key, kept);
      return kept;
    }
    this.#wanted.push({ key, asset, size });
    const other = THUMBNAIL_SIZES.find((one) => this.#kept.has(`${one}/${asset}`));
    return other === undefined ? undefined : this.#kept.get(`${other}/${asset}`);
  }

  /** Start loading what the picture just painted asked for; what only older pictures asked for is forgotten. */
  loadWanted(): void {
    const now = Date.now();
    while (this.#loading.size < AT_ONCE) {
      const next = this.#wanted.shift();
      if (next === undefined) {
        return;
      }
      const failed = this.#failed.get(next.key) ?? Number.NEGATIVE_INFINITY;
      if (!this.#loading.has(next.key) && now - failed > RETRY_AFTER_MS) {
        void this.#fetch(next.key, next.asset, next.size);
      }
    }
  }

  beginPicture(): void {
    this.#wanted = [];
  }

  async #fetch(key: string, asset: string, size: ThumbnailSize): Promise<void> {
    this.#loading.add(key);
    try {
      this.#keep(key, await this.#load(asset, size));
      this.#arrived();
    } catch {
      this.#failed.set(key, Date.now());
    } finally {
      this.#loading.delete(key);
      this.loadWanted();
    }
  }

  #keep(key: string, bitmap: ImageBitmap): void {
    this.#failed.delete(key);
    this.#kept.set(key, bitmap);
    this.#bytes += bytesOf(bitmap);
    for (const [oldest, unused] of this.#kept) {
      if (this.#bytes <= this.#most || oldest === key) {
        return;
      }
      this.#kept.delete(oldest);
      this.#bytes -= bytesOf(unused);
      unused.close();
    }
  }
}

function bytesOf(bitmap: ImageBitmap): number {
  return bitmap.width * bitmap.height * BYTES_PER_PIXEL;
}
