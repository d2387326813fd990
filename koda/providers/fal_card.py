"""Makes a model card of an endpoint's form: how its body is written, and its answer read."""

from __future__ import annotations

from collections.abc import Mapping

from pydantic import JsonValue

from koda.core.values import MEDIA_TYPES, ValueType
from koda.providers.fal_errors import NAME
from koda.providers.fal_form import CUSTOM, EndpointForm, FormParameter
from koda.providers.models import BodyField, MediaSlot, ModelCard

PREFIX = "fal:"
"""What comes before an endpoint's id in the key of its node kind, which is its model's, too."""

_MOST_FILES = 64


def card_of(form: EndpointForm) -> ModelCard:
    """Make the card; the node's inputs and parameters have the names of the body's fields."""
    made = next((one.type for one in form.outputs if one.type in MEDIA_TYPES), form.outputs[0].type)
    fields = [one.field for one in form.parameters if one.part_of is None]
    return ModelCard(
        id=f"{PREFIX}{form.endpoint}",
        version=1,
        title=form.title,
        description=form.description,
        group="fal.ai",
        provider=NAME,
        modality=made,
        task="endpoint",
        endpoint=form.endpoint,
        inputs={
            one.field: MediaSlot(
                types=one.types,
                least=1 if one.required else 0,
                most=(one.most or _MOST_FILES) if one.many else 1,
                field=one.field,
                single=not one.many,
                wrapped=one.wrapped,
            )
            for one in form.files
        },
        controls=tuple(fields),
        body={name: BodyField(parameter=name) for name in fields if name != form.prompt},
        prompt_field=form.prompt,
        prompt_required=False,
        most=1,
        price=None,
        outputs=form.outputs,
    )


def body_values(form: EndpointForm, given: Mapping[str, JsonValue]) -> dict[str, JsonValue]:
    """Give the values of the body's fields: sides of one's own become a size, empty words nothing.

    Args:
        form: The endpoint.
        given: The node's parameters, by name.
    """
    values: dict[str, JsonValue] = {}
    for one in form.parameters:
        value = given.get(one.field)
        if one.part_of is not None:
            continue
        sides = _sides(form, one)
        if value == CUSTOM and sides:
            values[one.field] = {
                side.field.rpartition(".")[2]: given.get(side.field) for side in sides
            }
        elif not (value == "" and _is_words(form, one.field)):
            values[one.field] = value
    return values


def unread(form: EndpointForm, given: Mapping[str, JsonValue]) -> frozenset[str]:
    """Give the parameters that make no difference: sides of a size that has a name."""
    return frozenset(
        one.field
        for one in form.parameters
        if one.part_of is not None and given.get(one.part_of) != CUSTOM
    )


def _sides(form: EndpointForm, of: FormParameter) -> list[FormParameter]:
    return [one for one in form.parameters if one.part_of == of.field]


def _is_words(form: EndpointForm, field: str) -> bool:
    return any(one.field == field and ValueType.TEXT in one.types for one in form.inputs)
