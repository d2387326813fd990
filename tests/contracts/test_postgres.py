"""What is PostgreSQL's own: its doors, lost connections, other writers, and what it cannot hold."""

from __future__ import annotations

import asyncio
import contextlib
import sys
from collections.abc import AsyncIterator
from pathlib import Path

import psycopg
import pytest

from koda.adapters import open_database
from koda.core.errors import Conflict, KodaError, NotConfigured, StorageFailed
from koda.db import postgres_link
from koda.db.base import Database, Ringing, Statement
from koda.db.migrate import migrate, shipped_migrations
from koda.settings import Settings
from tests.databases import chosen_kinds, database_variables, open_test_database, postgres
from tests.servers.cutting import Cutting, run_cutting
from tests.servers.postgres import PASSWORD

pytestmark = pytest.mark.skipif(
    "postgres" not in chosen_kinds(), reason="another database is tested"
)

TABLE = "CREATE TABLE things (id TEXT PRIMARY KEY, number INTEGER) STRICT"
NEXT = "INSERT INTO things (id, number) SELECT ?, coalesce(max(number), 0) + 1 FROM things"


def opened(address: str) -> Database:
    return open_database(Settings.model_validate({"DATABASE_URL": address}))


def put(name: str, number: int = 0, expect: int | None = None) -> Statement:
    return Statement("INSERT INTO things (id, number) VALUES (?, ?)", (name, number), expect)


@pytest.fixture
def address(tmp_path: Path) -> str:
    return database_variables("postgres", tmp_path)["DATABASE_URL"]


@pytest.fixture
async def database(tmp_path: Path) -> AsyncIterator[Database]:
    found = open_test_database("postgres", tmp_path)
    await found.script(TABLE)
    yield found
    await found.close()


@pytest.fixture
async def proxy(database: Database) -> AsyncIterator[Cutting]:
    assert database
    async with run_cutting(postgres().port) as running:
        yield running


@pytest.fixture
async def behind(proxy: Cutting, address: str) -> AsyncIterator[Database]:
    """The same database, reached through the proxy."""
    found = opened(address.replace(f":{postgres().port}/", f":{proxy.port}/"))
    assert await names(found) == []
    yield found
    await found.close()


async def names(database: Database) -> list[str]:
    return [row["id"] for row in await database.read("SELECT id FROM things ORDER BY id")]


async def failure(address: str) -> KodaError:
    with pytest.raises(KodaError) as caught:
        await opened(address).read("SELECT 1")
    error = caught.value
    assert error.remedy
    assert PASSWORD not in f"{error.message} {error.remedy} {dict(error.fields)}"
    return error


# Doors


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("/postgres", "/nothing", "no such database"),
        (PASSWORD.replace(" ", "%20"), "wrong", "refuses the user or the password"),
        ("koda:", "nobody:", "refuses the user or the password"),
        ("127.0.0.1:", "nowhere.invalid:", "its host name is not known"),
        ("/postgres", "/postgres?sslmode=require", "no encrypted connection"),
    ],
)
async def test_a_door_that_stays_closed_is_named(old: str, new: str, says: str) -> None:
    error = await failure(postgres().address("postgres").replace(old, new))
    assert isinstance(error, StorageFailed)
    assert says in error.message


async def test_a_port_that_nothing_listens_on_is_named(free_tcp_port: int) -> None:
    address = postgres().address("koda").replace(f":{postgres().port}/", f":{free_tcp_port}/")
    error = await failure(address)
    assert "nothing listens there" in error.message


@pytest.mark.parametrize(
    "address",
    [
        "mysql://u:only on loopback@h/d",
        "postgresql+psycopg://u:only on loopback@h/d",
        "only on loopback",
        "postgresql://u:only on loopback@h:port/d",
        "postgresql://[u:only on loopback@h/d",
        "postgresql://u:p@h/d?only on loopback=1",
    ],
)
async def test_what_is_no_address_is_refused_without_its_password(address: str) -> None:
    assert isinstance(await failure(address), NotConfigured)


async def test_an_unknown_word_in_the_address_is_named_and_foreign_ones_are_not_minded(
    address: str,
) -> None:
    error = await failure(f"{address}?sslmod=require")
    assert "sslmod" in error.message
    found = opened(f"{address}?pgbouncer=true&connection_limit=1&sslmode=prefer")
    assert [dict(row) for row in await found.read("SELECT 1 AS one")] == [{"one": 1}]
    await found.close()


async def test_without_its_library_it_is_said_what_to_install(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setitem(sys.modules, "koda.db.postgres", None)
    with pytest.raises(NotConfigured) as caught:
        opened("postgresql://u@h/d")
    assert "koda-studio[postgres]" in caught.value.remedy


async def test_a_server_that_is_too_old_is_refused(
    address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(postgres_link, "OLDEST", 99)
    assert "needs 99 or newer" in (await failure(address)).message


async def test_a_database_that_is_not_utf8_is_refused() -> None:
    server = postgres()
    with psycopg.connect(server.address("postgres"), autocommit=True) as link:
        link.execute("DROP DATABASE IF EXISTS ascii")
        link.execute("CREATE DATABASE ascii ENCODING SQL_ASCII LOCALE 'C' TEMPLATE template0")
    assert "SQL_ASCII" in (await failure(server.address("ascii"))).message


# Connections


async def test_a_write_whose_answer_is_lost_is_not_repeated_and_says_so(
    behind: Database, proxy: Cutting
) -> None:
    proxy.cuts = b"INSERT"
    with pytest.raises(StorageFailed) as caught:
        await behind.write([put("a")])
    assert caught.value.fields["applied"] == "unknown"
    assert proxy.cut == 1
    assert await names(behind) == ["a"]


async def test_a_read_whose_answer_is_lost_is_repeated(behind: Database, proxy: Cutting) -> None:
    proxy.cuts = b"SELECT"
    assert await names(behind) == []
    assert proxy.cut == 1


async def test_connections_that_were_closed_meanwhile_are_not_written_on(
    behind: Database, proxy: Cutting
) -> None:
    await asyncio.gather(*(behind.write([put(name)]) for name in "abc"))
    proxy.close_all()
    await asyncio.sleep(0.05)
    await behind.write([put("d")])
    assert await names(behind) == ["a", "b", "c", "d"]


async def test_a_batch_in_a_deadlock_with_a_stranger_is_tried_again(
    database: Database, address: str
) -> None:
    await database.write([put("a"), put("b")])
    add = "UPDATE things SET number = number + 1 WHERE id = ?"
    async with await psycopg.AsyncConnection.connect(address) as stranger:
        await stranger.execute("UPDATE things SET number = 10 WHERE id = 'b'")
        batch = asyncio.create_task(
            database.write([Statement(add, ("a",), 1), Statement(add, ("b",), 1)])
        )
        await asyncio.sleep(0.3)  # it waits for b now
        await stranger.execute("UPDATE things SET number = 10 WHERE id = 'a'")
        await stranger.commit()
    await batch
    rows = await database.read("SELECT number FROM things")
    assert [row["number"] for row in rows] == [11, 11]


# Bells


async def test_what_another_process_stores_rings_and_what_this_one_stores_does_not(
    database: Database, address: str
) -> None:
    await database.script("CREATE TABLE transcripts (step TEXT) STRICT")
    assert isinstance(database, Ringing)
    rung = asyncio.Event()
    hearing = asyncio.create_task(database.listen(rung.set))
    await rung.wait()  # it listens
    other = opened(address)
    told = Statement("INSERT INTO transcripts (step) VALUES ('s')")

    async def is_rung_by(writer: Database, statement: Statement) -> bool:
        rung.clear()
        await writer.write([statement])
        await writer.write([put(f"after {id(statement)} {id(writer)}")])
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(rung.wait(), 5 if (writer, statement) == (other, told) else 0.3)
        return rung.is_set()

    assert not await is_rung_by(database, told)
    assert not await is_rung_by(other, put("quiet"))
    assert await is_rung_by(other, told)
    hearing.cancel()
    await asyncio.gather(hearing, return_exceptions=True)
    await other.close()


# Other writers


@pytest.mark.parametrize("isolation", ["read committed", "serializable"])
async def test_writers_of_other_processes_come_one_after_the_other(
    database: Database, address: str, isolation: str
) -> None:
    """What a statement counts is still so when it writes, whatever the database presets."""
    with psycopg.connect(address, autocommit=True) as link:
        name = link.info.dbname
        link.execute(f"ALTER DATABASE {name} SET default_transaction_isolation = '{isolation}'")
    others = [opened(address) for _ in range(3)]
    await asyncio.gather(
        *(
            one.write([Statement(NEXT, (f"{place}-{turn}",), 1)])
            for place, one in enumerate(others)
            for turn in range(20)
        )
    )
    rows = await database.read("SELECT number FROM things ORDER BY number")
    assert [row["number"] for row in rows] == list(range(1, 61))
    for one in others:
        await one.close()


async def test_a_guarded_statement_gives_its_rows(database: Database) -> None:
    await database.write([put("a", 1), put("b", 2)])
    double = "UPDATE things SET number = number * 2 WHERE number > ? RETURNING id, number"
    (written,) = await database.write([Statement(double, (0,), expect=2)])
    assert written.changed == 2
    found = sorted((dict(row) for row in written.rows), key=lambda row: row["id"])
    assert found == [{"id": "a", "number": 2}, {"id": "b", "number": 4}]
    with pytest.raises(Conflict) as caught:
        await database.write([put("c"), Statement(double, (3,), expect=2)])
    assert (caught.value.fields["statement"], caught.value.fields["changed"]) == (1, 1)
    assert await names(database) == ["a", "b"]


async def test_many_rows_of_one_kind_go_together_and_are_told_one_by_one(
    database: Database,
) -> None:
    rows = [put(f"{place:04}", place) for place in range(1201)]
    other = Statement("UPDATE things SET number = -number")
    written = await database.write([*rows, other, put("last"), put("guarded", 1, expect=1)])
    assert [one.changed for one in written] == [*[1] * 1201, 1201, 1, 1]
    found = await database.read("SELECT id, number FROM things ORDER BY id")
    assert [row["number"] for row in found] == [*(-place for place in range(1201)), 1, 0]
    with pytest.raises(Conflict) as caught:
        await database.write([put("x"), put("y"), put("x"), put("z")])
    assert caught.value.fields["constraint"] == "unique"
    guard = Statement("UPDATE things SET number = 0 WHERE id = 'none'", expect=1)
    with pytest.raises(Conflict) as caught:
        await database.write([put("x"), put("y"), put("z"), guard])
    assert caught.value.fields["statement"] == 3
    assert len(await names(database)) == 1203


# Texts


async def test_texts_that_it_cannot_hold_come_back_and_stay_apart(database: Database) -> None:
    texts = ["a\x00b", "a\ufdd0.b", "a\ufdd0b", "\x00", "\ufdd0\x00", "ab", ""]
    await database.write([put(text, place) for place, text in enumerate(texts)])
    assert set(await names(database)) == set(texts)
    for place, text in enumerate(texts):
        rows = await database.read("SELECT number FROM things WHERE id = ?", (text,))
        assert [row["number"] for row in rows] == [place]


async def test_texts_are_in_the_order_of_their_bytes(database: Database) -> None:
    texts = ["b", "B", "a", "_", "ä", "1", "A b", "Ab", "画"]
    await database.write([put(text) for text in texts])
    assert await names(database) == sorted(texts)


async def test_a_question_mark_in_a_text_is_no_placeholder(database: Database) -> None:
    sql = "SELECT ? AS a, 'what? it''s ?' AS b, 100 % 7 AS c -- why?\n"
    assert [dict(row) for row in await database.read(sql, ("x",))] == [
        {"a": "x", "b": "what? it's ?", "c": 2}
    ]


@pytest.mark.parametrize(
    ("prompt", "word"),
    [("a\\u0000fox", "fox"), ("\\ud83e fox", "fox"), ("C:\\\\u0000 fox", "u0000")],
)
async def test_json_that_it_cannot_hold_does_not_stop_an_asset(
    address: str, prompt: str, word: str
) -> None:
    database = opened(address)
    await migrate(database)
    columns = "id, hash, kind, mime, size, name, origin, recipe, created_at"
    recipe = f'{{"prompt": "{prompt}", "inputs": ["b"], "model": "m"}}'
    values = ("a", "h", "image", "image/png", 1, "A", "upload", recipe, 1)
    marks = ", ".join("?" for _ in values)
    await database.write([Statement(f"INSERT INTO assets ({columns}) VALUES ({marks})", values, 1)])
    found = await database.read("SELECT rowid FROM asset_words(?)", (f'"{word}"*',))
    assert [row["rowid"] for row in found] == [1]
    (row,) = await database.read("SELECT recipe, model FROM assets")
    assert (row["recipe"], row["model"]) == (recipe, "m")
    uses = await database.read("SELECT asset FROM asset_uses")
    assert [row["asset"] for row in uses] == ["b"]
    await database.close()


def test_every_twin_of_a_migration_has_its_number_and_name() -> None:
    plain, twins = shipped_migrations(), shipped_migrations("postgres")
    assert [(one.number, one.name) for one in plain] == [(one.number, one.name) for one in twins]
    folder = Path(postgres_link.__file__).parent / "migrations"
    names = {file.name for file in folder.glob("*.sql")}
    assert {file.name for file in (folder / "postgres").iterdir()} <= names
