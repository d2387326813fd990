"""Reads to which canvas runs and assets belong, for callers who may see one canvas only."""

from __future__ import annotations

import json
from collections.abc import Collection

from koda.core.ids import AssetId
from koda.db.base import Database


class ReachRecords:
    """Reads `runs`, `assets`, `asset_uses` and `canvases`."""

    def __init__(self, database: Database) -> None:
        """Use a database that has migration 0005."""
        self._database = database

    async def canvas_of_run(self, run: str) -> str | None:
        """Give the canvas of a run; none for a run that is not there."""
        rows = await self._database.read("SELECT canvas FROM runs WHERE id = ?", (run,))
        return None if not rows else str(rows[0]["canvas"])

    async def held(self, canvas: str, assets: Collection[str]) -> set[AssetId]:
        """Give those of the assets that a canvas holds: brought to it, named on it, or in a run."""
        rows = await self._database.read(
            "SELECT a.id FROM assets a WHERE a.id IN (SELECT value FROM json_each(?)) AND "
            "(a.canvas = ? OR EXISTS (SELECT 1 FROM asset_uses u WHERE u.asset = a.id AND "
            "u.how = 'canvas' AND u.holder = ?) OR EXISTS (SELECT 1 FROM asset_uses u "
            "JOIN steps s ON s.id = u.holder WHERE u.asset = a.id AND u.how = 'step' "
            "AND s.canvas = ?))",
            (json.dumps(sorted(assets)), canvas, canvas, canvas),
        )
        return {AssetId(row["id"]) for row in rows}

    async def existing(self, words: Collection[str]) -> set[str]:
        """Give those of the words that are assets."""
        rows = await self._database.read(
            "SELECT id FROM assets WHERE id IN (SELECT value FROM json_each(?))",
            (json.dumps(sorted(words)),),
        )
        return {str(row["id"]) for row in rows}
