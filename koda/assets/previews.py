"""Makes the small files beside an asset: each once, then kept in the blob store."""

from __future__ import annotations

import asyncio
import tempfile
from collections.abc import Awaitable, Callable
from pathlib import Path

from koda.blobs.base import BlobStore
from koda.core.errors import NotFound

THUMBNAIL_SIZES = (64, 256, 512, 1024, 2048)
PEAK_COUNT = 400


class Previews:
    """Small files by key. Whoever asks while one is being made waits for that one."""

    def __init__(self, blobs: BlobStore, work: Path, room: asyncio.Semaphore) -> None:
        """Keep them in `blobs`; make as many at once as there is `room`, in the folder `work`."""
        self._blobs = blobs
        self._work = work
        self._room = room
        self._making: dict[str, asyncio.Task[bytes]] = {}

    async def get(
        self, key: str, source: Callable[[], Awaitable[Path]], make: Callable[[Path], bytes]
    ) -> bytes:
        """Give the stored bytes; `make` them of the `source`, in a thread, where there are none.

        Raises what `make` raises. Somebody who goes away does not end it for the others.
        """
        making = self._making.get(key)
        if making is None:
            making = asyncio.create_task(self._find_or_make(key, source, make))
            self._making[key] = making
            making.add_done_callback(lambda done: self._forget(key, done))
        return await asyncio.shield(making)

    def _forget(self, key: str, done: asyncio.Task[bytes]) -> None:
        self._making.pop(key, None)
        if not done.cancelled():
            done.exception()  # was told to those who waited, if anybody still did

    async def _find_or_make(
        self, key: str, source: Callable[[], Awaitable[Path]], make: Callable[[Path], bytes]
    ) -> bytes:
        try:  # at once: to ask first whether it is there is a second journey to a far store
            return b"".join([chunk async for chunk in self._blobs.open(key)])
        except NotFound:
            pass
        original = await source()
        async with self._room:
            made = await asyncio.to_thread(make, original)
        with tempfile.TemporaryDirectory(dir=self._work, ignore_cleanup_errors=True) as folder:
            path = Path(folder, "file")
            await asyncio.to_thread(path.write_bytes, made)
            await self._blobs.put(key, path)
        return made


def thumbnail_key(digest: str, size: int) -> str:
    """Give the key of a thumbnail of one of `THUMBNAIL_SIZES`."""
    return f"thumbnails/{digest[:2]}/{digest}-{size}.webp"


def sprite_key(digest: str) -> str:
    """Give the key of a film's strip of pictures."""
    return f"sprites/{digest[:2]}/{digest}.webp"


def peaks_key(digest: str) -> str:
    """Give the key of a sound's waveform."""
    return f"peaks/{digest[:2]}/{digest}.json"


def preview_keys(digest: str) -> list[str]:
    """Give every key that may hold something made from these bytes, to remove it with them."""
    thumbnails = [thumbnail_key(digest, size) for size in THUMBNAIL_SIZES]
    return [*thumbnails, sprite_key(digest), peaks_key(digest)]
