"""A library's files are copied into another store: all of them, checked, from any point again."""

from __future__ import annotations

import asyncio
import os
import subprocess
import sys
import time
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest

from koda.assets.library import Source, blob_key
from koda.assets.moving import Moved, Mover
from koda.blobs.base import BlobStore
from koda.blobs.local import LocalBlobStore
from koda.blobs.s3 import S3BlobStore
from koda.core.errors import StorageDenied
from koda.db.assets_types import types_by_hash
from tests.assets.room import Room, open_room
from tests.cli.shell import koda
from tests.runs.studio import png
from tests.servers.s3 import S3Server, run_s3


@pytest.fixture(scope="module")
def s3() -> Iterator[S3Server]:
    with run_s3("rclone") as server:
        yield server


@pytest.fixture
async def room(tmp_path: Path) -> AsyncIterator[Room]:
    """Five pictures, the first two of one content, with a thumbnail each."""
    async with open_room(tmp_path) as opened:
        for color in ("red", "red", "green", "blue", "white"):
            asset = await opened.take(color)
            await opened.library.thumbnail(asset, 64)
        yield opened


async def move(
    room: Room,
    source: BlobStore,
    target: BlobStore,
    *,
    is_trial: bool = False,
    verifies: bool = False,
) -> Moved:
    types = await types_by_hash(room.database)
    work = room.library._work
    return await Mover(source, target, types, work, is_trial=is_trial, verifies=verifies).move()


async def content(store: BlobStore) -> dict[str, bytes]:
    return {
        key: b"".join([chunk async for chunk in store.open(key)]) async for key, _ in store.list()
    }


async def test_everything_is_copied_and_left_where_it_was(room: Room, s3: S3Server) -> None:
    there = S3BlobStore(s3.bucket())
    before = await content(room.blobs)
    assert len(before) == 8
    trial = await move(room, room.blobs, there, is_trial=True)
    assert (trial.copied, await content(there)) == (8, {})
    done = await move(room, room.blobs, there)
    assert (done.copied, done.there, done.failed, done.missing) == (8, 0, {}, [])
    assert done.copied_bytes == sum(len(one) for one in before.values())
    assert await content(there) == before == await content(room.blobs)
    again = await move(room, room.blobs, there, verifies=True)
    assert (again.copied, again.there) == (0, 8)


async def test_files_come_back_from_a_bucket(room: Room, s3: S3Server, tmp_path: Path) -> None:
    there, back = S3BlobStore(s3.bucket()), LocalBlobStore(tmp_path / "back")
    await move(room, room.blobs, there)
    done = await move(room, there, back, verifies=True)
    assert done.copied == 8
    assert await content(back) == await content(room.blobs)


async def test_a_file_of_the_same_size_is_only_doubted_when_asked(
    room: Room, s3: S3Server, tmp_path: Path
) -> None:
    there = S3BlobStore(s3.bucket())
    await move(room, room.blobs, there)
    key, size = await anext(there.list("assets/"))
    other = tmp_path / "other"
    other.write_bytes(bytes(size))
    await there.delete(key)
    await there.put(key, other)
    assert (await move(room, room.blobs, there)).copied == 0
    mended = await move(room, room.blobs, there, verifies=True)
    assert (mended.copied, mended.there) == (1, 7)
    assert (await content(there))[key] == (await content(room.blobs))[key]


async def test_a_damaged_file_is_told_and_not_spread(room: Room, tmp_path: Path) -> None:
    asset = await room.take("black")
    place = await room.blobs.local_path(blob_key(asset.hash))
    assert place is not None
    place.write_bytes(b"x" * asset.size)
    lost = await room.take("gray")
    await room.blobs.delete(blob_key(lost.hash))
    target = LocalBlobStore(tmp_path / "target")
    done = await move(room, room.blobs, target)
    assert list(done.failed) == [blob_key(asset.hash)]
    assert "damaged" in done.failed[blob_key(asset.hash)]
    assert done.missing == [lost.hash]
    assert await target.find(blob_key(asset.hash)) is None


async def test_a_store_that_lets_nobody_in_ends_it_at_once(room: Room, s3: S3Server) -> None:
    from dataclasses import replace

    closed = S3BlobStore(replace(s3.bucket(), secret="wrong"), retries=0)
    with pytest.raises(StorageDenied):
        await move(room, room.blobs, closed)


async def test_a_move_that_was_killed_is_ended_by_the_next(tmp_path: Path, s3: S3Server) -> None:
    place = s3.bucket()
    folder = tmp_path / "data"
    folder.mkdir()
    async with open_room(folder, LocalBlobStore(folder / "generations")) as room:
        for count in range(40):
            picture = png(size=(20 + count, 20))
            await room.library.take_bytes(picture, Source(name=str(count)))
        before = await content(room.blobs)
    environment = {
        **os.environ,
        **s3.variables(place),
        "ASSET_STORAGE": "local",
        "KODA_DATA": str(folder),
    }
    command = [sys.executable, "-m", "koda", "assets", "move", "--to", "s3"]
    store = S3BlobStore(place)
    first = subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL)
    deadline = time.monotonic() + 60
    while len(await content(store)) < 5:
        assert time.monotonic() < deadline
        assert first.poll() is None or len(await content(store)) >= 5
        await asyncio.sleep(0.01)
    first.kill()
    first.wait()
    second = await asyncio.to_thread(
        subprocess.run, [*command, "--verify"], env=environment, capture_output=True, text=True
    )
    assert second.returncode == 0, second.stderr
    assert "Set ASSET_STORAGE=s3" in second.stdout
    assert await content(store) == before


def test_a_wrong_use_says_how_it_is_meant(tmp_path: Path) -> None:
    same = koda(tmp_path, "assets", "move", "--to", "local")
    assert (same.returncode, "local already" in same.stderr) == (2, True)
    unknown = koda(tmp_path, "assets", "move", "--to", "elsewhere")
    assert (unknown.returncode, "local, r2, s3" in unknown.stderr) == (2, True)
    unset = koda(tmp_path, "assets", "move", "--to", "r2", R2_BUCKET_NAME="koda-assets")
    assert unset.returncode == 2
    assert "R2_ACCOUNT_ID, R2_ACCESS_KEY_ID and R2_SECRET_ACCESS_KEY" in unset.stderr
