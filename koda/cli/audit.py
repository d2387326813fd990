"""`koda audit`: the audit log, on standard output."""

from __future__ import annotations

import argparse
import asyncio
import sys

from koda.access.audit import Audit
from koda.access.audit_file import write_audit
from koda.adapters import open_database
from koda.cli.place import settings_of
from koda.db.access_log import AuditRecords
from koda.settings import Settings


def export(options: argparse.Namespace) -> int:
    """Run `koda audit`."""
    settings = settings_of(options)
    in_a_file = settings.database_url is None and not settings.turso_database_url
    if in_a_file and not settings.database_file.is_file():
        print("There is no database yet: nothing has happened.", file=sys.stderr)
        return 1
    asyncio.run(_export(settings, as_table=options.csv))
    return 0


async def _export(settings: Settings, *, as_table: bool) -> None:
    database = open_database(settings)
    try:
        notes = Audit(AuditRecords(database)).everything()
        async for line in write_audit(notes, "csv" if as_table else "jsonl"):
            sys.stdout.write(line)
    finally:
        await database.close()
