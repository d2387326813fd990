-- Media files: one row each; the bytes are in the blob store under the hash.
CREATE TABLE assets (
  id TEXT PRIMARY KEY,
  hash TEXT NOT NULL,
  kind TEXT NOT NULL,
  mime TEXT NOT NULL,
  size INTEGER NOT NULL,
  name TEXT NOT NULL,
  width INTEGER,
  height INTEGER,
  duration REAL,
  color TEXT,
  placeholder TEXT,
  origin TEXT NOT NULL,
  canvas TEXT,
  node TEXT,
  run TEXT,
  step TEXT,
  recipe TEXT,
  created_at INTEGER NOT NULL
) STRICT;

CREATE INDEX assets_by_time ON assets (created_at DESC, id DESC);
CREATE INDEX assets_by_canvas ON assets (canvas, created_at DESC);
CREATE INDEX assets_by_hash ON assets (hash);
