"""The audit log as a file: a table with commas, or one JSON object a line."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import AsyncGenerator, AsyncIterator
from dataclasses import asdict, fields
from datetime import UTC, datetime
from typing import Literal

from koda.db.access_log import Note

AuditFormat = Literal["csv", "jsonl"]
MEDIA_TYPES: dict[AuditFormat, str] = {
    "csv": "text/csv; charset=utf-8",
    "jsonl": "application/jsonl; charset=utf-8",
}
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


async def write_audit(notes: AsyncIterator[Note], form: AuditFormat) -> AsyncGenerator[str]:
    """Give the lines of the file, as the notes come; times are UTC (ISO 8601).

    In a table, a word that a spreadsheet would take for a formula begins with an apostrophe:
    names of links and browsers are what their owners wrote.
    """
    if form == "csv":
        yield _row([field.name for field in fields(Note)])
    async for note in notes:
        values = {**asdict(note), "at": _time(note.at)}
        if form == "csv":
            yield _row([_plain(value) for value in values.values()])
        else:
            yield json.dumps(values, ensure_ascii=False) + "\n"


def _row(values: list[str]) -> str:
    line = io.StringIO()
    csv.writer(line).writerow(values)
    return line.getvalue()


def _plain(value: str) -> str:
    return f"'{value}" if value.startswith(_FORMULA) else value


def _time(milliseconds: int) -> str:
    found = datetime.fromtimestamp(milliseconds / 1000, UTC)
    return found.isoformat(timespec="milliseconds").replace("+00:00", "Z")
