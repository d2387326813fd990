"""Rows of the `assets` table."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence

from koda.core.asset import Asset, AssetKind
from koda.core.ids import AssetId
from koda.db.assets_collect import GOING_MS
from koda.db.base import Database, Row, SqlValue, Statement

_COLUMNS = (
    "id",
    "hash",
    "kind",
    "mime",
    "size",
    "name",
    "width",
    "height",
    "duration",
    "has_audio",
    "fps",
    "frames",
    "color",
    "placeholder",
    "origin",
    "canvas",
    "node",
    "run",
    "step",
    "recipe",
    "created_at",
)
_MOST_NAMED = 500


class AssetRecords:
    """One row an asset; several rows may share one blob (same hash)."""

    def __init__(self, database: Database) -> None:
        """Use a database that has migration 0002."""
        self._database = database

    async def put(self, asset: Asset, at: int) -> bool:
        """Write a new asset; the same id again changes nothing.

        Returns:
            False if nothing was written because its bytes are being removed right now, the last
            asset that had them being gone: store them again, then try again (A6).
        """
        row = asset.model_dump(mode="json")
        row["recipe"] = None if asset.recipe is None else json.dumps(row["recipe"])
        marks = ", ".join("?" for _ in _COLUMNS)
        sql = (
            f"INSERT INTO assets ({', '.join(_COLUMNS)}) SELECT {marks} WHERE NOT EXISTS "
            "(SELECT 1 FROM blob_removals WHERE hash = ? AND going_at > ?) "
            "ON CONFLICT (id) DO NOTHING"
        )
        values = [row[name] for name in _COLUMNS]
        (done,) = await self._database.write([Statement(sql, [*values, asset.hash, at - GOING_MS])])
        return done.changed > 0 or asset.id in await self.find_many([asset.id])

    async def find_many(self, ids: Iterable[AssetId]) -> dict[AssetId, Asset]:
        """Look several up; missing ones are left out."""
        wanted = sorted(set(ids))
        found: dict[AssetId, Asset] = {}
        for start in range(0, len(wanted), _MOST_NAMED):
            part = wanted[start : start + _MOST_NAMED]
            marks = ", ".join("?" for _ in part)
            rows = await self._database.read(
                f"SELECT * FROM assets WHERE id IN ({marks})",
                part,
            )
            found |= {AssetId(str(row["id"])): _asset(row) for row in rows}
        return found

    async def list(
        self,
        *,
        kind: AssetKind | None = None,
        canvas: str | None = None,
        before: tuple[int, str] | None = None,
        limit: int = 60,
    ) -> Sequence[Asset]:
        """List what is not in the trash, newest first.

        `before` is the (`created_at`, `id`) of the last one seen.
        """
        where = ["trashed_at IS NULL"]
        args: list[SqlValue] = []
        if kind is not None:
            where.append("kind = ?")
            args.append(kind.value)
        if canvas is not None:
            where.append("canvas = ?")
            args.append(canvas)
        if before is not None:
            where.append("(created_at < ? OR (created_at = ? AND id < ?))")
            args += [before[0], before[0], before[1]]
        rows = await self._database.read(
            f"SELECT * FROM assets WHERE {' AND '.join(where)} "
            "ORDER BY created_at DESC, id DESC LIMIT ?",
            [*args, limit],
        )
        return [_asset(row) for row in rows]

    async def newest_images(self, canvases: Sequence[str], each: int) -> dict[str, list[AssetId]]:
        """Give the newest image assets of several canvases, at most `each` per canvas."""
        if not canvases:
            return {}
        marks = ", ".join("?" for _ in canvases)
        rows = await self._database.read(
            "SELECT canvas, id FROM (SELECT canvas, id, created_at, row_number() OVER "
            "(PARTITION BY canvas ORDER BY created_at DESC, id DESC) AS place FROM assets "
            f"WHERE kind = 'image' AND trashed_at IS NULL AND canvas IN ({marks})) ranked "
            "WHERE place <= ? ORDER BY canvas, place",
            [*canvases, each],
        )
        grouped: dict[str, list[AssetId]] = {}
        for row in rows:
            grouped.setdefault(str(row["canvas"]), []).append(AssetId(str(row["id"])))
        return grouped


def _asset(row: Row) -> Asset:
    values = dict(row)
    values["recipe"] = json.loads(values["recipe"]) if values["recipe"] else None
    return Asset.model_validate(values)
