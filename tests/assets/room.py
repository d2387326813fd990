"""A library with canvases beside it, over real files, whose sweep believes in a later time."""

from __future__ import annotations

from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path

from koda.assets.collect import Collector, Terms
from koda.assets.fetch import Fetcher
from koda.assets.library import AssetLibrary, Source, blob_key
from koda.assets.shelf import CatchUp, Shelf
from koda.blobs.base import BlobStore
from koda.blobs.local import LocalBlobStore
from koda.canvases.held import HeldAssets
from koda.canvases.service import Canvases
from koda.clock import now
from koda.core.asset import Asset, Recipe
from koda.core.canvas import Canvas, Node
from koda.core.ids import AssetId, CanvasId, NodeId
from koda.db.assets import AssetRecords
from koda.db.assets_collect import CollectRecords
from koda.db.assets_shelf import ShelfRecords
from koda.db.assets_uses import UseRecords
from koda.db.base import Database
from koda.db.canvases import CanvasRecords
from koda.db.migrate import migrate
from tests.databases import chosen_kind, open_test_database
from tests.runs.studio import png

DAY = 24 * 3600 * 1000
COLORS = ("red", "green", "blue", "white", "black", "gray")


@dataclass
class Room:
    """The parts, and how many days the sweep is ahead of the clock."""

    database: Database
    blobs: BlobStore
    library: AssetLibrary
    canvases: Canvases
    held: HeldAssets
    days: float = 0
    collector: Collector = field(init=False)
    shelf: Shelf = field(init=False)

    def __post_init__(self) -> None:
        self.collector, self.shelf = self.services(self.held.catch_up)

    def services(self, catch_up: CatchUp) -> tuple[Collector, Shelf]:
        """The sweep and the library: 30 days of grace, 30 days of trash."""
        records = CollectRecords(self.database)
        collector = Collector(records, self.blobs, catch_up, Terms(30, 30), self.time)
        uses = UseRecords(self.database)
        return collector, Shelf(ShelfRecords(self.database), uses, collector, catch_up, 30)

    def time(self) -> int:
        return now() + round(self.days * DAY)

    async def take(self, color: str = "red", *inputs: AssetId, name: str = "") -> Asset:
        """Take a picture in; with inputs, as made from them."""
        recipe = Recipe(kind="x", node=NodeId("n"), inputs=inputs) if inputs else None
        return await self.library.take_bytes(png(color), Source(name=name, recipe=recipe))

    async def show(self, canvas: str, *assets: AssetId) -> None:
        """Make a canvas hold media nodes of these assets and nothing else."""
        key = CanvasId(canvas)
        nodes = {
            NodeId(f"n{place}"): Node(
                id=NodeId(f"n{place}"), kind="media", parameters={"asset": asset}
            )
            for place, asset in enumerate(assets)
        }
        wanted = Canvas(id=key, name=canvas, nodes=nodes)
        if any(one.id == key for one in await self.canvases.list()):
            await self.canvases.change(key, lambda _: wanted)
        else:
            await self.canvases.create(wanted)

    async def is_kept(self, asset: Asset) -> bool:
        """Whether there is a record, with its bytes."""
        records = await self.library.find_many([asset.id])
        if asset.id not in records:
            return False
        assert await self.blobs.find(blob_key(asset.hash)), "a record without its bytes"
        return True

    async def is_trashed(self, asset: Asset) -> bool:
        return (await self.shelf.item(asset.id)).trashed_at is not None


@asynccontextmanager
async def open_room(folder: Path, blobs: BlobStore | None = None) -> AsyncGenerator[Room]:
    """Open a library over a folder."""
    database = open_test_database(chosen_kind(), folder, migrated=True)
    await migrate(database)
    store = blobs or LocalBlobStore(folder / "files")
    library = AssetLibrary(AssetRecords(database), store, Fetcher(), folder / "work")
    held = HeldAssets(CanvasRecords(database), UseRecords(database))
    canvases = Canvases(CanvasRecords(database), lambda _kind, _name: False)
    room = Room(database, store, library, canvases, held)
    yield room
    await database.close()
