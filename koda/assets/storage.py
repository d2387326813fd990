"""What everything takes: media by kind, previews, records, trash, and what is being worked on."""

from __future__ import annotations

import asyncio
import time
from pathlib import Path

from pydantic import BaseModel, ConfigDict

from koda.assets.shelf import Shelf
from koda.blobs.base import BlobStore
from koda.core.shelf import Space
from koda.db.base import Database
from koda.db.size import database_size, record_counts

_PREVIEWS = ("thumbnails/", "sprites/", "peaks/")
_KEPT_SECONDS = 60.0
_LARGEST = 8


class StorageReport(BaseModel):
    """What is used, in bytes. None where a place does not tell.

    Attributes:
        kinds: Media files by kind, each content once.
        trash: The part of them of which every asset lies in the trash.
        previews: Small pictures made of them; they are made anew when they are missing.
        work: Files on their way, in the folder that media are worked on in.
        canvases: Those whose media take the most.
    """

    model_config = ConfigDict(frozen=True)

    files: int
    size: int
    kinds: tuple[Space, ...]
    trash: Space
    previews: Space | None
    database: int | None
    work: int
    canvases: tuple[Space, ...]
    counts: dict[str, int]


class StorageCounter:
    """Counts; what takes a walk through folders is kept for a minute."""

    def __init__(self, shelf: Shelf, database: Database, blobs: BlobStore, work: Path) -> None:
        """Count these."""
        self._shelf = shelf
        self._database = database
        self._blobs = blobs
        self._work = work
        self._walked: tuple[float, Space | None, int] = (0.0, None, 0)
        self._turn = asyncio.Lock()

    async def report(self) -> StorageReport:
        """Say what is used as of now, or of a minute ago at most."""
        use = await self._shelf.storage()
        previews, work = await self._walk()
        return StorageReport(
            files=use.files,
            size=use.size,
            kinds=use.kinds,
            trash=use.trash,
            previews=previews,
            database=await database_size(self._database),
            work=work,
            canvases=use.canvases[:_LARGEST],
            counts=await record_counts(self._database),
        )

    async def _walk(self) -> tuple[Space | None, int]:
        async with self._turn:
            until, previews, work = self._walked
            if time.monotonic() >= until:
                previews = await self._previews()
                work = await asyncio.to_thread(_size_of, self._work)
                self._walked = (time.monotonic() + _KEPT_SECONDS, previews, work)
            return previews, work

    async def _previews(self) -> Space | None:
        if self._blobs.origins:  # a bucket: each thousand names of it are paid for
            return None
        files = size = 0
        for prefix in _PREVIEWS:
            async for _, length in self._blobs.list(prefix):
                files += 1
                size += length
        return Space(value="previews", title="Previews", files=files, size=size)


def _size_of(folder: Path) -> int:
    total = 0
    for file in folder.rglob("*"):
        try:
            total += file.stat().st_size if file.is_file() else 0
        except OSError:  # it was worked on, and is gone
            continue
    return total
