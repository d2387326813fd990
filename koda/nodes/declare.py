"""Short words for declaring parameters: a pydantic field with Koda's own schema keywords."""

from __future__ import annotations

from typing import Any

from pydantic import BaseModel, ConfigDict, Field, JsonValue


class Parameters(BaseModel):
    """The base of every kind's parameters: what a canvas holds beyond them is left alone."""

    model_config = ConfigDict(frozen=True, extra="ignore")


def parameter(
    default: Any,  # noqa: ANN401
    control: str,
    title: str,
    *,
    group: str = "",
    unit: str = "",
    description: str = "",
    labels: dict[str, str] | None = None,
    shared_text: bool = False,
    **limits: Any,  # noqa: ANN401
) -> Any:  # noqa: ANN401
    """Declare a parameter.

    Args:
        default: Its default.
        control: How it is edited; see `NodeSpec.parameters`.
        title: Its name on the screen.
        group: The group of the inspector it stands in.
        unit: The unit of a number.
        description: One sentence for the tooltip.
        labels: What the values of an `enum` are called.
        shared_text: Kept as a `Y.Text`.
        limits: Passed to pydantic's `Field` (`ge`, `le`, `multiple_of`, `max_length`, …).
    """
    extra: dict[str, JsonValue] = {"x-control": control}
    if group:
        extra["x-group"] = group
    if unit:
        extra["x-unit"] = unit
    if labels:
        extra["x-labels"] = dict(labels)
    if shared_text:
        extra["x-shared-text"] = True
    return Field(
        default, title=title, description=description or None, json_schema_extra=extra, **limits
    )


def seed_parameter() -> Any:  # noqa: ANN401
    """Declare the seed: drawn for each run unless it is set."""
    return parameter(
        None,
        "seed",
        "Seed",
        group="Output",
        ge=0,
        le=2**31 - 1,
        description="The same seed and inputs give the same result, where the model can.",
    )


def schema_of(parameters: type[Parameters]) -> dict[str, JsonValue]:
    """Give the JSON Schema of a kind's parameters, every default in it."""
    return parameters.model_json_schema(mode="validation")
