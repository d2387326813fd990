"""Rows of `canvases`, `canvas_updates` and `canvas_snapshots`."""

from __future__ import annotations

import asyncio
import zlib
from collections.abc import Sequence
from dataclasses import dataclass

from koda.core.errors import StorageFailed
from koda.core.ids import CanvasId
from koda.db.base import Database, Row, Statement

_PART = 4_000_000
_PARTS_READ = 2
_TRIES = 5


@dataclass(frozen=True, slots=True)
class CanvasRecord:
    """What is known of a canvas without opening it. Times in Unix milliseconds."""

    id: CanvasId
    name: str
    node_count: int
    head_seq: int
    snapshot_seq: int
    created_at: int
    updated_at: int
    deleted_at: int | None


@dataclass(frozen=True, slots=True)
class StoredUpdate:
    """One accepted update."""

    seq: int
    key: str
    author: str
    payload: bytes


@dataclass(frozen=True, slots=True)
class StoredLog:
    """A stretch of a log: a snapshot of the document at `start` if one is needed, then updates."""

    record: CanvasRecord
    start: int
    snapshot: bytes | None
    updates: Sequence[StoredUpdate]


@dataclass(frozen=True, slots=True)
class Append:
    """An update to store, and what the canvas's record says after it."""

    canvas: CanvasId
    seq: int
    key: str
    author: str
    payload: bytes
    name: str
    node_count: int
    time: int


class CanvasRecords:
    """Canvases. `(canvas, seq)` and `(canvas, key)` are unique: an update is stored once."""

    def __init__(self, database: Database) -> None:
        """Use a database that has migration 0001."""
        self._database = database

    async def create(self, canvas: CanvasId, name: str, first: Append) -> None:
        """Create a canvas and its first update in one transaction; raises `Conflict`."""
        await self._database.write(
            [
                Statement(
                    "INSERT INTO canvases (id, name, node_count, head_seq, snapshot_seq, "
                    "created_at, updated_at) VALUES (?, ?, 0, 0, 0, ?, ?)",
                    (canvas, name, first.time, first.time),
                ),
                *_append(first),
            ]
        )

    async def append(self, one: Append) -> None:
        """Store an update as the next one.

        Raises:
            Conflict: With `fields["statement"]` = 0: another update has this seq (or the canvas is
                in the trash); with `fields["constraint"]`: the key is known.
        """
        await self._database.write(_append(one))

    async def find(self, canvas: CanvasId) -> CanvasRecord | None:
        """Find a canvas, in the trash or not."""
        rows = await self._database.read("SELECT * FROM canvases WHERE id = ?", (canvas,))
        return _record(rows[0]) if rows else None

    async def list(self, *, query: str = "", trashed: bool = False) -> Sequence[CanvasRecord]:
        """List canvases, newest first; `query` is looked for in the name, in any case."""
        state = "NOT NULL" if trashed else "NULL"
        rows = await self._database.read(
            f"SELECT * FROM canvases WHERE deleted_at IS {state} ORDER BY updated_at DESC, id DESC"
        )
        # Databases disagree on what is a capital letter beyond ASCII, so the names are read here.
        records = [_record(row) for row in rows]
        return [one for one in records if query.casefold() in one.name.casefold()]

    async def find_seq(self, canvas: CanvasId, key: str) -> int | None:
        """Find where a sender's message was stored."""
        rows = await self._database.read(
            "SELECT seq FROM canvas_updates WHERE canvas = ? AND key = ?", (canvas, key)
        )
        return int(rows[0]["seq"]) if rows else None

    async def read_log(self, canvas: CanvasId, after: int) -> StoredLog | None:
        """Read what follows a seq: the updates, or a snapshot and the updates after that.

        The log may be folded or grow between two queries, so they are repeated until they fit.

        Raises:
            StorageFailed: The log has a gap.
        """
        for _ in range(_TRIES):
            record = await self.find(canvas)
            if record is None:
                return None
            start, snapshot = after, None
            if after < record.snapshot_seq or after > record.head_seq:
                start = record.snapshot_seq
                snapshot = await self._snapshot(canvas, start)
            updates = await self._updates_after(canvas, start)
            is_whole = all(one.seq == start + place for place, one in enumerate(updates, 1))
            if is_whole and start + len(updates) >= record.head_seq and snapshot != b"":
                return StoredLog(record, start, snapshot, updates)
        raise StorageFailed("The canvas's log has a gap.", canvas=canvas)

    async def _updates_after(self, canvas: CanvasId, seq: int) -> list[StoredUpdate]:
        rows = await self._database.read(
            "SELECT seq, key, author, payload FROM canvas_updates "
            "WHERE canvas = ? AND seq > ? AND length(payload) > 0 ORDER BY seq",
            (canvas, seq),
        )
        return [
            StoredUpdate(int(row["seq"]), str(row["key"]), str(row["author"]), row["payload"])
            for row in rows
        ]

    async def _snapshot(self, canvas: CanvasId, seq: int) -> bytes | None:
        """Read the snapshot at a seq: none at 0, empty when it has just been replaced."""
        if seq == 0:
            return None
        parts: list[bytes] = []
        while len(parts) % _PARTS_READ == 0:  # few at a time: an answer of a server is limited
            rows = await self._database.read(
                "SELECT payload FROM canvas_snapshots WHERE canvas = ? AND seq = ? "
                "AND part >= ? AND part < ? ORDER BY part",
                (canvas, seq, len(parts), len(parts) + _PARTS_READ),
            )
            if not rows:
                break
            parts += [row["payload"] for row in rows]
        try:
            return await asyncio.to_thread(zlib.decompress, b"".join(parts)) if parts else b""
        except zlib.error:
            return b""  # it was replaced between two reads

    async def fold(
        self, record: CanvasRecord, seq: int, document: bytes, *, forget_before: int
    ) -> None:
        """Put a snapshot in the place of the updates up to `seq`; later ones are not touched.

        Keys of folded updates stay known until `forget_before` (Unix milliseconds).

        Raises:
            Conflict: Somebody else compacted this canvas at the same time.
        """
        packed = await asyncio.to_thread(zlib.compress, document, 6)
        parts = [packed[start : start + _PART] for start in range(0, len(packed), _PART)]
        canvas = record.id
        await self._database.write(
            [
                Statement(
                    "UPDATE canvases SET snapshot_seq = ? WHERE id = ? AND snapshot_seq = ?",
                    (seq, canvas, record.snapshot_seq),
                    expect=1,
                ),
                *(
                    Statement(
                        "INSERT INTO canvas_snapshots (canvas, seq, part, payload) "
                        "VALUES (?, ?, ?, ?)",
                        (canvas, seq, place, part),
                    )
                    for place, part in enumerate(parts)
                ),
                Statement(
                    "DELETE FROM canvas_snapshots WHERE canvas = ? AND seq < ?", (canvas, seq)
                ),
                Statement(
                    "DELETE FROM canvas_updates WHERE canvas = ? AND seq <= ? AND created_at < ?",
                    (canvas, seq, forget_before),
                ),
                Statement(
                    "UPDATE canvas_updates SET payload = ? "
                    "WHERE canvas = ? AND seq <= ? AND length(payload) > 0",
                    (b"", canvas, seq),
                ),
            ]
        )

    async def mark(self, canvas: CanvasId, deleted_at: int | None) -> None:
        """Put a canvas into the trash, or take it out; one that is there already stays as it is."""
        state = "IS NOT NULL" if deleted_at is None else "IS NULL"
        sql = f"UPDATE canvases SET deleted_at = ? WHERE id = ? AND deleted_at {state}"
        await self._database.write([Statement(sql, (deleted_at, canvas))])

    async def remove(self, canvas: CanvasId) -> None:
        """Remove a canvas with its log; its assets stay."""
        await self._database.write([Statement("DELETE FROM canvases WHERE id = ?", (canvas,))])


def _append(one: Append) -> list[Statement]:
    return [
        Statement(
            "UPDATE canvases SET head_seq = ?, updated_at = ?, name = ?, node_count = ? "
            "WHERE id = ? AND head_seq = ? AND deleted_at IS NULL",
            (one.seq, one.time, one.name, one.node_count, one.canvas, one.seq - 1),
            expect=1,
        ),
        Statement(
            "INSERT INTO canvas_updates (canvas, seq, key, author, payload, created_at) "
            "VALUES (?, ?, ?, ?, ?, ?)",
            (one.canvas, one.seq, one.key, one.author, one.payload, one.time),
        ),
    ]


def _record(row: Row) -> CanvasRecord:
    return CanvasRecord(
        id=CanvasId(str(row["id"])),
        name=str(row["name"]),
        node_count=int(row["node_count"]),
        head_seq=int(row["head_seq"]),
        snapshot_seq=int(row["snapshot_seq"]),
        created_at=int(row["created_at"]),
        updated_at=int(row["updated_at"]),
        deleted_at=row["deleted_at"],
    )
