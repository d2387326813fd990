"""Hears, by PostgreSQL's notifications, that another process has stored something people follow.

A notification is sent within the transaction that it tells of, so nobody hears of what is not there
yet. It says nothing but who sends it: the tables are the truth, and whoever misses it looks later.
Poolers that change the server with each transaction pass none on; looking from time to time stays.
"""

from __future__ import annotations

import asyncio
import logging
import re
from collections.abc import Callable
from functools import lru_cache

import psycopg

log = logging.getLogger("koda.db")

TELL = b"SELECT pg_notify('koda', $1)"
_LISTEN = b"LISTEN koda"
_TOLD = re.compile(r"INSERT INTO (?:run_events|canvas_updates|transcripts)\b")
_TOGETHER_SECONDS = 0.05
_PAUSE_SECONDS = 5.0


@lru_cache(maxsize=2048)
def is_told(sql: str) -> bool:
    """Whether a statement adds to what is followed: runs, documents, transcripts."""
    return _TOLD.search(sql) is not None


async def keep_listening(conninfo: str, own: str, ring: Callable[[], None]) -> None:
    """Ring for what others tell, until cancelled; `own` is what this process sends.

    Calls that come close together ring once.
    """
    while True:
        try:
            async with await psycopg.AsyncConnection.connect(conninfo, autocommit=True) as link:
                await link.execute(_LISTEN)
                ring()  # for what was told while nobody listened
                await _hear(link, own, ring)
        except psycopg.Error as error:
            log.info("notifications are not heard now: %s", type(error).__name__)
        await asyncio.sleep(_PAUSE_SECONDS)


async def _hear(
    link: psycopg.AsyncConnection[tuple[object, ...]], own: str, ring: Callable[[], None]
) -> None:
    loop = asyncio.get_running_loop()
    rings_at = 0.0
    async for note in link.notifies():
        if note.payload != own and loop.time() >= rings_at:
            rings_at = loop.time() + _TOGETHER_SECONDS
            loop.call_at(rings_at, ring)
