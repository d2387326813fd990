"""Records at a libSQL server (Turso) over HTTP: one request for each read and for each batch."""

from __future__ import annotations

import asyncio
import random
from collections.abc import Awaitable, Callable, Sequence
from typing import Any, TypeVar

import httpx2

from koda.core.errors import StorageFailed
from koda.db import hrana
from koda.db.base import ANSWER_TOO_LARGE, Dialect, Row, SqlValue, Statement, Written
from koda.db.hrana_errors import Unapplied, failure_of_status, unknown_outcome, unreachable
from koda.db.libsql_address import LibsqlAddress
from koda.db.scripts import split_script

T = TypeVar("T")

_WRITERS = 8
_PAUSE_SECONDS = 0.05
_LONGEST_PAUSE_SECONDS = 1.0
# What has not reached the server, for certain.
_UNSENT = (httpx2.ConnectError, httpx2.ConnectTimeout, httpx2.PoolTimeout)
_UNREADABLE = (KeyError, TypeError, ValueError, IndexError)


class LibsqlDatabase:
    """A database at a server. Source of the protocol: see `hrana`.

    A write whose answer is lost is not sent again, for it may have been applied: it raises
    `StorageFailed` with `fields["applied"]` = `unknown`.
    """

    def __init__(self, client: httpx2.AsyncClient, address: LibsqlAddress, token: str) -> None:
        """Use a client, which is closed with the database; nothing is sent yet."""
        self._client = client
        self._address = address
        self._headers = {"Content-Type": "application/json", "Host": address.host}
        if token:
            self._headers["Authorization"] = f"Bearer {token}"
        self._accepted: set[asyncio.Task[Any]] = set()
        self._writers = asyncio.Semaphore(_WRITERS)
        self._closed = False

    @property
    def dialect(self) -> Dialect:
        """See `Database.dialect`."""
        return "sqlite"

    async def read(self, sql: str, args: Sequence[SqlValue] = ()) -> list[Row]:
        """See `Database.read`; what is more than an answer holds (10 MB) comes row by row."""
        self._refuse_closed()
        body = hrana.encode_read(sql, args)
        try:
            return await _repeated(lambda: self._read(body))
        except StorageFailed as error:
            if error.fields.get("reason") != ANSWER_TOO_LARGE:
                raise
        body = hrana.encode_cursor(sql, args)
        return await _repeated(lambda: self._follow(body))

    async def write(self, batch: Sequence[Statement]) -> list[Written]:
        """See `Database.write`."""
        body = hrana.encode_write(batch)
        return await self._accept(body, lambda answer: hrana.decode_write(answer, batch))

    async def script(self, sql: str) -> None:
        """See `Database.script`."""
        statements = split_script(sql)
        body = hrana.encode_script(statements)
        await self._accept(body, lambda answer: hrana.decode_script(answer, len(statements)))

    async def close(self) -> None:
        """See `Database.close`."""
        self._closed = True
        if self._accepted:
            await asyncio.wait(self._accepted)
        await self._client.aclose()

    def _refuse_closed(self) -> None:
        if self._closed:
            raise StorageFailed("The database is closed.")

    async def _accept(self, body: bytes, decode: Callable[[Any], T]) -> T:
        self._refuse_closed()
        # Shielded: a cancelled caller must not make an accepted write look undone.
        task = asyncio.create_task(self._write_in_turn(body, decode))
        self._accepted.add(task)
        task.add_done_callback(self._forget)
        return await asyncio.shield(task)

    def _forget(self, task: asyncio.Task[Any]) -> None:
        self._accepted.discard(task)
        if not task.cancelled():
            task.exception()  # looked at, for a caller that has gone

    async def _write_in_turn(self, body: bytes, decode: Callable[[Any], T]) -> T:
        # The server lets one write at a time; more of them would only wait there, and not for long.
        async with self._writers:
            return await _repeated(lambda: self._write(body, decode))

    async def _write(self, body: bytes, decode: Callable[[Any], T]) -> T:
        try:
            answer = await self._post("pipeline", body)
            found = answer.json()
        except _UNSENT as error:
            raise unreachable(error, self._address.host) from error
        except (httpx2.HTTPError, ValueError) as error:
            raise unknown_outcome(error) from error
        try:
            return decode(found)
        except _UNREADABLE as error:
            raise unknown_outcome(error) from error

    async def _read(self, body: bytes) -> list[Row]:
        try:
            answer = await self._post("pipeline", body)
            return hrana.decode_read(answer.json())
        except httpx2.HTTPError as error:
            raise unreachable(error, self._address.host) from error
        except _UNREADABLE as error:
            raise _unreadable(error) from error

    async def _follow(self, body: bytes) -> list[Row]:
        try:
            answer = await self._post("cursor", body)
            head, *lines = answer.content.strip().split(b"\n")
            rows = hrana.decode_cursor(lines)
            await self._post("pipeline", hrana.encode_end(head))
        except httpx2.HTTPError as error:
            raise unreachable(error, self._address.host) from error
        except _UNREADABLE as error:
            raise _unreadable(error) from error
        return rows

    async def _post(self, path: str, body: bytes) -> httpx2.Response:
        address = f"{self._address.origin}/v3/{path}"
        answer = await self._client.post(address, content=body, headers=self._headers)
        if not answer.is_success:
            raise failure_of_status(answer.status_code, answer.text)
        return answer


def _unreadable(error: Exception) -> StorageFailed:
    return StorageFailed(
        "What the database answers cannot be read.",
        remedy="Check that TURSO_DATABASE_URL is the address of a libSQL database.",
        reason=type(error).__name__,
    )


async def _repeated(attempt: Callable[[], Awaitable[T]]) -> T:
    """Try again what was certainly not applied, until patience ends."""
    loop = asyncio.get_running_loop()
    begun, pause = loop.time(), _PAUSE_SECONDS
    while True:
        try:
            return await attempt()
        except Unapplied as error:
            if loop.time() + pause > begun + error.patience:
                raise
        await asyncio.sleep(pause * random.uniform(0.5, 1.5))  # noqa: S311 (no secret)
        pause = min(2 * pause, _LONGEST_PAUSE_SECONDS)
