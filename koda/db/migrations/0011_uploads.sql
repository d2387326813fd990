-- Files on their way from a browser straight into the asset store, from their announcement until they
-- are swept. `asset` is the id that the file gets; `done_at` is when it got it. `hash` may be empty.
CREATE TABLE uploads (
  id TEXT PRIMARY KEY,
  owner TEXT NOT NULL,
  name TEXT NOT NULL,
  size INTEGER NOT NULL,
  mime TEXT NOT NULL,
  hash TEXT NOT NULL,
  canvas TEXT,
  node TEXT,
  asset TEXT NOT NULL,
  expires_at INTEGER NOT NULL,
  done_at INTEGER
) STRICT;
CREATE INDEX uploads_by_end ON uploads (expires_at);
