"""Reads what a person wrote into a node that does not run: a text, a list of texts, a number."""

from __future__ import annotations

from math import isfinite

from pydantic import JsonValue

from koda.core.canvas import Node
from koda.core.spec import NodeSpec, OutputSpec
from koda.core.values import NumberValue, SingleValue, TextValue, ValueType


def written_values(spec: NodeSpec, node: Node, end: OutputSpec) -> tuple[SingleValue, ...]:
    """Give the values of an output that is a parameter's value; nothing if nothing is written.

    A list is a text with a value in each line; empty lines are left out.
    """
    name = str(end.parameter)
    value = node.parameters.get(name, _default(spec, name))
    if ValueType.NUMBER in end.types:
        return _number(value)
    if not isinstance(value, str) or not value.strip():
        return ()
    if not end.list:
        return (TextValue(text=value),)
    return tuple(TextValue(text=line.strip()) for line in value.splitlines() if line.strip())


def _number(value: JsonValue) -> tuple[SingleValue, ...]:
    if isinstance(value, bool) or not isinstance(value, int | float):
        return ()
    return (NumberValue(number=float(value)),) if isfinite(value) else ()


def _default(spec: NodeSpec, name: str) -> JsonValue:
    properties = spec.parameters.get("properties")
    schema = properties.get(name) if isinstance(properties, dict) else None
    return schema.get("default") if isinstance(schema, dict) else None
