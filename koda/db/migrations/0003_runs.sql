-- Runs: what was asked for. `open` counts steps that have not ended; `version` is the fence.
CREATE TABLE runs (
  id TEXT PRIMARY KEY,
  canvas TEXT NOT NULL REFERENCES canvases (id) ON DELETE CASCADE,
  key TEXT NOT NULL,
  seq INTEGER NOT NULL,
  mode TEXT NOT NULL,
  targets TEXT NOT NULL,
  state TEXT NOT NULL,
  version INTEGER NOT NULL,
  total INTEGER NOT NULL,
  open INTEGER NOT NULL,
  done INTEGER NOT NULL,
  cached INTEGER NOT NULL,
  failed INTEGER NOT NULL,
  price INTEGER NOT NULL,
  cost INTEGER NOT NULL,
  ceiling INTEGER,
  created_at INTEGER NOT NULL,
  ended_at INTEGER,
  UNIQUE (canvas, key)
) STRICT;

CREATE INDEX runs_by_canvas ON runs (canvas, created_at DESC);

-- Steps: one node of a run each. Everything it needs to run is in the row.
CREATE TABLE steps (
  id TEXT PRIMARY KEY,
  run TEXT NOT NULL REFERENCES runs (id) ON DELETE CASCADE,
  canvas TEXT NOT NULL,
  node TEXT NOT NULL,
  kind TEXT NOT NULL,
  title TEXT NOT NULL,
  place INTEGER NOT NULL,
  state TEXT NOT NULL,
  version INTEGER NOT NULL,
  attempt INTEGER NOT NULL,
  starts INTEGER NOT NULL,
  cached INTEGER NOT NULL,
  fresh INTEGER NOT NULL,
  why TEXT,
  model TEXT,
  model_key TEXT NOT NULL,
  seed INTEGER,
  parameters TEXT NOT NULL,
  kept TEXT NOT NULL,
  inputs TEXT NOT NULL,
  own_key TEXT NOT NULL,
  key TEXT,
  outputs TEXT,
  failure TEXT,
  question TEXT,
  price INTEGER NOT NULL,
  cost INTEGER NOT NULL,
  claim TEXT,
  lease_until INTEGER,
  created_at INTEGER NOT NULL,
  started_at INTEGER,
  ended_at INTEGER
) STRICT;

CREATE INDEX steps_by_run ON steps (run, place);
CREATE INDEX steps_by_node ON steps (canvas, node, created_at DESC);
CREATE INDEX steps_ready ON steps (state, created_at, place) WHERE state IN ('ready', 'running');
CREATE INDEX steps_claimed ON steps (claim) WHERE claim IS NOT NULL;

CREATE TABLE step_needs (
  step TEXT NOT NULL REFERENCES steps (id) ON DELETE CASCADE,
  needs TEXT NOT NULL,
  PRIMARY KEY (step, needs)
) STRICT;

CREATE INDEX step_needs_back ON step_needs (needs);

-- Every change of a run or step, in the order of its canvas. One row per (subject, version): two
-- workers that both believe they hold a step cannot both advance it.
CREATE TABLE run_events (
  canvas TEXT NOT NULL REFERENCES canvases (id) ON DELETE CASCADE,
  number INTEGER NOT NULL,
  subject TEXT NOT NULL,
  version INTEGER NOT NULL,
  state TEXT NOT NULL,
  at INTEGER NOT NULL,
  PRIMARY KEY (canvas, number),
  UNIQUE (subject, version)
) STRICT;

-- The newest step of a node, and the newest with a result.
CREATE TABLE node_heads (
  canvas TEXT NOT NULL REFERENCES canvases (id) ON DELETE CASCADE,
  node TEXT NOT NULL,
  newest TEXT NOT NULL,
  shown TEXT,
  PRIMARY KEY (canvas, node)
) STRICT;

-- Requests to providers. A row is there before the request is sent: an `intent` that is found later
-- may have been bought, and is looked for before anything is bought again.
CREATE TABLE jobs (
  token TEXT PRIMARY KEY,
  step TEXT NOT NULL REFERENCES steps (id) ON DELETE CASCADE,
  name TEXT NOT NULL,
  attempt INTEGER NOT NULL,
  provider TEXT NOT NULL,
  model TEXT NOT NULL,
  endpoint TEXT NOT NULL,
  body TEXT NOT NULL,
  recipe TEXT NOT NULL,
  state TEXT NOT NULL,
  request_id TEXT,
  provider_state TEXT NOT NULL,
  outputs TEXT,
  failure TEXT,
  price INTEGER,
  cost INTEGER NOT NULL,
  looks INTEGER NOT NULL,
  next_at INTEGER,
  claim TEXT,
  lease_until INTEGER,
  created_at INTEGER NOT NULL,
  accepted_at INTEGER,
  ended_at INTEGER,
  UNIQUE (step, name, attempt),
  UNIQUE (provider, request_id)
) STRICT;

CREATE INDEX jobs_due ON jobs (next_at) WHERE next_at IS NOT NULL;

-- What a step has done once and must not do again: checkpoints, and answers of a person.
CREATE TABLE step_memory (
  step TEXT NOT NULL REFERENCES steps (id) ON DELETE CASCADE,
  name TEXT NOT NULL,
  value TEXT NOT NULL,
  at INTEGER NOT NULL,
  PRIMARY KEY (step, name)
) STRICT;

-- Results by cache key, shared by all canvases.
CREATE TABLE results (
  key TEXT PRIMARY KEY,
  kind TEXT NOT NULL,
  outputs TEXT NOT NULL,
  cost INTEGER NOT NULL,
  step TEXT NOT NULL,
  created_at INTEGER NOT NULL
) STRICT;
