"""`koda db`: the migrations of the database."""

from __future__ import annotations

import argparse
import asyncio
from collections.abc import Sequence

from koda.adapters import open_database
from koda.cli.place import make_folder, settings_of
from koda.db.migrate import Migration, MigrationStatus, migration_status
from koda.db.migrate import migrate as apply_missing
from koda.settings import Settings


def migrate(options: argparse.Namespace) -> int:
    """Run `koda db migrate`."""
    settings = settings_of(options)
    if _is_in_a_file(settings):
        make_folder(settings.database_file.parent, "KODA_DATA")
    applied = asyncio.run(_migrate(settings))
    for one in applied:
        print(f"{one.number:04d} {one.name}: applied")
    if not applied:
        print("The database is up to date.")
    return 0


def status(options: argparse.Namespace) -> int:
    """Run `koda db status`."""
    settings = settings_of(options)
    if _is_in_a_file(settings) and not settings.database_file.is_file():
        print("There is no database yet; `koda db migrate` or the first start makes it.")
        return 1
    found = asyncio.run(read_status(settings))
    for one in found:
        word = "applied" if one.applied else "missing"
        print(f"{one.migration.number:04d} {one.migration.name}: {word}")
    return 0 if all(one.applied for one in found) else 1


def _is_in_a_file(settings: Settings) -> bool:
    return settings.database_url is None and not settings.turso_database_url


async def read_status(settings: Settings) -> Sequence[MigrationStatus]:
    """Read the migrations of a database that is there; raises `StorageFailed`."""
    database = open_database(settings)
    try:
        return await migration_status(database)
    finally:
        await database.close()


async def _migrate(settings: Settings) -> Sequence[Migration]:
    database = open_database(settings)
    try:
        return await apply_missing(database)
    finally:
        await database.close()
