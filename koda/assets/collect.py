"""Finds what nothing holds, lets it lie for its grace, and takes it away (docs/spec/assets.md)."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from dataclasses import dataclass

from koda.assets.library import blob_key
from koda.assets.previews import preview_keys
from koda.blobs.base import BlobStore
from koda.clock import now
from koda.core.errors import StorageFailed
from koda.core.ids import AssetId
from koda.core.shelf import Collected
from koda.db.assets_collect import CollectRecords, Stage, Taken

log = logging.getLogger("koda.assets")

_DAY_MS = 24 * 3600 * 1000
_PAGE = 200
_REMOVAL_MS = 20_000
_PAUSE_AFTER_START = 120.0
_EVERY_SECONDS = 3600.0


@dataclass(frozen=True, slots=True)
class Terms:
    """How long things lie: `grace_days` unused, then `trash_days` in the trash."""

    grace_days: int
    trash_days: int


class Collector:
    """The sweep. Any number of processes may sweep at once, and each may be killed at any point."""

    def __init__(
        self,
        records: CollectRecords,
        blobs: BlobStore,
        catch_up: Callable[[], Awaitable[bool]],
        terms: Terms,
        clock: Callable[[], int] = now,
        sweep_uploads: Callable[[], Awaitable[object]] | None = None,
    ) -> None:
        """`catch_up` brings what documents name up to date; see `HeldAssets.catch_up`."""
        self._records = records
        self._blobs = blobs
        self._catch_up = catch_up
        self._terms = terms
        self._clock = clock
        self._sweep_uploads = sweep_uploads

    async def sweep(self) -> Collected:
        """Do each stage once; what could not be judged for certain is left for the next time."""
        at = self._clock()
        complete = await self._catch_up()
        used = self._records
        await self._stage("used", at, at)
        rescued = await self._stage("rescue", at, at)
        unused = await self._stage("unused", at, at)
        trashed = await self._stage("trash", at - self._terms.grace_days * _DAY_MS, at)
        removed = await self._stage("remove", at - self._terms.trash_days * _DAY_MS, at)
        freed = await self._remove_blobs()
        if self._sweep_uploads is not None:
            await self._sweep_uploads()
        left = await used.concerned("trash", at - self._terms.grace_days * _DAY_MS, "", 1)
        return Collected(
            unused=unused.count,
            trashed=trashed.count,
            trashed_bytes=trashed.size,
            rescued=rescued.count,
            removed=removed.count,
            freed=freed,
            complete=complete and not left,
        )

    async def foresee(self) -> Collected:
        """Say what a sweep would do now; changes no asset."""
        at = self._clock()
        complete = await self._catch_up()
        unused = await self._all("unused", at)
        rescued = await self._all("rescue", at)
        trashed = await self._all("trash", at - self._terms.grace_days * _DAY_MS)
        removed = await self._all("remove", at - self._terms.trash_days * _DAY_MS)
        return Collected(
            unused=len(unused),
            trashed=len(trashed),
            trashed_bytes=await self._records.sizes(trashed),
            rescued=len(rescued),
            removed=len(removed),
            freed=await self._records.sizes(removed),
            complete=complete,
        )

    async def remove_now(self, assets: Sequence[AssetId]) -> Collected:
        """Remove what of these lies in the trash and is not needed (A5), without waiting."""
        at = self._clock()
        complete = await self._catch_up()
        taken = await self._records.apply("remove", assets, at, at)
        return Collected(removed=taken.count, freed=await self._remove_blobs(), complete=complete)

    async def keep_sweeping(
        self, pause: float = _PAUSE_AFTER_START, every: float = _EVERY_SECONDS
    ) -> None:
        """Sweep again and again, from a while after the start on; ends when it is cancelled."""
        await asyncio.sleep(pause)
        while True:
            try:
                done = await self.sweep()
                if done.trashed or done.removed or done.rescued:
                    log.info("assets: %s", done)
            except Exception:
                log.exception("the sweep of assets stumbled and goes on later")
            await asyncio.sleep(every)

    async def _stage(self, stage: Stage, time: int, at: int) -> Taken:
        count = size = 0
        async for page in self._pages(stage, time):
            taken = await self._records.apply(stage, page, time, at)
            if taken.count < len(page) and await self._catch_up():
                # A canvas was edited since it was read: it has been read again now.
                more = await self._records.apply(stage, page, time, at)
                taken = Taken(taken.count + more.count, taken.size + more.size)
            count, size = count + taken.count, size + taken.size
        return Taken(count, size)

    async def _all(self, stage: Stage, time: int) -> list[AssetId]:
        return [asset async for page in self._pages(stage, time) for asset in page]

    async def _pages(self, stage: Stage, time: int) -> AsyncIterator[list[AssetId]]:
        after = ""
        while page := await self._records.concerned(stage, time, after, _PAGE):
            after = page[-1]
            yield page

    async def _remove_blobs(self) -> int:
        """Remove the files that no record has any more; gives their bytes."""
        freed = 0
        while claimed := await self._records.claim_blob(at := self._clock()):
            digest, size = claimed
            # Within the claim only: afterwards somebody may take the same content in again (A6).
            keys = (blob_key(digest), *preview_keys(digest))
            try:
                async with asyncio.timeout(_REMOVAL_MS / 1000):
                    await asyncio.gather(*(self._blobs.delete(key) for key in keys))
            except TimeoutError as error:
                raise StorageFailed("The asset store took too long to remove a file.") from error
            await self._records.forget_blob(digest, at)
            freed += size
        return freed
