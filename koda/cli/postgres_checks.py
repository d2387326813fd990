"""The checks of a PostgreSQL database: reach, rights, durability, migrations, the way there."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Iterator
from statistics import median

from koda.adapters import open_database
from koda.connections.check import Check
from koda.core.errors import KodaError
from koda.db.base import Database, Row, Statement
from koda.db.migrate import migration_status
from koda.settings import Settings

_LOOKS = 5
_FAR_MS = 30.0
_FACTS = """
SELECT current_setting('server_version') AS version, current_database() AS name,
  pg_is_in_recovery() AS is_replica, current_setting('synchronous_commit') AS waits,
  current_setting('fsync') AS flushes,
  coalesce(has_schema_privilege(current_schema(), 'CREATE'), FALSE) AS may_create,
  (SELECT ssl FROM pg_stat_ssl WHERE pid = pg_backend_pid()) AS is_encrypted
"""
# Both in one transaction: nothing stays, whatever happens.
_TRIAL = "INSERT INTO koda_migrations (number, name, checksum) VALUES (-1, 'trial', '')"
_BACK = "DELETE FROM koda_migrations WHERE number = -1"


def check_postgres(settings: Settings) -> Iterator[Check]:
    """Connect, and say what was found, one by one."""
    yield from asyncio.run(_look(settings))


async def _look(settings: Settings) -> list[Check]:
    try:
        database = open_database(settings)
    except KodaError as error:
        return [_failed(error)]
    checks: list[Check] = []
    try:
        (facts,) = await database.read(_FACTS)
        checks += [_reached(facts), *_warnings(facts)]
        if all(check.state != "failed" for check in checks):
            checks += [await _migrations(database), await _way(database)]
    except KodaError as error:
        checks.append(_failed(error))
    finally:
        await database.close()
    return checks


def _failed(error: KodaError) -> Check:
    return Check("database", "failed", error.message.rstrip("."), error.remedy)


def _reached(facts: Row) -> Check:
    how = "encrypted" if facts["is_encrypted"] else "not encrypted"
    version = str(facts["version"]).split()[0]
    return Check("database", "ok", f"PostgreSQL {version} has {facts['name']}; the way is {how}")


def _warnings(facts: Row) -> Iterator[Check]:
    if facts["is_replica"]:
        remedy = "Use the address of the primary server in DATABASE_URL."
        yield Check("database", "failed", "is a replica, which takes no writes", remedy)
    elif not facts["may_create"]:
        remedy = "GRANT CREATE, USAGE ON SCHEMA public TO the user of DATABASE_URL."
        yield Check("database", "failed", "does not let its user create tables", remedy)
    if facts["waits"] == "off" or facts["flushes"] == "off":
        name = "fsync" if facts["flushes"] == "off" else "synchronous_commit"
        message = f"{name} is off: what was saved last is lost when the server fails"
        yield Check("database", "warning", message, f"Set {name} = on at the server.")


async def _migrations(database: Database) -> Check:
    found = await migration_status(database)
    missing = sum(not one.applied for one in found)
    if missing:
        remedy = "They are applied at the next start, or by `koda db migrate`."
        return Check("database", "warning", f"{missing} of {len(found)} migrations missing", remedy)
    return Check("database", "ok", f"{len(found)} migrations are applied")


async def _way(database: Database) -> Check:
    """Write and read a few times; nothing of it stays."""
    took: list[float] = []
    for _ in range(_LOOKS):
        begun = time.perf_counter()
        await database.write([Statement(_TRIAL, expect=1), Statement(_BACK, expect=1)])
        took.append((time.perf_counter() - begun) * 1000)
    message = f"a change is stored in {median(took):.1f} ms"
    if median(took) > _FAR_MS:
        remedy = "Let Koda run in the region of the database; every edit waits for it."
        return Check("database", "warning", f"{message}, which is long", remedy)
    return Check("database", "ok", message)
