"""What every database must do, run on each adapter."""

from __future__ import annotations

import asyncio
import math
import subprocess
import sys
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from koda.core.errors import Conflict, Invalid, StorageFailed
from koda.db.base import Database, Statement
from koda.db.migrate import Migration, migrate, migration_status, shipped_migrations
from koda.db.sqlite import SqliteDatabase
from tests.databases import DatabaseKind, chosen_kinds, open_test_database

TABLES = """
CREATE TABLE parents (id TEXT PRIMARY KEY, size INTEGER NOT NULL CHECK (size >= 0)) STRICT;
CREATE TABLE children (
  id TEXT PRIMARY KEY, parent TEXT NOT NULL REFERENCES parents (id) ON DELETE CASCADE, bytes BLOB
) STRICT;
"""


def put(name: str, size: int = 1, expect: int | None = None) -> Statement:
    return Statement("INSERT INTO parents (id, size) VALUES (?, ?)", (name, size), expect)


@pytest.fixture(params=chosen_kinds())
def kind(request: pytest.FixtureRequest) -> DatabaseKind:
    return request.param


@pytest.fixture
async def database(kind: DatabaseKind, tmp_path: Path) -> AsyncIterator[Database]:
    opened = open_test_database(kind, tmp_path / "folder")
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


@pytest.mark.parametrize(
    "value", [2**63, -(2**63) - 1, 10**30, "half \ud83e", math.nan, math.inf, -math.inf]
)
async def test_what_no_database_can_hold_is_refused_and_harms_nothing(
    database: Database, value: float | str
) -> None:
    sql = "INSERT INTO children (id, parent, bytes) VALUES (?, 'a', NULL)"
    with pytest.raises(Invalid):
        await database.write([put("a"), Statement(sql, (value,))])
    with pytest.raises(Invalid):
        await database.read("SELECT ? AS value", (value,))
    assert await names(database) == []
    await database.write([put("b")])
    assert await names(database) == ["b"]


async def test_what_was_written_is_there_for_the_next_who_opens_it(
    database: Database, kind: DatabaseKind, tmp_path: Path
) -> None:
    await database.write([put("a")])
    other = open_test_database(kind, tmp_path / "folder")
    assert await names(other) == ["a"]
    await other.write([put("b")])
    assert await names(database) == ["a", "b"]
    await other.close()


async def test_a_closed_database_says_so_and_closes_again(database: Database) -> None:
    await database.write([put("a")])
    await database.close()
    await database.close()
    with pytest.raises(StorageFailed):
        await database.read("SELECT 1")
    with pytest.raises(StorageFailed):
        await database.write([put("b")])


async def test_readers_are_not_held_up_by_writers(database: Database) -> None:
    await database.write([put("sum", 0)])
    add = Statement("UPDATE parents SET size = size + 1 WHERE id = 'sum'")

    async def read() -> list[int]:
        sql = "SELECT size FROM parents"
        return [(await database.read(sql))[0]["size"] for _ in range(30)]

    *_, one, two = await asyncio.gather(*(database.write([add]) for _ in range(60)), read(), read())
    assert one == sorted(one)
    assert two == sorted(two)


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


async def test_two_migrations_of_one_number_are_refused(database: Database) -> None:
    twice = [Migration(1, name, f"CREATE TABLE {name} (id TEXT) STRICT;") for name in ("a", "b")]
    with pytest.raises(StorageFailed):
        await migrate(database, twice)


def test_shipped_migrations_are_numbered_without_a_gap() -> None:
    numbers = [one.number for one in shipped_migrations()]
    assert numbers == list(range(1, len(numbers) + 1))


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
    with pytest.raises(StorageFailed):
        await database.read("SELECT id FROM one")


REBUILT = """
CREATE TABLE parents_anew (id TEXT PRIMARY KEY, size INTEGER NOT NULL, note TEXT) STRICT;
INSERT INTO parents_anew (id, size) SELECT id, size FROM parents;
DROP TABLE parents;
ALTER TABLE parents_anew RENAME TO parents;
"""


async def test_a_table_that_is_made_anew_keeps_the_rows_that_point_at_it(
    database: Database, kind: DatabaseKind
) -> None:
    if kind == "postgres":
        pytest.skip("PostgreSQL changes a table in its place")
    child = "INSERT INTO children (id, parent) VALUES ('c', 'a')"
    await database.write([put("a"), Statement(child)])
    await database.script(REBUILT)
    assert await database.read("SELECT id, parent FROM children") == [{"id": "c", "parent": "a"}]
    with pytest.raises(Conflict) as caught:  # and the rule holds again
        await database.write([Statement("INSERT INTO children (id, parent) VALUES ('d', 'z')")])
    assert caught.value.fields["constraint"] == "foreign_key"


async def test_a_script_that_leaves_a_broken_link_is_undone(database: Database) -> None:
    with pytest.raises(Conflict) as caught:
        await database.script(
            "INSERT INTO parents (id, size) VALUES ('a', 1); "
            "INSERT INTO children (id, parent) VALUES ('c', 'none');"
        )
    assert caught.value.fields["constraint"] == "foreign_key"
    assert await names(database) == []


async def test_statements_of_a_script_may_hold_semicolons(database: Database) -> None:
    await database.script(
        "-- first; second\nINSERT INTO parents (id, size) VALUES ('a;b', 1);;\n/* ; */\n"
    )
    assert await names(database) == ["a;b"]


async def test_an_empty_batch_is_nothing(database: Database) -> None:
    assert await database.write([]) == []


def test_a_folder_that_cannot_be_used_is_said_so(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("no folder")
    with pytest.raises(StorageFailed) as caught:
        SqliteDatabase(tmp_path / "file" / "records.db")
    assert caught.value.remedy


async def test_a_new_folder_is_its_owners_alone(tmp_path: Path) -> None:
    database = SqliteDatabase(tmp_path / "mine" / "records.db")
    assert (tmp_path / "mine").stat().st_mode & 0o077 == 0
    await database.close()


def test_processes_that_start_at_once_migrate_once(tmp_path: Path) -> None:
    """Real processes over one new file, as when a server and a command start together."""
    script = (
        "import asyncio, sys; from pathlib import Path\n"
        "from koda.db.migrate import migrate; from koda.db.sqlite import SqliteDatabase\n"
        "async def main():\n"
        "    database = SqliteDatabase(Path(sys.argv[1]))\n"
        "    print(len(await migrate(database))); await database.close()\n"
        "asyncio.run(main())\n"
    )
    command = [sys.executable, "-c", script, str(tmp_path / "records.db")]
    started = [
        subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) for _ in range(4)
    ]
    done = [one.communicate(timeout=60) for one in started]
    assert [one.returncode for one in started] == [0] * 4, done
    assert sum(int(out) for out, _ in done) == len(shipped_migrations())


def test_a_file_that_is_no_database_is_said_so(tmp_path: Path) -> None:
    place = tmp_path / "records.db"
    place.write_bytes(b"not a database, but long enough to be looked at" * 100)
    with pytest.raises(StorageFailed):
        SqliteDatabase(place)
