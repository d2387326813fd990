"""A bucket that fails for a while, or breaks off, costs time and no bytes."""

from __future__ import annotations

import asyncio
import os
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path

import pytest

from koda.blobs.s3 import S3BlobStore
from koda.blobs.s3_place import S3Place
from koda.core.errors import StorageFailed
from tests.servers.s3 import S3Server, run_s3
from tests.servers.s3_front import run_front

PLACE = S3Place("s3", "bucket", "http://127.0.0.1:1/bucket", "us-east-1", "key", "secret")
KEY = "assets/ab/abcdef"
CONTENT = bytes(range(256)) * 2000


@pytest.fixture(scope="module")
def moto() -> Iterator[S3Server]:
    with run_s3("moto") as server:
        yield server


async def read(store: S3BlobStore, start: int = 0, length: int | None = None) -> bytes:
    return b"".join([chunk async for chunk in store.open(KEY, start, length)])


async def test_parts_that_failed_are_sent_again(moto: S3Server, tmp_path: Path) -> None:
    place = moto.bucket()
    source = tmp_path / "large"
    source.write_bytes(os.urandom(20 * 1024 * 1024))
    with run_front(moto) as front:
        front.failures = 4
        store = S3BlobStore(replace(place, address=f"{front.address}/{place.bucket}"))
        await store.put(KEY, source)
        assert front.failures == 0
    assert await read(S3BlobStore(place)) == source.read_bytes()


async def test_a_reading_that_breaks_off_goes_on_where_it_was() -> None:
    async with breaking(200_000) as (address, asked):
        store = S3BlobStore(replace(PLACE, address=f"{address}/bucket"))
        assert await read(store) == CONTENT
        assert len(asked) > 1
        asked.clear()
        assert await read(store, 5, 300_000) == CONTENT[5:300_005]


async def test_a_reading_that_never_goes_on_ends_with_words() -> None:
    async with breaking(0) as (address, _):
        store = S3BlobStore(replace(PLACE, address=f"{address}/bucket"), retries=1, seconds=5)
        with pytest.raises(StorageFailed) as caught:
            await read(store)
        assert caught.value.remedy


@asynccontextmanager
async def breaking(after: int) -> AsyncIterator[tuple[str, list[str]]]:
    """Serve `CONTENT`, `after` bytes of it in one answer, then cut the connection."""
    asked: list[str] = []

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        head = (await reader.readuntil(b"\r\n\r\n")).decode().lower()
        asked.append(head)
        lines = [one for one in head.splitlines() if one.startswith("range: bytes=")]
        first, _, last = lines[0][13:].partition("-") if lines else ("0", "", "")
        start, end = int(first), min(int(last or len(CONTENT)) + 1, len(CONTENT))
        span = f"content-range: bytes {start}-{end - 1}/{len(CONTENT)}\r\n" if lines else ""
        writer.write(
            f"HTTP/1.1 {206 if lines else 200} OK\r\ncontent-length: {end - start}\r\n{span}"
            'etag: "x"\r\nlast-modified: Fri, 27 Nov 2026 12:00:00 GMT\r\n\r\n'.encode()
        )
        writer.write(CONTENT[start : min(end, start + after)])
        await writer.drain()
        writer.close()

    server = await asyncio.start_server(serve, "127.0.0.1", 0)
    async with server:
        yield f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}", asked
