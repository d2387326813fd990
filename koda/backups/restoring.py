"""Makes an empty Koda what a backup says: media files first, then the records that name them."""

from __future__ import annotations

import asyncio
import re
import tempfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from koda.backups.archive import ArchiveReader, read_line
from koda.backups.tables import KEPT
from koda.blobs.base import BlobStore
from koda.core.errors import Conflict, Invalid
from koda.db.base import Database, SqlValue, Statement
from koda.db.migrate import shipped_migrations

_BATCH_ROWS = 200
_BATCH_BYTES = 3_000_000
_COLUMN = re.compile(r"[a-z][a-z0-9_]{0,60}")
_KEY = re.compile(r"assets/[0-9a-f]{2}/[0-9a-f]{64}")


@dataclass(frozen=True, slots=True)
class Restored:
    """What was read: rows by table, media files, their bytes, and runs that had not ended."""

    rows: dict[str, int]
    files: int
    size: int
    going_on: int


async def check_backup(file: Path, work: Path) -> Restored:
    """Read a whole backup and compare it with its own checksums; raises `Invalid`."""
    reader = await asyncio.to_thread(ArchiveReader, file)
    try:
        with tempfile.TemporaryDirectory(dir=work) as folder:
            for key in reader.manifest.blobs:
                await asyncio.to_thread(_checked_blob, reader, key, Path(folder, "blob"))
        going_on = await asyncio.to_thread(_read_all, reader)
        return _summary(reader, going_on)
    finally:
        reader.close()


async def restore_backup(file: Path, database: Database, blobs: BlobStore, work: Path) -> Restored:
    """Fill an empty Koda from a backup, of any kind of database and store.

    Raises:
        Conflict: This Koda has canvases or files already; nothing was changed.
        Invalid: The file is no backup, damaged, or from a newer Koda.
    """
    reader = await asyncio.to_thread(ArchiveReader, file)
    try:
        _refuse_newer(reader)
        await _refuse_full(database)
        with tempfile.TemporaryDirectory(dir=work) as folder:
            content = Path(folder, "blob")
            # Everything is read once before anything is written: a damaged end leaves nothing.
            for key in reader.manifest.blobs:
                await asyncio.to_thread(_checked_blob, reader, key, content)
            going_on = await asyncio.to_thread(_read_all, reader)
            for key in reader.manifest.blobs:
                await asyncio.to_thread(_checked_blob, reader, key, content)
                await blobs.put(key, content)
        for table in KEPT:
            if table.name in reader.manifest.tables:
                for batch in _batches(table.name, reader.lines(table.name)):
                    await database.write(batch)
        return _summary(reader, going_on)
    finally:
        reader.close()


def _refuse_newer(reader: ArchiveReader) -> None:
    known = shipped_migrations()[-1].number
    if reader.manifest.migration > known:
        raise Invalid(
            f"The backup was made by a newer Koda ({reader.manifest.koda}).",
            remedy="Update Koda, then restore it.",
        )


async def _refuse_full(database: Database) -> None:
    sql = "SELECT (SELECT count(*) FROM canvases) + (SELECT count(*) FROM assets) AS count"
    if (await database.read(sql))[0]["count"]:
        raise Conflict(
            "This Koda has canvases or files already; a backup fills an empty one.",
            remedy="Choose an empty data folder with --data, or an empty database.",
        )


def _checked_blob(reader: ArchiveReader, key: str, target: Path) -> None:
    if not _KEY.fullmatch(key):
        raise Invalid("The backup names a file that is none of Koda's.", key=key[:200])
    if reader.copy_blob(key, target) != key.rsplit("/", 1)[-1]:
        raise Invalid("A media file of the backup is damaged.", key=key)


def _read_all(reader: ArchiveReader) -> int:
    """Read every line, so that nothing is written of a damaged file; counts runs going on."""
    going_on = 0
    for name in reader.manifest.tables:
        for line in reader.lines(name):
            row = read_line(line)
            going_on += name == "runs" and row.get("ended_at") is None
    return going_on


def _batches(table: str, lines: Iterable[bytes]) -> Iterator[list[Statement]]:
    batch: list[Statement] = []
    size = 0
    for line in lines:
        if batch and (len(batch) == _BATCH_ROWS or size + len(line) > _BATCH_BYTES):
            yield batch
            batch, size = [], 0
        batch.append(_insert(table, read_line(line)))
        size += len(line)
    if batch:
        yield batch


def _insert(table: str, row: dict[str, SqlValue]) -> Statement:
    if not row or not all(_COLUMN.fullmatch(name) for name in row):
        raise Invalid("A record of the backup cannot be read.", table=table)
    marks = ", ".join("?" for _ in row)
    sql = f"INSERT INTO {table} ({', '.join(row)}) VALUES ({marks})"  # noqa: S608  (checked above)
    return Statement(sql, tuple(row.values()))


def _summary(reader: ArchiveReader, going_on: int) -> Restored:
    sizes = reader.manifest.blobs
    rows = {name: part.rows for name, part in reader.manifest.tables.items()}
    return Restored(rows=rows, files=len(sizes), size=sum(sizes.values()), going_on=going_on)
