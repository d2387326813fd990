"""Takes away what nothing holds: each write says again, in its own batch, that nothing does."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from koda.core.ids import AssetId
from koda.db.assets_uses import HELD, NAMED, UNREAD
from koda.db.base import Database, Statement

GOING_MS = 60_000
"""For so long after `going_at`, whoever removes bytes may do so; nobody takes them in meanwhile."""

Stage = Literal["unused", "used", "trash", "rescue", "remove"]

# Which assets a stage concerns; `?` is a time. Each is asked as a question first, and is the
# condition of the write again.
_CONCERNED: dict[Stage, str] = {
    "unused": f"trashed_at IS NULL AND unused_since IS NULL AND created_at <= ? AND NOT {HELD}",
    "used": f"unused_since <= ? AND trashed_at IS NULL AND {HELD}",
    "trash": f"unused_since <= ? AND trashed_at IS NULL AND NOT {HELD}",
    "rescue": f"trashed_at <= ? AND trashed_by = 'sweep' AND {HELD}",
    "remove": "trashed_at <= ? AND ((trashed_by = 'sweep' AND NOT "
    f"{HELD}) OR (trashed_by = 'person' AND NOT {NAMED}))",
}
_CHANGES: dict[Stage, str] = {
    "unused": "UPDATE assets SET unused_since = ?",
    "used": "UPDATE assets SET unused_since = NULL",
    "trash": "UPDATE assets SET trashed_at = ?, trashed_by = 'sweep'",
    "rescue": "UPDATE assets SET trashed_at = NULL, trashed_by = NULL, unused_since = NULL",
    "remove": "DELETE FROM assets",
}
_STAMPED = frozenset({"unused", "trash"})
_TAKES_AWAY = frozenset({"unused", "trash", "remove"})


@dataclass(frozen=True, slots=True)
class Taken:
    """What one write took: assets, and the sum of their bytes."""

    count: int
    size: int


class CollectRecords:
    """Writes of the sweep on `assets` and `blob_removals`."""

    def __init__(self, database: Database) -> None:
        """Use a database that has migration 0005."""
        self._database = database

    async def concerned(self, stage: Stage, time: int, after: str, limit: int) -> list[AssetId]:
        """List assets that a stage concerns, by id; changes nothing.

        They were made, found unused or put into the trash at or before `time` (Unix milliseconds);
        `after` is the last id of the page before, or nothing.
        """
        # But for the first stage few are concerned: they are found by their own index, then sorted.
        order = "id" if stage == "unused" else "id || ''"
        rows = await self._database.read(
            f"SELECT id FROM assets WHERE {_CONCERNED[stage]} AND {order} > ? "
            f"ORDER BY {order} LIMIT ?",
            (time, after, limit),
        )
        return [AssetId(row["id"]) for row in rows]

    async def apply(self, stage: Stage, ids: Sequence[AssetId], time: int, at: int) -> Taken:
        """Do what a stage does to those of the assets that it still concerns.

        Nothing is taken away while a canvas has edits that were not looked through (A3).
        """
        guard = f" AND NOT {UNREAD}" if stage in _TAKES_AWAY else ""
        stamp = [at] if stage in _STAMPED else []
        (written,) = await self._database.write(
            [
                Statement(
                    f"{_CHANGES[stage]} WHERE id IN (SELECT value FROM json_each(?)) "
                    f"AND {_CONCERNED[stage]}{guard} RETURNING size",
                    (*stamp, json.dumps(ids), time),
                )
            ]
        )
        return Taken(len(written.rows), sum(int(row["size"]) for row in written.rows))

    async def sizes(self, ids: Sequence[AssetId]) -> int:
        """Sum the bytes of files of which every record is among these assets."""
        rows = await self._database.read(
            "WITH gone AS (SELECT value AS id FROM json_each(?)) "
            "SELECT coalesce(sum(size), 0) AS size FROM (SELECT hash, max(size) AS size "
            "FROM assets WHERE id IN (SELECT id FROM gone) GROUP BY hash) mine WHERE NOT EXISTS "
            "(SELECT 1 FROM assets other WHERE other.hash = mine.hash "
            "AND other.id NOT IN (SELECT id FROM gone))",
            (json.dumps(ids),),
        )
        return int(rows[0]["size"])

    async def claim_blob(self, at: int) -> tuple[str, int] | None:
        """Take one file that no record has any more: (hash, bytes); none when there is none.

        From now on and for `GOING_MS` no asset with this content can be written.
        """
        _, written = await self._database.write(
            [
                Statement(
                    "DELETE FROM blob_removals WHERE EXISTS "
                    "(SELECT 1 FROM assets WHERE assets.hash = blob_removals.hash)"
                ),
                Statement(
                    "UPDATE blob_removals SET going_at = ? WHERE hash = (SELECT hash FROM "
                    "blob_removals WHERE going_at IS NULL OR going_at <= ? ORDER BY hash LIMIT 1) "
                    "RETURNING hash, size",
                    (at, at - GOING_MS),
                ),
            ]
        )
        return (
            (str(written.rows[0]["hash"]), int(written.rows[0]["size"])) if written.rows else None
        )

    async def forget_blob(self, digest: str, at: int) -> None:
        """Say that the file claimed at a time is removed."""
        await self._database.write(
            [Statement("DELETE FROM blob_removals WHERE hash = ? AND going_at = ?", (digest, at))]
        )
