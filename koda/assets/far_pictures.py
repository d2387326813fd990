"""Small copies of pictures elsewhere, so that a browser asks only Koda for them."""

from __future__ import annotations

import asyncio
import tempfile
from collections import OrderedDict
from pathlib import Path

from koda.assets import looking
from koda.assets.fetch import Fetcher
from koda.core.asset import AssetKind

SIZE = 96
_MOST_BYTES = 8_000_000
_MOST_KEPT = 400
_AT_ONCE = 4


class FarPictures:
    """Fetches, shrinks and remembers pictures by their address; the newest few hundred."""

    def __init__(self, fetcher: Fetcher, work: Path) -> None:
        """Fetch by this guard, into files in this folder."""
        self._fetcher = fetcher
        self._work = work
        self._room = asyncio.Semaphore(_AT_ONCE)
        self._kept: OrderedDict[str, bytes] = OrderedDict()

    async def get(self, url: str) -> bytes:
        """Give a WebP of at most `SIZE` pixels on its long side.

        Raises:
            Forbidden, Invalid, TooLarge, ResultGone, Unavailable: See `Fetcher.download`.
            Invalid: It is no picture.
        """
        if url not in self._kept:
            async with self._room:
                self._kept[url] = await self._make(url)
            if len(self._kept) > _MOST_KEPT:
                self._kept.popitem(last=False)
        self._kept.move_to_end(url)
        return self._kept[url]

    async def _make(self, url: str) -> bytes:
        await asyncio.to_thread(self._work.mkdir, parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=self._work, ignore_cleanup_errors=True) as folder:
            file = Path(folder, "file")
            await self._fetcher.download(url, file, _MOST_BYTES)
            return await asyncio.to_thread(_small, file)


def _small(file: Path) -> bytes:
    return looking.small(file, AssetKind.IMAGE, SIZE)
