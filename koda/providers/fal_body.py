"""Writes a request as fal.ai takes it, by what the model's card says."""

from __future__ import annotations

from collections.abc import Sequence

from pydantic import JsonValue

from koda.core.errors import Invalid
from koda.providers.base import GenerationRequest
from koda.providers.models import BodyField, ModelCard, settled


def write_body(
    card: ModelCard, request: GenerationRequest, urls: Sequence[str]
) -> tuple[str, dict[str, JsonValue]]:
    """Give the endpoint to call and the body for it.

    Args:
        card: The model.
        request: What to make; parameters that the card does not read are ignored.
        urls: Where the request's inputs can be fetched, in their order.

    Raises:
        Invalid: More or fewer inputs than the model takes.
    """
    _check_count(card, len(urls))
    body: dict[str, JsonValue] = {card.prompt_field: request.prompt}
    endpoint = card.endpoint
    if card.references is not None and urls:
        body[card.references.field] = urls[0] if card.references.single else list(urls)
        endpoint = card.references.endpoint or endpoint
    values = settled(card, {**request.parameters, "seed": request.seed})
    for name, field in card.body.items():
        if field.only != ("no_references" if urls else "references"):
            value = _encode(card, field, values)
            if value is not None:
                body[name] = value
    body |= card.fixed
    if card.references is not None and urls:
        body |= card.references.fixed
    return endpoint, body


def _check_count(card: ModelCard, count: int) -> None:
    least = card.references.least if card.references else 0
    most = card.references.most if card.references else 0
    if not least <= count <= most:
        raise Invalid(
            f"{card.title} takes {least} to {most} references, not {count}.",
            remedy="Connect another number of pictures, or choose another model.",
            model=card.id,
            least=least,
            most=most,
        )


def _encode(card: ModelCard, field: BodyField, values: dict[str, JsonValue]) -> JsonValue:
    value = values.get(field.parameter)
    if value is None and field.otherwise is not None:
        value = values.get(field.otherwise)
    if not isinstance(value, str):
        return value
    match field.encoding:
        case "value":
            return value
        case "upper":
            return value.upper()
        case "lower":
            return value.lower()
        case "preset":
            return card.presets.get(value, value)
        case "pixels":
            width, height = card.pixels[value]
            return {"width": width, "height": height}
