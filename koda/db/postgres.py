"""Records in PostgreSQL: a batch is one transaction in one round trip, one writer at a time."""

from __future__ import annotations

import asyncio
import logging
import random
import secrets
import time
from collections.abc import Awaitable, Callable, Sequence
from typing import Any, TypeVar
from weakref import WeakKeyDictionary

import psycopg
from psycopg_pool import AsyncConnectionPool, PoolTimeout

from koda.core.errors import StorageFailed
from koda.db.base import Dialect, Row, SqlValue, Statement, Written
from koda.db.postgres_address import address_of
from koda.db.postgres_bell import is_told, keep_listening
from koda.db.postgres_errors import lost, named, undone, unreachable
from koda.db.postgres_link import (
    Connection,
    apply,
    options,
    query,
    ready,
    refuse_unfit,
    run_script,
)
from koda.db.postgres_sql import placeholders
from koda.db.postgres_values import bound

T = TypeVar("T")

# Its warnings tell of batches that were broken off, which guards do every day; errors are raised.
logging.getLogger("psycopg").setLevel(logging.ERROR)

_MOST_CONNECTIONS = 5
_WRITERS = 3
_TRIES = 6
_WAIT_SECONDS = 15.0
_IDLE_SECONDS = 30.0
_MOST_IDLE_SECONDS = 300.0
_LONGEST_LIFE_SECONDS = 1800.0


class PostgresDatabase:
    """A database of a PostgreSQL server. See docs/decisions/0017."""

    dialect: Dialect = "postgres"

    def __init__(self, url: str) -> None:
        """Take the address; the first call connects.

        Raises:
            NotConfigured: The address cannot be read.
        """
        self._address = address_of(url)
        self._name = secrets.token_hex(8)
        self._pool: AsyncConnectionPool[Connection] | None = None
        self._opening = asyncio.Lock()
        self._writers = asyncio.Semaphore(_WRITERS)
        self._tasks: set[asyncio.Task[Any]] = set()
        self._used: WeakKeyDictionary[Connection, float] = WeakKeyDictionary()
        self._closed = False

    async def read(self, sql: str, args: Sequence[SqlValue] = ()) -> list[Row]:
        """See `Database.read`."""
        values, text = bound(args), placeholders(sql)
        return await self._on(lambda link: query(link, text, values), reads=True)

    async def write(self, batch: Sequence[Statement]) -> list[Written]:
        """See `Database.write`."""
        statements = ready(batch)
        teller = self._name if any(is_told(one.sql) for one in batch) else None
        return await self._on(lambda link: apply(link, statements, teller))

    async def script(self, sql: str) -> None:
        """See `Database.script`."""
        await self._on(lambda link: run_script(link, sql))

    async def listen(self, ring: Callable[[], None]) -> None:
        """See `Ringing.listen`."""
        await keep_listening(self._address.conninfo, self._name, ring)

    async def close(self) -> None:
        """See `Database.close`."""
        self._closed = True
        await asyncio.gather(*self._tasks, return_exceptions=True)
        pool, self._pool = self._pool, None
        if pool is not None:
            await pool.close()

    async def _on(self, work: Callable[[Connection], Awaitable[T]], *, reads: bool = False) -> T:
        if self._closed:
            raise StorageFailed("The database is closed.")
        # Shielded: a cancelled caller must not make an accepted write look undone.
        task = asyncio.create_task(self._repeat(work, reads=reads))
        self._tasks.add(task)
        task.add_done_callback(self._ended)
        return await asyncio.shield(task)

    def _ended(self, task: asyncio.Task[Any]) -> None:
        self._tasks.discard(task)
        if not task.cancelled():
            task.exception()  # a caller who has gone does not ask

    async def _repeat(self, work: Callable[[Connection], Awaitable[T]], *, reads: bool) -> T:
        """Do it; once more when the server took it back, or a read's connection broke."""
        pool = self._pool or await self._opened()
        for left in reversed(range(_TRIES)):
            try:
                if reads:
                    return await self._with(pool, work)
                async with self._writers:
                    return await self._with(pool, work)
            except (psycopg.Error, PoolTimeout) as error:
                if left and (undone(error) or (reads and lost(error))):
                    await asyncio.sleep(random.uniform(0.005, 0.05) * (_TRIES - left))  # noqa: S311
                    continue
                if isinstance(error, PoolTimeout):
                    await self._explain()
                raise named(error, self._address.place) from error
        raise AssertionError

    async def _with(
        self, pool: AsyncConnectionPool[Connection], work: Callable[[Connection], Awaitable[T]]
    ) -> T:
        async with pool.connection() as link:
            try:
                return await work(link)
            finally:
                self._used[link] = time.monotonic()

    async def _opened(self) -> AsyncConnectionPool[Connection]:
        async with self._opening:
            if self._pool is None:
                await self._explain()
                pool = self._new_pool()
                await pool.open()
                self._pool = pool
            return self._pool

    def _new_pool(self) -> AsyncConnectionPool[Connection]:
        return AsyncConnectionPool(
            self._address.conninfo,
            kwargs=options(),
            min_size=0,
            max_size=_MOST_CONNECTIONS,
            open=False,
            check=self._check,
            timeout=_WAIT_SECONDS,
            max_idle=_MOST_IDLE_SECONDS,
            max_lifetime=_LONGEST_LIFE_SECONDS,
            name="koda",
        )

    async def _check(self, link: Connection) -> None:
        """Refuse a connection that the other side has closed, before anything is sent on it."""
        link.pgconn.consume_input()
        if time.monotonic() - self._used.get(link, 0.0) > _IDLE_SECONDS:
            await link.execute("SELECT 1")

    async def _explain(self) -> None:
        """Connect once, for the reason when that fails; raises `StorageFailed`."""
        try:
            link = await psycopg.AsyncConnection.connect(self._address.conninfo, autocommit=True)
        except psycopg.Error as error:
            raise unreachable(error, self._address.place) from error
        async with link:
            refuse_unfit(link, self._address.place)
