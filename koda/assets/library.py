"""Takes files in: hash, probe, store the bytes, write the record; gives them back, also small."""

from __future__ import annotations

import asyncio
import hashlib
import tempfile
from collections.abc import AsyncGenerator, AsyncIterator, Iterable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

from koda.assets.fetch import Fetcher
from koda.assets.probe import open_picture, probe, shrink
from koda.blobs.base import BlobStore
from koda.clock import new_id, now
from koda.core.asset import Asset, AssetKind, Origin, Recipe
from koda.core.errors import NotFound, StorageFailed
from koda.core.ids import AssetId
from koda.db.assets import AssetRecords

MAX_ASSET_BYTES = 512 * 1024 * 1024
THUMBNAIL_SIZES = (64, 256, 512, 1024)
_CHUNK = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Source:
    """Where an asset comes from: its name, its place on a canvas, its recipe.

    With an `id`, taking the same thing twice (after a crash) gives one record.
    """

    id: str | None = None
    name: str = ""
    origin: Origin = "uploaded"
    canvas: str | None = None
    node: str | None = None
    run: str | None = None
    step: str | None = None
    recipe: Recipe | None = None


class AssetLibrary:
    """Assets. What is returned is durable: the bytes first, then the record."""

    def __init__(
        self, records: AssetRecords, blobs: BlobStore, fetcher: Fetcher, work: Path
    ) -> None:
        """Use a folder on this machine for files that are on their way in or out."""
        self._records = records
        self._blobs = blobs
        self._fetcher = fetcher
        self._work = work
        self._work.mkdir(parents=True, exist_ok=True)
        # Decoding a large picture takes hundreds of MB; two at once are enough for two cores.
        self._decoding = asyncio.Semaphore(2)

    async def take_file(self, path: Path, source: Source) -> Asset:
        """Take a file that is on this machine; it stays where it is.

        Raises:
            Unsupported: Not a type that Koda keeps.
            Invalid: Damaged or empty.
            TooLarge: Too many pixels.
        """
        async with self._decoding:
            facts = await asyncio.to_thread(probe, path)
        digest, size = await asyncio.to_thread(_digest, path)
        await self._blobs.put(blob_key(digest), path)
        asset = Asset.model_validate(
            {
                "id": source.id or new_id("ast"),
                "hash": digest,
                "kind": facts.kind,
                "mime": facts.mime,
                "size": size,
                "name": source.name[:200],
                "width": facts.width,
                "height": facts.height,
                "duration": facts.duration,
                "color": facts.color,
                "placeholder": facts.placeholder,
                "origin": source.origin,
                "canvas": source.canvas,
                "node": source.node,
                "run": source.run,
                "step": source.step,
                "recipe": source.recipe,
                "created_at": now(),
            }
        )
        await self._records.put(asset)
        return asset

    async def take_bytes(self, content: bytes, source: Source) -> Asset:
        """Take bytes that are in memory; raises as `take_file`."""
        async with self._scratch() as path:
            await asyncio.to_thread(path.write_bytes, content)
            return await self.take_file(path, source)

    async def take_url(self, url: str, source: Source, max_bytes: int = MAX_ASSET_BYTES) -> Asset:
        """Download and take a file; raises as `Fetcher.download` and `take_file`."""
        async with self._scratch() as path:
            await self._fetcher.download(url, path, max_bytes)
            return await self.take_file(path, source)

    async def get(self, asset: AssetId) -> Asset:
        """Get a record; raises `NotFound`."""
        found = await self._records.find_many([asset])
        if asset not in found:
            raise NotFound("There is no such asset.", asset=asset)
        return found[asset]

    async def find_many(self, assets: Iterable[AssetId]) -> dict[AssetId, Asset]:
        """Look several records up; missing ones are left out."""
        return await self._records.find_many(assets)

    async def list(
        self,
        *,
        kind: AssetKind | None = None,
        canvas: str | None = None,
        before: tuple[int, str] | None = None,
        limit: int = 60,
    ) -> Sequence[Asset]:
        """List records, newest first; see `AssetRecords.list`."""
        return await self._records.list(kind=kind, canvas=canvas, before=before, limit=limit)

    async def newest_images(self, canvases: Sequence[str], each: int) -> dict[str, list[AssetId]]:
        """Give the newest image assets of several canvases."""
        return await self._records.newest_images(canvases, each)

    async def check_stored(self, asset: Asset) -> None:
        """Make sure that the bytes of an asset are there, whole.

        Raises:
            NotFound: They are gone.
            StorageFailed: They are not as many as they were.
        """
        facts = await self._blobs.find(blob_key(asset.hash))
        if facts is None:
            raise NotFound("The file of this asset is gone.", asset=asset.id)
        if facts.size != asset.size:
            raise StorageFailed("The file of this asset is damaged.", asset=asset.id)

    def read(self, asset: Asset, start: int = 0, length: int | None = None) -> AsyncIterator[bytes]:
        """Stream the bytes of an asset."""
        return self._blobs.open(blob_key(asset.hash), start, length)

    async def local_file(self, asset: Asset) -> Path:
        """Give a file on this machine that holds the bytes; do not change it."""
        found = await self._blobs.local_path(blob_key(asset.hash))
        if found is not None:
            return found
        cached = self._work / f"copy-{asset.hash}"
        if not cached.is_file():
            async with self._scratch() as path:
                await _copy(self.read(asset), path)
                await asyncio.to_thread(path.replace, cached)
        return cached

    async def thumbnail(self, asset: Asset, size: int) -> bytes:
        """Give a WebP no larger than the next of `THUMBNAIL_SIZES`; made once, then stored.

        Raises:
            Unsupported: The asset has no picture (a sound).
        """
        wanted = next((one for one in THUMBNAIL_SIZES if one >= size), THUMBNAIL_SIZES[-1])
        key = f"thumbnails/{asset.hash[:2]}/{asset.hash}-{wanted}.webp"
        if await self._blobs.find(key):
            return b"".join([chunk async for chunk in self._blobs.open(key)])
        path = await self.local_file(asset)
        async with self._decoding:
            small = await asyncio.to_thread(_thumbnail, path, asset.kind, wanted)
        async with self._scratch() as scratch:
            await asyncio.to_thread(scratch.write_bytes, small)
            await self._blobs.put(key, scratch)
        return small

    @asynccontextmanager
    async def _scratch(self) -> AsyncGenerator[Path]:
        with tempfile.TemporaryDirectory(dir=self._work, ignore_cleanup_errors=True) as folder:
            yield Path(folder, "file")


def blob_key(digest: str) -> str:
    """Give the key of an asset's bytes: two levels, then the hash."""
    return f"assets/{digest[:2]}/{digest}"


def _thumbnail(path: Path, kind: AssetKind, size: int) -> bytes:
    return shrink(open_picture(path, kind, near=2 * size), size)


def _digest(path: Path) -> tuple[str, int]:
    digest = hashlib.sha256()
    size = 0
    with path.open("rb") as file:
        while chunk := file.read(_CHUNK):
            digest.update(chunk)
            size += len(chunk)
    return digest.hexdigest(), size


async def _copy(chunks: AsyncIterator[bytes], target: Path) -> None:
    with await asyncio.to_thread(target.open, "wb") as out:
        async for chunk in chunks:
            await asyncio.to_thread(out.write, chunk)
