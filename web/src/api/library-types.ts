/** The shapes of the asset library (`docs/spec/http.md`). */
import type { Asset } from '@/api/types';

/** An asset as a list shows it; its recipe is asked for by id. Times are Unix milliseconds. */
export type LibraryItem = Pick<
  Asset,
  | 'id'
  | 'hash'
  | 'kind'
  | 'mime'
  | 'size'
  | 'name'
  | 'width'
  | 'height'
  | 'duration'
  | 'color'
  | 'placeholder'
  | 'origin'
  | 'canvas'
  | 'created_at'
> & {
  model: string | null;
  /** Its beginning. */
  prompt: string | null;
  favourite: boolean;
  trashed_at: number | null;
  trashed_by: string | null;
  /** When it leaves the trash for good. */
  leaves_at: number | null;
};

/** What to list; all that is set must hold. */
export type LibraryFilter = {
  search?: string;
  kind?: Asset['kind'];
  model?: string;
  canvas?: string;
  origin?: Asset['origin'];
  favourite?: boolean;
  since?: number;
  until?: number;
  trashed?: boolean;
};

export type LibraryPage = { items: LibraryItem[]; next: number | null };

export type Counted = { value: string; title: string; count: number };

export type Facets = {
  kinds: Counted[];
  models: Counted[];
  canvases: Counted[];
  favourites: number;
  trashed: number;
};

/** Files of one sort and their bytes. */
export type Space = { value: string; title: string; files: number; size: number };

export type StorageAnswer = {
  storage: { files: number; size: number; trash: Space; kinds: Space[]; canvases: Space[] };
  collect: boolean;
  unused_days: number;
  trash_days: number;
};

export type Uses = {
  canvases: { id: string; name: string; trashed: boolean }[];
  made_from_it: number;
  presets: number;
  running: boolean;
};

/** What a sweep did or would do. */
export type Collected = {
  unused: number;
  trashed: number;
  trashed_bytes: number;
  rescued: number;
  removed: number;
  freed: number;
  complete: boolean;
};
