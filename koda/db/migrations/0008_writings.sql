-- Requests to language models. A row is there before the request is sent; `open` and claimed by
-- nobody means that its writer is gone. `broken`: it broke off, and the next attempt goes on where
-- it stopped. `refused`: nothing was taken, it is sent again.
CREATE TABLE writings (
  id TEXT PRIMARY KEY,
  step TEXT NOT NULL REFERENCES steps (id) ON DELETE CASCADE,
  name TEXT NOT NULL,
  attempt INTEGER NOT NULL,
  model TEXT NOT NULL,
  request TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('open', 'done', 'failed', 'broken', 'refused')),
  answer TEXT,
  failure TEXT,
  input_tokens INTEGER NOT NULL,
  output_tokens INTEGER NOT NULL,
  cache_read_tokens INTEGER NOT NULL,
  cache_write_tokens INTEGER NOT NULL,
  cost INTEGER NOT NULL,
  request_id TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  ended_at INTEGER,
  UNIQUE (step, name, attempt)
) STRICT;

-- What was thought and said in a step, piece by piece. The numbers of a step have no gaps: two
-- workers that both believe they hold it cannot both write on.
CREATE TABLE transcripts (
  step TEXT NOT NULL REFERENCES steps (id) ON DELETE CASCADE,
  number INTEGER NOT NULL,
  name TEXT NOT NULL,
  kind TEXT NOT NULL,
  text TEXT NOT NULL,
  at INTEGER NOT NULL,
  PRIMARY KEY (step, number)
) STRICT;

CREATE INDEX writings_open ON writings (step) WHERE state = 'open';
