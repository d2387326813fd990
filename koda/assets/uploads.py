"""Takes files that browsers send straight into the asset store: announced, sent, then looked at."""

from __future__ import annotations

import asyncio
import hashlib
import tempfile
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass
from pathlib import Path

from koda.assets.library import AssetLibrary, Source
from koda.blobs.base import BlobStore, UploadLink
from koda.clock import new_id, now
from koda.core.asset import Asset
from koda.core.errors import Invalid, NotFound, Unavailable
from koda.core.ids import AssetId
from koda.db.uploads import Upload, UploadRecords

LINK_SECONDS = 3600
"""How long the address of an upload is good."""

_KEPT_MS = 24 * 3600 * 1000
_SWEPT_AT_ONCE = 50
_CHUNK = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Announced:
    """What a browser says of a file before it sends it."""

    name: str
    size: int
    mime: str
    hash: str = ""
    canvas: str | None = None
    node: str | None = None


class Uploads:
    """Uploads. An object that was sent is no asset before its size and content were looked at.

    The bytes are then stored once more under their hash: the address of the upload stays good for
    a while, and what is sent to it later must not change an asset.
    """

    def __init__(
        self,
        records: UploadRecords,
        blobs: BlobStore,
        library: AssetLibrary,
        work: Path,
        clock: Callable[[], int] = now,
    ) -> None:
        """Use a folder on this machine for files that are looked at."""
        self._records = records
        self._blobs = blobs
        self._library = library
        self._work = work
        self._clock = clock

    async def announce(self, file: Announced, owner: str) -> tuple[Upload, UploadLink | None]:
        """Keep what is coming; gives where to send it, or none if the server itself takes it.

        Raises:
            Unavailable: This person has too many on their way.
        """
        await self.sweep()
        upload = Upload(
            id=new_id("upl"),
            owner=owner,
            name=file.name,
            size=file.size,
            mime=file.mime,
            hash=file.hash,
            canvas=file.canvas,
            node=file.node,
            asset=new_id("ast"),
            expires_at=self._clock() + _KEPT_MS,
        )
        await self._records.create(upload)
        link = await self._blobs.upload_link(_key(upload), file.size, file.mime, LINK_SECONDS)
        return upload, link

    async def receive(self, upload: str, owner: str, body: AsyncIterator[bytes]) -> None:
        """Take the bytes of a store that gives no address of its own; again replaces them.

        Raises:
            NotFound: There is no such upload of this person.
            Invalid: Not as many bytes as were announced.
        """
        found = await self._find(upload, owner)
        if found.done_at is not None:
            return
        with self._scratch() as folder:
            path = Path(folder, "file")
            size = await _write(body, path, found.size)
            if size != found.size:
                raise _wrong_size(found, size)
            await self._blobs.delete(_key(found))  # what came before may be as long
            await self._blobs.put(_key(found), path)

    async def finish(self, upload: str, owner: str) -> Asset:
        """Make what was sent an asset; twice gives the same.

        Raises:
            NotFound: There is no such upload of this person.
            Unavailable: Nothing was sent yet.
            Invalid: It is not what was announced, or damaged: it is removed.
            Unsupported: Not a type that Koda keeps: it is removed.
        """
        found = await self._find(upload, owner)
        if found.done_at is not None:
            return await self._library.get(AssetId(found.asset))
        facts = await self._blobs.find(_key(found))
        if facts is None:
            raise Unavailable("The file did not arrive.", remedy="Send it again.", upload=found.id)
        try:
            if facts.size != found.size:
                raise _wrong_size(found, facts.size)
            asset = await self._look_at(found)
        except Invalid:
            await self._forget(found.id)
            raise
        await self._records.end(found.id, self._clock())
        await self._blobs.delete(_key(found))
        return asset

    async def sweep(self) -> int:
        """Remove what was announced a day ago or earlier; gives how many."""
        ended = await self._records.expired(self._clock(), _SWEPT_AT_ONCE)
        for upload in ended:
            await self._forget(upload)
        return len(ended)

    async def _look_at(self, upload: Upload) -> Asset:
        with self._scratch() as folder:
            path = await self._blobs.local_path(_key(upload))
            if path is None:
                path = Path(folder, "file")
                size = await _write(self._blobs.open(_key(upload)), path, upload.size)
                if size != upload.size:
                    raise _wrong_size(upload, size)
            if upload.hash and await asyncio.to_thread(_sha256, path) != upload.hash:
                raise Invalid(
                    "What arrived is not the file that was announced.",
                    remedy="Send it again.",
                    upload=upload.id,
                )
            source = Source(
                id=upload.asset, name=upload.name, canvas=upload.canvas, node=upload.node
            )
            return await self._library.take_file(path, source)

    async def _find(self, upload: str, owner: str) -> Upload:
        found = await self._records.find(upload, owner)
        if found is None or found.expires_at <= self._clock():
            raise NotFound("There is no such upload.", upload=upload)
        return found

    async def _forget(self, upload: str) -> None:
        """The bytes first: a row without them is swept again, bytes without a row never."""
        await self._blobs.delete(f"uploads/{upload}")
        await self._records.remove(upload)

    def _scratch(self) -> tempfile.TemporaryDirectory[str]:
        return tempfile.TemporaryDirectory(dir=self._work, ignore_cleanup_errors=True)


def _key(upload: Upload) -> str:
    return f"uploads/{upload.id}"


def _wrong_size(upload: Upload, size: int) -> Invalid:
    return Invalid(
        f"{size} bytes arrived, and {upload.size} were announced.",
        remedy="Send it again.",
        upload=upload.id,
    )


async def _write(chunks: AsyncIterator[bytes], target: Path, most: int) -> int:
    """Write at most one byte more than there should be; gives how many came."""
    size = 0
    with await asyncio.to_thread(target.open, "wb") as out:
        async for chunk in chunks:
            size += len(chunk)
            if size > most:
                break
            await asyncio.to_thread(out.write, chunk)
    return size


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
