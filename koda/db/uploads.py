"""Rows of `uploads`: files that a browser sends straight into the asset store."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import astuple, dataclass, fields

from koda.core.errors import Unavailable
from koda.db.base import Database, Statement

MOST_OPEN = 60
"""Uploads that one person may have announced and not finished."""


@dataclass(frozen=True, slots=True)
class Upload:
    """An announced file.

    Attributes:
        hash: Hex sha256 that the sender says it has, or nothing.
        asset: The id of the asset that it becomes.
        expires_at: From when on it is swept, done or not, in Unix milliseconds.
        done_at: When it became the asset.
    """

    id: str
    owner: str
    name: str
    size: int
    mime: str
    hash: str
    canvas: str | None
    node: str | None
    asset: str
    expires_at: int
    done_at: int | None = None


_COLUMNS = tuple(one.name for one in fields(Upload))


class UploadRecords:
    """Announced files; whoever asks names the person whose they are."""

    def __init__(self, database: Database) -> None:
        """Use a database that has migration 0011."""
        self._database = database

    async def create(self, upload: Upload) -> None:
        """Write a new one; raises `Unavailable` when the person has too many open ones."""
        marks = ", ".join("?" for _ in _COLUMNS)
        (done,) = await self._database.write(
            [
                Statement(
                    f"INSERT INTO uploads ({', '.join(_COLUMNS)}) SELECT {marks} WHERE "
                    "(SELECT count(*) FROM uploads WHERE owner = ? AND done_at IS NULL) < ?",
                    (*astuple(upload), upload.owner, MOST_OPEN),
                )
            ]
        )
        if not done.changed:
            raise Unavailable(
                f"There are {MOST_OPEN} uploads on their way already.",
                remedy="Wait until they are done; what was given up is forgotten after a day.",
            )

    async def find(self, upload: str, owner: str) -> Upload | None:
        """Look one up; none if it is another person's."""
        rows = await self._database.read(
            "SELECT * FROM uploads WHERE id = ? AND owner = ?", (upload, owner)
        )
        return Upload(**{name: rows[0][name] for name in _COLUMNS}) if rows else None

    async def end(self, upload: str, at: int) -> None:
        """Say that it became its asset."""
        await self._database.write(
            [
                Statement(
                    "UPDATE uploads SET done_at = ? WHERE id = ? AND done_at IS NULL", (at, upload)
                )
            ]
        )

    async def expired(self, at: int, limit: int) -> Sequence[str]:
        """Give the ids of those whose time is over."""
        rows = await self._database.read(
            "SELECT id FROM uploads WHERE expires_at <= ? ORDER BY expires_at LIMIT ?", (at, limit)
        )
        return [str(row["id"]) for row in rows]

    async def remove(self, upload: str) -> None:
        """Forget one; a missing one is no error."""
        await self._database.write([Statement("DELETE FROM uploads WHERE id = ?", (upload,))])
