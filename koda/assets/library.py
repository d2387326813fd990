"""Takes files in: hash, probe, store the bytes, write the record; gives them back, also small."""

from __future__ import annotations

import asyncio
import hashlib
import tempfile
from collections.abc import AsyncGenerator, AsyncIterator, Callable, Iterable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

from pydantic import TypeAdapter

from koda.assets import looking
from koda.assets.copies import copy_place, make_room, touch
from koda.assets.fetch import Fetcher
from koda.assets.previews import (
    PEAK_COUNT,
    THUMBNAIL_SIZES,
    Previews,
    peaks_key,
    sprite_key,
    thumbnail_key,
)
from koda.blobs.base import BlobStore
from koda.clock import new_id, now
from koda.core.asset import Asset, AssetKind, Origin, Recipe
from koda.core.errors import NotFound, StorageFailed, Unavailable, Unsupported
from koda.core.ids import AssetId
from koda.db.assets import AssetRecords

MAX_ASSET_BYTES = 512 * 1024 * 1024
_CHUNK = 1024 * 1024
_TRIES = 40
_PAUSE_SECONDS = 0.1
# Read back as what was kept; a list of numbers and nothing else.
_HEIGHTS = TypeAdapter(list[float])


@dataclass(frozen=True, slots=True)
class Source:
    """Where an asset comes from: its name, its place on a canvas, its recipe.

    With an `id`, taking the same thing twice (after a crash) gives one record. `is_sequence`: it is
    a zip of pictures that Koda made, and no media file.
    """

    id: str | None = None
    name: str = ""
    origin: Origin = "uploaded"
    canvas: str | None = None
    node: str | None = None
    run: str | None = None
    step: str | None = None
    recipe: Recipe | None = None
    is_sequence: bool = False


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
        self._previews = Previews(blobs, work, self._decoding)

    @property
    def origins(self) -> tuple[str, ...]:
        """Where `link` leads; nowhere if the server reads everything out."""
        return self._blobs.origins

    async def take_file(self, path: Path, source: Source) -> Asset:
        """Take a file that is on this machine; it stays where it is.

        Raises:
            Unsupported: Not a type that Koda keeps.
            Invalid: Damaged or empty.
            TooLarge: Too many pixels.
            Unavailable: An older file of the same content is being removed right now.
        """
        async with self._decoding:
            facts = await asyncio.to_thread(looking.facts, path, is_sequence=source.is_sequence)
        digest, size = await asyncio.to_thread(_digest, path)
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
                "has_audio": facts.has_audio,
                "fps": facts.fps,
                "frames": facts.frames,
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
        await self._store(asset, path)
        return asset

    async def _store(self, asset: Asset, path: Path) -> None:
        """Store the bytes, then the record, then see that nobody removed the bytes meanwhile."""
        key = blob_key(asset.hash)
        for attempt in range(_TRIES):
            if attempt:
                await asyncio.sleep(_PAUSE_SECONDS)
            await self._blobs.put(key, path, asset.mime)
            if not await self._records.put(asset, now()):
                continue
            if await self._blobs.find(key) is None:
                await self._blobs.put(key, path, asset.mime)
            return
        raise Unavailable("An older file of this content is being removed.", asset=asset.id)

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
        cached = copy_place(self._work, asset.hash)
        if not touch(cached):
            async with self._scratch() as path:
                await _copy(self.read(asset), path)
                if path.stat().st_size != asset.size:
                    raise StorageFailed("The file of this asset came incomplete.", asset=asset.id)
                await asyncio.to_thread(path.replace, cached)
            await asyncio.to_thread(make_room, self._work)
        return cached

    async def link(self, asset: Asset, seconds: int, download: str = "") -> str | None:
        """Give an address in the store for a browser, if it has one; see `BlobStore.link`."""
        return await self._blobs.link(blob_key(asset.hash), seconds, download)

    async def thumbnail(self, asset: Asset, size: int) -> bytes:
        """Give a WebP no larger than the next of `THUMBNAIL_SIZES`; a sound's is its waveform.

        Raises:
            Unsupported: The asset has no picture and no sound.
        """
        wanted = next((one for one in THUMBNAIL_SIZES if one >= size), THUMBNAIL_SIZES[-1])
        heights = await self.peaks(asset) if asset.kind == AssetKind.AUDIO else None

        def make(path: Path) -> bytes:
            if heights is not None:
                return looking.waveform(heights, wanted)
            return looking.small(path, asset.kind, wanted)

        return await self._preview(asset, thumbnail_key(asset.hash, wanted), make)

    async def sprite(self, asset: Asset) -> bytes:
        """Give a film as one strip of small pictures, a WebP; see `koda.assets.sprite`.

        Raises:
            Unsupported: It is no film.
        """
        if asset.kind != AssetKind.VIDEO:
            raise Unsupported("Only a film has a strip of pictures.")
        return await self._preview(
            asset, sprite_key(asset.hash), lambda path: looking.strip(path, asset.duration)
        )

    async def peaks(self, asset: Asset) -> list[float]:
        """Give a sound's waveform: `PEAK_COUNT` heights from 0 to 1, at even times.

        Raises:
            Unsupported: There is no sound in it.
        """
        if asset.kind not in {AssetKind.AUDIO, AssetKind.VIDEO} or asset.has_audio is False:
            raise Unsupported("There is no sound in this file.")
        found = await self._preview(asset, peaks_key(asset.hash), _peaks)
        return _HEIGHTS.validate_json(found)

    async def _preview(self, asset: Asset, key: str, make: Callable[[Path], bytes]) -> bytes:
        return await self._previews.get(key, lambda: self.local_file(asset), make)

    @asynccontextmanager
    async def _scratch(self) -> AsyncGenerator[Path]:
        with tempfile.TemporaryDirectory(dir=self._work, ignore_cleanup_errors=True) as folder:
            yield Path(folder, "file")


def blob_key(digest: str) -> str:
    """Give the key of an asset's bytes: two levels, then the hash."""
    return f"assets/{digest[:2]}/{digest}"


def _peaks(path: Path) -> bytes:
    return _HEIGHTS.dump_json(looking.heights(path, PEAK_COUNT))


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
