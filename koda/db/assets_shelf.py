"""The library's list of assets: filtered, searched, marked, put into the trash and taken out."""

from __future__ import annotations

import re
from collections.abc import Sequence

from koda.core.ids import AssetId
from koda.core.shelf import Counted, Facets, ShelfFilter, ShelfItem, Space, StorageUse
from koda.db.base import Database, Row, SqlValue, Statement

MOST_NAMED = 500
_ITEM = (
    "a.id, a.place, a.hash, a.kind, a.mime, a.size, a.name, a.width, a.height, a.duration, "
    "a.color, a.placeholder, a.origin, a.canvas, a.model, a.created_at, a.trashed_at, "
    "a.trashed_by, a.favourite_at IS NOT NULL AS favourite, "
    "substr(json_extract(a.recipe, '$.prompt'), 1, 300) AS prompt"
)
# The words lead and are read backwards by place, so that a page of a frequent word is found without
# reading all that have it: `CROSS JOIN` fixes the order of the two (docs/decisions/0013).
# A list of words behind the index's name, as for a function, is what SQLite calls MATCH.
_MATCHED = "asset_words{found} w CROSS JOIN assets a"
# Scripts that put no space between words: there, a word is looked for inside of others.
_UNSPACED = re.compile(r"[\u0e00-\u0eff\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff]")
_WORD = re.compile(r"\w+")


class ShelfRecords:
    """Reads and marks of `assets`, for the library."""

    def __init__(self, database: Database) -> None:
        """Use a database that has migration 0005."""
        self._database = database

    async def list(
        self, wanted: ShelfFilter, before: int | None, limit: int
    ) -> list[tuple[int, ShelfItem]]:
        """List (place, item), the newest first; `before` is the place of the last one seen."""
        where, args = _conditions(wanted)
        source, place = "assets a", "+a.place" if wanted.trashed else "a.place"
        if wanted.search.strip():
            begun, words, more = _matching(wanted.search)
            source, place = _MATCHED.format(found="(?)" if begun else ""), "w.rowid"
            where = ["a.place = w.rowid", *words, *where]
            args = [*([begun] if begun else []), *more, *args]
        if before is not None:
            where.append(f"{place} < ?")
            args.append(before)
        rows = await self._database.read(
            f"SELECT {_ITEM} FROM {source} WHERE {' AND '.join(where)} "
            f"ORDER BY {place} DESC LIMIT ?",
            [*args, limit],
        )
        return [(int(row["place"]), ShelfItem.model_validate(dict(row))) for row in rows]

    async def items(self, ids: Sequence[AssetId]) -> list[ShelfItem]:
        """Look several up, in any order; missing ones are left out."""
        found: list[ShelfItem] = []
        for part in parts(ids):
            rows = await self._database.read(
                f"SELECT {_ITEM} FROM assets a WHERE a.id IN ({marks(part)})", part
            )
            found += [ShelfItem.model_validate(dict(row)) for row in rows]
        return found

    async def facets(self) -> Facets:
        """Count what can be filtered by."""
        kept = "trashed_at IS NULL"
        kinds = await self._database.read(
            f"SELECT kind AS value, count(*) AS count FROM assets WHERE {kept} GROUP BY kind"
        )
        models = await self._database.read(
            "SELECT model AS value, count(*) AS count FROM assets "
            f"WHERE model IS NOT NULL AND {kept} GROUP BY model"
        )
        canvases = await self._database.read(
            "SELECT c.id AS value, c.name AS title, count(*) AS count FROM assets a "
            f"JOIN canvases c ON c.id = a.canvas WHERE a.{kept} AND c.deleted_at IS NULL "
            "GROUP BY c.id"
        )
        rest = await self._database.read(
            f"SELECT (SELECT count(*) FROM assets WHERE favourite_at IS NOT NULL AND {kept}) "
            "AS favourites, (SELECT count(*) FROM assets WHERE trashed_at IS NOT NULL) AS trashed"
        )
        return Facets(
            kinds=_counted(kinds),
            models=_counted(models),
            canvases=_counted(canvases),
            favourites=int(rest[0]["favourites"]),
            trashed=int(rest[0]["trashed"]),
        )

    async def storage(self) -> StorageUse:
        """Count bytes, each content once."""
        kinds = await self._database.read(
            "SELECT kind AS value, count(*) AS files, sum(size) AS size, "
            "sum(gone) AS gone, sum(size * gone) AS gone_size FROM (SELECT hash, min(kind) AS "
            "kind, max(size) AS size, min(CASE WHEN trashed_at IS NULL THEN 0 ELSE 1 END) AS gone "
            "FROM assets GROUP BY hash) content GROUP BY kind"
        )
        canvases = await self._database.read(
            "SELECT c.id AS value, c.name AS title, u.files, u.size FROM (SELECT canvas, "
            "count(*) AS files, sum(size) AS size FROM (SELECT DISTINCT hash, canvas, size "
            "FROM assets WHERE canvas IS NOT NULL) content GROUP BY canvas) u "
            "JOIN canvases c ON c.id = u.canvas ORDER BY u.size DESC LIMIT 100"
        )
        return StorageUse(
            files=sum(int(row["files"]) for row in kinds),
            size=sum(int(row["size"]) for row in kinds),
            trash=Space(
                value="trash",
                title="trash",
                files=sum(int(row["gone"]) for row in kinds),
                size=sum(int(row["gone_size"]) for row in kinds),
            ),
            kinds=_spaces(kinds),
            canvases=_spaces(canvases),
        )

    async def mark(self, asset: AssetId, favourite_at: int | None) -> bool:
        """Star an asset, or take the star away; tells whether there is such an asset."""
        sql = "UPDATE assets SET favourite_at = ? WHERE id = ?"
        (done,) = await self._database.write([Statement(sql, (favourite_at, asset))])
        return done.changed > 0

    async def rename(self, asset: AssetId, name: str) -> bool:
        """Give an asset another name; tells whether there is such an asset."""
        sql = "UPDATE assets SET name = ? WHERE id = ?"
        (done,) = await self._database.write([Statement(sql, (name, asset))])
        return done.changed > 0

    async def trash(self, ids: Sequence[AssetId], at: int) -> int:
        """Put assets into a person's trash; those that are in it stay as they are."""
        sql = (
            "UPDATE assets SET trashed_at = ?, trashed_by = 'person' "
            "WHERE trashed_at IS NULL AND id IN ({marks})"
        )
        return await self._change(sql, [at], ids)

    async def restore(self, ids: Sequence[AssetId]) -> int:
        """Take assets out of the trash; their grace begins anew."""
        sql = (
            "UPDATE assets SET trashed_at = NULL, trashed_by = NULL, unused_since = NULL "
            "WHERE trashed_at IS NOT NULL AND id IN ({marks})"
        )
        return await self._change(sql, [], ids)

    async def _change(self, sql: str, args: Sequence[SqlValue], ids: Sequence[AssetId]) -> int:
        """Write for all ids in one batch; gives how many rows changed."""
        written = await self._database.write(
            [Statement(sql.format(marks=marks(part)), [*args, *part]) for part in parts(ids)]
        )
        return sum(one.changed for one in written)


def parts(ids: Sequence[AssetId]) -> list[Sequence[AssetId]]:
    """Cut a list of ids into pieces that fit into one statement."""
    return [ids[start : start + MOST_NAMED] for start in range(0, len(ids), MOST_NAMED)]


def marks(values: Sequence[object]) -> str:
    """Give a placeholder for each value."""
    return ", ".join("?" for _ in values)


def _conditions(wanted: ShelfFilter) -> tuple[list[str], list[SqlValue]]:
    where = [f"a.trashed_at IS {'NOT NULL' if wanted.trashed else 'NULL'}"]
    args: list[SqlValue] = []
    equal: dict[str, SqlValue] = {
        "a.kind": wanted.kind.value if wanted.kind else None,
        "a.model": wanted.model,
        "a.canvas": wanted.canvas,
        "a.origin": wanted.origin,
    }
    bounds: dict[str, SqlValue] = {"a.created_at >=": wanted.since, "a.created_at <": wanted.until}
    for name, value in equal.items():
        if value is not None:
            where.append(f"{name} = ?")
            args.append(value)
    for name, value in bounds.items():
        if value is not None:
            where.append(f"{name} ?")
            args.append(value)
    if wanted.favourite:
        where.append("a.favourite_at IS NOT NULL")
    return where, args


def _matching(search: str) -> tuple[str, list[str], list[SqlValue]]:
    """Give what the index is asked for, and the other conditions of rows with every word."""
    where: list[str] = []
    args: list[SqlValue] = []
    words = _WORD.findall(search)[:12]
    begun = [one for one in words if not _UNSPACED.search(one)]
    for inside in (one for one in words if _UNSPACED.search(one)):
        where.append("(lower(w.name) LIKE lower(?) OR lower(w.prompt) LIKE lower(?))")
        args += [f"%{inside}%"] * 2
    if not words:
        where.append("1 = 0")  # signs only: nothing has them
    return " ".join(f'"{one}"*' for one in begun), where, args


def _counted(rows: Sequence[Row]) -> tuple[Counted, ...]:
    found = [
        Counted(value=row["value"], title=row.get("title") or row["value"], count=row["count"])
        for row in rows
    ]
    return tuple(sorted(found, key=lambda one: (-one.count, one.title)))[:200]


def _spaces(rows: Sequence[Row]) -> tuple[Space, ...]:
    found = [
        Space(
            value=row["value"],
            title=row.get("title") or row["value"],
            files=int(row["files"]),
            size=int(row["size"]),
        )
        for row in rows
    ]
    return tuple(sorted(found, key=lambda one: (-one.size, one.title)))
