"""Writers that lose, double and repeat messages, servers that restart: everybody ends the same."""

from __future__ import annotations

import asyncio
import base64
import tempfile
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pycrdt import Doc, Map, Text

from koda.canvases.document import new_document
from koda.canvases.service import Canvases
from koda.core.canvas import Canvas
from koda.core.errors import KodaError, NotFound, TooLarge, Unavailable, UpdateRefused
from koda.core.ids import CanvasId
from koda.db.base import Database
from koda.db.canvases import CanvasRecords
from koda.db.migrate import migrate
from tests.databases import chosen_kind, open_test_database, rounds

CANVAS = CanvasId("c")


@dataclass
class Server:
    """A service over a file that can be restarted."""

    folder: Path
    database: Database | None = None
    canvases: Any = None

    async def start(self) -> None:
        self.database = open_test_database(chosen_kind(), self.folder, migrated=True)
        await migrate(self.database)
        self.canvases = Canvases(CanvasRecords(self.database), lambda _kind, _name: True)

    async def stop(self) -> None:
        assert self.database is not None
        await self.database.close()

    async def restart(self) -> None:
        await self.stop()
        await self.start()


@dataclass
class Tab:
    """A client: a document, and messages that are not acknowledged yet."""

    name: str
    doc: Doc[Any] = field(default_factory=new_document)
    pending: list[tuple[str, bytes]] = field(default_factory=list)
    acknowledged: list[tuple[str, str]] = field(default_factory=list)
    seq: int = 0
    count: int = 0
    edits: dict[str, str] = field(default_factory=dict)

    def type(self, place: int) -> None:
        """Add a node of its own, and type into a text that all share."""
        self.count += 1
        word = f"[{self.name}{self.count}]"
        before = self.doc.get_state()
        nodes = self.doc.get("nodes", type=Map)
        with self.doc.transaction():
            nodes[f"n_{self.name}{self.count}"] = node()
            if "shared" in nodes:
                text = nodes["shared"]["params"]["prompt"]
                text.insert(0 if place % 2 else len(text), word)
                self.edits[f"{self.name}:{self.count}"] = word
        self.pending.append((f"{self.name}:{self.count}", self.doc.get_update(before)))

    def remove(self, place: int) -> None:
        """Remove any node but the shared one."""
        nodes = self.doc.get("nodes", type=Map)
        ids = sorted(set(nodes.keys()) - {"shared"})
        if ids:
            self.count += 1
            before = self.doc.get_state()
            del nodes[ids[place % len(ids)]]
            self.pending.append((f"{self.name}:{self.count}", self.doc.get_update(before)))

    async def push_out_of_order(self, server: Server) -> None:
        """Send the newest message first: it is not taken before the others, or stored as it is."""
        if len(self.pending) < 2:
            return
        key, update = self.pending[-1]
        try:
            await server.canvases.push(CANVAS, key, update, self.name)
        except Unavailable:
            return
        self.acknowledged.append((key, self.edits.get(key, "")))
        self.pending.pop()

    async def push(self, server: Server, fate: str) -> None:
        """Send the oldest message: it may get lost, come twice, or its answer may be lost."""
        if not self.pending or fate == "lost":
            return
        key, update = self.pending[0]
        seq = await server.canvases.push(CANVAS, key, update, self.name)
        if fate == "twice":
            assert await server.canvases.push(CANVAS, key, update, self.name) == seq
        if fate != "answer_lost":
            self.acknowledged.append((key, self.edits.get(key, "")))
            self.pending.pop(0)

    async def pull(self, server: Server) -> None:
        """Read the stream from where it stopped until it has caught up."""
        async for event in server.canvases.follow(CANVAS, self.seq):
            self.seq = max(self.seq, event.seq)
            if event.type == "caught_up":
                return
            self.doc.apply_update(base64.b64decode(event.update))


def node() -> Map[Any]:
    return Map({"kind": "text", "name": "", "x": 0.0, "y": 0.0, "z": 0, "params": Map({})})


def shared_node() -> Map[Any]:
    params = Map({"prompt": Text("")})
    return Map({"kind": "text", "name": "", "x": 0.0, "y": 0.0, "z": 0, "params": params})


async def begin(server: Server) -> None:
    await server.start()
    await server.canvases.create(Canvas(id=CANVAS, name="Sync"))
    doc = new_document()
    doc.get("nodes", type=Map)["shared"] = shared_node()
    await server.canvases.push(CANVAS, "first", doc.get_update())


ACTS = (
    *("type", "type", "remove", "ok", "ok", "lost", "twice", "answer_lost", "out_of_order"),
    *("pull", "compact", "restart"),
)
STEP = st.tuples(st.integers(0, 3), st.sampled_from(ACTS), st.integers(0, 40))


@pytest.mark.rule("S1")
@pytest.mark.rule("S2")
@pytest.mark.rule("S3")
@pytest.mark.rule("S4")
@pytest.mark.rule("S5")
@settings(max_examples=rounds(60))
@given(st.integers(2, 4), st.lists(STEP, max_size=60))
async def test_any_interleaving_converges_and_loses_nothing(
    writers: int, steps: list[tuple[int, str, int]]
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        server = Server(Path(folder))
        await begin(server)
        tabs = [Tab(name) for name in "abcd"[:writers]]
        for tab in tabs:
            await tab.pull(server)
        for who, act, place in steps:
            tab = tabs[who % writers]
            if act == "type":
                tab.type(place)
            elif act == "remove":
                tab.remove(place)
            elif act == "out_of_order":
                await tab.push_out_of_order(server)
            elif act == "pull":
                await tab.pull(server)
            elif act == "compact":
                await server.canvases.compact(CANVAS)
            elif act == "restart":
                await server.restart()
            else:
                await tab.push(server, act)
        for tab in tabs:
            while tab.pending:
                await tab.push(server, "ok")
        late = Tab("late")
        for tab in (*tabs, late):
            await tab.pull(server)
        documents = [tab.doc.get("nodes", type=Map).to_py() for tab in (*tabs, late)]
        assert all(document == documents[0] for document in documents)
        assert documents[0] is not None
        text = documents[0]["shared"]["params"]["prompt"]
        for tab in tabs:
            for _, word in tab.acknowledged:
                assert text.count(word) == (1 if word else text.count(word))
        held = await server.canvases.get(CANVAS)
        assert set(held.nodes) == set(documents[0])
        await server.stop()


@pytest.fixture
async def server(tmp_path: Path):
    server = Server(tmp_path)
    await begin(server)
    yield server
    await server.stop()


@pytest.mark.rule("S5")
async def test_compaction_and_edits_at_once_lose_nothing(server: Server) -> None:
    tab = Tab("a")
    await tab.pull(server)

    async def edit() -> None:
        for place in range(40):
            tab.type(place)
            await tab.push(server, "ok")

    async def fold() -> None:
        for _ in range(10):
            await server.canvases.compact(CANVAS)
            await asyncio.sleep(0.005)

    await asyncio.gather(edit(), fold(), fold())
    await server.restart()
    assert len((await server.canvases.get(CANVAS)).nodes) == 41


@pytest.mark.rule("S1")
async def test_two_processes_append_to_one_log(server: Server) -> None:
    other = Server(server.folder)
    await other.start()
    one, two = Tab("a"), Tab("b")
    for tab in (one, two):
        await tab.pull(server)

    async def write(tab: Tab, to: Server) -> None:
        for place in range(20):
            tab.type(place)
            await tab.push(to, "ok")

    await asyncio.gather(write(one, server), write(two, other))
    for tab in (one, two):
        await tab.pull(server)
    assert one.doc.get("nodes", type=Map).to_py() == two.doc.get("nodes", type=Map).to_py()
    assert one.seq == two.seq == 42
    await other.stop()


def update_of(change: Any) -> bytes:
    doc = new_document()
    change(doc)
    return doc.get_update()


def put(node_id: str, value: Any) -> Any:
    def change(doc: Doc[Any]) -> None:
        doc.get("nodes", type=Map)[node_id] = value

    return change


def with_params(**params: Any) -> Map[Any]:
    return Map({"kind": "text", "x": 0.0, "y": 0.0, "params": Map(params)})


def nested(depth: int) -> Any:
    value: Any = "deep"
    for _ in range(depth):
        value = [value]
    return value


@pytest.mark.rule("S6")
@pytest.mark.parametrize(
    ("rule", "change"),
    [
        ("D3", put("n", "no map")),
        ("D3", put("n", Map({"kind": "text"}))),
        ("D3", put("n", Map({"kind": "text", "x": "far", "params": Map({})}))),
        ("D6", put("../etc", with_params())),
        ("D7", put("n", with_params(asset="data:image/png;base64,AAAA"))),
        ("D11", put("n", with_params(prompt="x" * 100_001))),
        ("D11", put("n", with_params(value=["y" * 70_000]))),
        ("D12", put("n", with_params(value=nested(200)))),
        ("D1", lambda doc: doc.get("secrets", type=Map).update({"a": "b"})),
        ("D5", lambda doc: doc.get("edges", type=Map).update({"e": Map({"source": "a"})})),
    ],
)
async def test_an_edit_that_breaks_a_rule_is_refused_whole(
    server: Server, rule: str, change: Any
) -> None:
    before = await server.canvases.get(CANVAS)
    with pytest.raises(UpdateRefused) as caught:
        await server.canvases.push(CANVAS, "bad", update_of(change))
    assert caught.value.fields["rule"] == rule
    assert await server.canvases.get(CANVAS) == before
    good = update_of(put("n_good", with_params()))
    assert await server.canvases.push(CANVAS, "good", good) == before.seq + 1


@pytest.mark.rule("S6")
async def test_an_edit_above_the_limit_is_refused(server: Server) -> None:
    with pytest.raises(TooLarge):
        await server.canvases.push(CANVAS, "large", b"\x00" * (1024 * 1024 + 1))


@pytest.mark.rule("S6")
@settings(max_examples=rounds(200))
@given(st.binary(max_size=200))
async def test_noise_never_harms_a_canvas(noise: bytes) -> None:
    with tempfile.TemporaryDirectory() as folder:
        server = Server(Path(folder))
        await begin(server)
        before = await server.canvases.get(CANVAS)
        try:
            await server.canvases.push(CANVAS, "noise", noise)
        except KodaError:
            assert await server.canvases.get(CANVAS) == before
        await server.stop()


@pytest.mark.rule("S3")
async def test_an_edit_that_comes_too_early_is_sent_again(server: Server) -> None:
    tab = Tab("a")
    await tab.pull(server)
    tab.type(0)
    tab.type(1)
    first, second = tab.pending
    with pytest.raises(Unavailable):
        await server.canvases.push(CANVAS, *second)
    await server.canvases.push(CANVAS, *first)
    await server.canvases.push(CANVAS, *second)
    assert len((await server.canvases.get(CANVAS)).nodes) == 3


@pytest.mark.rule("S10")
async def test_the_trash_takes_no_edits_and_gives_everything_back(server: Server) -> None:
    before = await server.canvases.get(CANVAS)
    await server.canvases.trash(CANVAS)
    with pytest.raises(NotFound):
        await server.canvases.push(CANVAS, "k", update_of(put("n_x", with_params())))
    await server.canvases.restore(CANVAS)
    assert await server.canvases.get(CANVAS) == before
