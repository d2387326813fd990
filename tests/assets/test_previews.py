"""Small files beside an asset: made once, kept, never made by a crowd."""

from __future__ import annotations

import asyncio
import time
from pathlib import Path

from koda.assets.library import blob_key
from koda.assets.previews import Previews, preview_keys
from koda.blobs.local import LocalBlobStore
from koda.core.errors import Unsupported


class Maker:
    """Counts how often something is made."""

    def __init__(self, folder: Path) -> None:
        self.original = folder / "original"
        self.original.write_bytes(b"abc")
        self.asked = 0
        self.made = 0
        self.at_once = 0
        self.most_at_once = 0

    async def source(self) -> Path:
        self.asked += 1
        return self.original

    def make(self, path: Path) -> bytes:
        self.at_once += 1
        self.most_at_once = max(self.most_at_once, self.at_once)
        time.sleep(0.02)
        self.at_once -= 1
        self.made += 1
        return path.read_bytes() * 2

    def fail(self, path: Path) -> bytes:
        self.made += 1
        raise Unsupported(f"nothing in {path.name}")


def previews(folder: Path) -> Previews:
    work = folder / "work"
    work.mkdir(exist_ok=True)
    return Previews(LocalBlobStore(folder / "blobs"), work, asyncio.Semaphore(2))


async def test_a_crowd_that_asks_at_once_makes_it_once(tmp_path: Path) -> None:
    maker, small = Maker(tmp_path), previews(tmp_path)
    asked = [small.get("a/key", maker.source, maker.make) for _ in range(20)]
    assert set(await asyncio.gather(*asked)) == {b"abcabc"}
    assert maker.made == 1


async def test_what_was_made_is_kept_for_the_next_process(tmp_path: Path) -> None:
    maker = Maker(tmp_path)
    for _ in range(2):
        assert await previews(tmp_path).get("a/key", maker.source, maker.make) == b"abcabc"
    assert (maker.made, maker.asked) == (1, 1)


async def test_no_more_are_made_at_once_than_there_is_room_for(tmp_path: Path) -> None:
    maker, small = Maker(tmp_path), previews(tmp_path)
    await asyncio.gather(*(small.get(f"a/{n}", maker.source, maker.make) for n in range(8)))
    assert (maker.made, maker.most_at_once) == (8, 2)


async def test_who_goes_away_does_not_end_it_for_the_others(tmp_path: Path) -> None:
    maker, small = Maker(tmp_path), previews(tmp_path)
    first, second = (
        asyncio.create_task(small.get("a/key", maker.source, maker.make)) for _ in range(2)
    )
    await asyncio.sleep(0)
    first.cancel()
    assert await second == b"abcabc"
    assert maker.made == 1


async def test_a_failure_is_told_to_all_and_tried_again(tmp_path: Path) -> None:
    maker, small = Maker(tmp_path), previews(tmp_path)
    asked = [small.get("a/key", maker.source, maker.fail) for _ in range(3)]
    told = await asyncio.gather(*asked, return_exceptions=True)
    assert all(isinstance(one, Unsupported) for one in told)
    assert maker.made == 1
    assert await small.get("a/key", maker.source, maker.make) == b"abcabc"


async def test_every_key_of_a_preview_is_one_that_a_store_takes(tmp_path: Path) -> None:
    store = LocalBlobStore(tmp_path)
    keys = preview_keys("0f" * 32)
    assert len(set(keys)) == len(keys)
    for key in (*keys, blob_key("0f" * 32)):
        assert await store.find(key) is None
