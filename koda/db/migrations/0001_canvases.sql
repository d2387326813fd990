-- Canvases: the log of updates is the truth; a snapshot folds its beginning.
CREATE TABLE canvases (
  id TEXT PRIMARY KEY,
  name TEXT NOT NULL,
  node_count INTEGER NOT NULL,
  head_seq INTEGER NOT NULL,
  snapshot_seq INTEGER NOT NULL,
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL,
  deleted_at INTEGER
) STRICT;

CREATE INDEX canvases_by_time ON canvases (updated_at DESC);

-- One row per accepted update. After compaction the payload is empty and the key still known.
CREATE TABLE canvas_updates (
  canvas TEXT NOT NULL REFERENCES canvases (id) ON DELETE CASCADE,
  seq INTEGER NOT NULL,
  key TEXT NOT NULL,
  author TEXT NOT NULL,
  payload BLOB NOT NULL,
  created_at INTEGER NOT NULL,
  PRIMARY KEY (canvas, seq),
  UNIQUE (canvas, key)
) STRICT;

-- The document up to `seq`, compressed, in parts that fit into one bound value.
CREATE TABLE canvas_snapshots (
  canvas TEXT NOT NULL REFERENCES canvases (id) ON DELETE CASCADE,
  seq INTEGER NOT NULL,
  part INTEGER NOT NULL,
  payload BLOB NOT NULL,
  PRIMARY KEY (canvas, seq, part)
) STRICT;
