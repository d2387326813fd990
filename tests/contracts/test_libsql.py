"""What is libSQL's own: its limits, its locks, its refusals, and answers that are lost."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator
from pathlib import Path

import httpx2
import pytest

from koda.adapters import open_database
from koda.core.errors import KodaError, NotConfigured, StorageFailed, TooLarge
from koda.db.base import ANSWER_TOO_LARGE, Database, Statement
from koda.db.libsql_address import LibsqlAddress, libsql_address
from koda.settings import Settings
from tests.databases import chosen_kinds, database_variables, open_test_database, sqld
from tests.servers.forgetful import Forgetful, run_forgetful

pytestmark = pytest.mark.skipif("sqld" not in chosen_kinds(), reason="another database is tested")

TABLE = "CREATE TABLE things (id TEXT PRIMARY KEY, bytes BLOB) STRICT"


def put(name: str, content: bytes = b"") -> Statement:
    return Statement("INSERT INTO things (id, bytes) VALUES (?, ?)", (name, content))


def opened(address: str, token: str) -> Database:
    variables = {"TURSO_DATABASE_URL": address, "TURSO_AUTH_TOKEN": token}
    return open_database(Settings.model_validate(variables))


@pytest.fixture
async def database(tmp_path: Path) -> AsyncIterator[Database]:
    found = open_test_database("sqld", tmp_path)
    await found.script(TABLE)
    yield found
    await found.close()


@pytest.fixture
async def proxy(database: Database) -> AsyncIterator[Forgetful]:
    async with run_forgetful(sqld().port) as running:
        yield running


@pytest.fixture
async def behind(proxy: Forgetful, tmp_path: Path) -> AsyncIterator[Database]:
    """The same database, reached through the proxy."""
    variables = database_variables("sqld", tmp_path)
    address = variables["TURSO_DATABASE_URL"].replace(str(sqld().port), str(proxy.port))
    found = opened(address, variables["TURSO_AUTH_TOKEN"])
    yield found
    await found.close()


async def names(database: Database) -> list[str]:
    return [row["id"] for row in await database.read("SELECT id FROM things ORDER BY id")]


async def failure(database: Database) -> KodaError:
    with pytest.raises(KodaError) as caught:
        await database.read("SELECT 1")
    await database.close()
    return caught.value


@pytest.mark.parametrize("value", [b"x" * 5_000_001, "x" * 5_000_001, "é" * 2_500_001])
async def test_a_value_beyond_the_servers_limit_is_refused_in_words(
    database: Database, value: bytes | str
) -> None:
    with pytest.raises(TooLarge) as caught:
        await database.read("SELECT ? AS value", (value,))
    assert "5,000,000" in caught.value.message
    assert caught.value.remedy


async def test_the_largest_value_comes_and_goes(database: Database) -> None:
    (row,) = await database.read("SELECT ? AS value", (b"x" * 5_000_000,))
    assert row["value"] == b"x" * 5_000_000


async def test_a_record_beyond_the_servers_limit_is_refused_in_words(database: Database) -> None:
    with pytest.raises(TooLarge) as caught:
        await database.write([put("a"), put("b", b"x" * 5_000_000)])
    assert "5,000,000" in caught.value.message
    assert await names(database) == []


async def test_more_than_an_answer_holds_is_read_all_the_same(database: Database) -> None:
    for name in "abc":
        await database.write([put(name, name.encode() * 4_000_000)])
    rows = await database.read("SELECT id, bytes, '\u2028\u0085' AS breaks FROM things ORDER BY id")
    assert [(row["id"], len(row["bytes"]), row["breaks"]) for row in rows] == [
        (name, 4_000_000, "\u2028\u0085") for name in "abc"
    ]


async def test_rows_of_a_write_that_are_too_many_undo_it(database: Database) -> None:
    await database.write([put(name) for name in "abc"])
    fill = Statement("UPDATE things SET bytes = ? RETURNING bytes", (b"x" * 4_000_000,))
    with pytest.raises(StorageFailed) as caught:
        await database.write([put("d"), fill])
    assert caught.value.fields["reason"] == ANSWER_TOO_LARGE
    assert await names(database) == ["a", "b", "c"]
    await database.write([put("e")])


async def test_a_write_waits_for_another_that_holds_the_lock(
    database: Database, tmp_path: Path
) -> None:
    """Somebody keeps a transaction open, which a server ends by itself after seconds."""
    variables = database_variables("sqld", tmp_path)
    address = libsql_address(variables["TURSO_DATABASE_URL"])
    headers = {"Host": address.host, "Authorization": f"Bearer {variables['TURSO_AUTH_TOKEN']}"}
    begin = {"requests": [{"type": "execute", "stmt": {"sql": "BEGIN IMMEDIATE"}}]}
    async with httpx2.AsyncClient(headers=headers, verify=False) as other:
        answer = await other.post(f"{address.origin}/v3/pipeline", json=begin)
        assert answer.json()["results"][0]["type"] == "ok"
        await database.write([put("a")])
    assert await names(database) == ["a"]


async def test_a_write_whose_answer_is_lost_is_not_repeated_and_says_so(
    behind: Database, proxy: Forgetful
) -> None:
    proxy.lose_next(b"INSERT")
    with pytest.raises(StorageFailed) as caught:
        await behind.write([put("a")])
    assert caught.value.fields["applied"] == "unknown"
    assert len(proxy.lost) == 1
    assert await names(behind) == ["a"]


async def test_a_read_whose_answer_is_lost_is_repeated(behind: Database, proxy: Forgetful) -> None:
    proxy.lose_next(b"SELECT")
    assert await names(behind) == []
    assert len(proxy.lost) == 1


async def test_a_caller_that_goes_does_not_stop_what_was_accepted(database: Database) -> None:
    task = asyncio.create_task(database.write([put(f"n{place:03}") for place in range(100)]))
    await asyncio.sleep(0)
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)
    await database.close()  # waits for it
    assert task.cancelled()


async def test_closing_waits_for_writes_whose_callers_have_gone(
    database: Database, tmp_path: Path
) -> None:
    task = asyncio.create_task(database.write([put("a")]))
    await asyncio.sleep(0)
    task.cancel()
    await database.close()
    other = open_test_database("sqld", tmp_path)
    assert await names(other) == ["a"]
    await other.close()


async def test_a_foreign_key_is_held_by_the_server_too(database: Database) -> None:
    assert (await database.read("PRAGMA foreign_keys"))[0]["foreign_keys"] == 1
    await database.script("CREATE TABLE more (id TEXT)")
    assert (await database.read("PRAGMA foreign_keys"))[0]["foreign_keys"] == 1


@pytest.mark.parametrize(
    ("claims", "words"),
    [({"exp": 3}, "token"), ({"p": {"rw": {"ns": ["other"]}}}, "database")],
)
async def test_a_token_that_is_refused_is_said_with_a_remedy(
    tmp_path: Path, claims: dict[str, object], words: str
) -> None:
    address = sqld().database("mine")
    error = await failure(opened(address, sqld().token(**claims)))
    assert isinstance(error, StorageFailed)
    assert words in error.message
    assert "turso db" in error.remedy


@pytest.mark.parametrize("token", ["", "nonsense", "a.b.c"])
async def test_no_token_or_a_strange_one_is_said(token: str) -> None:
    error = await failure(opened(sqld().database("mine"), token))
    assert "turso db tokens create" in error.remedy
    assert not token or token not in error.message


async def test_a_token_for_reading_reads_and_says_why_it_does_not_write() -> None:
    database = opened(sqld().database("mine"), sqld().token(a="ro"))
    assert await database.read("SELECT 1 AS one") == [{"one": 1}]
    with pytest.raises(StorageFailed) as caught:
        await database.write([Statement(TABLE)])
    assert "reading and writing" in caught.value.remedy
    await database.close()


async def test_a_database_that_is_not_there_is_said() -> None:
    error = await failure(opened(f"http://nowhere.localhost:{sqld().port}", sqld().token()))
    assert "turso db list" in error.remedy


async def test_a_server_that_is_not_there_is_said_after_a_short_while() -> None:
    begun = time.monotonic()
    error = await failure(opened("http://127.0.0.1:9", ""))
    assert "cannot be reached" in error.message
    assert "status.turso.tech" in error.remedy
    assert time.monotonic() - begun < 20


async def test_a_server_of_another_kind_is_said() -> None:
    async def serve(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\nConnection: close\r\n\r\nhello")
        await writer.drain()
        writer.close()

    async with await asyncio.start_server(serve, "127.0.0.1", 0) as server:
        port = server.sockets[0].getsockname()[1]
        error = await failure(opened(f"http://127.0.0.1:{port}", ""))
    assert "TURSO_DATABASE_URL" in error.remedy


@pytest.mark.parametrize(
    ("url", "origin", "host"),
    [
        ("libsql://koda-me.turso.io", "https://koda-me.turso.io", "koda-me.turso.io"),
        ("libsql://koda-me.turso.io/", "https://koda-me.turso.io", "koda-me.turso.io"),
        ("https://Koda-Me.turso.io", "https://koda-me.turso.io", "koda-me.turso.io"),
        ("http://127.0.0.1:8080", "http://127.0.0.1:8080", "127.0.0.1:8080"),
        ("http://[::1]:8080", "http://[::1]:8080", "[::1]:8080"),
        ("http://a.localhost:8080", "http://127.0.0.1:8080", "a.localhost:8080"),
    ],
)
def test_an_address_is_read(url: str, origin: str, host: str) -> None:
    found = libsql_address(url)
    assert found == LibsqlAddress(origin, host, url.startswith("http://"))


@pytest.mark.parametrize(
    "url",
    [
        "koda-me.turso.io",
        "postgres://me:secret@host/koda",
        "file:koda.db",
        "wss://koda-me.turso.io",
        "http://koda-me.turso.io",
        "http://127.0.0.1.example.org",
        "libsql://",
        "libsql://host:port",
        "libsql://me:secret@koda-me.turso.io",
        "libsql://koda-me.turso.io?authToken=secret",
        "libsql://koda-me.turso.io/secret",
        "libsql://[koda",
    ],
)
def test_an_address_of_another_kind_gets_the_guides_advice_and_is_not_shown(url: str) -> None:
    with pytest.raises(NotConfigured) as caught:
        libsql_address(url)
    assert "libsql://" in caught.value.remedy
    assert "turso db list" in caught.value.remedy
    assert "secret" not in caught.value.message
