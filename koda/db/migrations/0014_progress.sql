-- How far steps are, for those who follow them from other processes; of now, so nothing refers to it.
CREATE TABLE step_progress (
  step TEXT PRIMARY KEY,
  canvas TEXT NOT NULL,
  progress TEXT NOT NULL,
  at INTEGER NOT NULL
) STRICT;

CREATE INDEX step_progress_by_canvas ON step_progress (canvas);
