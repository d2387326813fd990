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
CREATE FUNCTION presets_hold() RETURNS TRIGGER LANGUAGE plpgsql AS $body$
BEGIN
  DELETE FROM asset_uses WHERE how = 'preset' AND holder = new.id;
  INSERT INTO asset_uses (asset, how, holder)
    SELECT DISTINCT found.value, 'preset', new.id FROM json_each(new.assets) AS found;
  RETURN NULL;
END $body$;

CREATE TRIGGER presets_hold AFTER INSERT OR UPDATE OF assets ON presets
FOR EACH ROW EXECUTE FUNCTION presets_hold();

CREATE TRIGGER presets_gone AFTER DELETE ON presets
FOR EACH ROW EXECUTE FUNCTION holder_gone('preset');
