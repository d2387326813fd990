"""Rows of `presets`: each person's library; what is deleted can be brought back for a time."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence

from koda.core.errors import Conflict, Invalid, NotFound
from koda.core.ids import AssetId
from koda.core.preset import Preset, PresetKind
from koda.db.base import Database, Row, SqlValue, Statement

MOST = 500
KEPT_MILLISECONDS = 30 * 24 * 3600 * 1000
"""How long a deleted preset can be brought back."""


class PresetRecords:
    """Presets; every call names the person whose they are."""

    def __init__(self, database: Database) -> None:
        """Use a database that has migration 0007."""
        self._database = database

    async def list(self, owner: str, kind: PresetKind | None = None) -> Sequence[Preset]:
        """List a person's presets, the newest first."""
        rows = await self._database.read(
            "SELECT * FROM presets WHERE owner = ? AND deleted_at IS NULL "
            "AND (CAST(? AS TEXT) IS NULL OR kind = ?) ORDER BY updated_at DESC, id DESC",
            (owner, kind, kind),
        )
        return [_preset(row) for row in rows]

    async def get(self, owner: str, preset: str) -> Preset:
        """Get a preset that is not deleted; raises `NotFound`."""
        rows = await self._database.read(
            "SELECT * FROM presets WHERE id = ? AND owner = ? AND deleted_at IS NULL",
            (preset, owner),
        )
        if not rows:
            raise _missing(preset)
        return _preset(rows[0])

    async def create(self, owner: str, preset: Preset) -> None:
        """Keep a new preset; raises `Invalid` when there are too many."""
        insert = Statement(
            "INSERT INTO presets (id, owner, kind, name, words, assets, created_at, updated_at) "
            "SELECT ?, ?, ?, ?, ?, ?, ?, ? WHERE "
            "(SELECT count(*) FROM presets WHERE owner = ? AND deleted_at IS NULL) < ?",
            (
                preset.id,
                owner,
                preset.kind,
                preset.name,
                preset.words,
                json.dumps(preset.assets),
                preset.created_at,
                preset.updated_at,
                owner,
                MOST,
            ),
            expect=1,
        )
        try:
            await self._database.write([insert])
        except Conflict as error:
            raise Invalid(
                f"There are {MOST} presets already.", remedy="Delete one of them.", limit=MOST
            ) from error

    async def change(
        self, owner: str, preset: str, values: Mapping[str, SqlValue], time: int
    ) -> None:
        """Set columns of a preset that is not deleted; raises `NotFound`."""
        columns = ", ".join(f"{name} = ?" for name in (*values, "updated_at"))
        await self._one(
            preset,
            f"UPDATE presets SET {columns} WHERE id = ? AND owner = ? AND deleted_at IS NULL",
            (*values.values(), time, preset, owner),
        )

    async def delete(self, owner: str, preset: str, time: int) -> None:
        """Delete a preset, and what was deleted long ago for good; raises `NotFound`."""
        await self._database.write(
            [
                Statement(
                    "DELETE FROM presets WHERE owner = ? AND deleted_at < ?",
                    (owner, time - KEPT_MILLISECONDS),
                )
            ]
        )
        await self._one(
            preset,
            "UPDATE presets SET deleted_at = ? WHERE id = ? AND owner = ? AND deleted_at IS NULL",
            (time, preset, owner),
        )

    async def restore(self, owner: str, preset: str) -> None:
        """Bring a deleted preset back; raises `NotFound`."""
        await self._one(
            preset,
            "UPDATE presets SET deleted_at = NULL WHERE id = ? AND owner = ?",
            (preset, owner),
        )

    async def _one(self, preset: str, sql: str, args: Sequence[SqlValue]) -> None:
        (written,) = await self._database.write([Statement(sql, args)])
        if written.changed == 0:
            raise _missing(preset)


def _missing(preset: str) -> NotFound:
    return NotFound("There is no such preset.", remedy="Reload the presets.", preset=preset)


def _preset(row: Row) -> Preset:
    return Preset(
        id=row["id"],
        kind=row["kind"],
        name=row["name"],
        words=row["words"],
        assets=tuple(AssetId(one) for one in json.loads(row["assets"])),
        created_at=int(row["created_at"]),
        updated_at=int(row["updated_at"]),
    )
