"""Keeps the pieces of films that are being made where whoever goes on finds them."""

from __future__ import annotations

import asyncio
import os
import shutil
import time
from collections.abc import Callable
from pathlib import Path
from typing import Protocol

from koda.animation.rendering.wholly import whole
from koda.blobs.base import BlobStore
from koda.core.errors import NotFound

_HOUR = 3600.0
_KEPT_HOURS = 48
_MOST_BYTES = 8 * 1024**3
_MOST_COPIES = 192 * 1024**2
_FRESH_COPIES = 600.0
PREFIX = "work/animations/"
"""Of the keys in a blob store."""
_USED = "used-"


class Keep(Protocol):
    """A place for pieces. `film` names one by everything that it depends on, `name` its piece."""

    @property
    def scratch(self) -> Path:
        """A folder of this machine, for what is not whole yet; names in it begin with a dot."""
        ...

    async def begin(self, film: str) -> None:
        """Say that a film is being worked on; what was not for two days may be gone."""
        ...

    async def names(self, film: str) -> frozenset[str]:
        """Give the pieces of a film that are whole."""
        ...

    async def put(self, film: str, name: str, source: Path) -> Path:
        """Take a file of `scratch` as a piece, whole or not at all; gives its file as `get`."""
        ...

    async def get(self, film: str, name: str) -> Path:
        """Give a file with a piece, which stays until the next sweep; raises `NotFound`."""
        ...

    async def sweep(self) -> int:
        """Remove what nobody has used for two days; gives how much."""
        ...


class FolderKeep:
    """Pieces in a folder of this machine."""

    def __init__(self, folder: Path) -> None:
        """Use a folder, made when it is needed."""
        self.scratch = folder

    def place(self, film: str, name: str) -> Path:
        """Give the place of a piece; the file is there only when it is whole."""
        return self.scratch / film / name

    async def begin(self, film: str) -> None:
        """See `Keep`."""
        await asyncio.to_thread(_touch, self.scratch / film)

    async def names(self, film: str) -> frozenset[str]:
        """See `Keep`."""
        return await asyncio.to_thread(_names, self.scratch / film)

    async def put(self, film: str, name: str, source: Path) -> Path:
        """See `Keep`."""
        place = self.place(film, name)
        await asyncio.to_thread(_move, source, place)
        return place

    async def get(self, film: str, name: str) -> Path:
        """See `Keep`."""
        place = self.place(film, name)
        if not await asyncio.to_thread(place.is_file):
            raise NotFound("A part of the film is gone.", remedy="Render the animation again.")
        return place

    async def sweep(self) -> int:
        """See `Keep`; above 8 GB, the oldest go sooner."""
        return await asyncio.to_thread(sweep, self.scratch)


class BlobKeep:
    """Pieces in the blob store, for hosts that forget their disk; copies of some lie beside."""

    def __init__(
        self, blobs: BlobStore, folder: Path, now: Callable[[], float] = time.time
    ) -> None:
        """Keep them there, and copies in a folder."""
        self._blobs, self._now = blobs, now
        self._copies = FolderKeep(folder)
        self.scratch = folder

    async def begin(self, film: str) -> None:
        """See `Keep`; the hour is a key of its own, since a blob does not say when it was made."""
        await self._copies.begin(film)
        mark = self.scratch / film / f".{_USED}"
        await asyncio.to_thread(mark.write_bytes, b"-")
        await self._blobs.put(f"{PREFIX}{film}/{_USED}{self._hour():08d}", mark)

    async def names(self, film: str) -> frozenset[str]:
        """See `Keep`."""
        start = f"{PREFIX}{film}/"
        return frozenset([key.removeprefix(start) async for key, _ in self._blobs.list(start)])

    async def put(self, film: str, name: str, source: Path) -> Path:
        """See `Keep`."""
        await self._blobs.put(f"{PREFIX}{film}/{name}", source)
        place = await self._copies.put(film, name, source)
        await asyncio.to_thread(_trim, self.scratch, self._now())
        return place

    async def get(self, film: str, name: str) -> Path:
        """See `Keep`."""
        place = self._copies.place(film, name)
        if not await asyncio.to_thread(place.is_file):
            await asyncio.to_thread(place.parent.mkdir, parents=True, exist_ok=True)
            with whole(place) as part, part.open("wb") as out:
                async for piece in self._blobs.open(f"{PREFIX}{film}/{name}"):
                    await asyncio.to_thread(out.write, piece)
        return place

    async def sweep(self) -> int:
        """See `Keep`."""
        films: dict[str, list[str]] = {}
        async for key, _ in self._blobs.list(PREFIX):
            films.setdefault(key.removeprefix(PREFIX).partition("/")[0], []).append(key)
        oldest = self._hour() - _KEPT_HOURS
        removed = 0
        for keys in films.values():
            marks = [key for key in keys if key.rpartition("/")[2].startswith(_USED)]
            if any(_hour_of(key) >= oldest for key in marks):
                continue
            for key in sorted(keys, key=lambda one: one in marks):  # the marks last
                await self._blobs.delete(key)
            removed += 1
        return removed + await self._copies.sweep()

    def _hour(self) -> int:
        return int(self._now() // _HOUR)


def sweep(folder: Path, now: float | None = None) -> int:
    """Remove what was not used for two days, and the oldest beyond 8 GB; blocking.

    What was used within the hour stays. Gives how many folders and leftovers are gone.
    """
    now = time.time() if now is None else now
    kept, removed = 0, 0
    for used, place in sorted(((_used(one), one) for one in _below(folder)), reverse=True):
        size = sum(_size(file) for file in place.rglob("*")) if place.is_dir() else _size(place)
        is_old = now - used > (_HOUR if place.name.startswith(".") else _KEPT_HOURS * _HOUR)
        is_much = kept + size > _MOST_BYTES and now - used > _HOUR
        if is_old or is_much:
            _remove(place)
            removed += 1
        else:
            kept += size
    return removed


def _trim(folder: Path, now: float) -> None:
    """Remove the oldest copies beyond what a small disk holds; those in use stay."""
    kept = 0
    ages = {file: _used(file) for file in folder.rglob("*")}
    for file in sorted(ages, key=lambda one: ages[one], reverse=True):
        kept += _size(file)
        if kept > _MOST_COPIES and file.is_file() and now - ages[file] > _FRESH_COPIES:
            file.unlink(missing_ok=True)


def _hour_of(key: str) -> int:
    hour = key.rpartition(_USED)[2]
    return int(hour) if hour.isdigit() else 0


def _touch(folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    os.utime(folder)


def _names(folder: Path) -> frozenset[str]:
    return frozenset(one.name for one in _below(folder) if not one.name.startswith("."))


def _move(source: Path, place: Path) -> None:
    _touch(place.parent)
    source.replace(place)


def _below(folder: Path) -> list[Path]:
    return list(folder.iterdir()) if folder.is_dir() else []


def _used(place: Path) -> float:
    try:
        return place.stat().st_mtime
    except FileNotFoundError:
        return 0.0


def _size(file: Path) -> int:
    try:
        return file.stat().st_size if file.is_file() else 0
    except FileNotFoundError:
        return 0


def _remove(place: Path) -> None:
    if place.is_dir():
        shutil.rmtree(place, ignore_errors=True)
    else:
        place.unlink(missing_ok=True)
