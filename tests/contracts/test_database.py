"""What every database must do, run on each adapter."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from koda.core.errors import Conflict, StorageFailed
from koda.db.base import Database, Statement
from koda.db.migrate import Migration, migrate, migration_status, shipped_migrations
from koda.db.sqlite import SqliteDatabase

TABLES = """
CREATE TABLE parents (id TEXT PRIMARY KEY, size INTEGER NOT NULL CHECK (size >= 0)) STRICT;
CREATE TABLE children (
  id TEXT PRIMARY KEY, parent TEXT NOT NULL REFERENCES parents (id) ON DELETE CASCADE, bytes BLOB
) STRICT;
"""


def put(name: str, size: int = 1, expect: int | None = None) -> Statement:
    return Statement("INSERT INTO parents (id, size) VALUES (?, ?)", (name, size), expect)


@pytest.fixture(params=["sqlite"])
async def database(tmp_path: Path) -> AsyncIterator[Database]:
    opened = SqliteDatabase(tmp_path / "folder" / "records.db")
    await opened.script(TABLES)
    yield opened
    await opened.close()


async def names(database: Database) -> list[str]:
    return [row["id"] for row in await database.read("SELECT id FROM parents ORDER BY id")]


async def test_a_batch_is_applied_whole_and_seen_at_once(database: Database) -> None:
    written = await database.write([put("a"), put("b")])
    assert [one.changed for one in written] == [1, 1]
    assert await names(database) == ["a", "b"]


async def test_returning_gives_the_rows(database: Database) -> None:
    sql = "INSERT INTO parents (id, size) VALUES (?, ?) RETURNING id, size"
    (written,) = await database.write([Statement(sql, ("a", 3))])
    assert [dict(row) for row in written.rows] == [{"id": "a", "size": 3}]


async def test_a_guard_that_fails_undoes_everything_and_says_where(database: Database) -> None:
    update = Statement("UPDATE parents SET size = 2 WHERE id = ?", ("none",), expect=1)
    with pytest.raises(Conflict) as caught:
        await database.write([put("a"), update, put("b")])
    assert caught.value.fields["statement"] == 1
    assert await names(database) == []


@pytest.mark.parametrize(
    ("statement", "constraint"),
    [
        (put("taken"), "unique"),
        (put("small", -1), "check"),
        (Statement("INSERT INTO parents (id) VALUES ('x')"), "not_null"),
        (Statement("INSERT INTO children (id, parent) VALUES ('c', 'none')"), "foreign_key"),
    ],
)
async def test_a_broken_rule_is_a_conflict_by_its_kind(
    database: Database, statement: Statement, constraint: str
) -> None:
    await database.write([put("taken")])
    with pytest.raises(Conflict) as caught:
        await database.write([put("first"), statement])
    assert caught.value.fields["constraint"] == constraint
    assert await names(database) == ["taken"]


async def test_removing_a_parent_removes_its_children(database: Database) -> None:
    child = "INSERT INTO children (id, parent, bytes) VALUES (?, ?, ?)"
    await database.write([put("a"), Statement(child, ("c", "a", b"\x00\xff"))])
    rows = await database.read("SELECT bytes FROM children")
    assert rows[0]["bytes"] == b"\x00\xff"
    await database.write([Statement("DELETE FROM parents")])
    assert await database.read("SELECT * FROM children") == []


@pytest.mark.parametrize("number", [2**53 + 1, -(2**62), 0])
async def test_large_numbers_come_back_exactly(database: Database, number: int) -> None:
    rows = await database.read("SELECT ? AS number", (number,))
    assert rows[0]["number"] == number


async def test_text_with_zero_bytes_and_any_script_comes_back(database: Database) -> None:
    text = "a\x00b – 画布 🎨"
    rows = await database.read("SELECT ? AS text", (text,))
    assert rows[0]["text"] == text


async def test_many_writers_at_once_lose_nothing(database: Database) -> None:
    await database.write([put("sum", 0)])
    add = Statement("UPDATE parents SET size = size + 1 WHERE id = 'sum'", expect=1)
    await asyncio.gather(*(database.write([add]) for _ in range(100)))
    rows = await database.read("SELECT size FROM parents")
    assert rows[0]["size"] == 100


async def test_wrong_sql_is_a_storage_failure(database: Database) -> None:
    with pytest.raises(StorageFailed):
        await database.read("SELECT nothing FROM nowhere")
    with pytest.raises(StorageFailed):
        await database.write([put("a"), Statement("NONSENSE")])
    assert await names(database) == []


async def test_a_cancelled_caller_does_not_tear_a_batch(database: Database) -> None:
    task = asyncio.create_task(database.write([put(f"n{place:03}") for place in range(200)]))
    await asyncio.sleep(0)
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)
    await database.write([put("z")])
    assert len(await names(database)) in {1, 201}


async def test_migrations_are_applied_once_also_by_two_at_once(database: Database) -> None:
    first, second = await asyncio.gather(migrate(database), migrate(database))
    numbers = [one.number for one in shipped_migrations()]
    assert sorted([one.number for one in first] + [one.number for one in second]) == numbers
    assert await migrate(database) == []
    assert all(one.applied for one in await migration_status(database))


async def test_a_migration_that_was_changed_is_refused(database: Database) -> None:
    await migrate(database, [Migration(1, "one", "CREATE TABLE one (id TEXT) STRICT;")])
    changed = Migration(1, "one", "CREATE TABLE other (id TEXT) STRICT;")
    with pytest.raises(StorageFailed):
        await migrate(database, [changed])


async def test_a_newer_database_is_refused(database: Database) -> None:
    await migrate(database, [Migration(99, "future", "CREATE TABLE future (id TEXT) STRICT;")])
    with pytest.raises(StorageFailed) as caught:
        await migrate(database)
    assert "newer" in caught.value.message


async def test_a_migration_that_fails_leaves_nothing(database: Database) -> None:
    broken = Migration(1, "one", "CREATE TABLE one (id TEXT) STRICT; NONSENSE;")
    with pytest.raises(StorageFailed):
        await migrate(database, [broken])
    assert not (await migration_status(database, [broken]))[0].applied
    assert await database.read("SELECT name FROM sqlite_master WHERE name = 'one'") == []


def test_a_file_that_is_no_database_is_said_so(tmp_path: Path) -> None:
    place = tmp_path / "records.db"
    place.write_bytes(b"not a database, but long enough to be looked at" * 100)
    with pytest.raises(StorageFailed):
        SqliteDatabase(place)
