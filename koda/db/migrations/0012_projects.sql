-- Versions of animations' code, by the hash of what is in them; written once, never changed.
-- `content`: their JSON, compressed (zlib).
CREATE TABLE projects (
  id TEXT PRIMARY KEY,
  content BLOB NOT NULL,
  created_at INTEGER NOT NULL
) STRICT;
