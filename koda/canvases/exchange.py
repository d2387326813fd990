"""The original's canvas shape (React Flow's nodes and edges) from and to Koda's canvas."""

from __future__ import annotations

import hashlib
import html
import re
from collections.abc import Mapping
from typing import Any, TypeGuard, cast

from pydantic import ValidationError

from koda.canvases.renames import (
    chosen_model,
    input_here,
    input_there,
    parameter_here,
    parameter_there,
)
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
_CAMEL = re.compile(r"[a-z][a-zA-Z0-9]*")
_OWN_ASSET = re.compile(r"/api/assets/([A-Za-z0-9][A-Za-z0-9_-]{0,79})")
_MEDIA = "media"


def to_original(canvas: Canvas) -> JsonObject:
    """Give `{id, name, nodes, edges}` as the original's clients know them.

    `from_original` reads the same canvas from it. Its clients take one edge an end, so several
    references arrive at `reference`, `ref2`, `ref3`, …; `order` says the exact place.
    """
    return {
        "id": canvas.id,
        "name": canvas.name,
        "nodes": [_flow_node(node) for node in canvas.nodes.values()],
        "edges": [
            _flow_edge(canvas.nodes.get(edge.target), edge, place)
            for edges in canvas.edges_into().values()
            for place, edge in _placed(edges)
        ],
    }


def from_original(
    canvas: CanvasId, name: str, nodes: list[JsonObject], edges: list[JsonObject]
) -> Canvas:
    """Read the original's nodes and edges.

    Ids that cannot be kept (no id, a second one) are made anew, the same each time. Edges whose
    ends are missing are left out, and so is what was only true while it ran.

    Raises:
        Invalid: A node or edge has no usable shape; `fields["place"]` says which.
    """
    ids: dict[str, NodeId] = {}
    read: dict[NodeId, Node] = {}
    for place, raw in enumerate(nodes):
        node = _node(raw, _own_id("n", raw, place, read), f"nodes[{place}]")
        ids.setdefault(str(raw.get("id")), node.id)
        read[node.id] = node
    read = {key: _with_parent(node, ids) for key, node in read.items()}
    wires: dict[EdgeId, Edge] = {}
    for place, raw in enumerate(edges):
        key = _own_id("e", raw, place, wires)
        edge = _edge(raw, EdgeId(key), ids, read, float(place), f"edges[{place}]")
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
    parameters = {
        _camel(parameter_there(node.kind, name), "_"): value
        for name, value in node.parameters.items()
    }
    content = parameters.get("content")
    if node.kind == "text" and isinstance(content, str) and _TAG.search(content):
        # Its texts are rich: what looks like a tag here is meant as it stands.
        parameters["content"] = f"<p>{html.escape(content).replace(chr(10), '<br>')}</p>"
    if node.kind == _MEDIA and isinstance(parameters.get("asset"), str):
        parameters["url"] = f"/api/assets/{parameters['asset']}"
    if node.name:
        parameters["name"] = node.name
    flow: JsonObject = {
        "id": node.id,
        "type": _camel(node.kind, "-"),
        "position": {"x": node.x, "y": node.y},
        "data": parameters,
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


def _placed(edges: list[Edge]) -> list[tuple[int, Edge]]:
    """Count the edges at each input, from 1."""
    counts: dict[str, int] = {}
    placed: list[tuple[int, Edge]] = []
    for edge in edges:
        counts[edge.input] = counts.get(edge.input, 0) + 1
        placed.append((counts[edge.input], edge))
    return placed


def _flow_edge(target: Node | None, edge: Edge, place: int) -> JsonObject:
    is_further = edge.input == "reference" and 1 < place < 100
    handle = input_there(target.kind, target.parameters, edge.input) if target else edge.input
    return {
        "id": edge.id,
        "source": edge.source,
        "sourceHandle": edge.output,
        "target": edge.target,
        "targetHandle": f"ref{place}" if is_further else handle,
        "order": edge.order,
        **({"use": edge.use} if edge.use else {}),
    }


def _own_id(prefix: str, raw: Mapping[str, Any], place: int, taken: Mapping[Any, object]) -> str:
    """The id it came with, or one made of it: reading the same again gives the same."""
    given = str(raw.get("id") or "")
    if is_id(given) and given not in taken:
        return given
    ends = [str(raw.get(name)) for name in ("source", "sourceHandle", "target", "targetHandle")]
    text = "\n".join([given, *ends, str(place)])
    return f"{prefix}_{hashlib.sha256(text.encode(errors='replace')).hexdigest()[:20]}"


def _node(raw: Mapping[str, Any], key: str, place: str) -> Node:
    source = _object(raw.get("data"))
    position = _object(raw.get("position"))
    kind = _kebab(str(raw.get("type") or "default"))
    parameters = {
        parameter_here(kind, _snake(name)): value
        for name, value in source.items()
        if name not in _RUNTIME
    }
    parameters = chosen_model(kind, parameters)
    content = parameters.get("content")
    if kind == "text" and isinstance(content, str):
        parameters["content"] = plain_text(content)
    own = _OWN_ASSET.fullmatch(str(parameters.get("url"))) if kind == _MEDIA else None
    if own:
        del parameters["url"]
        parameters["asset"] = own[1]
    try:
        return Node.model_validate(
            {
                "id": key,
                "kind": kind,
                "name": str(source.get("name") or "")[:200],
                "x": position.get("x", 0),
                "y": position.get("y", 0),
                "width": _size(raw, "width"),
                "height": _size(raw, "height"),
                "z": raw.get("zIndex") or 0,
                "parent": raw.get("parentId"),
                "parameters": parameters,
            }
        )
    except (ValidationError, RecursionError) as error:
        raise Invalid(f"`{place}` is not a node.", place=place) from error


def _size(raw: Mapping[str, Any], side: str) -> object:
    """A size that was set; a group's may only have been measured."""
    found = raw.get(side, _object(raw.get("style")).get(side))
    if found is None and raw.get("type") == "group":
        found = _object(raw.get("measured")).get(side)
    return found if isinstance(found, (int, float)) else None


def _with_parent(node: Node, ids: Mapping[str, NodeId]) -> Node:
    parent = None if node.parent is None else ids.get(node.parent)
    return node if parent == node.parent else node.model_copy(update={"parent": parent})


def _edge(
    raw: Mapping[str, Any],
    key: EdgeId,
    ids: Mapping[str, NodeId],
    nodes: Mapping[NodeId, Node],
    order: float,
    place: str,
) -> Edge | None:
    source, target = ids.get(str(raw.get("source"))), ids.get(str(raw.get("target")))
    if source is None or target is None:
        return None
    end = nodes[target]
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
                "id": key,
                "source": source,
                "output": output,
                "target": target,
                "input": input_here(end.kind, end.parameters, handle),
                "order": raw.get("order", order),
                "use": str(raw.get("use") or "")[:40],
            }
        )
    except ValidationError as error:
        raise Invalid(f"`{place}` is not an edge.", place=place) from error


def _object(value: object) -> JsonObject:
    return cast("JsonObject", value) if isinstance(value, dict) else {}


def _camel(text: str, mark: str) -> str:
    """`aspect_ratio` → `aspectRatio`; what could not be read back stays as it is."""
    if not re.fullmatch(rf"[a-z][a-z0-9]*({mark}[a-z][a-z0-9]*)*", text):
        return text
    return re.sub(rf"{mark}([a-z])", lambda found: found[1].upper(), text)


def _snake(text: str) -> str:
    """`aspectRatio` → `aspect_ratio`; what is not written like that stays as it is."""
    if not _CAMEL.fullmatch(text):
        return text
    return re.sub(r"[A-Z]", lambda found: f"_{found[0].lower()}", text)


def _kebab(text: str) -> str:
    return _snake(text).replace("_", "-") if _CAMEL.fullmatch(text) else text
