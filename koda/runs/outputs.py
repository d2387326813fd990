"""A step's outputs: values by output name, and as they are written."""

from __future__ import annotations

from collections.abc import Mapping

from pydantic import TypeAdapter

from koda.core.errors import TooLarge
from koda.core.values import ListValue, SingleValue, Value

MAX_OUTPUT_BYTES = 3_000_000

OUTPUTS: TypeAdapter[dict[str, Value]] = TypeAdapter(dict[str, Value])


def read_outputs(text: str) -> dict[str, Value]:
    """Read outputs that `write_outputs` wrote."""
    return OUTPUTS.validate_json(text)


def write_outputs(outputs: Mapping[str, Value]) -> str:
    """Write outputs as JSON.

    Raises:
        TooLarge: They are more than every database takes as one value.
    """
    text = OUTPUTS.dump_json(dict(outputs), by_alias=True)
    if len(text) > MAX_OUTPUT_BYTES:
        raise TooLarge(
            f"The result of the step is too large: {len(text):,} bytes, of {MAX_OUTPUT_BYTES:,} "
            "at most.",
            remedy="Let it make fewer or shorter texts.",
            limit=MAX_OUTPUT_BYTES,
            size=len(text),
        )
    return text.decode()


def flatten(value: Value) -> tuple[SingleValue, ...]:
    """Give the single values of a value."""
    return value.items if isinstance(value, ListValue) else (value,)
