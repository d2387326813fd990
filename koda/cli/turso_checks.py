"""The checks of a Turso database: address, token, rights, migrations, the way there."""

from __future__ import annotations

import asyncio
import base64
import binascii
import json
import time
from collections.abc import Iterator
from statistics import median

from koda.adapters import open_database
from koda.connections.check import Check
from koda.core.errors import KodaError, StorageFailed
from koda.db.base import Database, Statement
from koda.db.migrate import migration_status
from koda.settings import Settings

_LOOKS = 5
_FAR_MS = 100.0
_SOON_DAYS = 14.0
_DAY = 24 * 3600
_ANEW = "Make a new one (`turso db tokens create koda`) and set TURSO_AUTH_TOKEN."
# Both in one transaction: nothing stays, whatever happens.
_TRIAL = "INSERT INTO koda_migrations (number, name, checksum) VALUES (-1, 'trial', '')"
_BACK = "DELETE FROM koda_migrations WHERE number = -1"


def check_turso(settings: Settings) -> Iterator[Check]:
    """Ask the database, and say what was found, one by one."""
    token = settings.turso_auth_token
    yield from check_turso_token(token.get_secret_value() if token else "", time.time())
    yield from asyncio.run(_look(settings))


def check_turso_token(token: str, at: float) -> Iterator[Check]:
    """What the token says of itself; `at`: Unix time. Only what is wrong, or will be soon."""
    if not token:
        yield Check("database token", "warning", "is not set", _ANEW)
        return
    try:
        claims = json.loads(base64.urlsafe_b64decode(token.split(".")[1] + "=="))
        ends, right = claims.get("exp"), claims.get("a")
    except (IndexError, ValueError, AttributeError, binascii.Error):
        yield Check("database token", "warning", "does not look like one of Turso's", _ANEW)
        return
    if isinstance(ends, int) and ends <= at:
        yield Check("database token", "failed", "has expired", _ANEW)
    elif isinstance(ends, int) and ends <= at + _SOON_DAYS * _DAY:
        message = f"ends in {(ends - at) / _DAY:.1f} days"
        yield Check("database token", "warning", message, _ANEW)
    if right == "ro":
        yield Check("database token", "failed", "is for reading only", _ANEW)


async def _look(settings: Settings) -> list[Check]:
    try:
        database = open_database(settings)
    except KodaError as error:
        return [_failed(error)]
    checks: list[Check] = []
    try:
        await database.read("SELECT 1 AS one")
        checks.append(Check("database", "ok", "Turso answers and takes the token"))
        checks += [await _migrations(database)]
        if checks[-1].state == "ok":
            checks.append(await _way(database))
    except KodaError as error:
        checks.append(_failed(error))
    finally:
        await database.close()
    return checks


def _failed(error: KodaError) -> Check:
    return Check("database", "failed", error.message.rstrip("."), error.remedy)


async def _migrations(database: Database) -> Check:
    found = await migration_status(database)
    missing = sum(not one.applied for one in found)
    if missing:
        remedy = "They are applied at the next start, or by `koda db migrate`."
        return Check("database", "warning", f"{missing} of {len(found)} migrations missing", remedy)
    return Check("database", "ok", f"{len(found)} migrations are applied")


async def _way(database: Database) -> Check:
    """Write and read a few times; nothing of it stays."""
    reads: list[float] = []
    writes: list[float] = []
    for _ in range(_LOOKS):
        reads.append(await _took(database, []))
        try:
            writes.append(await _took(database, [Statement(_TRIAL, expect=1), Statement(_BACK)]))
        except StorageFailed as error:
            return _failed(error)
    message = f"a read takes {median(reads):.1f} ms, a change {median(writes):.1f} ms"
    if median(writes) > _FAR_MS:
        remedy = "Let Koda run in the region of the database; every edit waits for it."
        return Check("database", "warning", f"{message}, which is long", remedy)
    return Check("database", "ok", message)


async def _took(database: Database, batch: list[Statement]) -> float:
    begun = time.perf_counter()
    if batch:
        await database.write(batch)
    else:
        await database.read("SELECT 1 AS one")
    return (time.perf_counter() - begun) * 1000
