"""Rows of `projects`: versions of animations' code, which never change."""

from __future__ import annotations

import zlib

from koda.core.errors import StorageFailed
from koda.db.base import Database, Statement

_MOST_BYTES = 16 * 1024 * 1024
"""Of a project's JSON; one from elsewhere does not unpack without end."""


class ProjectRecords:
    """Table `projects`: text by id, compressed."""

    def __init__(self, database: Database) -> None:
        """Use a database that has migration 0012."""
        self._database = database

    async def put(self, project: str, content: str, at: int) -> None:
        """Keep a project; the same id again changes nothing, for it is the same project."""
        packed = zlib.compress(content.encode(), 6)
        await self._database.write(
            [
                Statement(
                    "INSERT INTO projects (id, content, created_at) VALUES (?, ?, ?) "
                    "ON CONFLICT (id) DO NOTHING",
                    (project, packed, at),
                )
            ]
        )

    async def find(self, project: str) -> str | None:
        """Give a project's content; none if there is no such project.

        Raises:
            StorageFailed: What is stored cannot be read.
        """
        rows = await self._database.read("SELECT content FROM projects WHERE id = ?", (project,))
        return _unpacked(bytes(rows[0]["content"]), project) if rows else None

    async def has(self, project: str) -> bool:
        """Tell whether a project is there."""
        rows = await self._database.read("SELECT 1 FROM projects WHERE id = ?", (project,))
        return bool(rows)

    async def remove(self, project: str, canvas: str, node: str) -> bool:
        """Remove a project that one node of a canvas has made; tells whether it is gone.

        It stays while a step of another node has it, or one that is not done works with it.
        Results that name it are not known any more: what is run again is made again.
        """
        named = f"%{project}%"
        await self._database.write(
            [
                Statement(_REMOVE, (project, named, canvas, node, named, named)),
                Statement(_FORGET, (named, project)),
            ]
        )
        return not await self.has(project)


_OPEN = "steps.state NOT IN ('done', 'failed', 'cancelled', 'skipped')"
_REMOVE = (
    "DELETE FROM projects WHERE id = ? AND NOT EXISTS (SELECT 1 FROM steps "
    "WHERE steps.outputs LIKE ? AND NOT (steps.canvas = ? AND steps.node = ?)) "
    f"AND NOT EXISTS (SELECT 1 FROM steps WHERE {_OPEN} AND steps.parameters LIKE ?) "
    "AND NOT EXISTS (SELECT 1 FROM steps JOIN step_memory ON step_memory.step = steps.id "
    f"WHERE {_OPEN} AND step_memory.value LIKE ?)"
)
_FORGET = (
    "DELETE FROM results WHERE outputs LIKE ? AND NOT EXISTS (SELECT 1 FROM projects WHERE id = ?)"
)


def _unpacked(packed: bytes, project: str) -> str:
    unpacker = zlib.decompressobj()
    try:
        content = unpacker.decompress(packed, _MOST_BYTES)
        if unpacker.eof:
            return content.decode()
    except (zlib.error, UnicodeDecodeError):
        pass
    raise StorageFailed("A stored project is damaged.", project=project)
