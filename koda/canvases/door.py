"""What may come into a canvas's document: rules D1 to D7, D11, D12 of docs/spec/document.md."""

from __future__ import annotations

import json
import math
import re
from typing import Any, NoReturn, TypeGuard, cast

from pycrdt import Map, Text

from koda.canvases.document import CanvasDoc, Change, root_map
from koda.canvases.wire import MAX_DEPTH, Contents, Unreadable, read_update
from koda.core.canvas import SCHEMA_VERSION
from koda.core.errors import SchemaUnknown, TooLarge, UpdateRefused
from koda.core.ids import is_id

MAX_UPDATE_BYTES = 1024 * 1024
MAX_DOCUMENT_BYTES = 50 * 1024 * 1024
MAX_NODES = 20_000
MAX_EDGES = 50_000
MAX_TEXT = 100_000
MAX_NAME = 200
MAX_PARAMETER_BYTES = 64 * 1024
_MOST_WORD = 80
_MOST_KIND = 200
_MOST_USE = 40
_NUMBERS = ("x", "y", "w", "h", "z")
_ENDS = ("source", "target")
_END_NAMES = ("output", "input")
# An address, not a word: `data: 5` in a prompt is fine.
_EMBEDDED = re.compile(
    r"\bdata:([\w.+-]+/[\w.+-]+(;[\w.+=-]+)*|(;[\w.+=-]+)+),|\bblob:(https?|null|file)",
    re.IGNORECASE,
)


def inspect_update(update: bytes) -> Contents:
    """Read a client's update before it touches a document.

    Raises:
        TooLarge: It is above 1 MiB (D11).
        UpdateRefused: It is no Yjs update of plain values, maps and texts (D1, D12).
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
        return read_update(update)
    except Unreadable as error:
        raise UpdateRefused(f"The edit could not be read: {error}.", rule="D12") from error


def check_change(doc: CanvasDoc, change: Change) -> None:
    """Hold what was changed to the rules of the document.

    Raises:
        UpdateRefused: With `fields["rule"]` and the place.
        SchemaUnknown: The document is of a newer schema (D2).
    """
    if set(doc.keys()) - {"meta", "nodes", "edges"}:
        raise UpdateRefused("The edit makes a part that canvases do not have.", rule="D1")
    nodes, edges = root_map(doc, "nodes"), root_map(doc, "edges")
    _check_count("nodes", len(nodes), MAX_NODES)
    _check_count("edges", len(edges), MAX_EDGES)
    if any(root == "meta" for root, _ in change.touched):
        _check_meta(root_map(doc, "meta"))
    for key in change.recast:
        if key in nodes:
            raise UpdateRefused("A node's kind never changes.", rule="D3", node=key[:100])
    for root, key in change.touched:
        if root == "nodes" and key in nodes:
            _check_node(key, nodes[key])
        elif root == "edges" and key in edges:
            _check_edge(key, edges[key])


def _check_count(what: str, count: int, limit: int) -> None:
    if count > limit:
        raise UpdateRefused(f"A canvas holds at most {limit:,} {what}.", rule="D11", limit=limit)


def _check_meta(meta: Map[Any]) -> None:
    schema = meta.get("schema", SCHEMA_VERSION)
    if not _is_number(schema) or schema > SCHEMA_VERSION:
        shown = schema if _is_number(schema) else None
        raise SchemaUnknown("This canvas is of a newer Koda.", schema=shown, rule="D2")
    if not _is_word(meta.get("name", ""), MAX_NAME):
        raise UpdateRefused(f"A name has at most {MAX_NAME} characters.", rule="D2")
    if set(meta.keys()) - {"schema", "name"}:
        raise UpdateRefused("A canvas has a schema and a name, nothing else.", rule="D2")


def _check_node(key: str, value: object) -> None:
    if not is_id(key):
        raise UpdateRefused("A node's id is not valid.", rule="D6", node=key[:100])
    node = _shared_map(value)
    params = None if node is None else _shared_map(node.get("params"))
    if node is None or params is None:
        _refuse_node(key, "does not have the shape of a node")
    kind = node.get("kind")
    if not kind or not _is_word(kind, _MOST_KIND):
        _refuse_node(key, "has no kind")
    for name in set(node.keys()) - {"params"}:
        _check_field(key, name, node[name])
    for name in params.keys():  # noqa: SIM118  (a map of pycrdt)
        parameter = params[name]
        _check_value(key, name, str(parameter) if isinstance(parameter, Text) else parameter)


def _check_field(node: str, name: str, value: object) -> None:
    if name in _NUMBERS and not _is_number(value):
        _refuse_node(node, f"has `{name}` that is not a number")
    if name == "name" and not _is_word(value, MAX_NAME):
        _refuse_node(node, f"has a name of more than {MAX_NAME} characters")
    if name == "parent" and not (isinstance(value, str) and is_id(value)):
        _refuse_node(node, "has a parent that is no id")
    _check_value(node, name, value)


def _check_value(node: str, name: str, value: object) -> None:
    """Hold a field or parameter to be plain JSON of an allowed size, without media in it."""
    place = {"node": node, "parameter": name[:100]}
    if isinstance(value, str):
        text, limit, rule = value, MAX_TEXT, f"A text is longer than {MAX_TEXT:,} characters."
    else:
        text, limit, rule = _encode(value, place), MAX_PARAMETER_BYTES, "A parameter is too large."
    if len(text) > limit or len(name) > _MOST_WORD:
        raise UpdateRefused(rule, rule="D11", limit=limit, **place)
    if _EMBEDDED.search(text):
        raise UpdateRefused(
            "Media cannot be put into the document.",
            remedy="Upload the file; the node then names it.",
            rule="D7",
            **place,
        )


def _encode(value: object, place: dict[str, str]) -> str:
    if _depth(value) > MAX_DEPTH:
        raise UpdateRefused("A parameter is nested too deep.", rule="D11", **place)
    try:
        return json.dumps(value, allow_nan=False, ensure_ascii=False)
    except (TypeError, ValueError) as error:
        raise UpdateRefused("A parameter is not a JSON value.", rule="D4", **place) from error


def _depth(value: object) -> int:
    if isinstance(value, dict):
        inner = list(cast("dict[str, object]", value).values())
    elif isinstance(value, list):
        inner = cast("list[object]", value)
    else:
        return 0
    return 1 + max((_depth(one) for one in inner), default=0)


def _check_edge(key: str, value: object) -> None:
    if not is_id(key):
        raise UpdateRefused("An edge's id is not valid.", rule="D6", edge=key[:100])
    edge = _shared_map(value)
    fields: dict[str, Any] = {} if edge is None else {name: edge[name] for name in edge.keys()}  # noqa: SIM118
    ends = all(isinstance(fields.get(end), str) and is_id(fields[end]) for end in _ENDS)
    names = all(fields.get(name) and _is_word(fields[name], _MOST_WORD) for name in _END_NAMES)
    use = _is_word(fields.get("use", ""), _MOST_USE)
    if not ends or not names or not use or not _is_number(fields.get("order", 0)):
        raise UpdateRefused("An edge does not have the shape of an edge.", rule="D5", edge=key)
    if fields.keys() - {*_ENDS, *_END_NAMES, "order", "use"}:
        raise UpdateRefused("An edge has more than an edge has.", rule="D5", edge=key)


def _shared_map(value: object) -> Map[Any] | None:
    return cast("Map[Any]", value) if isinstance(value, Map) else None


def _is_number(value: object) -> TypeGuard[float]:
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        return False
    return math.isfinite(value)


def _is_word(value: object, limit: int) -> bool:
    return isinstance(value, str) and len(value) <= limit


def _refuse_node(key: str, what: str) -> NoReturn:
    raise UpdateRefused(f"A node {what}.", rule="D3", node=key)
