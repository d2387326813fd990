-- Share links: whoever has one reaches a single canvas. Secrets are kept as hashes only.
CREATE TABLE shares (
  id TEXT PRIMARY KEY,
  canvas TEXT NOT NULL REFERENCES canvases (id) ON DELETE CASCADE,
  secret_hash TEXT NOT NULL UNIQUE,
  name TEXT NOT NULL,
  access TEXT NOT NULL CHECK (access IN ('view', 'edit', 'run')),
  daily_limit INTEGER,
  made_at INTEGER NOT NULL,
  expires_at INTEGER,
  used_at INTEGER
) STRICT;

CREATE INDEX shares_by_canvas ON shares (canvas, made_at DESC);

-- Browsers that are signed in. `proof` changes with the password or token it was opened by.
CREATE TABLE sessions (
  id TEXT PRIMARY KEY,
  secret_hash TEXT NOT NULL UNIQUE,
  name TEXT NOT NULL,
  proof TEXT NOT NULL,
  share TEXT REFERENCES shares (id) ON DELETE CASCADE,
  made_at INTEGER NOT NULL,
  seen_at INTEGER NOT NULL,
  expires_at INTEGER NOT NULL,
  agent TEXT NOT NULL,
  address TEXT NOT NULL
) STRICT;

CREATE INDEX sessions_by_time ON sessions (seen_at DESC);
CREATE INDEX sessions_of_shares ON sessions (share) WHERE share IS NOT NULL;

-- Keys of programs.
CREATE TABLE api_keys (
  id TEXT PRIMARY KEY,
  secret_hash TEXT NOT NULL UNIQUE,
  name TEXT NOT NULL,
  scopes TEXT NOT NULL,
  daily_limit INTEGER,
  made_at INTEGER NOT NULL,
  expires_at INTEGER,
  used_at INTEGER
) STRICT;

-- Which key or share link started a run. It outlives the run: what was spent stays spent.
CREATE TABLE run_starters (
  run TEXT PRIMARY KEY,
  starter TEXT NOT NULL,
  price INTEGER NOT NULL,
  at INTEGER NOT NULL
) STRICT;

CREATE INDEX run_starters_by_starter ON run_starters (starter, at);

-- How often something happened in the present window of time; one row per thing that is counted.
CREATE TABLE access_counts (
  name TEXT PRIMARY KEY,
  slot INTEGER NOT NULL,
  count INTEGER NOT NULL
) STRICT;

-- Sign-ins that are under way at an identity provider; each is used once.
CREATE TABLE oidc_sign_ins (
  state_hash TEXT PRIMARY KEY,
  nonce TEXT NOT NULL,
  verifier TEXT NOT NULL,
  page TEXT NOT NULL,
  expires_at INTEGER NOT NULL
) STRICT;

-- What happened to the doors: who, what, from where, to what. Rows are only added, until they age.
CREATE TABLE audit (
  id TEXT PRIMARY KEY,
  at INTEGER NOT NULL,
  who TEXT NOT NULL,
  what TEXT NOT NULL,
  target TEXT NOT NULL,
  address TEXT NOT NULL
) STRICT;

CREATE INDEX audit_by_time ON audit (at);
