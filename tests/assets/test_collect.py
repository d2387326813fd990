"""What nothing holds goes, after its time, by way of the trash; what something holds never does."""

from __future__ import annotations

import asyncio
import json
import random
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from pydantic import JsonValue

from koda.assets.collect import Collector, Terms
from koda.assets.library import Source, blob_key
from koda.assets.previews import preview_keys
from koda.blobs.local import LocalBlobStore
from koda.canvases.held import HeldAssets
from koda.clock import now
from koda.core.asset import Asset
from koda.core.canvas import Node
from koda.core.errors import AssetInUse, StorageFailed
from koda.core.ids import AssetId, CanvasId, NodeId
from koda.db.assets_collect import GOING_MS, CollectRecords
from koda.db.assets_shelf import ShelfRecords
from koda.db.assets_uses import UseRecords
from koda.db.base import Statement
from koda.db.canvases import CanvasRecords
from koda.db.results import ResultRecords
from tests.assets.room import COLORS, DAY, Room, open_room
from tests.databases import rounds
from tests.runs.studio import CANVAS, image, open_studio, png, word


@pytest.fixture
async def room(tmp_path: Path) -> AsyncIterator[Room]:
    async with open_room(tmp_path) as opened:
        yield opened


@pytest.mark.rule("A4")
async def test_what_nothing_holds_goes_to_the_trash_after_its_grace_and_then_for_good(
    room: Room,
) -> None:
    asset = await room.take()
    await room.library.thumbnail(asset, 64)
    assert (await room.collector.sweep()).unused == 1
    room.days = 29.9
    assert (await room.collector.sweep()).trashed == 0
    room.days = 30.1
    done = await room.collector.sweep()
    assert (done.trashed, done.trashed_bytes, done.removed) == (1, asset.size, 0)
    assert await room.is_trashed(asset)
    assert await room.is_kept(asset)
    room.days = 60.2
    done = await room.collector.sweep()
    assert (done.removed, done.freed) == (1, asset.size)
    assert not await room.is_kept(asset)
    for key in (blob_key(asset.hash), *preview_keys(asset.hash)):
        assert await room.blobs.find(key) is None


async def test_a_dry_run_says_the_same_and_changes_nothing(room: Room) -> None:
    asset = await room.take()
    await room.collector.sweep()
    room.days = 31
    foreseen = await room.collector.foresee()
    assert (foreseen.trashed, foreseen.trashed_bytes) == (1, asset.size)
    assert not await room.is_trashed(asset)
    assert (await room.collector.sweep()).trashed == 1
    room.days = 62
    assert (await room.collector.foresee()).freed == asset.size
    assert await room.is_kept(asset)


@pytest.mark.rule("A4")
async def test_the_grace_begins_again_when_something_held_it_meanwhile(room: Room) -> None:
    asset = await room.take()
    await room.collector.sweep()
    await room.show("c", asset.id)
    room.days = 40
    await room.collector.sweep()
    await room.show("c")
    await room.collector.sweep()
    room.days = 69
    assert (await room.collector.sweep()).trashed == 0
    room.days = 71
    assert (await room.collector.sweep()).trashed == 1


@pytest.mark.rule("A4")
async def test_what_is_used_again_leaves_the_sweeps_trash_by_itself(room: Room) -> None:
    asset = await room.take()
    await room.collector.sweep()
    room.days = 31
    await room.collector.sweep()
    await room.show("c", asset.id)
    room.days = 100
    assert (await room.collector.sweep()).rescued == 1
    assert not await room.is_trashed(asset)


@pytest.mark.rule("A2")
async def test_a_canvas_in_the_trash_holds_what_is_on_it(room: Room) -> None:
    asset = await room.take()
    await room.show("c", asset.id)
    await room.canvases.trash(CanvasId("c"))
    for room.days in (0, 31, 62, 93):
        await room.collector.sweep()
    assert not await room.is_trashed(asset)
    await room.canvases.remove_forever(CanvasId("c"))
    for room.days in (94, 125, 156):
        await room.collector.sweep()
    assert not await room.is_kept(asset)


@pytest.mark.rule("A2")
async def test_an_address_inside_of_a_text_and_a_nested_parameter_hold_too(room: Room) -> None:
    one, two = await room.take("red"), await room.take("blue")
    await room.show("c")
    canvas = await room.canvases.get(CanvasId("c"))
    node = image("n", prompt=f"see /api/assets/{one.id}?x=1 now", deep=[{"a": {"b": two.id}}])
    await room.canvases.change(
        CanvasId("c"), lambda _: canvas.model_copy(update={"nodes": {NodeId("n"): node}})
    )
    assert [one.id for one in (await room.shelf.uses(one.id)).canvases] == ["c"]
    assert [one.id for one in (await room.shelf.uses(two.id)).canvases] == ["c"]


async def test_sweeping_goes_on_after_a_sweep_that_failed(room: Room) -> None:
    asset = await room.take()
    turns = 0

    async def catch_up() -> bool:
        nonlocal turns
        turns += 1
        if turns == 1:
            raise StorageFailed("The database is away.")
        return await room.held.catch_up()

    sweeper, _ = room.services(catch_up)
    sweeping = asyncio.create_task(sweeper.keep_sweeping(pause=0, every=0.01))
    async with asyncio.timeout(60):
        while not await room.is_trashed(asset):
            room.days += 31
            await asyncio.sleep(0.01)
    sweeping.cancel()
    with pytest.raises(asyncio.CancelledError):
        await sweeping


@pytest.mark.rule("A1")
async def test_equal_files_share_their_bytes_until_the_last_is_gone(room: Room) -> None:
    first, second = await room.take(), await room.take()
    assert first.hash == second.hash
    await room.shelf.trash([first.id])
    done = await room.shelf.remove([first.id])
    assert (done.removed, done.freed) == (1, 0)
    assert await room.is_kept(second)
    await room.shelf.trash([second.id])
    assert (await room.shelf.remove([second.id])).freed == second.size


@pytest.mark.rule("A3")
async def test_an_edit_between_the_reading_and_the_write_saves_the_asset(room: Room) -> None:
    asset = await room.take()
    await room.collector.sweep()
    raced = 0

    async def catch_up() -> bool:
        nonlocal raced
        done = await room.held.catch_up()
        raced += 1
        if raced == 1:
            await room.show("late", asset.id)
        return done

    racing, shelf = room.services(catch_up)
    room.days = 31
    assert (await racing.sweep()).trashed == 0
    assert not await room.is_trashed(asset)
    await room.show("late")
    await room.shelf.trash([asset.id])
    raced = 0
    with pytest.raises(AssetInUse):
        await shelf.remove([asset.id])
    assert await room.is_kept(asset)


@pytest.mark.rule("A3")
async def test_a_canvas_that_cannot_be_read_stops_all_taking_away(room: Room) -> None:
    asset = await room.take()
    await room.show("broken")
    damage = "UPDATE canvas_updates SET payload = ? WHERE canvas = 'broken'"
    await room.database.write([Statement(damage, (b"\xff\x00\xff",))])
    for room.days in (0, 31, 62):
        assert not (await room.collector.sweep()).complete
    assert not await room.is_trashed(asset)


@pytest.mark.rule("A5")
async def test_a_person_is_told_what_still_needs_it(room: Room) -> None:
    asset = await room.take()
    await room.show("c", asset.id)
    assert await room.shelf.trash([asset.id]) == (1, 1)
    with pytest.raises(AssetInUse):
        await room.shelf.remove([asset.id])
    room.days = 100
    await room.collector.sweep()
    assert await room.is_kept(asset)
    await room.show("c")
    assert (await room.shelf.remove([asset.id])).removed == 1


@pytest.mark.rule("A5")
async def test_only_what_is_in_the_trash_is_removed(room: Room) -> None:
    asset = await room.take()
    assert (await room.shelf.remove([asset.id])).removed == 0
    assert await room.is_kept(asset)


class SlowBlobs(LocalBlobStore):
    """Holds every removal until it is let go."""

    def __init__(self, root: Path) -> None:
        super().__init__(root)
        self.begun = asyncio.Event()
        self.go = asyncio.Event()

    async def delete(self, key: str) -> None:
        self.begun.set()
        await self.go.wait()
        await super().delete(key)


@pytest.mark.rule("A6")
async def test_content_that_comes_back_while_it_is_being_removed_is_whole(tmp_path: Path) -> None:
    blobs = SlowBlobs(tmp_path / "files")
    async with open_room(tmp_path, blobs) as room:
        old = await room.take()
        await room.shelf.trash([old.id])
        removing = asyncio.create_task(room.shelf.remove([old.id]))
        await blobs.begun.wait()
        taking = asyncio.create_task(room.take())
        await asyncio.sleep(0.3)
        assert not taking.done()
        blobs.go.set()
        await removing
        assert await room.is_kept(await taking)


@pytest.mark.rule("A6")
async def test_a_removal_whose_process_died_is_finished_by_another(room: Room) -> None:
    records = CollectRecords(room.database)
    old = await room.take()
    await room.shelf.trash([old.id])
    await records.apply("remove", [old.id], now(), now())
    await records.claim_blob(now() - GOING_MS - 1)
    fresh = await room.take()
    await room.collector.sweep()
    assert await room.is_kept(fresh)


@dataclass
class Model:
    """What should hold, kept beside the library in the simplest form."""

    assets: dict[AssetId, Asset] = field(default_factory=dict[AssetId, Asset])
    shown: dict[str, list[AssetId]] = field(default_factory=dict[str, list[AssetId]])
    hidden: set[str] = field(default_factory=set[str])
    starred: set[AssetId] = field(default_factory=set[AssetId])
    thrown: set[AssetId] = field(default_factory=set[AssetId])

    def on_canvas(self, asset: AssetId) -> bool:
        return any(asset in shown for shown in self.shown.values())

    def is_held(self, asset: AssetId) -> bool:
        eaten = any(one.recipe and asset in one.recipe.inputs for one in self.assets.values())
        return asset in self.starred or eaten or self.on_canvas(asset)


async def random_act(room: Room, model: Model, dice: random.Random) -> None:
    """Do one thing that a person may do."""
    some = dice.choice(list(model.assets)) if model.assets else None
    act = dice.choice(("take", "make", "show", "show", "clear", "hide", "drop", "star", "trash"))
    canvas = dice.choice("abc")
    if act == "take" or some is None:
        asset = await room.take(dice.choice(COLORS))
        model.assets[asset.id] = asset
    elif act == "make":
        asset = await room.take(dice.choice(COLORS), some)
        model.assets[asset.id] = asset
    elif act in {"show", "clear"} and canvas not in model.hidden:
        model.shown[canvas] = dice.sample(list(model.assets), min(2, len(model.assets)))
        model.shown[canvas] *= act == "show"
        await room.show(canvas, *model.shown[canvas])
    elif act == "hide" and canvas in model.shown:
        is_hidden = canvas in model.hidden
        await (room.canvases.restore if is_hidden else room.canvases.trash)(CanvasId(canvas))
        model.hidden ^= {canvas}
    elif act == "drop" and canvas in model.shown:
        await room.canvases.remove_forever(CanvasId(canvas))
        del model.shown[canvas]
        model.hidden -= {canvas}
    elif act == "star":
        model.starred ^= {some}
        await room.shelf.star(some, favourite=some in model.starred)
    elif act == "trash" and not await room.is_trashed(model.assets[some]):
        await room.shelf.trash([some])
        model.thrown.add(some)
    elif act == "trash":
        await room.shelf.restore([some])
        model.thrown.discard(some)


async def sweep_and_judge(room: Room, model: Model) -> None:
    """Sweep, and hold every asset to what the model says of it."""
    held = {one for one in model.assets if model.is_held(one)}
    await room.collector.sweep()
    for key, asset in list(model.assets.items()):
        kept = await room.is_kept(asset)
        if not kept:
            thrown = key in model.thrown and not model.on_canvas(key)
            assert thrown or key not in held, f"{key} was held and is gone"
            del model.assets[key]
            model.starred.discard(key)
            model.thrown.discard(key)
        elif key in held and key not in model.thrown:
            assert not await room.is_trashed(asset), f"{key} is held and in the trash"


@pytest.mark.rule("A2")
@pytest.mark.parametrize("seed", range(rounds(12)))
async def test_nothing_that_is_held_is_ever_taken_away(tmp_path: Path, seed: int) -> None:
    dice = random.Random(seed)
    model = Model()
    async with open_room(tmp_path) as room:
        for _ in range(60):
            await random_act(room, model, dice)
            if dice.random() < 0.3:
                room.days += dice.choice((0, 1, 20, 31))
                await sweep_and_judge(room, model)
        for canvas in list(model.shown):
            await room.canvases.remove_forever(CanvasId(canvas))
        for asset in model.starred:
            await room.shelf.star(asset, favourite=False)
        for _ in range(120):
            room.days += 31
            await room.collector.sweep()
        assert (await room.shelf.storage()).files == 0
        assert not [path for path in (tmp_path / "files").rglob("*") if path.is_file()]


@pytest.mark.rule("A2")
async def test_results_of_a_canvas_are_held_until_it_is_removed_and_are_then_made_again(
    tmp_path: Path,
) -> None:
    async with open_studio(tmp_path) as studio:
        held = HeldAssets(CanvasRecords(studio.database), UseRecords(studio.database))
        time = now()
        sweep = Collector(
            CollectRecords(studio.database),
            *(LocalBlobStore(tmp_path / "files"), held.catch_up, Terms(30, 30)),
            lambda: time,
        ).sweep
        await studio.put(image("a", prompt="a red fox"))
        await studio.run("one")
        for _ in range(4):
            await sweep()
            time += 31 * DAY
        assert (await studio.run("two")).steps[0].cached
        await studio.canvases.remove_forever(CANVAS)
        for _ in range(4):
            await sweep()
            time += 31 * DAY
        assert await studio.library.list() == []
        await studio.put(image("a", prompt="a red fox"))
        assert not (await studio.run("three")).steps[0].cached
        (fresh,) = await studio.library.list()
        assert [one async for one in studio.library.read(fresh)]


@pytest.mark.rule("A2")
async def test_what_a_step_made_before_it_failed_is_held_as_long_as_its_canvas(
    tmp_path: Path,
) -> None:
    async with open_studio(tmp_path) as studio:
        await studio.put(word("a", act="fail"))
        step = (await studio.run("one")).steps[0]
        await studio.library.take_bytes(png(), Source(origin="generated", step=step.id))
        records, time = CollectRecords(studio.database), now()
        held = HeldAssets(CanvasRecords(studio.database), UseRecords(studio.database))
        await held.catch_up()
        assert await records.concerned("unused", time, "", 10) == []
        await studio.canvases.remove_forever(CANVAS)
        assert len(await records.concerned("unused", time, "", 10)) == 1


@pytest.mark.rule("A7")
async def test_a_result_in_the_trash_is_made_again_and_counts_again_once_it_is_restored(
    tmp_path: Path,
) -> None:
    async with open_studio(tmp_path) as studio:
        shelf = ShelfRecords(studio.database)
        await studio.put(image("a", prompt="a red fox"))
        await studio.run("one")
        (first,) = await studio.library.list()
        await shelf.trash([first.id], now())
        assert not (await studio.run("two")).steps[0].cached
        (second,) = await studio.library.list()
        assert second.id != first.id
        await shelf.trash([second.id], now())
        await shelf.restore([second.id])
        assert (await studio.run("three")).steps[0].cached


@pytest.mark.rule("A7")
@pytest.mark.parametrize("document", [{"asset": "{id}", "count": 2}, [], {"asset": 5}, None])
async def test_a_document_that_stands_for_a_file_is_no_result_without_it(
    tmp_path: Path, document: JsonValue
) -> None:
    async with open_studio(tmp_path) as studio:
        shelf, results = ShelfRecords(studio.database), ResultRecords(studio.database)
        await studio.put(word("a"))
        step = (await studio.run("one")).steps[0]
        asset = await studio.library.take_bytes(png(), Source())
        outputs = json.dumps({"zip": {"type": "json", "json": document}}).replace("{id}", asset.id)
        await results.keep(step.id, "key", "word", outputs, now())
        assert await results.find_many(["key"]) == {"key": outputs}
        await shelf.trash([asset.id], now())
        assert bool(await results.find_many(["key"])) is (asset.id not in outputs)
        await shelf.restore([asset.id])
        assert await results.find_many(["key"]) == {"key": outputs}


@pytest.mark.rule("A2")
async def test_nothing_goes_that_an_open_run_takes(tmp_path: Path) -> None:
    async with open_studio(tmp_path, work=False) as studio:
        source = await studio.library.take_bytes(png(), Source())
        media = Node(id=NodeId("m"), kind="media", parameters={"asset": source.id})
        await studio.put(media, image("a", prompt="x"), wires="m>a.reference")
        run = await studio.start("one")
        await studio.canvases.change(CANVAS, lambda one: one.model_copy(update={"nodes": {}}))
        held = HeldAssets(CanvasRecords(studio.database), UseRecords(studio.database))
        await held.catch_up()
        await ShelfRecords(studio.database).trash([source.id], 1)
        records = CollectRecords(studio.database)
        assert (await records.apply("remove", [source.id], now(), now())).count == 0
        await studio.runs.cancel(run.id)
        assert (await records.apply("remove", [source.id], now(), now())).count == 1


@pytest.mark.rule("A8")
async def test_a_preset_holds_what_it_names_until_it_is_gone(room: Room) -> None:
    asset = await room.take()
    preset = (
        "INSERT INTO presets (id, owner, kind, name, words, assets, created_at, updated_at) "
        f"VALUES ('p', '', 'style', 'x', '', '[\"{asset.id}\"]', 0, 0);"
    )
    await room.database.script(preset)
    await room.collector.sweep()
    room.days = 31
    assert (await room.collector.sweep()).trashed == 0
    assert (await room.shelf.uses(asset.id)).presets == 1
    await room.shelf.trash([asset.id])
    with pytest.raises(AssetInUse):
        await room.shelf.remove([asset.id])
    await room.database.script("DELETE FROM presets;")
    assert (await room.shelf.remove([asset.id])).removed == 1
