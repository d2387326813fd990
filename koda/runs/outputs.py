"""A step's outputs: values by output name, and as they are written."""

from __future__ import annotations

from collections.abc import Mapping

from pydantic import TypeAdapter

from koda.core.values import ListValue, SingleValue, Value

OUTPUTS: TypeAdapter[dict[str, Value]] = TypeAdapter(dict[str, Value])


def read_outputs(text: str) -> dict[str, Value]:
    """Read outputs that `write_outputs` wrote."""
    return OUTPUTS.validate_json(text)


def write_outputs(outputs: Mapping[str, Value]) -> str:
    """Write outputs as JSON."""
    return OUTPUTS.dump_json(dict(outputs), by_alias=True).decode()


def flatten(value: Value) -> tuple[SingleValue, ...]:
    """Give the single values of a value."""
    return value.items if isinstance(value, ListValue) else (value,)
