"""The original's canvas shape (React Flow's nodes and edges) from and to Koda's canvas."""

from __future__ import annotations

import html
import re
from collections.abc import Mapping
from typing import Any, TypeGuard, cast

from pydantic import JsonValue, ValidationError

from koda.canvases.copies import fresh_id
from koda.core.canvas import Canvas, Edge, Node
from koda.core.errors import Invalid
from koda.core.ids import CanvasId, EdgeId, NodeId, is_id

JsonObject = dict[str, Any]

_RUNTIME = frozenset(
    {"isGenerating", "error", "outputUrl", "outputUrls", "progress", "thumbnailUrl", "name"}
)
_REFERENCE = re.compile(r"ref(\d{1,2})")
_TAG = re.compile(r"<(/?)(p|br|div|h[1-6]|li|ul|ol)\b[^>]*>", re.IGNORECASE)
_ANY_TAG = re.compile(r"<[^<>]+>")


def to_original(canvas: Canvas) -> JsonObject:
    """Give `{id, name, nodes, edges}` as the original's clients know them."""
    return {
        "id": canvas.id,
        "name": canvas.name,
        "nodes": [_flow_node(node) for node in canvas.nodes.values()],
        "edges": [
            {
                "id": edge.id,
                "source": edge.source,
                "sourceHandle": edge.output,
                "target": edge.target,
                "targetHandle": edge.input,
            }
            for edge in canvas.edges.values()
        ],
    }


def from_original(
    canvas: CanvasId, name: str, nodes: list[JsonObject], edges: list[JsonObject]
) -> Canvas:
    """Read the original's nodes and edges; ids that cannot be kept are made anew.

    Raises:
        Invalid: A node or edge has no usable shape; `fields["place"]` says which.
    """
    ids: dict[str, NodeId] = {}
    read: dict[NodeId, Node] = {}
    for place, raw in enumerate(nodes):
        node = _node(raw, f"nodes[{place}]")
        if node.id in read:
            raise Invalid("Two nodes have the same id.", place=f"nodes[{place}]", node=node.id)
        ids[str(raw.get("id"))] = node.id
        read[node.id] = node
    wires: dict[EdgeId, Edge] = {}
    for place, raw in enumerate(edges):
        edge = _edge(raw, ids, float(place), f"edges[{place}]")
        if edge is not None:
            wires[edge.id] = edge
    return Canvas(id=canvas, name=name, nodes=read, edges=wires)


def read_export(canvas: CanvasId, document: JsonObject) -> Canvas:
    """Read a file that the original exported: `{version, spaceName, nodes, edges}`."""
    nodes, edges = document.get("nodes"), document.get("edges", [])
    if not _is_objects(nodes) or not _is_objects(edges):
        raise Invalid(
            "This is not an exported canvas.", remedy="Choose a file with `nodes` and `edges`."
        )
    name = str(document.get("spaceName") or document.get("name") or "Imported canvas")
    return from_original(canvas, name[:200], nodes, edges)


def plain_text(text: str) -> str:
    """Turn the original's rich text (HTML) into plain text; plain text stays as it is."""
    if not _TAG.search(text):
        return text
    lines = _TAG.sub(lambda tag: "\n" if tag[1] or tag[2].lower() == "br" else "", text)
    return html.unescape(_ANY_TAG.sub("", lines)).strip()


def _is_objects(value: object) -> TypeGuard[list[JsonObject]]:
    return isinstance(value, list) and all(
        isinstance(one, dict) for one in cast("list[object]", value)
    )


def _flow_node(node: Node) -> JsonObject:
    flow: JsonObject = {
        "id": node.id,
        "type": _camel(node.kind, "-"),
        "position": {"x": node.x, "y": node.y},
        "data": {
            **{_camel(name, "_"): value for name, value in node.parameters.items()},
            **({"name": node.name} if node.name else {}),
        },
    }
    if node.parent:
        flow["parentId"] = node.parent
    if node.width is not None:
        flow["width"] = node.width
    if node.height is not None:
        flow["height"] = node.height
    if node.z:
        flow["zIndex"] = node.z
    return flow


def _node(raw: Mapping[str, Any], place: str) -> Node:
    raw_data = raw.get("data")
    source = cast("dict[str, JsonValue]", raw_data) if isinstance(raw_data, dict) else {}
    raw_position = raw.get("position")
    position = cast("JsonObject", raw_position) if isinstance(raw_position, dict) else {}
    given = str(raw.get("id", ""))
    kind = _kebab(str(raw.get("type", "")))
    parameters = {_snake(key): value for key, value in source.items() if key not in _RUNTIME}
    if kind == "text" and isinstance(parameters.get("content"), str):
        parameters["content"] = plain_text(str(parameters["content"]))
    try:
        return Node.model_validate(
            {
                "id": given if is_id(given) else fresh_id("n"),
                "kind": kind,
                "name": str(source.get("name", "")),
                "x": position.get("x", 0),
                "y": position.get("y", 0),
                "width": raw.get("width"),
                "height": raw.get("height"),
                "z": raw.get("zIndex", 0),
                "parent": raw.get("parentId"),
                "parameters": parameters,
            }
        )
    except ValidationError as error:
        raise Invalid(f"`{place}` is not a node.", place=place) from error


def _edge(
    raw: Mapping[str, Any], ids: Mapping[str, NodeId], order: float, place: str
) -> Edge | None:
    source, target = ids.get(str(raw.get("source"))), ids.get(str(raw.get("target")))
    if source is None or target is None:
        return None
    given = str(raw.get("id", ""))
    handle = str(raw.get("targetHandle") or "text")
    match = _REFERENCE.fullmatch(handle)
    if match:
        handle, order = "reference", float(match[1])
    elif handle == "reference":
        order = 0.0
    output = str(raw.get("sourceHandle") or "output")
    if output in {"text", "image"}:  # its own templates name ends that its nodes do not have
        output = "output"
    try:
        return Edge.model_validate(
            {
                "id": given if is_id(given) else fresh_id("e"),
                "source": source,
                "output": output,
                "target": target,
                "input": handle,
                "order": order,
            }
        )
    except ValidationError as error:
        raise Invalid(f"`{place}` is not an edge.", place=place) from error


def _camel(text: str, mark: str) -> str:
    first, *rest = text.split(mark)
    return first + "".join(word[:1].upper() + word[1:] for word in rest)


def _snake(text: str) -> str:
    return re.sub(r"(?<!^)([A-Z])", r"_\1", text).lower()


def _kebab(text: str) -> str:
    return _snake(text).replace("_", "-")
