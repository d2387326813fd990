-- Endpoints of fal.ai that somebody added: each with the document its node is made of.
CREATE TABLE endpoints (
  id TEXT PRIMARY KEY,
  version INTEGER NOT NULL,
  title TEXT NOT NULL,
  category TEXT NOT NULL,
  thumbnail TEXT NOT NULL,
  price TEXT,
  document TEXT NOT NULL,
  added_at INTEGER NOT NULL,
  refreshed_at INTEGER NOT NULL,
  removed_at INTEGER
) STRICT;
