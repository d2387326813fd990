"""Versions of animations' code, on every database: kept once, given back as they were."""

from __future__ import annotations

import zlib
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from koda.core.errors import StorageFailed
from koda.db.base import Database, Statement
from koda.db.migrate import migrate
from koda.db.projects import ProjectRecords
from tests.databases import DatabaseKind, chosen_kinds, open_test_database

CONTENT = '{"files": {"scene.json": "Größe, 大きさ, \\u0000 and 🙂"}}'


@pytest.fixture(params=chosen_kinds())
async def database(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[Database]:
    kind: DatabaseKind = request.param
    database = open_test_database(kind, tmp_path, migrated=True)
    await migrate(database)
    yield database
    await database.close()


@pytest.mark.rule("A6")
async def test_a_project_is_kept_as_it_was_first(database: Database) -> None:
    records = ProjectRecords(database)
    await records.put("prj_a", CONTENT, 1)
    await records.put("prj_a", "something else", 2)
    assert await records.find("prj_a") == CONTENT
    assert await records.find("prj_b") is None


async def test_a_large_project_takes_little_room(database: Database) -> None:
    records = ProjectRecords(database)
    await records.put("prj_a", CONTENT * 10_000, 1)
    (row,) = await database.read("SELECT length(content) AS size FROM projects")
    assert int(row["size"]) < 20_000
    assert await records.find("prj_a") == CONTENT * 10_000


@pytest.mark.parametrize(
    "packed",
    [b"", b"no zlib", zlib.compress(b"cut short")[:-4], zlib.compress(b"\xff\xfe")],
    ids=["empty", "not packed", "cut", "no text"],
)
async def test_a_damaged_project_is_said_to_be_damaged(database: Database, packed: bytes) -> None:
    await database.write(
        [
            Statement(
                "INSERT INTO projects (id, content, created_at) VALUES (?, ?, ?)",
                ("prj_a", packed, 1),
            )
        ]
    )
    with pytest.raises(StorageFailed, match="damaged"):
        await ProjectRecords(database).find("prj_a")


async def test_a_project_that_unpacks_without_end_is_refused(database: Database) -> None:
    records = ProjectRecords(database)
    await records.put("prj_a", " " * (17 * 1024 * 1024), 1)
    with pytest.raises(StorageFailed, match="damaged"):
        await records.find("prj_a")
