"""`koda audit`."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest

from koda.access.audit import Audit
from koda.adapters import open_database
from koda.db.access_log import AuditRecords
from koda.db.migrate import migrate
from koda.settings import Settings
from tests.cli.shell import koda

pytestmark = pytest.mark.rule("W15")


async def note_some(folder: Path) -> None:
    database = open_database(Settings.model_validate({"KODA_DATA": folder}))
    try:
        await migrate(database)
        audit = Audit(AuditRecords(database))
        for name in ("CI", "-nightly"):
            await audit.note("key.made", who="Password", target="key_1", name=name)
    finally:
        await database.close()


async def test_the_log_can_be_read_without_a_server(tmp_path: Path) -> None:
    await note_some(tmp_path)
    lines = koda(tmp_path, "audit", "--data", ".")
    assert (lines.returncode, lines.stderr) == (0, "")
    told = [json.loads(line) for line in lines.stdout.splitlines()]
    assert [(one["what"], one["name"]) for one in told] == [
        ("key.made", "-nightly"),
        ("key.made", "CI"),
    ]
    table = koda(tmp_path, "audit", "--csv", "--data", ".")
    assert [row["name"] for row in csv.DictReader(io.StringIO(table.stdout))] == ["'-nightly", "CI"]


def test_where_there_is_no_database_it_says_so(tmp_path: Path) -> None:
    answer = koda(tmp_path, "audit", "--data", ".")
    assert (answer.returncode, answer.stdout) == (1, "")
    assert "no database yet" in answer.stderr
    assert list(tmp_path.iterdir()) == []
