"""The Yjs document of a canvas: read, written, and checked (docs/spec/document.md)."""

from __future__ import annotations

import json
import math
import re
from collections.abc import Callable, Mapping
from typing import Any, cast

from pycrdt import Doc, Map, Text

from koda.canvases.wire import Unreadable, read_state, read_update
from koda.core.canvas import SCHEMA_VERSION, Canvas, Edge, Node
from koda.core.errors import SchemaUnknown, TooLarge, Unavailable, UpdateRefused
from koda.core.ids import CanvasId, EdgeId, NodeId, is_id

CanvasDoc = Doc[Any]
SharedText = Callable[[str, str], bool]
"""Tells whether a kind's parameter is kept as a `Y.Text`: (kind, parameter) → bool."""

_EMBEDDED = re.compile(r"""(?:^|")(?:data:[\w.+-]+/[\w.+-]+[;,]|blob:(?:https?|null))""")
ROOTS = frozenset({"meta", "nodes", "edges"})
MAX_UPDATE_BYTES = 1024 * 1024
MAX_NODES = 20_000
MAX_TEXT = 100_000
MAX_PARAMETER_BYTES = 64 * 1024


def new_document() -> CanvasDoc:
    """Make a document with its three root maps and nothing in them."""
    doc: CanvasDoc = Doc()
    for root in ROOTS:
        doc.get(root, type=Map)
    return doc


def apply_update(doc: CanvasDoc, update: bytes) -> set[tuple[str, str]]:
    """Merge an update into a document.

    Returns:
        What it touched: (root, key) pairs; the key is empty for a root's own change.

    Raises:
        TooLarge: The update is above 1 MiB (D11).
        UpdateRefused: It is no Yjs update, or one that canvases have no use for.
        Unavailable: It builds on an edit that has not arrived; it may be sent again (S3).
    """
    if len(update) > MAX_UPDATE_BYTES:
        raise TooLarge(
            "The edit is larger than 1 MiB.",
            remedy="Upload media as files; paste smaller pieces.",
            limit=MAX_UPDATE_BYTES,
            size=len(update),
            rule="D11",
        )
    try:
        found = read_update(update)
    except Unreadable as error:
        raise UpdateRefused(f"The edit could not be read: {error}.", rule="D12") from error
    if found.roots - ROOTS:
        raise UpdateRefused("The edit makes a part that canvases do not have.", rule="D1")
    if found.is_early(read_state(doc.get_state())):
        raise Unavailable("The edit builds on one that has not arrived yet.", rule="S3")
    touched: set[tuple[str, str]] = set()
    watches = [(root, _map(doc, root)) for root in ROOTS]
    subscriptions = [(one, one.observe_deep(_watcher(name, touched))) for name, one in watches]
    try:
        doc.apply_update(update)
    except (ValueError, RuntimeError) as error:
        raise UpdateRefused("The edit could not be read.", rule="D12") from error
    finally:
        for one, subscription in subscriptions:
            one.unobserve(subscription)
    return touched


def check_touched(doc: CanvasDoc, touched: set[tuple[str, str]]) -> None:
    """Hold what an update touched to the rules of the document.

    Raises:
        UpdateRefused: With `fields["rule"]` and the place.
        SchemaUnknown: The document is of a newer schema (D2).
    """
    strange = set(doc.keys()) - ROOTS
    if strange:
        raise UpdateRefused("The edit makes a part that canvases do not have.", rule="D1")
    schema = _map(doc, "meta").get("schema", SCHEMA_VERSION)
    if not isinstance(schema, (int, float)) or schema > SCHEMA_VERSION:
        raise SchemaUnknown("This canvas is of a newer Koda.", schema=schema, rule="D2")
    nodes, edges = _map(doc, "nodes"), _map(doc, "edges")
    if len(nodes) > MAX_NODES:
        raise UpdateRefused(
            f"A canvas holds at most {MAX_NODES:,} nodes.", rule="D11", limit=MAX_NODES
        )
    for root, key in touched:
        if root == "nodes" and key in nodes:
            _check_node(key, nodes[key])
        elif root == "edges" and key in edges:
            _check_edge(key, edges[key])


def read_name(doc: CanvasDoc) -> str:
    """Read the canvas's name."""
    name = _map(doc, "meta").get("name", "")
    return (name if isinstance(name, str) else "").strip()[:200] or "Untitled"


def count_nodes(doc: CanvasDoc) -> int:
    """Count the nodes without reading them."""
    return len(_map(doc, "nodes"))


def read_canvas(doc: CanvasDoc, canvas: CanvasId, seq: int) -> Canvas:
    """Read the document as a plain canvas; what has no shape of a node or edge is left out."""
    raw_nodes: dict[str, Any] = _map(doc, "nodes").to_py() or {}
    raw_edges: dict[str, Any] = _map(doc, "edges").to_py() or {}
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
    """Make the document say what the canvas says, touching only what differs."""
    with doc.transaction():
        meta, nodes, edges = (_map(doc, root) for root in ("meta", "nodes", "edges"))
        if meta.get("schema") is None:
            meta["schema"] = SCHEMA_VERSION
        if read_name(doc) != canvas.name or meta.get("name") is None:
            meta["name"] = canvas.name
        for key in set(edges.keys()) - set(canvas.edges):
            del edges[key]
        for key in set(nodes.keys()) - set(canvas.nodes):
            del nodes[key]
        for node in canvas.nodes.values():
            if node.id in nodes and _is_same_kind(nodes[node.id], node):
                _patch_node(nodes[node.id], node, is_shared_text)
            else:
                nodes[node.id] = _new_node(node, is_shared_text)
        for edge in canvas.edges.values():
            if edge.id not in edges or _edge(edge.id, edges[edge.id].to_py()) != edge:
                edges[edge.id] = Map(
                    {
                        "source": edge.source,
                        "output": edge.output,
                        "target": edge.target,
                        "input": edge.input,
                        "order": float(edge.order),
                    }
                )


def _watcher(root: str, touched: set[tuple[str, str]]) -> Callable[[Any], None]:
    def watch(events: Any) -> None:  # noqa: ANN401  (pycrdt's events have no types)
        for event in events:
            if event.path:
                touched.add((root, str(event.path[0])))
            else:
                touched.update((root, str(key)) for key in event.keys)

    return watch


def _map(doc: CanvasDoc, root: str) -> Map[Any]:
    return doc.get(root, type=Map)


def _plain_map(value: object) -> dict[str, Any]:
    """Read a shared map; anything else is an empty one."""
    if not isinstance(value, Map):
        return {}
    return cast("Map[Any]", value).to_py() or {}


def _check_node(key: str, value: object) -> None:
    if not is_id(key):
        raise UpdateRefused("A node's id is not valid.", rule="D6", node=key[:100])
    fields = _plain_map(value)
    if not _is_node(fields):
        raise UpdateRefused("A node does not have the shape of a node.", rule="D3", node=key)
    for name in ("x", "y", "w", "h", "z"):
        number = fields.get(name, 0)
        if not isinstance(number, (int, float)) or not math.isfinite(number):
            raise UpdateRefused(f"A node's `{name}` is not a number.", rule="D3", node=key)
    for name, parameter in fields["params"].items():
        _check_parameter(key, str(name), parameter)


def _check_parameter(node: str, name: str, value: object) -> None:
    place = {"node": node, "parameter": name[:100]}
    if isinstance(value, str):
        if len(value) > MAX_TEXT:
            raise UpdateRefused(
                f"A text is longer than {MAX_TEXT:,} characters.", rule="D11", **place
            )
        text = value
    else:
        text = json.dumps(value)
        if len(text) > MAX_PARAMETER_BYTES:
            raise UpdateRefused("A parameter is larger than 64 KiB.", rule="D11", **place)
    if _EMBEDDED.search(text):
        raise UpdateRefused(
            "Media cannot be put into the document.",
            remedy="Upload the file; the node then names it.",
            rule="D7",
            **place,
        )


def _check_edge(key: str, value: object) -> None:
    if not is_id(key):
        raise UpdateRefused("An edge's id is not valid.", rule="D6", edge=key[:100])
    if not _is_edge(_plain_map(value)):
        raise UpdateRefused("An edge does not have the shape of an edge.", rule="D5", edge=key)


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
    )


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


def _is_same_kind(found: object, node: Node) -> bool:
    return isinstance(found, Map) and cast("Map[Any]", found).get("kind") == node.kind


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
    if isinstance(found, Text):
        if str(found) != value and isinstance(value, str):
            found.clear()
            found += value
        return
    if shared and isinstance(value, str):
        params[name] = Text(value)
    elif name not in params or _plain(found) != value:
        params[name] = value
