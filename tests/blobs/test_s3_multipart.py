"""A large file is sent in parts; what a killed process has sent is not sent again."""

from __future__ import annotations

import asyncio
import contextlib
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import httpx2
import pytest

from koda.blobs.s3 import S3BlobStore
from koda.blobs.s3_multipart import PART, Multipart
from koda.blobs.s3_place import S3Place
from koda.core.errors import StorageFailed
from tests.servers.s3 import S3Server, run_s3
from tests.servers.s3_front import run_front

KEY = "assets/ab/abcdef"
SIZE = 9 * PART + 12_345
ROOT = Path(__file__).resolve().parent.parent.parent
_PUT = """
import asyncio, sys
from pathlib import Path
from koda.blobs.s3 import S3BlobStore
from koda.blobs.s3_place import S3Place
address, bucket, key_id, secret, source, key = sys.argv[1:]
place = S3Place("s3", bucket, address, "us-east-1", key_id, secret)
asyncio.run(S3BlobStore(place).put(key, Path(source)))
"""


@pytest.fixture(scope="module", params=["moto", "rclone"])
def server(request: pytest.FixtureRequest) -> Iterator[S3Server]:
    with run_s3(request.param) as running:
        yield running


@pytest.fixture
def source(tmp_path: Path) -> Path:
    file = tmp_path / "large"
    file.write_bytes(os.urandom(SIZE))
    return file


async def read(place: S3Place, key: str = KEY) -> bytes:
    return b"".join([chunk async for chunk in S3BlobStore(place).open(key)])


async def send(place: S3Place, source: Path) -> int:
    async with httpx2.AsyncClient(timeout=60) as http:
        size = source.stat().st_size
        upload = Multipart(place, http, KEY, source, 2)
        return await upload.send(size, {"content-type": "video/mp4"})


async def test_what_a_killed_process_has_sent_is_not_sent_again(
    server: S3Server, source: Path
) -> None:
    place = server.bucket()
    with run_front(server) as front:
        front.pause = 0.3
        arguments = [f"{front.address}/{place.bucket}", place.bucket, place.key_id, place.secret]
        child = subprocess.Popen(
            [sys.executable, "-c", _PUT, *arguments, str(source), KEY], cwd=ROOT
        )
        try:
            deadline = time.monotonic() + 60
            while front.parts < 4 and time.monotonic() < deadline:
                await asyncio.sleep(0.02)
        finally:
            child.send_signal(signal.SIGKILL)
            child.wait()
    assert await S3BlobStore(place).find(KEY) is None
    sent = await send(place, source)
    assert 0 < sent <= 10 - 3  # a part may have been on its way
    assert await read(place) == source.read_bytes()


async def test_parts_of_other_bytes_are_sent_again(server: S3Server, source: Path) -> None:
    place = server.bucket()
    with run_front(server) as front:
        front.refuses_completion = True
        with contextlib.suppress(StorageFailed):
            await send(replace(place, address=f"{front.address}/{place.bucket}"), source)
    with source.open("r+b") as file:
        file.seek(PART + 5)
        file.write(b"other bytes")
    again = {"moto": 1, "rclone": 10}  # rclone takes no other part in the place of one
    assert await send(place, source) == again[server.kind]
    assert await read(place) == source.read_bytes()


async def test_two_who_send_the_same_at_once_both_succeed(server: S3Server, source: Path) -> None:
    place = server.bucket()
    await asyncio.gather(*(S3BlobStore(place).put(KEY, source, "video/mp4") for _ in range(2)))
    assert await read(place) == source.read_bytes()


async def test_a_type_stays_with_the_file(server: S3Server, source: Path) -> None:
    place = server.bucket()
    store = S3BlobStore(place)
    await store.put(KEY, source, "video/mp4")
    link = await store.link(KEY, 60)
    assert link is not None
    with httpx2.stream("GET", link) as answer:
        assert answer.status_code == 200
        assert answer.headers["content-type"] == "video/mp4"
        assert answer.headers["content-length"] == str(SIZE)
