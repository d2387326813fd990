"""The original's canvases and Koda's say the same, there and back."""

from __future__ import annotations

import string
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from koda.canvases.exchange import from_original, plain_text, read_export, to_original
from koda.canvases.templates import list_templates, start_from
from koda.core.canvas import Canvas, Edge, Node
from koda.core.errors import Invalid, NotFound
from koda.core.ids import CanvasId, EdgeId, NodeId

CANVAS = CanvasId("c")
LOWER = string.ascii_lowercase
PLAIN = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53), 2**53) | st.text(max_size=20),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3)
    ),
    max_leaves=6,
)
RUNTIME = {"isGenerating", "error", "outputUrl", "outputUrls", "progress", "thumbnailUrl", "name"}
CAMEL = st.from_regex(r"[a-z][a-zA-Z0-9]{0,12}", fullmatch=True).filter(
    lambda name: name not in RUNTIME
)
IDS = st.from_regex(r"[A-Za-z0-9][A-Za-z0-9_-]{0,20}", fullmatch=True)


@st.composite
def originals(draw: st.DrawFn) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    ids = draw(st.lists(IDS, min_size=1, max_size=5, unique=True))
    kinds = st.sampled_from(
        ["imageGenerator", "videoGenerator", "stickyNote", "pluginNode", "text"]
    )
    nodes = [
        {
            "id": one,
            "type": draw(kinds),
            "position": {"x": draw(st.integers(-999, 999)), "y": 1.5},
            "data": draw(
                st.dictionaries(CAMEL.filter(lambda name: name != "content"), PLAIN, max_size=4)
            ),
        }
        for one in ids
    ]
    handles = st.sampled_from(["text", "reference", "ref2", "ref3", "firstFrame", "image-ref-0"])
    edges = [
        {
            "id": f"xy-edge__{n}",
            "source": draw(st.sampled_from(ids)),
            "sourceHandle": "output",
            "target": draw(st.sampled_from(ids)),
            "targetHandle": draw(handles),
        }
        for n in range(draw(st.integers(0, 5)))
    ]
    return nodes, edges


@given(originals())
def test_every_parameter_of_the_original_survives(
    content: tuple[list[dict[str, Any]], list[dict[str, Any]]],
) -> None:
    nodes, edges = content
    given_back = to_original(from_original(CANVAS, "One", nodes, edges))
    by_id = {node["id"]: node for node in given_back["nodes"]}
    for node in nodes:
        found = by_id[node["id"]]
        assert (found["type"], found["position"]) == (node["type"], node["position"])
        assert found["data"] == node["data"]
    ends = {(e["id"], e["source"], e["target"]) for e in given_back["edges"]}
    assert ends == {(e["id"], e["source"], e["target"]) for e in edges}


NODES = st.builds(
    lambda key, kind, name, x, size, z, parameters: Node(
        id=NodeId(key), kind=kind, name=name, x=x, width=size, z=z, parameters=parameters
    ),
    IDS,
    st.from_regex(r"[a-z][a-z0-9]{0,6}(-[a-z0-9]{1,6}){0,2}", fullmatch=True),
    st.text(max_size=200),
    st.floats(allow_nan=False, allow_infinity=False, width=32),
    st.none() | st.floats(1, 9999, width=32),
    st.integers(-9, 9),
    st.dictionaries(
        st.from_regex(r"[a-z][a-z0-9]{0,8}(_[a-z0-9]{1,6}){0,2}", fullmatch=True).filter(
            lambda name: name not in {*RUNTIME, "content", "url", "asset"}
        ),
        PLAIN,
        max_size=4,
    ),
)


@st.composite
def canvases(draw: st.DrawFn) -> Canvas:
    nodes = {node.id: node for node in draw(st.lists(NODES, max_size=5))}
    if not nodes:
        return Canvas(id=CANVAS, name="One")
    ends = st.sampled_from(sorted(nodes))
    edges = [
        Edge(
            id=EdgeId(f"e{n}"),
            source=draw(ends),
            output=draw(st.sampled_from(["output", "prompt-output"])),
            target=draw(ends),
            input=draw(st.sampled_from(["text", "reference", "video"])),
            order=draw(st.integers(-5, 200)),
            use=draw(st.sampled_from(["", "style"])),
        )
        for n in range(draw(st.integers(0, 6)))
    ]
    return Canvas(id=CANVAS, name="One", nodes=nodes, edges={edge.id: edge for edge in edges})


@given(canvases())
def test_a_canvas_that_an_old_client_reads_and_sends_back_is_the_same(canvas: Canvas) -> None:
    flow = to_original(canvas)
    assert from_original(canvas.id, flow["name"], flow["nodes"], flow["edges"]) == canvas


@given(st.text())
def test_a_text_that_looks_like_rich_text_is_kept_as_it_stands(text: str) -> None:
    content = f"a <p>{text.strip()}</p> z"
    node = Node(id=NodeId("t"), kind="text", parameters={"content": content})
    flow = to_original(Canvas(id=CANVAS, nodes={node.id: node}))
    back = from_original(CANVAS, "x", flow["nodes"], [])
    assert back.nodes[node.id].parameters["content"] == content


@pytest.mark.parametrize(
    ("rich", "plain"),
    [
        ("<p>A red fox</p>", "A red fox"),
        ("<p>one</p><p>two</p>", "one\ntwo"),
        (
            "<h1>Big</h1><p>a <strong>bold</strong> &amp; <em>fine</em> fox</p>",
            "Big\na bold & fine fox",
        ),
        ("<ul><li><p>a</p></li><li><p>b</p></li></ul>", "a\n\nb"),
        ("line<br>break", "line\nbreak"),
        ("5 < 6 and 7 > 3", "5 < 6 and 7 > 3"),
        ("<p>5 &lt; 6</p>", "5 < 6"),
        ("", ""),
    ],
)
def test_rich_text_becomes_plain(rich: str, plain: str) -> None:
    assert plain_text(rich) == plain


def flow_node(key: object, **more: Any) -> dict[str, Any]:
    return {"id": key, "type": "imageGenerator", "position": {"x": 0, "y": 0}, "data": {}, **more}


def test_references_keep_their_order() -> None:
    nodes = [flow_node(key) for key in ("a", "b", "c", "t")]
    handles = {"a": "ref3", "b": "reference", "c": "ref2"}
    edges = [
        {"id": f"e{key}", "source": key, "target": "t", "targetHandle": handle}
        for key, handle in handles.items()
    ]
    canvas = from_original(CANVAS, "x", nodes, edges)
    into = canvas.edges_into()[NodeId("t")]
    assert [edge.source for edge in into] == ["b", "c", "a"]
    assert {edge.input for edge in into} == {"reference"}
    again = {edge["source"]: edge["targetHandle"] for edge in to_original(canvas)["edges"]}
    assert again == handles


def test_ids_that_cannot_be_kept_are_made_anew_the_same_each_time() -> None:
    nodes = [flow_node("a"), flow_node("a"), flow_node("b c/../d", parentId="a"), flow_node(None)]
    edges = [
        {"source": "b c/../d", "target": "a"},
        {"id": "e", "source": "a", "target": "a"},
        {"id": "e", "source": "a", "target": "b c/../d"},
        {"id": "gone", "source": "nobody", "target": "a"},
    ]
    canvas = from_original(CANVAS, "x", nodes, edges)
    assert len(canvas.nodes) == 4
    assert len(canvas.edges) == 3
    assert all(edge.source in canvas.nodes for edge in canvas.edges.values())
    assert [node.parent for node in canvas.nodes.values()].count(NodeId("a")) == 1
    assert from_original(CANVAS, "x", nodes, edges) == canvas


def test_media_of_our_own_are_assets() -> None:
    node = flow_node("m", type="media", data={"url": "/api/assets/ast_1", "type": "image"})
    found = from_original(CANVAS, "x", [node], []).nodes[NodeId("m")]
    assert found.parameters == {"asset": "ast_1", "type": "image"}
    back = to_original(Canvas(id=CANVAS, nodes={found.id: found}))["nodes"][0]["data"]
    assert back["url"] == "/api/assets/ast_1"


def test_what_was_only_true_while_it_ran_is_left_out() -> None:
    data = {"prompt": "fox", "isGenerating": True, "error": "x", "outputUrl": "y", "progress": 3}
    node = from_original(CANVAS, "x", [flow_node("a", data=data)], []).nodes[NodeId("a")]
    assert node.parameters == {"prompt": "fox"}


def test_a_group_is_as_large_as_it_was_measured() -> None:
    group = flow_node("g", type="group", measured={"width": 300, "height": 200})
    other = flow_node("a", measured={"width": 420, "height": 500})
    nodes = from_original(CANVAS, "x", [group, other], []).nodes
    assert (nodes[NodeId("g")].width, nodes[NodeId("a")].width) == (300, None)


@pytest.mark.parametrize(
    "node",
    [
        {"id": "a", "position": {"x": "left"}},
        {"id": "a", "zIndex": "top"},
        {"id": "a", "position": {"x": [1]}},
    ],
)
def test_a_node_without_a_usable_shape_is_named(node: dict[str, Any]) -> None:
    with pytest.raises(Invalid) as caught:
        from_original(CANVAS, "x", [node], [])
    assert caught.value.fields["place"] == "nodes[0]"


@given(st.lists(st.dictionaries(st.text(max_size=8), PLAIN, max_size=5), max_size=4))
def test_any_json_is_read_or_refused(raw: list[dict[str, Any]]) -> None:
    try:
        canvas = from_original(CANVAS, "x", raw, raw)
    except Invalid:
        return
    assert len(canvas.nodes) == len(raw)


def test_an_exported_file_is_read() -> None:
    canvas = read_export(CANVAS, {"version": "1.0", "spaceName": "Fox", "nodes": [flow_node("a")]})
    assert (canvas.name, len(canvas.nodes)) == ("Fox", 1)
    for wrong in ({}, {"nodes": [1]}, {"nodes": [], "edges": {}}):
        with pytest.raises(Invalid):
            read_export(CANVAS, wrong)


def test_templates_have_ids_of_their_own_each_time_and_keep_their_parameters() -> None:
    for template in list_templates():
        one, two = (start_from(template.id, CanvasId(name)) for name in ("a", "b"))
        assert not set(one.nodes) & set(two.nodes)
        kept = sorted((node.kind, str(node.parameters)) for node in one.nodes.values())
        wanted = template.canvas.nodes.values()
        assert kept == sorted((node.kind, str(node.parameters)) for node in wanted)
        assert len(one.edges) == len(template.canvas.edges)
        flow = to_original(one)
        assert from_original(one.id, one.name, flow["nodes"], flow["edges"]) == one
    with pytest.raises(NotFound):
        start_from("nothing", CANVAS)


@pytest.mark.parametrize(
    ("type_", "data", "kind", "parameters"),
    [
        (
            "musicGenerator",
            {"prompt": "calm", "duration": 60, "guidance": 9, "instrumental": True},
            "music-generator",
            {"prompt": "calm", "duration": 60, "cfg_scale": 9, "instrumental": True},
        ),
        (
            "speech",
            {"text": "Hello", "voice": "nova", "speed": 1.1},
            "speech",
            {"prompt": "Hello", "voice": "nova", "speed": 1.1},
        ),
        (
            "speech",
            {"mode": "dialogue", "dialogueLines": [{"voice": "nova", "text": "Hi"}]},
            "speech",
            {"model": "elevenlabs-dialogue", "dialogue": [{"voice": "nova", "text": "Hi"}]},
        ),
        (
            "videoAudio",
            {"prompt": "rain", "cfgStrength": 6, "negativePrompt": "music"},
            "video-audio",
            {"prompt": "rain", "cfg_scale": 6, "negative_prompt": "music"},
        ),
        (
            "videoGenerator",
            {"prompt": "go", "aspectRatio": "9:16", "generateAudio": False},
            "video-generator",
            {"prompt": "go", "aspect_ratio": "9:16", "generate_audio": False},
        ),
    ],
)
def test_generators_keep_their_settings_under_our_names(
    type_: str, data: dict[str, Any], kind: str, parameters: dict[str, Any]
) -> None:
    canvas = from_original(CANVAS, "", [{"id": "a", "type": type_, "data": data}], [])
    node = canvas.nodes[NodeId("a")]
    assert (node.kind, dict(node.parameters)) == (kind, parameters)


@pytest.mark.parametrize(
    ("model", "there", "here"),
    [
        ("veo-3.1-fast-i2v", "reference", "first_frame"),
        ("veo-3.1-flf", "firstFrame", "first_frame"),
        ("veo-3.1-flf", "lastFrame", "last_frame"),
        ("veo-3.1-ref", "ref2", "reference"),
        ("luma-ray2", "reference", "first_frame"),
        ("seedance-1.0-pro-i2v", "reference", "first_frame"),
        ("kling-3.0-mc", "reference", "first_frame"),
        ("seedance-2.0-ref", "reference", "reference"),
    ],
)
def test_a_films_pictures_arrive_where_its_model_takes_them(
    model: str, there: str, here: str
) -> None:
    nodes = [
        {"id": "m", "type": "media", "data": {}},
        {"id": "v", "type": "videoGenerator", "data": {"model": model}},
    ]
    wire = {"id": "w", "source": "m", "target": "v", "targetHandle": there}
    canvas = from_original(CANVAS, "", nodes, [wire])
    (edge,) = canvas.edges.values()
    assert edge.input == here
    assert from_original(CANVAS, "", *_lists(to_original(canvas))) == canvas


def _lists(document: dict[str, Any]) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    return document["nodes"], document["edges"]
