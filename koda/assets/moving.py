"""Copies a library's files from one asset store into another; may be stopped and begun again."""

from __future__ import annotations

import asyncio
import hashlib
import tempfile
from collections.abc import AsyncIterator, Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from koda.assets.library import blob_key
from koda.blobs.base import UNKNOWN_TYPE, BlobStore
from koda.core.errors import KodaError, StorageDenied, StorageFailed

_FOLDERS = ("assets/", "thumbnails/", "sprites/", "peaks/")
_TYPES = {".webp": "image/webp", ".json": "application/json"}
_AT_ONCE = 4


@dataclass
class Moved:
    """What was found and done, in files and bytes.

    Attributes:
        copied: Written to the other store; of a trial, what would be.
        there: Were there already.
        failed: Keys that could not be copied, with the reason.
        missing: Hashes of assets whose file is in neither store.
    """

    copied: int = 0
    copied_bytes: int = 0
    there: int = 0
    there_bytes: int = 0
    failed: dict[str, str] = field(default_factory=dict[str, str])
    missing: list[str] = field(default_factory=list[str])


class Mover:
    """Copies what the other store lacks; takes nothing away."""

    def __init__(
        self,
        source: BlobStore,
        target: BlobStore,
        types: Mapping[str, str],
        work: Path,
        *,
        is_trial: bool = False,
        verifies: bool = False,
    ) -> None:
        """Copy from one store to another.

        Args:
            source: Where the files are; left alone.
            target: Where they shall be.
            types: The type of each asset's file, by its hash.
            work: A folder on this machine, for a file that is between two far stores.
            is_trial: Only say what would be copied.
            verifies: Read back what is there, and compare its sha256.
        """
        self._source = source
        self._target = target
        self._types = types
        self._work = work
        self._is_trial = is_trial
        self._verifies = verifies

    async def move(self, tell: Callable[[Moved], None] = lambda _: None) -> Moved:
        """Copy everything; `tell` hears after each file how far it is.

        Raises:
            StorageDenied: One of the stores lets nobody in.
        """
        done = Moved()
        seen: set[str] = set()
        running: set[asyncio.Task[None]] = set()
        try:
            for folder in _FOLDERS:
                async for key, size in self._source.list(folder):
                    seen.add(key)
                    if len(running) >= _AT_ONCE:
                        await self._some(running, done, tell)
                    running.add(asyncio.create_task(self._one(key, size, done)))
            while running:
                await self._some(running, done, tell)
        finally:
            for task in running:
                task.cancel()
            await asyncio.gather(*running, return_exceptions=True)
        done.missing = [one for one in self._types if await self._is_missing(one, seen)]
        return done

    async def _is_missing(self, digest: str, seen: set[str]) -> bool:
        key = blob_key(digest)
        return key not in seen and await self._target.find(key) is None

    async def _some(
        self, running: set[asyncio.Task[None]], done: Moved, tell: Callable[[Moved], None]
    ) -> None:
        ended, _ = await asyncio.wait(running, return_when=asyncio.FIRST_COMPLETED)
        running -= ended
        for task in ended:
            task.result()
            tell(done)

    async def _one(self, key: str, size: int, done: Moved) -> None:
        try:
            is_new = await self._bring(key, size)
        except StorageDenied:
            raise
        except KodaError as error:
            done.failed[key] = error.message
            return
        if is_new:
            done.copied, done.copied_bytes = done.copied + 1, done.copied_bytes + size
        else:
            done.there, done.there_bytes = done.there + 1, done.there_bytes + size

    async def _bring(self, key: str, size: int) -> bool:
        """Copy one file unless it is there; true if it was, or would be, copied."""
        there = await self._target.find(key)
        if there is not None and there.size == size:
            if not self._verifies or await self._is_whole(key):
                return False
            if not self._is_trial:
                await self._target.delete(key)
        if self._is_trial:
            return True
        await self._copy(key)
        if self._verifies and not await self._is_whole(key):
            await self._target.delete(key)
            raise StorageFailed("It does not come back as it was sent.")
        return True

    async def _copy(self, key: str) -> None:
        with tempfile.TemporaryDirectory(dir=self._work, ignore_cleanup_errors=True) as folder:
            path = await self._source.local_path(key)
            if path is None:
                path = Path(folder, "file")
                await _write(self._source.open(key), path)
            if (digest := _digest_in(key)) and await asyncio.to_thread(_sha256, path) != digest:
                raise StorageFailed("Its bytes do not fit its name: the file is damaged.")
            await self._target.put(key, path, self._type(key))

    async def _is_whole(self, key: str) -> bool:
        wanted = _digest_in(key) or await _sha256_of(self._source.open(key))
        return await _sha256_of(self._target.open(key)) == wanted

    def _type(self, key: str) -> str:
        digest = _digest_in(key)
        return self._types.get(digest, UNKNOWN_TYPE) if digest else _TYPES[Path(key).suffix]


def _digest_in(key: str) -> str:
    """Give the sha256 that is an asset's key; nothing for what was made from it."""
    return key.rpartition("/")[2] if key.startswith("assets/") else ""


async def _sha256_of(chunks: AsyncIterator[bytes]) -> str:
    digest = hashlib.sha256()
    async for chunk in chunks:
        digest.update(chunk)
    return digest.hexdigest()


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


async def _write(chunks: AsyncIterator[bytes], target: Path) -> None:
    with await asyncio.to_thread(target.open, "wb") as out:
        async for chunk in chunks:
            await asyncio.to_thread(out.write, chunk)
