"""The asset library as a person uses it: list, search, star, rename, trash, restore, remove."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass

from koda.assets.collect import Collector
from koda.clock import now
from koda.core.errors import AssetInUse, Invalid, NotFound
from koda.core.ids import AssetId
from koda.core.shelf import Collected, Facets, ShelfFilter, ShelfItem, StorageUse, Uses
from koda.db.assets_shelf import ShelfRecords
from koda.db.assets_uses import UseRecords

MOST_AT_ONCE = 1000
_MOST_NAME = 200
CatchUp = Callable[[], Awaitable[bool]]
"""Brings what documents name up to date; tells whether every canvas could be read."""


@dataclass(frozen=True, slots=True)
class Page:
    """A page of the library; `next` is the place to go on from, none after the last."""

    items: tuple[ShelfItem, ...]
    next: int | None


class Shelf:
    """The library. Whatever it takes away lies in the trash first."""

    def __init__(
        self,
        records: ShelfRecords,
        uses: UseRecords,
        collector: Collector,
        catch_up: CatchUp,
        trash_days: int,
    ) -> None:
        """Keep what is in the trash for some days."""
        self._records = records
        self._uses = uses
        self._collector = collector
        self._catch_up = catch_up
        self._trash_ms = trash_days * 24 * 3600 * 1000

    async def list(self, wanted: ShelfFilter, before: int | None, limit: int) -> Page:
        """List the newest first; `before` is the `next` of the page before."""
        found = await self._records.list(wanted, before, limit + 1)
        page = found[:limit]
        return Page(
            items=tuple(self._dated(item) for _, item in page),
            next=page[-1][0] if len(found) > limit else None,
        )

    async def facets(self) -> Facets:
        """Say what can be filtered by."""
        return await self._records.facets()

    async def storage(self) -> StorageUse:
        """Say what the files take, each content once."""
        return await self._records.storage()

    async def item(self, asset: AssetId) -> ShelfItem:
        """Get one as a list shows it; raises `NotFound`."""
        found = await self._records.items([asset])
        if not found:
            raise NotFound("There is no such asset.", asset=asset)
        return self._dated(found[0])

    async def uses(self, asset: AssetId) -> Uses:
        """Say where an asset is used, as of now; raises `NotFound`."""
        await self.item(asset)
        await self._catch_up()
        return await self._uses.of(asset)

    async def star(self, asset: AssetId, *, favourite: bool) -> None:
        """Make an asset a favourite, or no longer; raises `NotFound`."""
        if not await self._records.mark(asset, now() if favourite else None):
            raise NotFound("There is no such asset.", asset=asset)

    async def rename(self, asset: AssetId, name: str) -> None:
        """Give an asset another name; raises `NotFound`."""
        plain = "".join(one for one in name if one.isprintable()).strip()[:_MOST_NAME]
        if not await self._records.rename(asset, plain):
            raise NotFound("There is no such asset.", asset=asset)

    async def trash(self, assets: Sequence[AssetId]) -> tuple[int, int]:
        """Put assets into the trash: where they are used, they are shown on.

        Returns:
            How many are newly in it, and on how many canvases they are used.
        """
        _check_count(assets)
        await self._catch_up()
        used = await self._uses.count_canvases(assets)
        return await self._records.trash(assets, now()), used

    async def restore(self, assets: Sequence[AssetId]) -> int:
        """Take assets out of the trash, as they were; gives how many."""
        _check_count(assets)
        return await self._records.restore(assets)

    async def remove(self, assets: Sequence[AssetId]) -> Collected:
        """Remove assets for good that a person has put into the trash.

        Raises:
            AssetInUse: None could be removed: a canvas, a preset or an open run needs them.
        """
        _check_count(assets)
        done = await self._collector.remove_now(assets)
        if assets and not done.removed:
            left = await self._records.items(assets)
            if any(one.trashed_at is not None for one in left):
                raise AssetInUse(
                    "A canvas, a preset or a run that goes on still uses this.",
                    assets=[one.id for one in left[:20]],
                )
        return done

    def _dated(self, item: ShelfItem) -> ShelfItem:
        if item.trashed_at is None:
            return item
        return item.model_copy(update={"leaves_at": item.trashed_at + self._trash_ms})


def _check_count(assets: Sequence[AssetId]) -> None:
    if len(assets) > MOST_AT_ONCE:
        raise Invalid(f"At most {MOST_AT_ONCE} assets at once.", field="assets")
