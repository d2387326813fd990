"""What every blob store must do, run on each adapter."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from pathlib import Path

import pytest

from koda.blobs.base import BlobStore
from koda.blobs.local import LocalBlobStore
from koda.blobs.s3 import S3BlobStore
from koda.core.errors import Invalid, NotFound, StorageFailed
from tests.servers.s3 import S3Server, run_s3

KEY = "assets/ab/abcdef"


@pytest.fixture(scope="module", params=["local", "moto", "rclone"])
def server(request: pytest.FixtureRequest) -> Iterator[S3Server | None]:
    if request.param == "local":
        yield None
        return
    with run_s3(request.param) as running:
        yield running


@pytest.fixture
def store(tmp_path: Path, server: S3Server | None) -> BlobStore:
    return S3BlobStore(server.bucket()) if server else LocalBlobStore(tmp_path / "store")


@pytest.fixture
def source(tmp_path: Path) -> Path:
    place = tmp_path / "source"
    place.write_bytes(bytes(range(256)) * 4096)
    return place


async def read(store: BlobStore, start: int = 0, length: int | None = None) -> bytes:
    return b"".join([chunk async for chunk in store.open(KEY, start, length)])


async def test_bytes_come_back_whole_and_in_parts(store: BlobStore, source: Path) -> None:
    await store.put(KEY, source)
    content = source.read_bytes()
    found = await store.find(KEY)
    assert found is not None
    assert found.size == len(content)
    assert await read(store) == content
    assert await read(store, 1000, 10) == content[1000:1010]
    assert await read(store, len(content) - 3) == content[-3:]
    assert await read(store, 0, 0) == b""


async def test_putting_again_is_no_error(store: BlobStore, source: Path) -> None:
    await asyncio.gather(*(store.put(KEY, source) for _ in range(8)))
    assert await read(store) == source.read_bytes()


async def test_what_is_larger_than_a_part_is_put_together(store: BlobStore, tmp_path: Path) -> None:
    place = tmp_path / "large"
    place.write_bytes(b"".join(bytes([part]) * (5 * 1024 * 1024) for part in range(4)))
    await store.put(KEY, place, "video/mp4")
    assert await read(store) == place.read_bytes()
    border = 8 * 1024 * 1024
    assert await read(store, border - 2, 4) == place.read_bytes()[border - 2 : border + 2]


async def test_keys_are_listed_with_their_sizes(store: BlobStore, source: Path) -> None:
    assert [one async for one in store.list()] == []
    await store.put("thumbnails/ab/x-64.webp", source)
    await store.put(KEY, source)
    size = source.stat().st_size
    assert [one async for one in store.list("assets/")] == [(KEY, size)]
    assert {one async for one in store.list()} == {(KEY, size), ("thumbnails/ab/x-64.webp", size)}


async def test_what_is_not_there_is_not_found(store: BlobStore) -> None:
    assert await store.find(KEY) is None
    assert await store.local_path(KEY) is None
    with pytest.raises(NotFound):
        await read(store)
    await store.delete(KEY)


async def test_what_was_deleted_is_gone(store: BlobStore, source: Path) -> None:
    await store.put(KEY, source)
    await store.delete(KEY)
    assert await store.find(KEY) is None


@pytest.mark.parametrize("key", ["../x", "/etc/passwd", "a/../../b", "", "A", "a b", "a" * 300])
async def test_a_key_cannot_lead_out(store: BlobStore, source: Path, key: str) -> None:
    with pytest.raises(Invalid):
        await store.put(key, source)


async def test_a_store_that_cannot_be_written_says_so(tmp_path: Path, source: Path) -> None:
    store = LocalBlobStore(tmp_path / "store")
    (tmp_path / "store" / "assets").write_text("a file where a folder is needed")
    with pytest.raises(StorageFailed) as caught:
        await store.put(KEY, source)
    assert caught.value.remedy


async def test_nothing_half_written_is_left(tmp_path: Path, source: Path) -> None:
    store = LocalBlobStore(tmp_path / "store")
    await store.put(KEY, source)
    left = [path.name for path in (tmp_path / "store").rglob("*") if path.is_file()]
    assert left == ["abcdef"]


async def test_a_stream_that_is_left_lets_go_of_the_file(store: BlobStore, source: Path) -> None:
    await store.put(KEY, source)
    async for chunk in store.open(KEY):
        assert chunk
        break
    await store.delete(KEY)
    assert await store.find(KEY) is None


async def test_a_part_beyond_the_end_is_empty(store: BlobStore, source: Path) -> None:
    await store.put(KEY, source)
    size = source.stat().st_size
    assert await read(store, size, 10) == b""
    assert await read(store, size * 2) == b""


async def test_a_source_that_is_missing_stores_nothing(store: BlobStore, tmp_path: Path) -> None:
    with pytest.raises((NotFound, StorageFailed)):
        await store.put(KEY, tmp_path / "none")
    assert await store.find(KEY) is None


async def test_a_copy_that_was_cut_short_is_written_again(tmp_path: Path, source: Path) -> None:
    store = LocalBlobStore(tmp_path / "store")
    await store.put(KEY, source)
    (tmp_path / "store" / KEY).write_bytes(b"cut")
    await store.put(KEY, source)
    assert await read(store) == source.read_bytes()


async def test_a_folder_in_the_place_of_a_file_is_no_file(tmp_path: Path, source: Path) -> None:
    store = LocalBlobStore(tmp_path / "store")
    await store.put(f"{KEY}/deeper", source)
    assert await store.find(KEY) is None
    with pytest.raises(NotFound):
        await read(store)
    with pytest.raises(StorageFailed):
        await store.put(KEY, source)


async def test_what_comes_and_goes_at_once_is_there_or_not(tmp_path: Path, source: Path) -> None:
    store = LocalBlobStore(tmp_path / "store")
    for _ in range(400):
        acts = [store.put(KEY, source), store.delete(KEY), store.find(KEY), store.put(KEY, source)]
        found = (await asyncio.gather(*acts))[2]
        assert found is None or found.size == source.stat().st_size
