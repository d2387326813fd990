"""`koda backup` and `koda restore`: everything of a Koda into one file, and back."""

from __future__ import annotations

import argparse
import asyncio
import sqlite3
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path

from koda.adapters import open_blobs, open_database
from koda.backups.making import Made, make_backup
from koda.backups.restoring import Restored, check_backup, restore_backup
from koda.cli.place import make_folder, settings_of
from koda.core.errors import NotConfigured
from koda.db.base import Database
from koda.db.migrate import migrate
from koda.settings import Settings


def make(options: argparse.Namespace) -> int:
    """Run `koda backup`."""
    settings = settings_of(options)
    target = Path(options.file).expanduser().absolute()
    if target.exists() and not options.force:
        raise NotConfigured(
            f"{target} is there already.", remedy="Choose another name, or --force."
        )
    make_folder(target.parent, "FILE")
    made = asyncio.run(_make(settings, target, media=not options.no_media))
    print(_said(made))
    for key in made.missing:
        print(f"gone before: {key}")
    return 0


def restore(options: argparse.Namespace) -> int:
    """Run `koda restore`."""
    settings = settings_of(options)
    file = Path(options.file).expanduser()
    if options.check:
        found = asyncio.run(check_backup(file, file.absolute().parent))
        print(f"The backup is whole: {_said(found)}")
        return 0
    make_folder(settings.data, "KODA_DATA")
    found = asyncio.run(_restore(settings, file))
    print(f"Restored: {_said(found)}")
    if found.going_on:
        print(
            f"{found.going_on} runs had not ended; they go on when this Koda starts. Stop the Koda "
            "that the backup is from first, or both work on them."
        )
    return 0


async def _make(settings: Settings, target: Path, *, media: bool) -> Made:
    work = target.parent
    with _standing_still(settings, work) as readable:
        database = open_database(readable)
        try:
            await migrate(database)
            blobs = open_blobs(settings) if media else None
            return await make_backup(database, blobs, target, work)
        finally:
            await database.close()


async def _restore(settings: Settings, file: Path) -> Restored:
    database: Database = open_database(settings)
    try:
        await migrate(database)
        return await restore_backup(file, database, open_blobs(settings), settings.data)
    finally:
        await database.close()


@contextmanager
def _standing_still(settings: Settings, work: Path) -> Generator[Settings]:
    """Give settings whose records nobody writes: of a SQLite file, those of a copy.

    Raises:
        NotConfigured: There is nothing to back up.
    """
    if settings.database_url or settings.turso_database_url:
        yield settings
        return
    file = settings.database_file
    if not file.is_file():
        raise NotConfigured(
            f"There is no database at {file}.", remedy="Name the data folder with --data."
        )
    copy = work / f".{file.name}.copy"
    try:
        # SQLite's own copy of a database in use: one moment of it, also while it is written.
        with sqlite3.connect(file) as source, sqlite3.connect(copy) as target:
            source.backup(target)
        source.close()
        target.close()
        yield settings.model_copy(update={"sqlite_path": copy})
    finally:
        for name in (copy, copy.with_name(f"{copy.name}-wal"), copy.with_name(f"{copy.name}-shm")):
            name.unlink(missing_ok=True)


def _said(found: Made | Restored) -> str:
    rows = found.rows
    return (
        f"{rows.get('canvases', 0)} canvases, {rows.get('runs', 0)} runs, "
        f"{rows.get('assets', 0)} assets, {found.files} media files "
        f"({found.size / 1024**2:.1f} MiB)."
    )
