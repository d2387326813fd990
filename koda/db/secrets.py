"""Rows of `secrets`: sealed keys, which only their instance can open."""

from __future__ import annotations

from dataclasses import dataclass

from koda.db.base import Database, Statement


@dataclass(frozen=True, slots=True)
class SealedSecret:
    """A stored key, sealed; `changed_at` in Unix milliseconds."""

    id: str
    sealed: str
    changed_at: int


class SecretRecords:
    """Table `secrets`: one row a service, a handful in all."""

    def __init__(self, database: Database) -> None:
        """Use a database that has migration 0010."""
        self._database = database

    async def list(self) -> list[SealedSecret]:
        """List them all."""
        rows = await self._database.read("SELECT id, sealed, changed_at FROM secrets ORDER BY id")
        return [
            SealedSecret(str(row["id"]), str(row["sealed"]), int(row["changed_at"])) for row in rows
        ]

    async def put(self, secret: SealedSecret) -> None:
        """Keep a key, in the place of the one before."""
        sql = (
            "INSERT INTO secrets (id, sealed, changed_at) VALUES (?, ?, ?) "
            "ON CONFLICT (id) DO UPDATE SET sealed = excluded.sealed, "
            "changed_at = excluded.changed_at"
        )
        await self._database.write(
            [Statement(sql, (secret.id, secret.sealed, secret.changed_at), expect=1)]
        )

    async def remove(self, key: str) -> bool:
        """Forget a key; tells whether there was one."""
        (done,) = await self._database.write(
            [Statement("DELETE FROM secrets WHERE id = ?", (key,))]
        )
        return done.changed > 0
