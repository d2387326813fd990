"""Makes the model that validates the parameters of an endpoint's node."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Annotated, Any, Literal, cast

from pydantic import ConfigDict, Field, JsonValue, create_model

from koda.nodes.declare import Parameters
from koda.providers.fal_form import FormParameter

_LIMITS = {
    "minimum": "ge",
    "maximum": "le",
    "exclusiveMinimum": "gt",
    "exclusiveMaximum": "lt",
    "multipleOf": "multiple_of",
}
_PLAIN: dict[str, Any] = {
    "boolean": bool,
    "array": list[JsonValue],
    "object": dict[str, JsonValue],
}


class _Endpoint(Parameters):
    # The vendor's names may be no names of Python, or names that pydantic needs itself.
    model_config = ConfigDict(serialize_by_alias=True)


def parameters_model(parameters: Sequence[FormParameter]) -> type[Parameters]:
    """Make the model: a field for each parameter, under the vendor's name."""
    fields: dict[str, Any] = {
        f"p{place}": (_type_of(one.schema_), Field(one.schema_.get("default"), alias=one.field))
        for place, one in enumerate(parameters)
    }
    return create_model("EndpointParameters", __base__=_Endpoint, **fields)


def schema_of_form(parameters: Sequence[FormParameter]) -> dict[str, JsonValue]:
    """Give the JSON Schema that the form is drawn from, in the vendor's order."""
    return {
        "type": "object",
        "properties": {one.field: dict(one.schema_) for one in parameters},
    }


def _type_of(schema: Mapping[str, Any]) -> Any:  # noqa: ANN401  (a type)
    variants = schema.get("anyOf")
    if variants:
        return _type_of(cast("list[dict[str, Any]]", variants)[0]) | None
    choices = schema.get("enum")
    if choices:
        return Literal[tuple(cast("list[Any]", choices))]
    kind = str(schema.get("type"))
    if kind == "string":
        return Annotated[str, Field(max_length=schema.get("maxLength"))]
    if kind == "integer":
        return Annotated[int, Field(**_limits(schema))]
    if kind == "number":
        return Annotated[float, Field(**_limits(schema))]
    return _PLAIN.get(kind, JsonValue)


def _limits(schema: Mapping[str, Any]) -> dict[str, Any]:
    return {name: schema[key] for key, name in _LIMITS.items() if key in schema}
