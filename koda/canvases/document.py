"""The Yjs document of a canvas, read and written as plain values (docs/spec/document.md)."""

from __future__ import annotations

import json
import math
from collections.abc import Callable, Generator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any, cast

from pycrdt import Doc, Map, Text, TransactionEvent

from koda.core.canvas import SCHEMA_VERSION, Canvas, Edge, Node
from koda.core.errors import Invalid
from koda.core.ids import CanvasId, EdgeId, NodeId

CanvasDoc = Doc[Any]
SharedText = Callable[[str, str], bool]
"""Tells whether a kind's parameter is kept as a `Y.Text`: (kind, parameter) → bool."""

ROOTS = frozenset({"meta", "nodes", "edges"})


def new_document() -> CanvasDoc:
    """Make a document with its three root maps and nothing in them."""
    doc: CanvasDoc = Doc()
    for root in ROOTS:
        doc.get(root, type=Map)
    return doc


@dataclass(slots=True)
class Change:
    """What was done to a document while it was watched.

    Attributes:
        touched: (root, key) pairs whose content is another now.
        recast: Nodes that are there still and have got another kind.
        update: What to apply to other documents, when one transaction did it.
    """

    touched: set[tuple[str, str]] = field(default_factory=set[tuple[str, str]])
    recast: set[str] = field(default_factory=set[str])
    update: bytes = b""


@contextmanager
def watch_changes(doc: CanvasDoc) -> Generator[Change]:
    """Note what is changed in a document."""
    change = Change()
    maps = [(root, root_map(doc, root)) for root in ROOTS]
    subscriptions = [(one, one.observe_deep(_watcher(name, change))) for name, one in maps]

    def keep(event: TransactionEvent) -> None:
        change.update = event.update

    whole = doc.observe(keep)
    try:
        yield change
    finally:
        doc.unobserve(whole)
        for one, subscription in subscriptions:
            one.unobserve(subscription)


def root_map(doc: CanvasDoc, root: str) -> Map[Any]:
    """Give one of the three maps."""
    return doc.get(root, type=Map)


def read_name(doc: CanvasDoc) -> str:
    """Read the canvas's name."""
    name = root_map(doc, "meta").get("name", "")
    return (name if isinstance(name, str) else "").strip()[:200] or "Untitled"


def count_nodes(doc: CanvasDoc) -> int:
    """Count the nodes without reading them."""
    return len(root_map(doc, "nodes"))


def read_canvas(doc: CanvasDoc, canvas: CanvasId, seq: int) -> Canvas:
    """Read the document as a plain canvas; what has no shape of a node or edge is left out."""
    raw_nodes: dict[str, Any] = root_map(doc, "nodes").to_py() or {}
    raw_edges: dict[str, Any] = root_map(doc, "edges").to_py() or {}
    nodes = {key: _node(key, value) for key, value in raw_nodes.items() if _is_node(value)}
    edges = {key: _edge(key, value) for key, value in raw_edges.items() if _is_edge(value)}
    return Canvas(
        id=canvas,
        name=read_name(doc),
        seq=seq,
        nodes={NodeId(key): nodes[key] for key in sorted(nodes)},
        edges={EdgeId(key): edges[key] for key in sorted(edges)},
    )


def write_canvas(doc: CanvasDoc, canvas: Canvas, is_shared_text: SharedText) -> None:
    """Make the document say what the canvas says, touching only what differs.

    Raises:
        Invalid: A value cannot be kept (a number beyond a float's, half of a character).
    """
    wanted = _storable(canvas)
    with doc.transaction():
        meta, nodes, edges = (root_map(doc, root) for root in ("meta", "nodes", "edges"))
        if meta.get("schema") is None:
            meta["schema"] = SCHEMA_VERSION
        if read_name(doc) != wanted.name or meta.get("name") is None:
            meta["name"] = wanted.name
        for key in set(edges.keys()) - set(wanted.edges):
            del edges[key]
        for key in set(nodes.keys()) - set(wanted.nodes):
            del nodes[key]
        for node in wanted.nodes.values():
            if node.id in nodes and _is_same_kind(nodes[node.id], node):
                _patch_node(nodes[node.id], node, is_shared_text)
            else:
                nodes[node.id] = _new_node(node, is_shared_text)
        for edge in wanted.edges.values():
            if edge.id not in edges or not _is_same_edge(edges[edge.id], edge):
                edges[edge.id] = _new_edge(edge)


def _watcher(root: str, change: Change) -> Callable[[Any], None]:
    def watch(events: Any) -> None:  # noqa: ANN401  (pycrdt's events have no types)
        for event in events:
            path = event.path
            if not path:
                change.touched.update((root, str(key)) for key in event.keys)
                continue
            change.touched.add((root, str(path[0])))
            if root == "nodes" and len(path) == 1 and "kind" in event.keys:
                change.recast.add(str(path[0]))

    return watch


def _is_node(value: object) -> bool:
    if not isinstance(value, dict):
        return False
    fields = cast("dict[str, object]", value)
    return isinstance(fields.get("kind"), str) and isinstance(fields.get("params"), dict)


def _is_edge(value: object) -> bool:
    if not isinstance(value, dict):
        return False
    fields = cast("dict[str, object]", value)
    return all(isinstance(fields.get(end), str) for end in ("source", "output", "target", "input"))


def _node(key: str, fields: Mapping[str, Any]) -> Node:
    parent = fields.get("parent")
    return Node(
        id=NodeId(key),
        kind=fields["kind"],
        name=str(fields.get("name", "")),
        x=_number(fields.get("x"), 0.0),
        y=_number(fields.get("y"), 0.0),
        width=_number(fields.get("w"), None),
        height=_number(fields.get("h"), None),
        z=int(_number(fields.get("z"), 0.0) or 0),
        parent=NodeId(parent) if isinstance(parent, str) else None,
        parameters={str(name): _plain(value) for name, value in fields["params"].items()},
    )


def _edge(key: str, fields: Mapping[str, Any]) -> Edge:
    return Edge(
        id=EdgeId(key),
        source=fields["source"],
        output=fields["output"],
        target=fields["target"],
        input=fields["input"],
        order=_number(fields.get("order"), 0.0) or 0.0,
        use=_use(fields.get("use")),
    )


def _use(value: object) -> str:
    return value[:40] if isinstance(value, str) else ""


def _number(value: object, default: Any) -> Any:  # noqa: ANN401
    if not isinstance(value, (int, float)) or isinstance(value, bool):
        return default
    return float(value) if math.isfinite(value) else default


def _plain(value: Any) -> Any:  # noqa: ANN401
    """Yjs has one kind of number; whole ones are integers again here."""
    if isinstance(value, float) and value.is_integer() and abs(value) < 2**53:
        return int(value)
    if isinstance(value, list):
        return [_plain(one) for one in cast("list[Any]", value)]
    if isinstance(value, dict):
        return {key: _plain(one) for key, one in cast("dict[str, Any]", value).items()}
    return value


def _storable(canvas: Canvas) -> Canvas:
    """The same canvas in numbers that JSON has: Yjs would keep large integers as another type."""
    try:
        plain = canvas.model_dump(mode="python")
        plain["nodes"] = {key: _floated(node) for key, node in plain["nodes"].items()}
        json.dumps(plain, ensure_ascii=False).encode()
    except (OverflowError, UnicodeEncodeError, RecursionError, TypeError) as error:
        raise Invalid("The canvas holds a value that cannot be kept.") from error
    return Canvas.model_validate(plain)


def _floated(value: Any) -> Any:  # noqa: ANN401
    if isinstance(value, int) and abs(value) > 2**53:
        return float(value)
    if isinstance(value, (list, tuple)):
        return [_floated(one) for one in cast("list[Any]", value)]
    if isinstance(value, dict):
        return {key: _floated(one) for key, one in cast("dict[str, Any]", value).items()}
    return value


def _is_same_kind(found: object, node: Node) -> bool:
    if not isinstance(found, Map):
        return False
    fields = cast("Map[Any]", found)
    return isinstance(fields.get("params"), Map) and fields.get("kind") == node.kind


def _is_same_edge(found: object, edge: Edge) -> bool:
    plain = cast("Map[Any]", found).to_py() if isinstance(found, Map) else None
    return plain is not None and _is_edge(plain) and _edge(edge.id, plain) == edge


def _new_edge(edge: Edge) -> Map[Any]:
    ends = {"source": edge.source, "output": edge.output}
    use = {"use": edge.use} if edge.use else {}
    place = {"target": edge.target, "input": edge.input, "order": float(edge.order)}
    return Map({**ends, **place, **use})


def _fields(node: Node) -> dict[str, Any]:
    fields: dict[str, Any] = {"name": node.name, "x": node.x, "y": node.y, "z": node.z}
    if node.width is not None:
        fields["w"] = node.width
    if node.height is not None:
        fields["h"] = node.height
    if node.parent is not None:
        fields["parent"] = node.parent
    return fields


def _new_node(node: Node, is_shared_text: SharedText) -> Map[Any]:
    params = {
        name: Text(value) if isinstance(value, str) and is_shared_text(node.kind, name) else value
        for name, value in node.parameters.items()
    }
    return Map({"kind": node.kind, **_fields(node), "params": Map(params)})


def _patch_node(found: Map[Any], node: Node, is_shared_text: SharedText) -> None:
    fields = _fields(node)
    for name in ("name", "x", "y", "w", "h", "z", "parent"):
        if name in fields and found.get(name) != fields[name]:
            found[name] = fields[name]
        elif name not in fields and name in found:
            del found[name]
    params = found["params"]
    for name in set(params.keys()) - set(node.parameters):
        del params[name]
    for name, value in node.parameters.items():
        _patch_parameter(params, name, value, shared=is_shared_text(node.kind, name))


def _patch_parameter(params: Map[Any], name: str, value: object, *, shared: bool) -> None:
    found = params.get(name)
    if isinstance(found, Text) and isinstance(value, str):
        _patch_text(found, value)
    elif shared and isinstance(value, str):
        params[name] = Text(value)
    elif name not in params or isinstance(found, Text) or not _is_same(_plain(found), value):
        params[name] = value


def _is_same(found: object, value: object) -> bool:
    """Compare as JSON: true is not 1."""
    return json.dumps(found, sort_keys=True) == json.dumps(value, sort_keys=True)


def _patch_text(text: Text, value: str) -> None:
    """Replace what is between the common beginning and end: others may be typing around it."""
    now = str(text)
    if now == value:
        return
    start = _common(now, value)
    rest, wanted = now[start:], value[start:]
    end = _common(rest[::-1], wanted[::-1])
    gone, fresh = rest[: len(rest) - end], wanted[: len(wanted) - end]
    place = len(now[:start].encode())  # the library counts bytes
    if gone:
        del text[place : place + len(gone.encode())]
    if fresh:
        text.insert(place, fresh)


def _common(one: str, other: str) -> int:
    """How many characters two texts begin with alike."""
    pairs = zip(one, other, strict=False)
    return next((place for place, (a, b) in enumerate(pairs) if a != b), min(len(one), len(other)))
