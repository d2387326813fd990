-- The library: what a person marks, what holds an asset, and what is on its way out.
-- `place` is the order of arrival; unlike a rowid it never changes, so words and pages hold on to it.
ALTER TABLE assets ADD COLUMN place INTEGER;
ALTER TABLE assets ADD COLUMN favourite_at INTEGER;
ALTER TABLE assets ADD COLUMN trashed_at INTEGER;
ALTER TABLE assets ADD COLUMN trashed_by TEXT CHECK (trashed_by IN ('person', 'sweep'));
ALTER TABLE assets ADD COLUMN unused_since INTEGER;
ALTER TABLE assets ADD COLUMN model TEXT
  GENERATED ALWAYS AS (json_extract(recipe, '$.model')) VIRTUAL;

UPDATE assets SET place = ranked.place FROM (
  SELECT id, row_number() OVER (ORDER BY created_at, id) AS place FROM assets
) AS ranked WHERE ranked.id = assets.id;

CREATE UNIQUE INDEX assets_by_place ON assets (place DESC);
CREATE INDEX assets_by_kind ON assets (kind, trashed_at, place DESC);
CREATE INDEX assets_by_model ON assets (model, trashed_at, place DESC) WHERE model IS NOT NULL;
CREATE INDEX assets_on_canvas ON assets (canvas, trashed_at, place DESC) WHERE canvas IS NOT NULL;
CREATE INDEX assets_liked ON assets (trashed_at, place DESC) WHERE favourite_at IS NOT NULL;
CREATE INDEX assets_trashed ON assets (trashed_at) WHERE trashed_at IS NOT NULL;
CREATE INDEX assets_unused ON assets (unused_since) WHERE unused_since IS NOT NULL;
-- Storage is counted from this index alone.
CREATE INDEX assets_by_content ON assets (hash, canvas, size, kind, trashed_at);
DROP INDEX assets_by_hash;

-- Words to search by; `rowid` is the asset's place.
CREATE VIRTUAL TABLE asset_words USING fts5 (
  name, prompt, tokenize = 'unicode61 remove_diacritics 2'
);
INSERT INTO asset_words (rowid, name, prompt)
  SELECT place, name, coalesce(json_extract(recipe, '$.prompt'), '') FROM assets;

-- What holds an asset. `how`: `canvas` (its document names it), `step` (a run took it or made it),
-- `recipe` (another asset was made from it), `preset`. Another table that names assets adds its
-- rows here by triggers of its own, under its own word.
CREATE TABLE asset_uses (
  asset TEXT NOT NULL,
  how TEXT NOT NULL,
  holder TEXT NOT NULL,
  PRIMARY KEY (asset, how, holder)
) STRICT, WITHOUT ROWID;

CREATE INDEX asset_uses_back ON asset_uses (how, holder);

-- Up to which seq a canvas's document has been read for `asset_uses`.
CREATE TABLE canvas_reads (
  canvas TEXT PRIMARY KEY REFERENCES canvases (id) ON DELETE CASCADE,
  seq INTEGER NOT NULL
) STRICT;

-- Bytes whose last record is gone. `going_at`: somebody removes them since then.
CREATE TABLE blob_removals (
  hash TEXT PRIMARY KEY,
  size INTEGER NOT NULL,
  going_at INTEGER
) STRICT;

INSERT OR IGNORE INTO asset_uses (asset, how, holder)
  SELECT found.value, 'step', steps.id FROM steps, json_tree(steps.inputs) AS found
  WHERE found.key = 'asset' AND found.type = 'text';
INSERT OR IGNORE INTO asset_uses (asset, how, holder)
  SELECT found.value, 'step', steps.id FROM steps, json_tree(steps.outputs) AS found
  WHERE found.key = 'asset' AND found.type = 'text';
INSERT OR IGNORE INTO asset_uses (asset, how, holder)
  SELECT found.value, 'recipe', assets.id FROM assets, json_each(assets.recipe, '$.inputs') AS found
  WHERE found.type = 'text';

CREATE TRIGGER assets_arrive AFTER INSERT ON assets BEGIN
  UPDATE assets SET place = (SELECT coalesce(max(place), 0) + 1 FROM assets) WHERE id = new.id;
  INSERT INTO asset_words (rowid, name, prompt)
    SELECT place, name, coalesce(json_extract(recipe, '$.prompt'), '') FROM assets
    WHERE id = new.id;
  INSERT OR IGNORE INTO asset_uses (asset, how, holder)
    SELECT found.value, 'recipe', new.id FROM json_each(new.recipe, '$.inputs') AS found
    WHERE found.type = 'text';
END;

CREATE TRIGGER assets_renamed AFTER UPDATE OF name ON assets BEGIN
  UPDATE asset_words SET name = new.name WHERE rowid = new.place;
END;

CREATE TRIGGER assets_gone AFTER DELETE ON assets BEGIN
  DELETE FROM asset_words WHERE rowid = old.place;
  DELETE FROM asset_uses WHERE how = 'recipe' AND holder = old.id;
  INSERT OR IGNORE INTO blob_removals (hash, size)
    SELECT old.hash, old.size WHERE NOT EXISTS (SELECT 1 FROM assets WHERE hash = old.hash);
END;

CREATE TRIGGER steps_begin AFTER INSERT ON steps
WHEN instr(new.inputs, '"asset"') OR instr(coalesce(new.outputs, ''), '"asset"') BEGIN
  INSERT OR IGNORE INTO asset_uses (asset, how, holder)
    SELECT found.value, 'step', new.id FROM json_tree(new.inputs) AS found
    WHERE found.key = 'asset' AND found.type = 'text';
  INSERT OR IGNORE INTO asset_uses (asset, how, holder)
    SELECT found.value, 'step', new.id FROM json_tree(new.outputs) AS found
    WHERE found.key = 'asset' AND found.type = 'text';
END;

CREATE TRIGGER steps_end AFTER UPDATE OF outputs ON steps
WHEN instr(coalesce(new.outputs, ''), '"asset"') BEGIN
  INSERT OR IGNORE INTO asset_uses (asset, how, holder)
    SELECT found.value, 'step', new.id FROM json_tree(new.outputs) AS found
    WHERE found.key = 'asset' AND found.type = 'text';
END;

CREATE TRIGGER steps_gone AFTER DELETE ON steps BEGIN
  DELETE FROM asset_uses WHERE how = 'step' AND holder = old.id;
END;

CREATE TRIGGER canvases_gone AFTER DELETE ON canvases BEGIN
  DELETE FROM asset_uses WHERE how = 'canvas' AND holder = old.id;
END;
