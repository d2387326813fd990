"""Batches at random have one outcome: that of a server is that of a file."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from uuid import uuid4

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from koda.core.errors import Conflict, KodaError
from koda.db.base import Database, SqlValue, Statement
from tests.databases import DatabaseKind, chosen_kinds, open_test_database

SERVERS = [kind for kind in chosen_kinds() if kind != "sqlite"]
TABLES = """
CREATE TABLE parents (
  id TEXT PRIMARY KEY, size INTEGER NOT NULL CHECK (size >= 0), share REAL, bytes BLOB
) STRICT;
CREATE TABLE children (
  id TEXT PRIMARY KEY, parent TEXT NOT NULL REFERENCES parents (id) ON DELETE CASCADE
) STRICT;
"""

IDS = st.sampled_from(["a", "b", "c", "ä", "d\n"])
SIZES = st.sampled_from([None, -1, 0, 1, 2**53 + 1, 2**63 - 1, 2**63])
SHARES = st.sampled_from([None, 0.1, -0.0, 1e300, 3.0, float("nan")])
BYTES = st.sampled_from([None, b"", b"\x00\xff", b"xyz"])
COUNTS = st.sampled_from([None, None, None, 0, 1, 2])


def change(sql: str, *args: st.SearchStrategy[SqlValue]) -> st.SearchStrategy[Statement]:
    return st.builds(Statement, st.just(sql), st.tuples(*args), COUNTS)


STATEMENTS = st.one_of(
    change(
        "INSERT INTO parents (id, size, share, bytes) VALUES (?, ?, ?, ?)",
        *(IDS, SIZES, SHARES, BYTES),
    ),
    change(
        "INSERT INTO parents (id, size) VALUES (?, ?) ON CONFLICT (id) DO UPDATE SET "
        "size = excluded.size RETURNING id, size AS new_size",
        *(IDS, SIZES),
    ),
    change("INSERT INTO parents (id, size) VALUES (?, 1) ON CONFLICT DO NOTHING", IDS),
    change("INSERT INTO children (id, parent) VALUES (?, ?)", IDS, IDS),
    change("UPDATE parents SET size = size + 1 WHERE size < 5"),
    change("UPDATE parents SET bytes = ? WHERE id = ? RETURNING id, bytes", BYTES, IDS),
    change("DELETE FROM parents WHERE id = ?", IDS),
    change("DELETE FROM children WHERE id = ? RETURNING parent", IDS),
)


async def outcome(database: Database, batch: Sequence[Statement]) -> object:
    """What a batch did, or what it was refused with."""
    try:
        done = await database.write(batch)
    except KodaError as error:
        told = {key: error.fields.get(key) for key in ("statement", "changed", "constraint")}
        return type(error), told
    return [(one.changed, sorted(str(sorted(row.items())) for row in one.rows)) for one in done]


def assert_same(one: object, other: object) -> None:
    """Hold two outcomes to be one; what breaks a link and another rule may say either."""
    if one != other:
        assert isinstance(one, tuple)
        assert isinstance(other, tuple)
        assert one[0] is other[0] is Conflict
        assert "foreign_key" in {one[1]["constraint"], other[1]["constraint"]}


async def contents(database: Database) -> object:
    return [
        await database.read("SELECT * FROM parents ORDER BY size, id"),
        await database.read("SELECT * FROM children ORDER BY id"),
    ]


@pytest.mark.parametrize("kind", SERVERS)
@settings(max_examples=25)
@given(batches=st.lists(st.lists(STATEMENTS, min_size=1, max_size=5), min_size=1, max_size=8))
async def test_a_server_answers_as_a_file_does(
    kind: DatabaseKind, tmp_path: Path, batches: list[list[Statement]]
) -> None:
    folder = tmp_path / uuid4().hex
    file, server = (open_test_database(one, folder) for one in ("sqlite", kind))
    try:
        for database in (file, server):
            await database.script(TABLES)
        for batch in batches:
            assert_same(await outcome(server, batch), await outcome(file, batch))
            assert await contents(server) == await contents(file)
    finally:
        await file.close()
        await server.close()
