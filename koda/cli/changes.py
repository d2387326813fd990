"""Applies `--set NODE.PARAM=VALUE` to a canvas, and finds nodes by id or name."""

from __future__ import annotations

import json
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast

from koda.core.asset import Asset
from koda.core.canvas import Canvas, Node
from koda.core.errors import Invalid
from koda.core.ids import NodeId
from koda.core.spec import Catalog

Upload = Callable[[Path], Awaitable[Asset]]
_FORM = "Write it as NODE.PARAM=VALUE, for example --set Idea.content=Hello."


@dataclass(frozen=True, slots=True)
class Change:
    """A parameter of a node, and the text that it is set to."""

    node: str
    parameter: str
    text: str


def read_change(argument: str) -> Change:
    """Read an argument of `--set`; the parameter is what follows the last dot before the `=`."""
    place, equals, text = argument.partition("=")
    node, dot, parameter = place.rpartition(".")
    if not (equals and dot and node.strip() and parameter.strip()):
        raise Invalid(f"“{argument}” sets nothing.", remedy=_FORM)
    return Change(node.strip(), parameter.strip(), text)


def find_node(canvas: Canvas, name: str) -> Node:
    """Find a node by its id or else its name; raises `Invalid` for none and for several."""
    by_id = canvas.nodes.get(NodeId(name))
    if by_id is not None:
        return by_id
    nodes = canvas.nodes.values()
    found = [one for one in nodes if one.name == name] or [
        one for one in nodes if one.name.casefold() == name.casefold()
    ]
    if len(found) == 1:
        return found[0]
    if found:
        ids = ", ".join(one.id for one in found)
        raise Invalid(f"Several nodes are called “{name}”.", remedy=f"Use an id: {ids}.")
    names = ", ".join(f"{one.id} ({one.name or one.kind})" for one in list(nodes)[:20])
    raise Invalid(f"The canvas has no node “{name}”.", remedy=f"It has: {names}.")


async def apply_changes(
    canvas: Canvas, changes: Sequence[Change], catalog: Catalog, upload: Upload
) -> Canvas:
    """Set parameters; files named with `@` are uploaded.

    Raises:
        Invalid: No such node or parameter, or a value that it cannot be.
    """
    nodes = dict(canvas.nodes)
    for change in changes:
        node = nodes[find_node(canvas, change.node).id]
        schema = _schema_of(node, change.parameter, catalog)
        value: Any
        extra: dict[str, Any] = {}
        if schema.get("x-control") == "asset" and change.text.startswith("@"):
            asset = await upload(_existing(change.text[1:]))
            value = asset.id
            if "type" in _properties(node, catalog):
                extra["type"] = asset.kind.value
        else:
            value = _parse(change, _types(schema))
        changed = {**node.parameters, change.parameter: value, **extra}
        nodes[node.id] = node.model_copy(update={"parameters": changed})
    return canvas.model_copy(update={"nodes": nodes})


def _existing(name: str) -> Path:
    path = Path(name).expanduser()
    if not path.is_file():
        raise Invalid(f"There is no file {path}.")
    return path


def _properties(node: Node, catalog: Catalog) -> dict[str, Any]:
    spec = catalog.find(node.kind)
    if spec is None:
        raise Invalid(
            f"This Koda has no node “{node.kind}”.", remedy="Install its package, then run it."
        )
    return cast("dict[str, Any]", spec.parameters.get("properties", {}))


def _schema_of(node: Node, parameter: str, catalog: Catalog) -> dict[str, Any]:
    properties = _properties(node, catalog)
    if parameter not in properties:
        raise Invalid(
            f"“{node.name or node.id}” ({node.kind}) has no parameter “{parameter}”.",
            remedy=f"It has: {', '.join(properties)}.",
        )
    return properties[parameter]


def _types(schema: dict[str, Any]) -> set[str]:
    """Give the JSON types of a parameter; an `enum` without a type is of text."""
    parts: list[dict[str, Any]] = schema.get("anyOf", [schema])
    return {str(part.get("type", "string")) for part in parts}


def _parse(change: Change, types: set[str]) -> object:
    if change.text == "null" and "null" in types:
        return None
    if "string" in types:
        return change.text
    try:
        return json.loads(change.text)
    except ValueError as error:
        wanted = " or ".join(sorted(types - {"null"}))
        raise Invalid(
            f"“{change.text}” is no value for {change.node}.{change.parameter}.",
            remedy=f"It takes: {wanted}.",
        ) from error
