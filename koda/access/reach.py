"""What belongs to the one canvas of a share link."""

from __future__ import annotations

from collections.abc import Collection
from typing import Protocol

from koda.core.access import Caller
from koda.core.errors import AccessDenied, NotFound
from koda.core.ids import AssetId, CanvasId
from koda.db.access_reach import ReachRecords


class Documents(Protocol):
    """Reads which assets documents name."""

    async def catch_up(self) -> bool:
        """See `HeldAssets.catch_up`."""
        ...

    async def added(self, canvas: CanvasId, update: bytes) -> set[str]:
        """See `HeldAssets.added`."""
        ...


class Reach:
    """Tells which runs and assets a caller may know of; the owner and keys may of all."""

    def __init__(self, records: ReachRecords, documents: Documents) -> None:
        """Use the tables, and what documents name."""
        self._records = records
        self._documents = documents

    async def run(self, caller: Caller, run: str) -> None:
        """Let a caller at a run; raises `NotFound`, the same as for one that is not there."""
        if caller.canvas is None:
            return
        if await self._records.canvas_of_run(run) != caller.canvas:
            raise NotFound("There is no such run.", run=run)

    async def asset(self, caller: Caller, asset: str) -> None:
        """Let a caller at an asset; raises `NotFound`, the same as for one that is not there."""
        if asset not in await self.assets(caller, [asset]):
            raise NotFound("There is no such asset.", asset=asset)

    async def assets(self, caller: Caller, assets: Collection[str]) -> set[AssetId]:
        """Give those of the assets that a caller may know of."""
        if caller.canvas is None:
            return {AssetId(one) for one in assets}
        held = await self._records.held(caller.canvas, assets)
        if held != set(assets):  # perhaps put on the canvas a moment ago
            await self._documents.catch_up()
            held = await self._records.held(caller.canvas, assets)
        return held

    async def edit(self, caller: Caller, update: bytes) -> None:
        """Let a caller's edit in; raises `AccessDenied` when it names assets out of their reach.

        Otherwise who knows an asset's id could put it on their canvas, and look at it there.
        """
        if caller.canvas is not None:
            await self.words(caller, await self._documents.added(caller.canvas, update))

    async def words(self, caller: Caller, words: Collection[str]) -> None:
        """Let words in that may name assets; raises `AccessDenied` for those out of reach."""
        if caller.canvas is None or not words:
            return
        there = await self._records.existing(words)
        if there - await self.assets(caller, there):
            raise AccessDenied(
                "This names a media file that does not belong to this canvas.",
                remedy="Upload the file here.",
            )
