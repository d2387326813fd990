"""What happens to a canvas at the same moment as something else."""

from __future__ import annotations

import asyncio

import pytest
from pycrdt import Map

from koda.canvases.service import Canvases
from koda.core.canvas import Canvas
from koda.core.errors import NotFound, SchemaUnknown, UpdateRefused
from koda.core.ids import CanvasId, NodeId
from koda.db.base import Database
from koda.db.canvases import CanvasRecords
from tests.canvases.conftest import is_shared
from tests.canvases.writing import Reader, Writer, node_map, nodes_of, read_all


@pytest.mark.rule("S6")
async def test_who_reads_beside_a_refused_edit_never_sees_it(
    canvases: Canvases, canvas: CanvasId
) -> None:
    bad = Writer().add("bad", asset="data:image/png;base64,AAAA")
    good = Writer().add("good", content="x")

    async def refused(place: int) -> None:
        with pytest.raises(UpdateRefused):
            await canvases.push(canvas, f"bad{place}", bad)

    reads = await asyncio.gather(
        *(
            one
            for place in range(20)
            for one in (refused(place), canvases.get(canvas), canvases.compact(canvas))
        ),
        canvases.push(canvas, "good", good),
    )
    seen = [one for one in reads if isinstance(one, Canvas)]
    assert all("bad" not in one.nodes for one in seen)
    await canvases.compact(canvas)
    assert set(nodes_of(await read_all(canvases, canvas)).keys()) == {"good"}


@pytest.mark.rule("S6")
async def test_an_edit_of_a_newer_schema_leaves_the_canvas_usable(
    canvases: Canvases, canvas: CanvasId
) -> None:
    def newer(doc):
        doc.get("meta", type=Map)["schema"] = 2

    writer = Writer(await read_all(canvases, canvas))
    with pytest.raises(SchemaUnknown):
        await canvases.push(canvas, "newer", writer.edit(newer))
    assert await canvases.push(canvas, "next", Writer().add("n1")) == 2


@pytest.mark.rule("S4")
async def test_a_tab_that_follows_while_the_log_is_folded_misses_nothing(
    canvases: Canvases, canvas: CanvasId
) -> None:
    readers = [Reader(canvases, canvas) for _ in range(3)]

    async def write(name: str) -> None:
        writer = Writer()
        for place in range(40):
            await canvases.push(canvas, f"{name}{place}", writer.add(f"n_{name}{place}"))

    async def fold() -> None:
        for _ in range(30):
            await canvases.compact(canvas)
            await asyncio.sleep(0)

    await asyncio.gather(write("a"), write("b"), fold())
    for reader in readers:
        await reader.until(lambda one: len(nodes_of(one.doc)) == 80)
        await reader.close()


@pytest.mark.rule("S4")
@pytest.mark.rule("S5")
async def test_a_process_that_reads_while_another_folds_misses_nothing(
    canvases: Canvases, canvas: CanvasId, database: Database
) -> None:
    writer = Writer()

    async def write_and_fold() -> None:
        for place in range(60):
            await canvases.push(canvas, f"k{place}", writer.add(f"n_{place}"))
            await canvases.compact(canvas)

    async def read_anew() -> None:
        for _ in range(60):
            found = await Canvases(CanvasRecords(database), is_shared).get(canvas)
            assert len(found.nodes) == found.seq - 1
            doc = await read_all(canvases, canvas, after=1)
            assert len(nodes_of(doc)) >= len(found.nodes)

    await asyncio.gather(write_and_fold(), read_anew())


@pytest.mark.rule("S4")
async def test_a_place_beyond_the_log_gives_everything(
    canvases: Canvases, canvas: CanvasId
) -> None:
    await canvases.push(canvas, "k", Writer().add("n1"))
    await canvases.compact(canvas)
    await canvases.push(canvas, "k2", Writer().add("n2"))
    assert set(nodes_of(await read_all(canvases, canvas, after=999)).keys()) == {"n1", "n2"}


@pytest.mark.rule("S2")
async def test_a_key_is_known_after_its_update_was_folded(
    canvases: Canvases, canvas: CanvasId, database: Database
) -> None:
    update = Writer().add("n1")
    seq = await canvases.push(canvas, "k", update)
    await canvases.push(canvas, "k2", Writer().add("n2"))
    await canvases.compact(canvas)
    later = Canvases(CanvasRecords(database), is_shared)
    assert await later.push(canvas, "k", update) == seq


@pytest.mark.rule("S2")
async def test_one_message_sent_many_times_at_once_is_stored_once(
    canvases: Canvases, canvas: CanvasId
) -> None:
    update = Writer().add("n1")
    answers = await asyncio.gather(*(canvases.push(canvas, "k", update) for _ in range(12)))
    assert set(answers) == {2}
    assert (await canvases.get_record(canvas)).head_seq == 2


async def test_an_id_that_comes_back_has_nothing_of_the_canvas_that_was_removed(
    canvases: Canvases, canvas: CanvasId
) -> None:
    for place in range(5):
        await canvases.push(canvas, f"k{place}", Writer().add(f"old{place}"))
    reader = Reader(canvases, canvas)
    await reader.caught_up()
    await canvases.remove_forever(canvas)
    with pytest.raises(NotFound):
        await canvases.get(canvas)
    await asyncio.sleep(0.002)
    await canvases.create(Canvas(id=canvas, name="New"))
    await canvases.push(canvas, "k0", Writer().add("new"))
    assert set((await canvases.get(canvas)).nodes) == {"new"}
    await reader.until(lambda one: one.events[-1] is None)
    assert reader.events[-2].deleted


@pytest.mark.rule("S10")
async def test_open_tabs_are_told_when_a_canvas_is_renamed_trashed_and_restored(
    canvases: Canvases, canvas: CanvasId
) -> None:
    reader = Reader(canvases, canvas)
    await reader.caught_up()

    def told() -> list[tuple[str, bool]]:
        return [(one.name, one.deleted) for one in reader.events if one.type == "canvas"]

    await canvases.change(canvas, lambda found: found.model_copy(update={"name": "Two"}))
    await reader.until(lambda _: len(told()) == 1)
    await canvases.trash(canvas)
    await reader.until(lambda _: len(told()) == 2)
    await canvases.restore(canvas)
    await reader.until(lambda _: len(told()) == 3)
    assert told() == [("Two", False), ("Two", True), ("Two", False)]
    await reader.close()


async def test_trashing_again_keeps_the_time_of_the_first(
    canvases: Canvases, canvas: CanvasId
) -> None:
    await canvases.trash(canvas)
    first = await canvases.get_record(canvas, trashed=True)
    await asyncio.sleep(0.002)
    await canvases.trash(canvas)
    assert await canvases.get_record(canvas, trashed=True) == first


async def test_a_tab_hears_what_another_process_wrote(
    canvases: Canvases,
    canvas: CanvasId,
    database: Database,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("koda.canvases.service._LOOK_SECONDS", 0.05)
    reader = Reader(canvases, canvas)
    await reader.caught_up()
    other = Canvases(CanvasRecords(database), is_shared)
    await other.push(canvas, "k", Writer().add("n1"))
    await reader.until(lambda one: "n1" in nodes_of(one.doc))
    await reader.close()


async def test_a_rename_keeps_a_node_that_is_added_at_the_same_time(
    canvases: Canvases, canvas: CanvasId
) -> None:
    writers = [Writer() for _ in range(10)]
    await asyncio.gather(
        *(canvases.push(canvas, f"k{n}", one.add(f"n{n}")) for n, one in enumerate(writers)),
        *(
            canvases.change(
                canvas, lambda found, n=n: found.model_copy(update={"name": f"Name {n}"})
            )
            for n in range(10)
        ),
    )
    assert len((await canvases.get(canvas)).nodes) == 10


async def test_a_text_that_is_put_keeps_what_others_type_around_the_change(
    canvases: Canvases, canvas: CanvasId
) -> None:
    writer = Writer()
    await canvases.push(canvas, "k", writer.add("n1", content="héllo 🙂 world"))
    typed = writer.edit(lambda doc: nodes_of(doc)["n1"]["params"]["content"].insert(0, "Oh: "))

    def put(found: Canvas) -> Canvas:
        node = found.nodes[NodeId("n1")]
        changed = node.model_copy(update={"parameters": {"content": "héllo 🙃 world!"}})
        return found.model_copy(update={"nodes": {node.id: changed}})

    await canvases.change(canvas, put)
    await canvases.push(canvas, "typed", typed)
    content = (await canvases.get(canvas)).nodes[NodeId("n1")].parameters["content"]
    assert content == "Oh: héllo 🙃 world!"


async def test_a_put_that_changes_nothing_stores_nothing(
    canvases: Canvases, canvas: CanvasId
) -> None:
    await canvases.push(canvas, "k", Writer().add("n1", content="a", count=1, list=[1, {"a": 2.5}]))
    before = await canvases.get(canvas)
    assert await canvases.change(canvas, lambda found: found) == before


async def test_true_in_the_place_of_one_is_a_change(canvases: Canvases, canvas: CanvasId) -> None:
    await canvases.push(canvas, "k", Writer().add("n1", switch=1))

    def put(found: Canvas) -> Canvas:
        node = found.nodes[NodeId("n1")].model_copy(update={"parameters": {"switch": True}})
        return found.model_copy(update={"nodes": {node.id: node}})

    assert (await canvases.change(canvas, put)).nodes[NodeId("n1")].parameters["switch"] is True


@pytest.mark.rule("S6")
async def test_a_canvas_that_is_full_takes_no_more_and_stays_readable(
    canvases: Canvases, canvas: CanvasId, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("koda.canvases.service.MAX_DOCUMENT_BYTES", 50_000)
    writer = Writer()
    await canvases.push(canvas, "k1", writer.add("n1", content="x" * 30_000))
    with pytest.raises(UpdateRefused, match="full"):
        await canvases.push(canvas, "k2", Writer().add("n2", content="y" * 30_000))
    assert await canvases.push(canvas, "k3", Writer().add("n3")) == 3
    assert set((await canvases.get(canvas)).nodes) == {"n1", "n3"}


async def test_old_documents_leave_memory_and_come_back(
    canvases: Canvases, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("koda.canvases.service._LIVE", 3)
    names = [CanvasId(f"many{n}") for n in range(9)]
    for name in names:
        await canvases.create(Canvas(id=name, name=name))
        await canvases.push(name, "k", Writer().add("n1"))
    assert len(canvases._live) == 3
    assert not canvases._locks
    found = await asyncio.gather(*(canvases.get(name) for name in names))
    assert [len(one.nodes) for one in found] == [1] * 9


async def test_the_log_is_folded_when_it_is_long_or_large(
    canvases: Canvases, canvas: CanvasId
) -> None:
    for place in range(3):
        await canvases.push(canvas, f"large{place}", Writer().edit(_large_text(place)))
    folded = (await canvases.get_record(canvas)).snapshot_seq
    assert folded >= 3
    writer = Writer()
    for place in range(200):
        await canvases.push(canvas, f"k{place}", writer.add(f"n{place}"))
    assert (await canvases.get_record(canvas)).snapshot_seq > folded


def _large_text(place: int):
    def edit(doc) -> None:
        for part in range(5):
            node = node_map(content=f"{place}{part}" * 45_000)
            nodes_of(doc)[f"large{place}_{part}"] = node

    return edit


async def test_a_follower_that_is_sent_away_just_as_the_bell_rings_ends(
    canvases: Canvases, canvas: CanvasId
) -> None:
    for _ in range(5):
        reader = Reader(canvases, canvas)
        await reader.caught_up()
        await asyncio.sleep(0.01)  # it waits for the bell now
        canvases.ring(canvas)
        reader.task.cancel()
        async with asyncio.timeout(60):
            await reader.close()
        assert reader.task.cancelled()
