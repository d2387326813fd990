"""What may come into a canvas's document, and what must not, however it is sent."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pycrdt import Array, Doc, Map, Text, XmlFragment

from koda.canvases.document import read_canvas
from koda.canvases.door import MAX_EDGES, MAX_NODES
from koda.canvases.service import Canvases
from koda.canvases.wire import Unreadable, read_state, read_update
from koda.core.canvas import Canvas, Edge, Node
from koda.core.errors import Invalid, KodaError, UpdateRefused
from koda.core.ids import CanvasId, EdgeId, NodeId
from koda.db.canvases import CanvasRecords
from koda.db.migrate import migrate
from tests.canvases.conftest import is_shared
from tests.canvases.writing import Writer, node_map, nodes_of, read_all
from tests.databases import chosen_kind, open_test_database, rounds


def number(value: int) -> bytes:
    out = bytearray()
    while value > 127:
        out.append(value & 127 | 128)
        value >>= 7
    return bytes([*out, value])


def update(*structs: bytes, client: int = 7, deletes: bytes = b"\x00") -> bytes:
    return b"\x01" + number(len(structs)) + number(client) + b"\x00" + b"".join(structs) + deletes


def in_root(content: int, body: bytes, root: bytes = b"nodes", key: bytes = b"n") -> bytes:
    place = b"\x01" + number(len(root)) + root + number(len(key)) + key
    return bytes([0x20 | content]) + place + body


def in_parent(clock: int, content: int, body: bytes) -> bytes:
    return bytes([0x20 | content]) + b"\x00" + number(7) + number(clock) + b"\x01x" + body


DEEP_VALUE = update(in_root(8, b"\x01" + b"\x75\x01" * 200_000 + b"\x7e"))
NEST = [in_root(7, b"\x01"), *(in_parent(clock, 7, b"\x01") for clock in range(90_000))]
DEEP_TYPES = update(*NEST, deletes=b"\x01\x07\x01\x00\x01")
HARMFUL = {
    "a value nested 200,000 deep": DEEP_VALUE,
    "maps nested 90,000 deep, then removed": DEEP_TYPES,
    "more structs than bytes": b"\x01" + number(2**50) + b"\x07\x00",
    "more clients than bytes": number(2**50),
    "a text longer than the message": update(in_root(4, number(2**40) + b"x")),
    "a clock beyond every clock": b"\x01\x01\x07" + number(2**31) + in_root(7, b"\x01") + b"\x00",
    "a length beyond every clock": update(b"\x00" + number(2**31)),
    "a deletion beyond every clock": b"\x00\x01\x07\x01" + number(2**31) + b"\x01",
    "a part of no length": update(b"\x00\x00"),
    "a list in the place of a root": update(b"\x08\x01\x05nodes\x01\x7e"),
    "bytes": update(in_root(3, b"\x03abc")),
    "an embedded document": update(in_root(9, b"\x01g\x76\x00")),
    "a shared list": update(in_root(7, b"\x00")),
    "XML": update(in_root(7, b"\x04")),
    "an unknown content": update(in_root(12, b"\x01")),
    "an unknown value": update(in_root(8, b"\x01\x40")),
    "a text that is not UTF-8": update(in_root(4, b"\x01\xff")),
    "a number without an end": b"\xff" * 20,
    "something after its end": b"\x00\x00\x00",
    "nothing": b"",
}


@pytest.mark.rule("S6")
@pytest.mark.rule("D12")
@pytest.mark.parametrize("name", HARMFUL)
async def test_what_would_harm_is_refused_before_it_is_applied(
    canvases: Canvases, canvas: CanvasId, name: str
) -> None:
    with pytest.raises(UpdateRefused) as caught:
        await canvases.push(canvas, "bad", HARMFUL[name])
    assert caught.value.fields["rule"] == "D12"
    assert await canvases.push(canvas, "good", Writer().add("n1")) == 2


def plain(value: Any) -> Map[Any]:
    return node_map(value=value)


BREAKING = {
    "a kind that is no text": ("D3", lambda: Map({"kind": 5.0, "params": Map({})})),
    "no kind": ("D3", lambda: Map({"kind": "", "params": Map({})})),
    "a kind that is too long": ("D3", lambda: node_map(kind="k" * 201)),
    "a place that is no number": ("D3", lambda: Map({"kind": "a", "x": True, "params": Map({})})),
    "a place without an end": (
        "D3",
        lambda: Map({"kind": "a", "x": float("inf"), "params": Map({})}),
    ),
    "a name that is too long": (
        "D3",
        lambda: Map({"kind": "a", "name": "n" * 201, "params": Map({})}),
    ),
    "a parent that is a path": (
        "D3",
        lambda: Map({"kind": "a", "parent": "../x", "params": Map({})}),
    ),
    "parameters that are no map": ("D3", lambda: Map({"kind": "a", "params": Text("x")})),
    "a map in the place of a value": ("D4", lambda: plain(Map({"a": Map({})}))),
    "a number that is none": ("D4", lambda: plain(float("nan"))),
    "media in a text": ("D7", lambda: node_map(content="see data:image/png;base64,iVBORw0KGgo")),
    "media in a list": ("D7", lambda: plain([{"url": "DATA:video/mp4,AAAA"}])),
    "media of a tab": ("D7", lambda: plain("blob:http://127.0.0.1/6f1d")),
    "media without a type": ("D7", lambda: plain("data:;base64,AAAA")),
    "media in a field": (
        "D7",
        lambda: Map({"kind": "a", "note": "data:image/gif;base64,R0", "params": Map({})}),
    ),
    "a parameter that is too large": ("D11", lambda: plain(["y" * 1000] * 66)),
    "a parameter's name that is too long": ("D11", lambda: node_map(**{"p" * 81: 1})),
}


@pytest.mark.rule("S6")
@pytest.mark.parametrize("name", BREAKING)
async def test_a_node_that_breaks_a_rule_is_refused(
    canvases: Canvases, canvas: CanvasId, name: str
) -> None:
    rule, make = BREAKING[name]
    edit = Writer().edit(lambda doc: nodes_of(doc).update({"n": make()}))
    with pytest.raises(UpdateRefused) as caught:
        await canvases.push(canvas, "bad", edit)
    assert caught.value.fields["rule"] == rule
    assert (await canvases.get(canvas)).nodes == {}


@pytest.mark.parametrize(
    "text",
    [
        "data: what the sensors saw, painted",
        'a sign that says "data: 5, metadata:1"',
        "data:image of a fox",
        "a blob: green, shiny",
        "<img src=photo.png>",
    ],
)
async def test_words_about_data_are_words(canvases: Canvases, canvas: CanvasId, text: str) -> None:
    await canvases.push(canvas, "k", Writer().add("n", content=text, other=[text]))
    assert (await canvases.get(canvas)).nodes[NodeId("n")].parameters["content"] == text


@pytest.mark.rule("D3")
async def test_a_nodes_kind_never_changes(canvases: Canvases, canvas: CanvasId) -> None:
    writer = Writer()
    await canvases.push(canvas, "k", writer.add("n1"))
    with pytest.raises(UpdateRefused) as caught:
        await canvases.push(
            canvas, "k2", writer.edit(lambda doc: nodes_of(doc)["n1"].update({"kind": "group"}))
        )
    assert caught.value.fields["rule"] == "D3"


@pytest.mark.rule("D2")
@pytest.mark.parametrize("meta", [{"name": "n" * 201}, {"name": 5}, {"secret": 1}])
async def test_a_canvas_has_a_name_and_a_schema_and_nothing_else(
    canvases: Canvases, canvas: CanvasId, meta: dict[str, Any]
) -> None:
    writer = Writer(await read_all(canvases, canvas))
    with pytest.raises(UpdateRefused) as caught:
        await canvases.push(
            canvas, "k", writer.edit(lambda doc: doc.get("meta", type=Map).update(meta))
        )
    assert caught.value.fields["rule"] == "D2"


@pytest.mark.rule("D5")
@pytest.mark.parametrize(
    "fields",
    [
        {"source": ""},
        {"source": "a/b"},
        {"output": "o" * 81},
        {"order": "first"},
        {"label": "more"},
        {"use": "u" * 41},
        {"use": 5},
        {"target": None},
    ],
)
async def test_an_edge_has_the_shape_of_an_edge(
    canvases: Canvases, canvas: CanvasId, fields: dict[str, Any]
) -> None:
    edge = {"source": "a", "output": "o", "target": "b", "input": "i", "order": 0.0}
    writer = Writer()

    def put(value: dict[str, Any]) -> bytes:
        return writer.edit(lambda doc: doc.get("edges", type=Map).update({"e": Map(value)}))

    with pytest.raises(UpdateRefused) as caught:
        await canvases.push(canvas, "bad", put({**edge, **fields}))
    assert caught.value.fields["rule"] == "D5"
    await canvases.push(
        canvas,
        "good",
        Writer().edit(lambda doc: doc.get("edges", type=Map).update({"e": Map(edge)})),
    )


@pytest.mark.rule("D11")
async def test_a_canvas_holds_so_many_nodes_and_edges(canvases: Canvases) -> None:
    many = {NodeId(f"n{n}"): Node(id=NodeId(f"n{n}"), kind="a") for n in range(MAX_NODES + 1)}
    with pytest.raises(UpdateRefused, match="nodes"):
        await canvases.create(Canvas(id=CanvasId("big"), nodes=many))
    wire = {"source": "a", "output": "o", "target": "b", "input": "i"}
    edges = {
        EdgeId(f"e{n}"): Edge.model_validate({"id": f"e{n}", **wire}) for n in range(MAX_EDGES + 1)
    }
    with pytest.raises(UpdateRefused, match="edges"):
        await canvases.create(Canvas(id=CanvasId("big"), edges=edges))


@pytest.mark.parametrize(
    "parameters",
    [
        {"image": "data:image/png;base64,AAAA"},
        {"text": "x" * 100_001},
        {"number": 10**400},
        {"number": float("nan")},
        {"half": "\ud83e"},
    ],
)
async def test_what_the_door_refuses_is_refused_from_the_old_routes_too(
    canvases: Canvases, canvas: CanvasId, parameters: dict[str, Any]
) -> None:
    node = Node.model_construct(id=NodeId("n"), kind="a", parameters=parameters)
    content = Canvas(id=CanvasId("c2")).model_copy(update={"nodes": {node.id: node}})
    with pytest.raises(Invalid):
        await canvases.create(content)
    with pytest.raises(Invalid):
        await canvases.change(canvas, lambda found: content.model_copy(update={"id": found.id}))
    assert (await canvases.get(canvas)).nodes == {}


async def test_a_large_whole_number_is_kept_as_browsers_can_read_it(
    canvases: Canvases,
) -> None:
    node = Node(id=NodeId("n"), kind="a", parameters={"seed": 2**60, "small": 7})
    made = await canvases.create(Canvas(id=CanvasId("c2"), nodes={node.id: node}))
    assert made.nodes[node.id].parameters == {"seed": float(2**60), "small": 7}


def test_reading_a_document_back_gives_what_was_written() -> None:
    writer = Writer()
    before = read_state(writer.doc.get_state())
    change = writer.add("n1", content="héllo 🙂", list=[1, "a", None, {"b": [True, 2.5, -3]}])
    found = read_update(change)
    assert found.roots == {"nodes"}
    assert not found.is_early(before)
    later = read_update(writer.add("n2"))
    assert later.is_early(before)
    assert not later.is_early(read_state(writer.doc.get_state()))


def test_what_other_shared_types_make_is_unreadable() -> None:
    for name, kind in (("list", Array([1])), ("xml", XmlFragment([]))):
        doc = Doc()
        doc[name] = Map({})
        doc.get(name, type=Map)["x"] = kind
        with pytest.raises(Unreadable):
            read_update(doc.get_update())
    doc = Doc({"t": Map({"x": Text("a")})})
    doc.get("t", type=Map)["x"].format(0, 1, {"bold": True})
    with pytest.raises(Unreadable):
        read_update(doc.get_update())


@settings(max_examples=300)
@given(st.binary(max_size=300))
def test_any_bytes_are_read_or_called_unreadable(noise: bytes) -> None:
    try:
        read_update(noise)
    except Unreadable:
        return


def some_updates() -> list[bytes]:
    writer = Writer()
    first = writer.add("n1", content="héllo", list=[1, {"a": "b"}], size=2.5)
    typed = writer.edit(lambda doc: nodes_of(doc)["n1"]["params"]["content"].insert(1, "x🙂"))
    edge = {"source": "n1", "output": "o", "target": "n2", "input": "i", "order": 0.0}
    wired = writer.edit(lambda doc: doc.get("edges", type=Map).update({"e1": Map(edge)}))
    removed = writer.edit(lambda doc: nodes_of(doc).pop("n1"))
    return [first, typed, wired, removed, writer.doc.get_update()]


MUTATION = st.tuples(
    st.integers(0, 4), st.lists(st.tuples(st.integers(0, 400), st.integers(0, 255)), max_size=4)
)


@pytest.mark.rule("S6")
@settings(max_examples=rounds(40))
@given(st.lists(MUTATION, min_size=1, max_size=25))
async def test_damaged_updates_never_corrupt_a_canvas(
    mutations: list[tuple[int, list[tuple[int, int]]]],
) -> None:
    """Every one is refused whole, or accepted and read back the same by a new process."""
    updates = some_updates()
    with tempfile.TemporaryDirectory() as folder:
        database = open_test_database(chosen_kind(), Path(folder), migrated=True)
        await migrate(database)
        canvases = Canvases(CanvasRecords(database), is_shared)
        canvas = (await canvases.create(Canvas(id=CanvasId("c")))).id
        for place, (which, bytes_) in enumerate(mutations):
            damaged = bytearray(updates[which])
            for at, value in bytes_:
                damaged[at % len(damaged)] = value
            before = await canvases.get(canvas)
            try:
                await canvases.push(canvas, f"k{place}", bytes(damaged))
            except KodaError:
                assert await canvases.get(canvas) == before
        await canvases.compact(canvas)
        held = await canvases.get(canvas)
        held.model_dump_json()
        again = Canvases(CanvasRecords(database), is_shared)
        assert await again.get(canvas) == held
        followed = read_canvas(await read_all(again, canvas), canvas, held.seq)
        assert followed == held
        await database.close()
