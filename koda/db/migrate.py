"""Numbered SQL files, applied once each, forward only, held to their checksums."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass
from importlib import resources

from koda.core.errors import Conflict, StorageFailed
from koda.db.base import Database, Dialect, Row

_NAME = re.compile(r"(\d{4})_([a-z0-9_]+)\.sql")
_TABLE = """
CREATE TABLE IF NOT EXISTS koda_migrations (
  number INTEGER PRIMARY KEY,
  name TEXT NOT NULL,
  checksum TEXT NOT NULL
) STRICT;
"""


@dataclass(frozen=True, slots=True)
class Migration:
    """One file: its number, its name, its SQL (several statements, no transaction of its own)."""

    number: int
    name: str
    sql: str

    @property
    def checksum(self) -> str:
        """Hex sha256 of the text; white space at line ends does not count."""
        lines = [line.rstrip() for line in self.sql.strip().splitlines()]
        return hashlib.sha256("\n".join(lines).encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class MigrationStatus:
    """A migration and whether the database has it."""

    migration: Migration
    applied: bool


def shipped_migrations(dialect: Dialect = "sqlite") -> list[Migration]:
    """Read the files beside this one, in order.

    A file of the same name in the dialect's folder takes the place of one that needs more than
    tables and indexes.
    """
    folder = resources.files("koda.db").joinpath("migrations")
    own = folder.joinpath(dialect)
    twins = {file.name: file for file in own.iterdir()} if own.is_dir() else {}
    found: list[Migration] = []
    for file in folder.iterdir():
        match = _NAME.fullmatch(file.name)
        if match:
            text = twins.get(file.name, file).read_text(encoding="utf-8")
            found.append(Migration(int(match[1]), match[2], text))
    return sorted(found, key=lambda one: one.number)


async def migration_status(
    database: Database, migrations: Sequence[Migration] | None = None
) -> list[MigrationStatus]:
    """Compare the files with what the database says it has.

    Raises:
        StorageFailed: An applied file has changed, or the database is newer than this Koda.
    """
    known = shipped_migrations(database.dialect) if migrations is None else migrations
    if len({one.number for one in known}) != len(known):
        raise StorageFailed("Two migrations have the same number.", remedy="Install Koda again.")
    rows = await _read_table(database)
    applied = {int(row["number"]): str(row["checksum"]) for row in rows}
    _refuse_unknown(applied, known)
    for one in known:
        if applied.get(one.number, one.checksum) != one.checksum:
            raise StorageFailed(
                f"Migration {one.number:04d} was applied with another text than the one shipped.",
                remedy="Install the Koda that made this database, or restore a backup.",
                migration=one.number,
            )
    return [MigrationStatus(one, one.number in applied) for one in known]


async def _read_table(database: Database) -> list[Row]:
    """Read the table of migrations, and make it where there is none: most starts only read."""
    wanted = "SELECT number, name, checksum FROM koda_migrations"
    try:
        return await database.read(wanted)
    except StorageFailed:
        await database.script(_TABLE)
        return await database.read(wanted)


async def migrate(
    database: Database, migrations: Sequence[Migration] | None = None
) -> list[Migration]:
    """Apply what is missing, each file in one transaction; safe when two start at once.

    Returns:
        The migrations that this call applied.
    """
    entries = await migration_status(database, migrations)
    return [
        entry.migration
        for entry in entries
        if not entry.applied and await _apply(database, entry.migration)
    ]


async def _apply(database: Database, one: Migration) -> bool:
    # The record is written first in the same transaction: the second of two starters breaks on
    # its primary key, before any statement of the file, and finds the work done.
    claim = (
        "INSERT INTO koda_migrations (number, name, checksum) "
        f"VALUES ({one.number}, '{one.name}', '{one.checksum}');\n"
    )
    try:
        await database.script(claim + one.sql)
    except Conflict:
        rows = await database.read(
            "SELECT number FROM koda_migrations WHERE number = ?", (one.number,)
        )
        if not rows:
            raise
        return False
    return True


def _refuse_unknown(applied: dict[int, str], known: Sequence[Migration]) -> None:
    newer = sorted(set(applied) - {one.number for one in known})
    if newer:
        raise StorageFailed(
            f"The database was made by a newer Koda (migration {newer[-1]:04d}).",
            remedy="Update Koda, or choose another data folder.",
            migration=newer[-1],
        )
