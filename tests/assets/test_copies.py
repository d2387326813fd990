"""Copies of far files do not fill the disk, and none goes that somebody may be reading."""

from __future__ import annotations

import os
import time
from pathlib import Path

from koda.assets.copies import copy_place, make_room, touch
from koda.blobs.s3 import S3BlobStore
from tests.assets.room import open_room
from tests.servers.s3 import run_s3

HOUR = 3600


def copy(folder: Path, name: str, hours: float) -> Path:
    """Ten bytes that were last used some hours ago."""
    place = copy_place(folder, name)
    place.write_bytes(bytes(10))
    used = time.time() - hours * HOUR
    os.utime(place, (used, used))
    return place


def test_those_go_first_that_were_not_used_for_longest(tmp_path: Path) -> None:
    old, older, fresh = (
        copy(tmp_path, name, hours) for name, hours in (("a", 2), ("b", 3), ("c", 0))
    )
    other = tmp_path / "tmpdir"
    other.write_bytes(bytes(100))
    make_room(tmp_path, most=25)
    assert [one.exists() for one in (older, old, fresh, other)] == [False, True, True, True]
    make_room(tmp_path, most=0)
    assert [one.exists() for one in (old, fresh, other)] == [False, True, True]


def test_a_copy_that_is_used_counts_as_new(tmp_path: Path) -> None:
    place = copy(tmp_path, "a", 5)
    assert touch(place)
    make_room(tmp_path, most=0)
    assert place.exists()
    assert not touch(copy_place(tmp_path, "none"))


async def test_a_file_in_a_bucket_is_copied_once(tmp_path: Path) -> None:
    with run_s3("rclone") as server:
        async with open_room(tmp_path, S3BlobStore(server.bucket())) as room:
            asset = await room.take()
            place = await room.library.local_file(asset)
            content = place.read_bytes()
            assert len(content) == asset.size
    # The bucket is gone: only a copy can be the answer.
    async with open_room(tmp_path, room.blobs) as room:
        assert (await room.library.local_file(asset)).read_bytes() == content
