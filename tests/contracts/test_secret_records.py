"""Sealed keys and sizes, on every database: one row a service, and bytes that are told."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from koda.db.base import Database
from koda.db.migrate import migrate
from koda.db.secrets import SealedSecret, SecretRecords
from koda.db.size import database_size, record_counts
from tests.databases import DatabaseKind, chosen_kinds, open_test_database


@pytest.fixture(params=chosen_kinds())
async def database(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[Database]:
    kind: DatabaseKind = request.param
    database = open_test_database(kind, tmp_path, migrated=True)
    await migrate(database)
    yield database
    await database.close()


async def test_a_key_takes_the_place_of_the_one_before(database: Database) -> None:
    records = SecretRecords(database)
    await records.put(SealedSecret("fal", "one", 1))
    await records.put(SealedSecret("anthropic", "two", 2))
    await records.put(SealedSecret("fal", "three", 3))
    assert await records.list() == [
        SealedSecret("anthropic", "two", 2),
        SealedSecret("fal", "three", 3),
    ]


async def test_a_key_is_removed_once(database: Database) -> None:
    records = SecretRecords(database)
    await records.put(SealedSecret("fal", "one", 1))
    assert await records.remove("fal")
    assert not await records.remove("fal")
    assert await records.list() == []


async def test_a_database_tells_its_size_and_what_is_in_it(database: Database) -> None:
    size = await database_size(database)
    assert size is not None
    assert size > 10_000
    counts = await record_counts(database)
    assert counts == {"canvases": 0, "trashed_canvases": 0, "runs": 0, "results": 0}
