"""Rows of added endpoints: a changed document raises the version, and it never goes back."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import pytest

from koda.db.endpoints import EndpointRecords, FetchedEndpoint
from koda.db.migrate import migrate
from tests.databases import chosen_kind, open_test_database

FIRST = FetchedEndpoint(
    "a/b", "A", "text-to-image", "", {"amount": 0.1, "unit": "images"}, {"x": 1}
)


@pytest.fixture
async def records(tmp_path: Path) -> AsyncIterator[EndpointRecords]:
    database = open_test_database(chosen_kind(), tmp_path)
    await migrate(database)
    yield EndpointRecords(database)
    await database.close()


async def version(records: EndpointRecords) -> int:
    return (await records.versions(["a/b"]))["a/b"]


async def test_what_is_put_is_found(records: EndpointRecords) -> None:
    await records.put(FIRST, 5)
    (found,) = await records.list()
    assert found == await records.find("a/b")
    assert (found.document, found.price, found.version) == (FIRST.document, FIRST.price, 1)
    assert (found.added_at, found.refreshed_at) == (5, 5)


async def test_only_another_document_raises_the_version(records: EndpointRecords) -> None:
    await records.put(replace(FIRST, document={"x": 1, "y": 2}), 1)
    await records.put(replace(FIRST, document={"y": 2, "x": 1}, price=None, title="B"), 2)
    assert await version(records) == 1
    await records.put(replace(FIRST, document={"x": 2}), 3)
    assert await version(records) == 2
    found = await records.find("a/b")
    assert found is not None
    assert (found.title, found.added_at, found.refreshed_at) == ("A", 1, 3)


async def test_a_removed_endpoint_does_not_begin_again(records: EndpointRecords) -> None:
    await records.put(FIRST, 1)
    assert await records.remove("a/b", 2)
    assert not await records.remove("a/b", 3)
    assert await records.find("a/b") is None
    assert await records.list() == []
    await records.put(replace(FIRST, document={"x": 9}), 4)
    assert await version(records) == 2
