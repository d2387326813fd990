-- What a person keeps to use again: a piece of a prompt, a character, a look.
-- `assets`: a JSON list of asset ids, the preview first. `owner`: '' while an instance has one person.
CREATE TABLE presets (
  id TEXT PRIMARY KEY,
  owner TEXT NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('snippet', 'character', 'style')),
  name TEXT NOT NULL,
  words TEXT NOT NULL,
  assets TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL,
  deleted_at INTEGER
) STRICT;

CREATE INDEX presets_of ON presets (owner, kind, updated_at DESC);

-- What presets hold is not swept; a deleted preset holds on until it is gone for good.
CREATE TRIGGER presets_arrive AFTER INSERT ON presets BEGIN
  INSERT OR IGNORE INTO asset_uses (asset, how, holder)
    SELECT value, 'preset', new.id FROM json_each(new.assets);
END;

CREATE TRIGGER presets_changed AFTER UPDATE OF assets ON presets BEGIN
  DELETE FROM asset_uses WHERE how = 'preset' AND holder = old.id;
  INSERT OR IGNORE INTO asset_uses (asset, how, holder)
    SELECT value, 'preset', new.id FROM json_each(new.assets);
END;

CREATE TRIGGER presets_gone AFTER DELETE ON presets BEGIN
  DELETE FROM asset_uses WHERE how = 'preset' AND holder = old.id;
END;
