"""The checks of a PostgreSQL database: reach, rights, durability, migrations, the way there."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator

from koda.adapters import open_database
from koda.cli.far_database_checks import check_migrations, check_way, failed
from koda.connections.check import Check
from koda.core.errors import KodaError
from koda.db.base import Row
from koda.settings import Settings

_FAR_MS = 30.0
_FACTS = """
SELECT current_setting('server_version') AS version, current_database() AS name,
  pg_is_in_recovery() AS is_replica, current_setting('synchronous_commit') AS waits,
  current_setting('fsync') AS flushes,
  coalesce(has_schema_privilege(current_schema(), 'CREATE'), FALSE) AS may_create,
  (SELECT ssl FROM pg_stat_ssl WHERE pid = pg_backend_pid()) AS is_encrypted
"""


def check_postgres(settings: Settings) -> Iterator[Check]:
    """Connect, and say what was found, one by one."""
    yield from asyncio.run(_look(settings))


async def _look(settings: Settings) -> list[Check]:
    try:
        database = open_database(settings)
    except KodaError as error:
        return [failed(error)]
    checks: list[Check] = []
    try:
        (facts,) = await database.read(_FACTS)
        checks += [_reached(facts), *_warnings(facts)]
        if all(check.state != "failed" for check in checks):
            checks += [await check_migrations(database), await check_way(database, _FAR_MS)]
    except KodaError as error:
        checks.append(failed(error))
    finally:
        await database.close()
    return checks


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
