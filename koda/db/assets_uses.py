"""What holds assets: rows of `asset_uses`, and up to where canvases have been read for them."""

from __future__ import annotations

import json
from collections.abc import Collection
from dataclasses import dataclass

from koda.core.ids import AssetId, CanvasId
from koda.core.shelf import UsedOn, Uses
from koda.db.base import Database, Statement

UNREAD = (
    "EXISTS (SELECT 1 FROM canvases c LEFT JOIN canvas_reads d ON d.canvas = c.id "
    "WHERE d.seq IS NULL OR d.seq <> c.head_seq)"
)
"""True while a canvas has edits that were not looked through for assets."""

RUNNING = (
    "(EXISTS (SELECT 1 FROM runs r WHERE r.id = assets.run AND r.state = 'running') OR EXISTS "
    "(SELECT 1 FROM asset_uses u JOIN steps s ON s.id = u.holder JOIN runs r ON r.id = s.run "
    "WHERE u.asset = assets.id AND u.how = 'step' AND r.state = 'running'))"
)
"""True for an asset that an open run takes or made."""

HELD = (
    "(favourite_at IS NOT NULL OR EXISTS (SELECT 1 FROM asset_uses u WHERE u.asset = assets.id) "
    f"OR EXISTS (SELECT 1 FROM steps made WHERE made.id = assets.step) OR {RUNNING})"
)
"""True for an asset that anything holds: what the sweep leaves alone (A2)."""

NAMED = (
    "(EXISTS (SELECT 1 FROM asset_uses u WHERE u.asset = assets.id "
    f"AND u.how NOT IN ('step', 'recipe')) OR {RUNNING})"
)
"""True for an asset that is still needed although a person threw it away (A5)."""


@dataclass(frozen=True, slots=True)
class Unread:
    """A canvas with edits that were not looked through; `seq` is where its log stands."""

    canvas: CanvasId
    seq: int


class UseRecords:
    """Tables `asset_uses` and `canvas_reads`."""

    def __init__(self, database: Database) -> None:
        """Use a database that has migration 0005."""
        self._database = database

    async def unread(self, limit: int) -> list[Unread]:
        """List canvases, in the trash or not, whose document is to be read."""
        rows = await self._database.read(
            "SELECT c.id, c.head_seq FROM canvases c LEFT JOIN canvas_reads d ON d.canvas = c.id "
            "WHERE d.seq IS NULL OR d.seq <> c.head_seq ORDER BY c.updated_at LIMIT ?",
            (limit,),
        )
        return [Unread(CanvasId(row["id"]), int(row["head_seq"])) for row in rows]

    async def write_canvas(self, canvas: CanvasId, seq: int, words: Collection[str]) -> None:
        """Say which ids a canvas's document has at a seq; words that are no assets are left out.

        A word that looks like an asset's id counts before the asset is there.
        """
        found = json.dumps(sorted(words))
        await self._database.write(
            [
                Statement("DELETE FROM asset_uses WHERE how = 'canvas' AND holder = ?", (canvas,)),
                Statement(
                    "INSERT INTO asset_uses (asset, how, holder) SELECT DISTINCT w.value, "
                    "'canvas', c.id FROM json_each(?) w, canvases c WHERE c.id = ? AND "
                    "(substr(w.value, 1, 4) = 'ast_' OR EXISTS "
                    "(SELECT 1 FROM assets WHERE id = w.value))",
                    (found, canvas),
                ),
                Statement(
                    "INSERT INTO canvas_reads (canvas, seq) SELECT id, ? FROM canvases "
                    "WHERE id = ? ON CONFLICT (canvas) DO UPDATE SET seq = excluded.seq",
                    (seq, canvas),
                ),
            ]
        )

    async def of(self, asset: AssetId) -> Uses:
        """Say what holds an asset."""
        canvases = await self._database.read(
            "SELECT id, name, deleted_at FROM canvases WHERE id IN (SELECT holder FROM asset_uses "
            "WHERE asset = ? AND how = 'canvas' UNION SELECT s.canvas FROM asset_uses u "
            "JOIN steps s ON s.id = u.holder WHERE u.asset = ? AND u.how = 'step') "
            "ORDER BY deleted_at IS NOT NULL, updated_at DESC",
            (asset, asset),
        )
        counts = await self._database.read(
            "SELECT (SELECT count(*) FROM asset_uses WHERE asset = ? AND how = 'recipe') AS made, "
            "(SELECT count(*) FROM asset_uses WHERE asset = ? AND how = 'preset') AS presets, "
            f"EXISTS (SELECT 1 FROM assets WHERE id = ? AND {RUNNING}) AS running",
            (asset, asset, asset),
        )
        return Uses(
            canvases=tuple(
                UsedOn(id=row["id"], name=row["name"], trashed=row["deleted_at"] is not None)
                for row in canvases
            ),
            made_from_it=int(counts[0]["made"]),
            presets=int(counts[0]["presets"]),
            running=bool(counts[0]["running"]),
        )

    async def count_canvases(self, assets: Collection[AssetId]) -> int:
        """Count the canvases, not in the trash, that use any of these assets."""
        rows = await self._database.read(
            "WITH wanted AS (SELECT value AS asset FROM json_each(?)) SELECT count(*) AS count "
            "FROM canvases WHERE deleted_at IS NULL AND id IN (SELECT u.holder FROM wanted "
            "JOIN asset_uses u USING (asset) WHERE u.how = 'canvas' UNION SELECT s.canvas "
            "FROM wanted JOIN asset_uses u USING (asset) JOIN steps s ON s.id = u.holder "
            "WHERE u.how = 'step')",
            (json.dumps(sorted(assets)),),
        )
        return int(rows[0]["count"])
