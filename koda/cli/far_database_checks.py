"""What is asked of every database elsewhere: its migrations, and how long the way to it is."""

from __future__ import annotations

import time
from statistics import median

from koda.connections.check import Check
from koda.core.errors import KodaError
from koda.db.base import Database, Statement
from koda.db.migrate import migration_status

_LOOKS = 5
# Both in one transaction: nothing stays, whatever happens.
_TRIAL = "INSERT INTO koda_migrations (number, name, checksum) VALUES (-1, 'trial', '')"
_BACK = "DELETE FROM koda_migrations WHERE number = -1"


def failed(error: KodaError) -> Check:
    """Say a failure as a check."""
    return Check("database", "failed", error.message.rstrip("."), error.remedy)


async def check_migrations(database: Database) -> Check:
    """Compare its migrations with those that are shipped."""
    found = await migration_status(database)
    missing = sum(not one.applied for one in found)
    if missing:
        remedy = "They are applied at the next start, or by `koda db migrate`."
        return Check("database", "warning", f"{missing} of {len(found)} migrations missing", remedy)
    return Check("database", "ok", f"{len(found)} migrations are applied")


async def check_way(database: Database, far_ms: float) -> Check:
    """Read and write a few times; nothing of it stays. From `far_ms` on a change takes long."""
    reads: list[float] = []
    writes: list[float] = []
    try:
        for _ in range(_LOOKS):
            begun = time.perf_counter()
            await database.read("SELECT 1 AS one")
            between = time.perf_counter()
            await database.write([Statement(_TRIAL, expect=1), Statement(_BACK, expect=1)])
            reads.append((between - begun) * 1000)
            writes.append((time.perf_counter() - between) * 1000)
    except KodaError as error:
        return failed(error)
    message = f"a read takes {median(reads):.1f} ms, a change {median(writes):.1f} ms"
    if median(writes) > far_ms:
        remedy = "Let Koda run in the region of the database; every edit waits for it."
        return Check("database", "warning", f"{message}, which is long", remedy)
    return Check("database", "ok", message)
