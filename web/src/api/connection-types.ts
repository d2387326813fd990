/** What the server tells of the services it is connected with, of storage, and of its check-up. */

export type ConnectionPart = 'media' | 'text' | 'records' | 'assets' | 'animation';

/** A service, and how this Koda stands with it; no part of it is a secret. */
export type Connection = {
  id: string;
  title: string;
  part: ConnectionPart;
  purpose: string;
  state: 'connected' | 'missing' | 'broken';
  source: 'environment' | 'stored' | 'none';
  message: string;
  /** The last four characters of the key in use. */
  hint: string;
  is_stored: boolean;
  stored_at: number | null;
  missing: string[];
  steps: string[];
  link: string;
  link_title: string;
  takes_key: boolean;
  can_test: boolean;
};

/** What a service said when it was asked. */
export type Tested = {
  id: string;
  outcome: 'ok' | 'refused' | 'unreachable' | 'failed';
  message: string;
  remedy: string;
  asked: string;
  milliseconds: number;
};

type Space = { value: string; title: string; files: number; size: number };

/** Bytes by what they are for; null where a place does not tell. */
export type StorageReport = {
  files: number;
  size: number;
  kinds: Space[];
  trash: Space;
  previews: Space | null;
  database: number | null;
  work: number;
  canvases: Space[];
  counts: Record<string, number>;
};

/** What a check-up would do; `price` in micro-dollars, null if nobody says. */
export type CheckUpPlan = {
  checks: { id: string; title: string }[];
  model: string;
  title: string;
  is_offline: boolean;
  price: number | null;
};

export type Finding = {
  id: string;
  title: string;
  state: 'ok' | 'failed' | 'skipped';
  message: string;
  remedy: string;
  seconds: number;
};
