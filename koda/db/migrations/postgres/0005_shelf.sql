-- The library: what a person marks, what holds an asset, and what is on its way out.

-- SQLite's functions that Koda's statements call, as far as they call them. What JSON may write and
-- PostgreSQL cannot keep is replaced: U+0000 as the adapter writes it, half a character by U+FFFD.
CREATE FUNCTION koda_json(given TEXT) RETURNS JSONB
LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE AS $body$
DECLARE mended TEXT;
BEGIN
  RETURN given::jsonb;
EXCEPTION WHEN data_exception THEN
  mended := regexp_replace(given, '(?<!\\)((?:\\\\)*)\\u0000', '\1' || U&'\FDD0' || '.', 'gi');
  mended := regexp_replace(mended, '\\ud[89ab][0-9a-f]{2}(?!\\ud[c-f])', U&'\FFFD', 'gi');
  mended := regexp_replace(
    mended, '(?<!\\ud[89ab][0-9a-f]{2})\\ud[c-f][0-9a-f]{2}', U&'\FFFD', 'gi'
  );
  BEGIN
    RETURN mended::jsonb;
  EXCEPTION WHEN data_exception THEN
    RETURN NULL;
  END;
END $body$;

CREATE FUNCTION json_extract(given TEXT, path TEXT) RETURNS TEXT
LANGUAGE sql IMMUTABLE PARALLEL SAFE SET search_path FROM CURRENT AS $body$
  SELECT koda_json(given) #>> string_to_array(substr(path, 3), '.')
$body$;

CREATE FUNCTION json_each(given TEXT) RETURNS TABLE (key BIGINT, value TEXT)
LANGUAGE sql IMMUTABLE PARALLEL SAFE ROWS 100 AS $body$
  SELECT found.place - 1, found.item #>> '{}' FROM jsonb_array_elements(
    CASE WHEN jsonb_typeof(koda_json(given)) = 'array' THEN koda_json(given) ELSE '[]' END
  ) WITH ORDINALITY AS found (item, place)
$body$;

CREATE FUNCTION koda_list(items TEXT[]) RETURNS TEXT
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $body$ SELECT array_to_json(items)::text $body$;

CREATE AGGREGATE json_group_array (TEXT) (
  SFUNC = array_append, STYPE = TEXT[], INITCOND = '{}', FINALFUNC = koda_list
);

-- The texts under the key `asset`, wherever they are in a value.
CREATE FUNCTION koda_assets(given TEXT) RETURNS TABLE (asset TEXT)
LANGUAGE sql IMMUTABLE PARALLEL SAFE ROWS 10 AS $body$
  SELECT DISTINCT found #>> '{}' FROM jsonb_path_query(koda_json(given), '$.**.asset') AS found
  WHERE jsonb_typeof(found) = 'string'
$body$;

-- The texts of a recipe's list of inputs.
CREATE FUNCTION koda_inputs(recipe TEXT) RETURNS TABLE (asset TEXT)
LANGUAGE sql IMMUTABLE PARALLEL SAFE ROWS 10 AS $body$
  SELECT DISTINCT found #>> '{}' FROM jsonb_path_query(koda_json(recipe), '$.inputs[*]') AS found
  WHERE jsonb_typeof(found) = 'string'
$body$;

-- `place` is the order of arrival; words and pages hold on to it.
ALTER TABLE assets ADD COLUMN place INTEGER;
ALTER TABLE assets ADD COLUMN favourite_at INTEGER;
ALTER TABLE assets ADD COLUMN trashed_at INTEGER;
ALTER TABLE assets ADD COLUMN trashed_by TEXT CHECK (trashed_by IN ('person', 'sweep'));
ALTER TABLE assets ADD COLUMN unused_since INTEGER;
ALTER TABLE assets ADD COLUMN model TEXT
  GENERATED ALWAYS AS (json_extract(recipe, '$.model')) STORED;

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

-- Words to search by, folded as SQLite's index does it: lower case, without accents, letters and
-- digits of any script between single spaces. The collation only says what is a letter.
DO $do$
DECLARE letters TEXT := coalesce((
  SELECT format('%I.%I', space.nspname, known.collname)
  FROM pg_collation known JOIN pg_namespace space ON space.oid = known.collnamespace
  WHERE known.collname IN ('und-x-icu', 'pg_c_utf8', 'C.UTF-8', 'C.utf8')
    AND known.collencoding IN (-1, pg_char_to_encoding('UTF8'))
  ORDER BY array_position(ARRAY['und-x-icu', 'pg_c_utf8'], known.collname::text) NULLS LAST LIMIT 1
), 'pg_catalog."default"');
BEGIN
  EXECUTE format(
    $make$
      CREATE FUNCTION koda_fold(given TEXT) RETURNS TEXT
      LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $body$
        SELECT regexp_replace(' ' || normalize(regexp_replace(
          normalize(lower(given COLLATE %1$s), NFD), U&'[\0300-\036F]', '', 'g'
        ), NFC) COLLATE %1$s || ' ', '[^[:alnum:]]+', ' ', 'g')
      $body$
    $make$,
    letters
  );
END $do$;

CREATE FUNCTION koda_words(folded TEXT) RETURNS TSVECTOR
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $body$
  SELECT array_to_tsvector(ARRAY(
    SELECT DISTINCT left(word, 250) FROM unnest(string_to_array(left(folded, 200000), ' ')) AS word
    WHERE word <> ''
  ))
$body$;

-- `rowid` is the asset's place. `folded` keeps the words of name and prompt apart.
CREATE TABLE asset_words (
  rowid BIGINT PRIMARY KEY,
  name TEXT COLLATE "C" NOT NULL,
  prompt TEXT COLLATE "C" NOT NULL,
  folded TEXT COLLATE "C"
    GENERATED ALWAYS AS (koda_fold(name) || '|' || koda_fold(prompt)) STORED,
  words TSVECTOR GENERATED ALWAYS AS (koda_words(koda_fold(name) || koda_fold(prompt))) STORED
);
CREATE INDEX asset_words_found ON asset_words USING gin (words);

-- Each `"word"*` of a search, folded; a word may fall into several there.
CREATE FUNCTION koda_phrases(search TEXT) RETURNS TEXT[]
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $body$
  SELECT ARRAY(
    SELECT trim(koda_fold(found[1])) FROM regexp_matches(search, '"([^"]*)"\*', 'g') AS found
    WHERE trim(koda_fold(found[1])) <> ''
  )
$body$;

CREATE FUNCTION koda_query(phrases TEXT[]) RETURNS TSQUERY
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $body$
  SELECT coalesce(string_agg(
    '''' || replace(left(phrase, 250), ' ', ''' & ''') || ''':*', ' & '
  ), '')::tsquery FROM unnest(phrases) AS phrase
$body$;

CREATE FUNCTION koda_patterns(phrases TEXT[]) RETURNS TEXT[]
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $body$
  SELECT ARRAY(SELECT '% ' || phrase || '%' FROM unnest(phrases) AS phrase)
$body$;

-- What has every word of a search: called as SQLite calls its index.
CREATE FUNCTION asset_words(search TEXT) RETURNS TABLE (rowid BIGINT, name TEXT, prompt TEXT)
LANGUAGE sql STABLE PARALLEL SAFE AS $body$
  SELECT found.rowid, found.name, found.prompt FROM asset_words AS found
  WHERE found.words @@ koda_query(koda_phrases(search))
    AND found.folded LIKE ALL (koda_patterns(koda_phrases(search)))
$body$;

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

INSERT INTO asset_uses (asset, how, holder)
  SELECT found.asset, 'step', steps.id FROM steps, koda_assets(steps.inputs) AS found
  ON CONFLICT DO NOTHING;
INSERT INTO asset_uses (asset, how, holder)
  SELECT found.asset, 'step', steps.id FROM steps, koda_assets(steps.outputs) AS found
  ON CONFLICT DO NOTHING;
INSERT INTO asset_uses (asset, how, holder)
  SELECT found.asset, 'recipe', assets.id FROM assets, koda_inputs(assets.recipe) AS found
  ON CONFLICT DO NOTHING;

CREATE FUNCTION assets_place() RETURNS TRIGGER LANGUAGE plpgsql AS $body$
BEGIN
  new.place := (SELECT coalesce(max(place), 0) + 1 FROM assets);
  RETURN new;
END $body$;

CREATE TRIGGER assets_place BEFORE INSERT ON assets
FOR EACH ROW EXECUTE FUNCTION assets_place();

CREATE FUNCTION assets_arrive() RETURNS TRIGGER LANGUAGE plpgsql AS $body$
BEGIN
  INSERT INTO asset_words (rowid, name, prompt)
    VALUES (new.place, new.name, coalesce(json_extract(new.recipe, '$.prompt'), ''));
  INSERT INTO asset_uses (asset, how, holder)
    SELECT found.asset, 'recipe', new.id FROM koda_inputs(new.recipe) AS found
    ON CONFLICT DO NOTHING;
  RETURN NULL;
END $body$;

CREATE TRIGGER assets_arrive AFTER INSERT ON assets
FOR EACH ROW EXECUTE FUNCTION assets_arrive();

CREATE FUNCTION assets_renamed() RETURNS TRIGGER LANGUAGE plpgsql AS $body$
BEGIN
  UPDATE asset_words SET name = new.name WHERE rowid = new.place;
  RETURN NULL;
END $body$;

CREATE TRIGGER assets_renamed AFTER UPDATE OF name ON assets
FOR EACH ROW EXECUTE FUNCTION assets_renamed();

CREATE FUNCTION assets_gone() RETURNS TRIGGER LANGUAGE plpgsql AS $body$
BEGIN
  DELETE FROM asset_words WHERE rowid = old.place;
  DELETE FROM asset_uses WHERE how = 'recipe' AND holder = old.id;
  INSERT INTO blob_removals (hash, size)
    SELECT old.hash, old.size WHERE NOT EXISTS (SELECT 1 FROM assets WHERE hash = old.hash)
    ON CONFLICT DO NOTHING;
  RETURN NULL;
END $body$;

CREATE TRIGGER assets_gone AFTER DELETE ON assets
FOR EACH ROW EXECUTE FUNCTION assets_gone();

CREATE FUNCTION steps_hold() RETURNS TRIGGER LANGUAGE plpgsql AS $body$
BEGIN
  IF tg_op = 'INSERT' THEN
    INSERT INTO asset_uses (asset, how, holder)
      SELECT found.asset, 'step', new.id FROM koda_assets(new.inputs) AS found
      ON CONFLICT DO NOTHING;
  END IF;
  INSERT INTO asset_uses (asset, how, holder)
    SELECT found.asset, 'step', new.id FROM koda_assets(new.outputs) AS found
    ON CONFLICT DO NOTHING;
  RETURN NULL;
END $body$;

CREATE TRIGGER steps_begin AFTER INSERT ON steps FOR EACH ROW
WHEN (position('"asset"' IN new.inputs) > 0 OR position('"asset"' IN new.outputs) > 0)
EXECUTE FUNCTION steps_hold();

CREATE TRIGGER steps_end AFTER UPDATE OF outputs ON steps FOR EACH ROW
WHEN (position('"asset"' IN new.outputs) > 0)
EXECUTE FUNCTION steps_hold();

-- How a holder's rows end: `step` and `canvas` are the word of its table.
CREATE FUNCTION holder_gone() RETURNS TRIGGER LANGUAGE plpgsql AS $body$
BEGIN
  DELETE FROM asset_uses WHERE how = tg_argv[0] AND holder = old.id;
  RETURN NULL;
END $body$;

CREATE TRIGGER steps_gone AFTER DELETE ON steps
FOR EACH ROW EXECUTE FUNCTION holder_gone('step');

CREATE TRIGGER canvases_gone AFTER DELETE ON canvases
FOR EACH ROW EXECUTE FUNCTION holder_gone('canvas');
