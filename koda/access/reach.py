"""What belongs to the one canvas of a share link."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Collection

from koda.core.access import Caller
from koda.core.errors import NotFound
from koda.db.access_reach import ReachRecords


class Reach:
    """Tells which runs and assets a caller may know of; the owner and keys may of all."""

    def __init__(self, records: ReachRecords, catch_up: Callable[[], Awaitable[object]]) -> None:
        """Use the tables; `catch_up` reads what documents hold that were edited since."""
        self._records = records
        self._catch_up = catch_up

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

    async def assets(self, caller: Caller, assets: Collection[str]) -> set[str]:
        """Give those of the assets that a caller may know of."""
        if caller.canvas is None:
            return set(assets)
        held = await self._records.held(caller.canvas, assets)
        if held != set(assets):  # perhaps put on the canvas a moment ago
            await self._catch_up()
            held = await self._records.held(caller.canvas, assets)
        return held
