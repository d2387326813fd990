"""The checks of a Turso database: address, token, rights, migrations, the way there."""

from __future__ import annotations

import asyncio
import base64
import binascii
import json
import time
from collections.abc import Iterator

from koda.adapters import open_database
from koda.cli.far_database_checks import check_migrations, check_way, failed
from koda.connections.check import Check
from koda.core.errors import KodaError
from koda.settings import Settings

_FAR_MS = 100.0
_SOON_DAYS = 14.0
_DAY = 24 * 3600
_ANEW = "Make a new one (`turso db tokens create koda`) and set TURSO_AUTH_TOKEN."


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
        return [failed(error)]
    checks: list[Check] = []
    try:
        await database.read("SELECT 1 AS one")
        checks.append(Check("database", "ok", "Turso answers and takes the token"))
        checks += [await check_migrations(database)]
        if checks[-1].state == "ok":
            checks.append(await check_way(database, _FAR_MS))
    except KodaError as error:
        checks.append(failed(error))
    finally:
        await database.close()
    return checks
