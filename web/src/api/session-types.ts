/** What the server tells of who calls, of sessions, keys, shared links and the log. */

/** What a caller may do on a canvas, the least first. */
export type AccessLevel = 'view' | 'edit' | 'run' | 'owner';

export type CallerKind = 'owner' | 'share' | 'key' | 'open';

export type WayIn = 'token' | 'password' | 'oidc';

/** Who calls. Nobody who is known: `signed_in` is false, and `ways` are the ways in. */
export type SessionAnswer = {
  signed_in: boolean;
  caller: { kind: CallerKind; name: string } | null;
  access: AccessLevel | null;
  /** The only canvas that a shared link opens. */
  canvas: string | null;
  ways: WayIn[];
  oidc: { title: string } | null;
};

/** A link to one canvas as its owner sees it; money in micro-dollars, times in Unix milliseconds. */
export type Share = {
  id: string;
  canvas: string;
  name: string;
  access: 'view' | 'edit' | 'run';
  daily_limit: number | null;
  made_at: number;
  expires_at: number | null;
  used_at: number | null;
  /** What its runs have cost since midnight (UTC). */
  spent_today: number;
};

export type ShareDraft = Pick<Share, 'name' | 'access' | 'daily_limit' | 'expires_at'>;

/** A browser that is signed in as the owner; times in Unix milliseconds. */
export type SessionCard = {
  id: string;
  /** What it came in by: `Password`, `Access token`, a name of the identity provider. */
  name: string;
  made_at: number;
  seen_at: number;
  /** What the browser says of itself. */
  agent: string;
  address: string;
  /** The one that asks. */
  current: boolean;
};

/** What a key may do; `edit` and `run` read, too. */
export type KeyScope = 'read' | 'edit' | 'run' | 'admin';

/** A program's key without its secret; money in micro-dollars, times in Unix milliseconds. */
export type KeyCard = {
  id: string;
  name: string;
  scopes: KeyScope[];
  daily_limit: number | null;
  made_at: number;
  expires_at: number | null;
  used_at: number | null;
  spent_today: number;
};

export type KeyDraft = Pick<KeyCard, 'name' | 'scopes' | 'daily_limit' | 'expires_at'>;

/** One thing that happened to the doors: who did what to what, when and from where. */
export type AuditNote = {
  id: string;
  at: number;
  who: string;
  what: string;
  target: string;
  address: string;
  name: string;
  agent: string;
};

export type AuditPage = { notes: AuditNote[]; next: string | null };
