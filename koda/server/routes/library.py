"""The asset library: lists, marks, the trash, what is used where and how much it takes."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query
from pydantic import BaseModel, Field

from koda.assets.shelf import MOST_AT_ONCE
from koda.core.ids import AssetId
from koda.core.shelf import Collected, Facets, ShelfFilter, ShelfItem, StorageUse, Uses
from koda.server.inputs import AssetPath, Koda

router = APIRouter(prefix="/library", tags=["library"])


class LibraryQuery(ShelfFilter):
    """What to list, and from where on."""

    before: int | None = Field(None, ge=0, le=2**53)
    limit: int = Field(100, ge=1, le=500)


class LibraryPage(BaseModel):
    """Assets, the newest first; `next` is the `before` of the next page."""

    items: list[ShelfItem]
    next: int | None


class StorageAnswer(BaseModel):
    """What files take, and after how many days what is unused or in the trash goes."""

    storage: StorageUse
    collect: bool
    unused_days: int
    trash_days: int


class AssetChange(BaseModel):
    """What to change; what is left out stays."""

    favourite: bool | None = None
    name: str | None = Field(None, max_length=200)


class AssetIds(BaseModel):
    """The assets that are meant."""

    assets: Annotated[
        list[Annotated[str, Field(max_length=80)]], Field(min_length=1, max_length=MOST_AT_ONCE)
    ]

    def ids(self) -> list[AssetId]:
        """Give each once."""
        return [AssetId(one) for one in dict.fromkeys(self.assets)]


class Trashed(BaseModel):
    """How many are newly in the trash; on how many canvases they are used."""

    count: int
    used_on: int


class Restored(BaseModel):
    """How many were taken out of the trash."""

    count: int


@router.get("/assets")
async def list_library(koda: Koda, query: Annotated[LibraryQuery, Query()]) -> LibraryPage:
    """List what was made or uploaded; every word of `search` is in its name or prompt."""
    page = await koda.shelf.list(query, query.before, query.limit)
    return LibraryPage(items=list(page.items), next=page.next)


@router.get("/facets")
async def get_facets(koda: Koda) -> Facets:
    """Say what can be filtered by, with counts."""
    return await koda.shelf.facets()


@router.get("/storage")
async def get_storage(koda: Koda) -> StorageAnswer:
    """Say what the files take, by kind and by canvas."""
    return StorageAnswer(
        storage=await koda.shelf.storage(),
        collect=koda.settings.collect == "on",
        unused_days=koda.settings.unused_days,
        trash_days=koda.settings.trash_days,
    )


@router.get("/unused")
async def foresee_collection(koda: Koda) -> Collected:
    """Say what the next sweep would do; changes nothing."""
    return await koda.collector.foresee()


@router.patch("/assets/{asset}")
async def change_asset(koda: Koda, asset: AssetPath, body: AssetChange) -> ShelfItem:
    """Star or rename an asset."""
    if body.favourite is not None:
        await koda.shelf.star(asset, favourite=body.favourite)
    if body.name is not None:
        await koda.shelf.rename(asset, body.name)
    return await koda.shelf.item(asset)


@router.get("/assets/{asset}/uses")
async def get_uses(koda: Koda, asset: AssetPath) -> Uses:
    """Say where an asset is used."""
    return await koda.shelf.uses(asset)


@router.post("/trash")
async def trash_assets(koda: Koda, body: AssetIds) -> Trashed:
    """Put assets into the trash; where they are used they stay until they are removed for good."""
    count, used_on = await koda.shelf.trash(body.ids())
    return Trashed(count=count, used_on=used_on)


@router.post("/restore")
async def restore_assets(koda: Koda, body: AssetIds) -> Restored:
    """Take assets out of the trash."""
    return Restored(count=await koda.shelf.restore(body.ids()))


@router.post("/remove")
async def remove_assets(koda: Koda, body: AssetIds) -> Collected:
    """Remove assets for good that are in the trash and that nothing needs."""
    return await koda.shelf.remove(body.ids())
