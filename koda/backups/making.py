"""Makes a backup: the records as of one moment, then the media files that they name."""

from __future__ import annotations

import asyncio
import os
import tempfile
from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from koda import __version__
from koda.assets.library import blob_key
from koda.backups.archive import FORMAT, ArchiveWriter, Manifest, checksums, write_line
from koda.backups.tables import KEPT, Table
from koda.blobs.base import BlobStore
from koda.clock import now
from koda.core.errors import NotFound, Unavailable
from koda.db.base import Database, Row, SqlValue
from koda.db.migrate import shipped_migrations

_TRIES = 4


@dataclass(frozen=True, slots=True)
class Made:
    """What became a backup: rows by table, media files, their bytes, and keys that are gone."""

    rows: dict[str, int]
    files: int
    size: int
    missing: Sequence[str]


async def make_backup(
    database: Database, blobs: BlobStore | None, target: Path, work: Path
) -> Made:
    """Write a backup to a file; a file is there only when it is whole.

    Args:
        database: Its records; when something writes while they are read, they are read again.
        blobs: Where media files are; none leaves them out.
        target: The file to write.
        work: A folder for what is on its way, with room for the records and one media file.

    Raises:
        Unavailable: The records never stood still; stop what writes, or back up a copy.
    """
    with tempfile.TemporaryDirectory(dir=work) as name:
        folder = Path(name)
        parts = await _records(database, folder)
        hashes = await _hashes(database)
        beside = target.with_name(f".{target.name}.part")
        try:
            made = await _write(beside, parts, hashes, blobs, folder)
            await asyncio.to_thread(beside.replace, target)
        finally:
            beside.unlink(missing_ok=True)
        return made


async def _records(database: Database, folder: Path) -> dict[str, Path]:
    for _ in range(_TRIES):
        before = await _state(database)
        parts = {one.name: folder / f"{one.name}.jsonl" for one in KEPT}
        for one in KEPT:
            await _dump(database, one, parts[one.name])
        if await _state(database) == before:
            return parts
    raise Unavailable(
        "The records changed all the time while they were read.",
        remedy="Wait until no run is going on, or stop Koda while the backup is made.",
    )


async def _state(database: Database) -> Row:
    """Tell what every change changes: counts, and the sums of what counts changes."""
    sums = {
        "seqs": "SELECT coalesce(sum(head_seq + snapshot_seq + coalesce(deleted_at, 0)), 0) "
        "FROM canvases",
        "steps": "SELECT coalesce(sum(version), 0) FROM steps",
        "runs": "SELECT coalesce(sum(version), 0) FROM runs",
        "jobs": "SELECT coalesce(sum(looks + coalesce(ended_at, 0) + coalesce(accepted_at, 0)), 0) "
        "FROM jobs",
        "presets": "SELECT coalesce(sum(updated_at), 0) FROM presets",
        "likes": "SELECT coalesce(sum(coalesce(favourite_at, 0) + coalesce(trashed_at, 0)), 0) "
        "FROM assets",
        **{f"count_{one.name}": f"SELECT count(*) FROM {one.name}" for one in KEPT},  # noqa: S608
    }
    columns = ", ".join(f"({sql}) AS {name}" for name, sql in sums.items())
    return (await database.read(f"SELECT {columns}"))[0]


async def _dump(database: Database, table: Table, target: Path) -> None:
    with await asyncio.to_thread(target.open, "wb") as out:
        async for row in _rows(database, table):
            out.write(write_line(row, table.derived))


async def _rows(database: Database, table: Table) -> AsyncIterator[Row]:
    key = ", ".join(table.key)
    marks = ", ".join("?" for _ in table.key)
    after: list[SqlValue] = []
    while True:
        where = f"WHERE ({key}) > ({marks}) " if after else ""
        sql = f"SELECT * FROM {table.name} {where}ORDER BY {key} LIMIT {table.page}"  # noqa: S608
        found = await database.read(sql, after)
        for row in found:
            yield row
        if len(found) < table.page:
            return
        after = [found[-1][name] for name in table.key]


async def _hashes(database: Database) -> list[str]:
    rows = await database.read("SELECT DISTINCT hash FROM assets ORDER BY hash")
    return [str(row["hash"]) for row in rows]


async def _write(
    place: Path,
    parts: dict[str, Path],
    hashes: Sequence[str],
    blobs: BlobStore | None,
    folder: Path,
) -> Made:
    tables = await asyncio.to_thread(checksums, parts)
    sizes: dict[str, int] = {}
    missing: list[str] = []
    with await asyncio.to_thread(_open_alone, place) as out:
        writer = ArchiveWriter(out)
        for name, lines in parts.items():
            await asyncio.to_thread(writer.add_table, name, lines)
        for digest in hashes if blobs is not None else ():
            assert blobs is not None
            key = blob_key(digest)
            try:
                content = await _on_disk(blobs, key, folder / "blob")
            except NotFound:
                missing.append(key)
                continue
            await asyncio.to_thread(writer.add_blob, key, content)
            sizes[key] = content.stat().st_size
        manifest = Manifest(
            format=FORMAT,
            koda=__version__,
            migration=shipped_migrations()[-1].number,
            made_at=now(),
            tables=tables,
            blobs=sizes,
            missing=missing,
        )
        await asyncio.to_thread(writer.finish, manifest)
    rows = {name: part.rows for name, part in tables.items()}
    return Made(rows=rows, files=len(sizes), size=sum(sizes.values()), missing=missing)


async def _on_disk(blobs: BlobStore, key: str, scratch: Path) -> Path:
    found = await blobs.local_path(key)
    if found is not None:
        return found
    with await asyncio.to_thread(scratch.open, "wb") as out:
        async for chunk in blobs.open(key):
            out.write(chunk)
    return scratch


def _open_alone(place: Path) -> BinaryIO:
    """Open a new file that only its owner reads: everything that is private is in it."""
    place.unlink(missing_ok=True)
    return os.fdopen(os.open(place, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb")
