"""The databases that tests run on: a file, and real servers on loopback, each test with its own.

`KODA_TEST_DATABASE` (`sqlite`, `sqld`, `postgres`) says which one the tests of records use;
`make databases` runs them again on each server.
"""

from __future__ import annotations

import asyncio
import atexit
import hashlib
import os
import tempfile
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from functools import cache
from pathlib import Path
from typing import Literal, get_args

from koda.adapters import open_database
from koda.db.base import Database
from koda.db.migrate import migrate
from koda.settings import Settings
from tests.servers.postgres import Postgres, run_postgres
from tests.servers.sqld import Sqld, run_sqld

DatabaseKind = Literal["sqlite", "sqld", "postgres"]

KINDS: tuple[DatabaseKind, ...] = get_args(DatabaseKind)
_servers = ExitStack()
atexit.register(_servers.close)


def chosen_kind() -> DatabaseKind:
    """Give the database that tests of records use."""
    kind = os.environ.get("KODA_TEST_DATABASE", "sqlite")
    assert kind in KINDS, f"KODA_TEST_DATABASE is {kind}; choose of {KINDS}"
    return kind


def chosen_kinds() -> tuple[DatabaseKind, ...]:
    """Give the databases that contracts are held on: all, or the one that is set."""
    return (chosen_kind(),) if "KODA_TEST_DATABASE" in os.environ else KINDS


def rounds(count: int) -> int:
    """Give how often something at random is tried: all of it on a file, an eighth on a server."""
    return count if chosen_kind() == "sqlite" else max(count // 8, 1)


def open_test_database(kind: DatabaseKind, folder: Path, *, migrated: bool = False) -> Database:
    """Open the database of a folder; opened again, it is the same one.

    `migrated`: it will be migrated at once, so a server may give a copy of one that is already.

    Skips the test, with the reason, where the server does not exist for this machine.
    """
    return open_database(database_settings(kind, folder, migrated=migrated))


def database_settings(kind: DatabaseKind, folder: Path, *, migrated: bool = False) -> Settings:
    """Give the settings of a Koda over a folder with the database of that folder."""
    variables = database_variables(kind, folder, migrated=migrated)
    return Settings.model_validate({"KODA_DATA": folder, **variables})


def database_variables(
    kind: DatabaseKind, folder: Path, *, migrated: bool = False
) -> Mapping[str, str]:
    """Give the variables that choose the database of a folder, for a process of its own."""
    match kind:
        case "sqlite":
            return {}
        case "sqld":
            server = sqld()
            address = server.database(_name_of(folder), _migrated_sqld() if migrated else "")
            return {"TURSO_DATABASE_URL": address, "TURSO_AUTH_TOKEN": server.token()}
        case "postgres":
            template = _migrated() if migrated else "template0"
            return {"DATABASE_URL": postgres().database(_name_of(folder), template)}


@cache
def sqld() -> Sqld:
    """Start the libSQL server of this process at the first call."""
    place = _servers.enter_context(tempfile.TemporaryDirectory(prefix="koda-sqld-"))
    return _servers.enter_context(run_sqld(Path(place)))


@cache
def postgres() -> Postgres:
    """Start the PostgreSQL server of this process at the first call."""
    return _servers.enter_context(run_postgres())


@cache
def _migrated_sqld() -> str:
    """Name a database with all migrations, to be copied."""
    variables = {"TURSO_DATABASE_URL": sqld().database("migrated")}
    _migrate({**variables, "TURSO_AUTH_TOKEN": sqld().token()})
    return "migrated"


@cache
def _migrated() -> str:
    """Name a database with all migrations, to be copied."""
    _migrate({"DATABASE_URL": postgres().database("migrated")})
    return "migrated"


def _migrate(variables: Mapping[str, str]) -> None:
    async def run() -> None:
        database = open_database(Settings.model_validate(variables))
        await migrate(database)
        await database.close()

    with ThreadPoolExecutor(1) as thread:  # the caller may be in a loop of its own
        thread.submit(asyncio.run, run()).result()


def _name_of(folder: Path) -> str:
    return "t" + hashlib.sha256(str(folder.resolve()).encode()).hexdigest()[:20]
