"""Bytes in a folder: written beside, synced, then renamed into place."""

from __future__ import annotations

import asyncio
import os
import shutil
import stat
import tempfile
from collections.abc import AsyncIterator, Generator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from koda.blobs.base import UNKNOWN_TYPE, BlobFacts, UploadLink
from koda.blobs.keys import check_key
from koda.blobs.sources import file_state, refuse_changed
from koda.core.errors import NotFound, StorageFailed

_CHUNK = 256 * 1024
_BESIDE = ".put-"


class LocalBlobStore:
    """A folder; two levels of sub-folders come from the key itself."""

    def __init__(self, root: Path) -> None:
        """Use a folder, made if missing."""
        self._root = root.resolve()
        self._root.mkdir(parents=True, exist_ok=True)

    @property
    def origins(self) -> tuple[str, ...]:
        """None."""
        return ()

    async def put(self, key: str, source: Path, mime: str = UNKNOWN_TYPE) -> None:
        """See `BlobStore.put`; a folder keeps no types."""
        del mime
        target = self._place(key)
        with _said():
            await asyncio.to_thread(_store, source, target, self._root)

    async def find(self, key: str) -> BlobFacts | None:
        """See `BlobStore.find`."""
        place = self._place(key)
        with _said():
            found = await asyncio.to_thread(_size, place)
        return None if found is None else BlobFacts(size=found)

    async def open(
        self, key: str, start: int = 0, length: int | None = None
    ) -> AsyncIterator[bytes]:
        """See `BlobStore.open`."""
        place = self._place(key)
        left = length
        with _said():
            file = await asyncio.to_thread(_open_at, place, start)
        with file:
            while left is None or left > 0:
                size = _CHUNK if left is None else min(_CHUNK, left)
                with _said():
                    chunk = await asyncio.to_thread(file.read, size)
                if not chunk:
                    return
                left = None if left is None else left - len(chunk)
                yield chunk

    async def list(self, prefix: str = "") -> AsyncIterator[tuple[str, int]]:
        """See `BlobStore.list`."""
        with _said():
            found = await asyncio.to_thread(_walk, self._root, prefix)
        for key, size in found:
            yield key, size

    async def local_path(self, key: str) -> Path | None:
        """See `BlobStore.local_path`."""
        place = self._place(key)
        return place if await asyncio.to_thread(place.is_file) else None

    async def link(self, key: str, seconds: int, download: str = "") -> str | None:
        """None: a folder has no address of its own; the server reads it out."""
        del key, seconds, download
        return None

    async def upload_link(self, key: str, size: int, mime: str, seconds: int) -> UploadLink | None:
        """None, as above."""
        del key, size, mime, seconds
        return None

    async def delete(self, key: str) -> None:
        """See `BlobStore.delete`."""
        place = self._place(key)
        with _said():
            await asyncio.to_thread(place.unlink, missing_ok=True)

    def _place(self, key: str) -> Path:
        return self._root / check_key(key)


def _size(place: Path) -> int | None:
    try:
        found = place.stat()
    except (FileNotFoundError, NotADirectoryError):
        return None
    return found.st_size if stat.S_ISREG(found.st_mode) else None


def _walk(root: Path, prefix: str) -> list[tuple[str, int]]:
    found: list[tuple[str, int]] = []
    for folder, _, names in os.walk(root / prefix):
        for name in names:
            place = Path(folder, name)
            size = None if name.startswith(_BESIDE) else _size(place)
            if size is not None:  # it may have been removed meanwhile
                found.append((place.relative_to(root).as_posix(), size))
    return sorted(found)


def _open_at(place: Path, start: int) -> BinaryIO:
    if not place.is_file():
        raise NotFound("The file is not in the asset store.", key=place.name)
    file = place.open("rb")
    file.seek(start)
    return file


@contextmanager
def _said() -> Generator[None]:
    """Say the system's errors in Koda's words."""
    try:
        yield
    except FileNotFoundError as error:
        raise NotFound("The file is not in the asset store.") from error
    except OSError as error:
        raise StorageFailed(
            f"The asset store could not be used: {error.strerror}.",
            remedy="Check that the disk has room and the asset folder is writable.",
        ) from error


def _store(source: Path, target: Path, root: Path) -> None:
    if _size(target) == source.stat().st_size:
        return
    fresh = [one for one in target.parents if one.is_relative_to(root) and not one.exists()]
    target.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=target.parent, prefix=_BESIDE)
    beside = Path(name)
    try:
        with os.fdopen(handle, "wb") as out, source.open("rb") as content:
            before = file_state(source)
            shutil.copyfileobj(content, out, _CHUNK)
            out.flush()
            os.fsync(out.fileno())
        refuse_changed(source, before)
        beside.replace(target)
    finally:
        beside.unlink(missing_ok=True)
    for folder in (target.parent, *(one.parent for one in fresh)):
        _sync_folder(folder)  # a folder that was made is forgotten like a file that was renamed


def _sync_folder(folder: Path) -> None:
    # Without it a power cut may forget the rename. Windows has no such call.
    if os.name == "posix":
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
