"""The sweep takes what nothing uses out of a bucket, too, with everything made from it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from koda.blobs.s3 import S3BlobStore
from tests.assets.room import open_room
from tests.servers.s3 import S3Server, run_s3


@pytest.fixture(scope="module", params=["moto", "rclone"])
def s3(request: pytest.FixtureRequest) -> Iterator[S3Server]:
    with run_s3(request.param) as server:
        yield server


async def test_what_nothing_uses_leaves_the_bucket(tmp_path: Path, s3: S3Server) -> None:
    store = S3BlobStore(s3.bucket())
    async with open_room(tmp_path, store) as room:
        kept, lost = await room.take("red"), await room.take("blue")
        for asset in (kept, lost):
            await room.library.thumbnail(asset, 64)
            await room.library.thumbnail(asset, 512)
        await room.show("c", kept.id)
        for days in (31, 62, 93):
            room.days = days
            await room.collector.sweep()
        left = [key async for key, _ in store.list()]
        assert len(left) == 3
        assert all(kept.hash in key for key in left)
        assert await room.is_kept(kept)
        assert not await room.is_kept(lost)
        again = await room.take("blue")
        assert await room.is_kept(again)
