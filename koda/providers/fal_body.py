"""Writes a request as fal.ai takes it, by what the model's card says."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from pydantic import JsonValue

from koda.core.errors import Invalid
from koda.providers.base import GenerationRequest
from koda.providers.models import BodyField, ModelCard
from koda.providers.terms import plain_number, settled


def write_body(
    card: ModelCard, request: GenerationRequest, urls: Sequence[str]
) -> tuple[str, dict[str, JsonValue]]:
    """Give the endpoint to call and the body for it.

    Args:
        card: The model.
        request: What to make; parameters that the card does not read are ignored.
        urls: Where the request's inputs can be fetched, in their order.

    Raises:
        Invalid: More or fewer inputs than the model takes, or one that it does not take.
    """
    filled: dict[str, list[str]] = {}
    for media, url in zip(request.inputs, urls, strict=True):
        filled.setdefault(media.role, []).append(url)
    _check_counts(card, filled)
    body: dict[str, JsonValue] = {}
    if card.prompt_field is not None and (request.prompt or card.prompt_required):
        body[card.prompt_field] = request.prompt
    values = settled(card, {**request.parameters, "seed": request.seed})
    for name, field in card.body.items():
        if _belongs(field, filled):
            value = _encode(card, field, values)
            if value is not None and value != "":
                _put(body, name, value)
    body |= card.fixed
    endpoint = card.endpoint
    for role, slot in card.inputs.items():
        if role in filled:
            found: list[JsonValue] = [{"url": url} if slot.wrapped else url for url in filled[role]]
            body[slot.field] = found[0] if slot.single else found
            body |= slot.fixed
            endpoint = slot.endpoint or endpoint
    return endpoint, body


def _put(body: dict[str, JsonValue], name: str, value: JsonValue) -> None:
    outer, _, inner = name.rpartition(".")
    if not outer:
        body[inner] = value
        return
    held = body.setdefault(outer, {})
    if isinstance(held, dict):
        held[inner] = value


def _belongs(field: BodyField, filled: Mapping[str, Sequence[str]]) -> bool:
    return (field.when is None or field.when in filled) and field.unless not in filled


def _check_counts(card: ModelCard, filled: Mapping[str, Sequence[str]]) -> None:
    for role in filled:
        if role not in card.inputs:
            raise Invalid(
                f"{card.title} takes nothing as {role.replace('_', ' ')}.",
                remedy="Remove the wire, or choose another model.",
                model=card.id,
                input=role,
            )
    for role, slot in card.inputs.items():
        count = len(filled.get(role, ()))
        if not slot.least <= count <= slot.most:
            raise Invalid(
                f"{card.title} takes {slot.least} to {slot.most} of “{role.replace('_', ' ')}”,"
                f" not {count}.",
                remedy="Connect another number of them, or choose another model.",
                model=card.id,
                input=role,
                least=slot.least,
                most=slot.most,
            )


def _encode(card: ModelCard, field: BodyField, values: Mapping[str, JsonValue]) -> JsonValue:
    value = values.get(field.parameter)
    if value is None and field.otherwise is not None:
        value = values.get(field.otherwise)
    match value:
        case bool():
            return _encode_switch(field, value)
        case int() | float():
            return _encode_number(card, field, value)
        case str():
            return _encode_word(card, field, value)
        case list() if field.encoding == "lines":
            return [_encode_line(card, line) for line in value if isinstance(line, dict)]
        case _:
            return value


def _encode_switch(field: BodyField, value: bool) -> JsonValue:
    return ("ON" if value else "OFF") if field.encoding == "on_off" else value


def _encode_number(card: ModelCard, field: BodyField, value: float) -> JsonValue:
    match field.encoding:
        case "text":
            return f"{value:g}"
        case "seconds":
            return f"{value:g}s"
        case "milliseconds":
            return round(value * 1000)
        case "whole":
            return round(value)
        case "frames":
            return round(value * card.frames_per_second) + 1
        case _:
            return plain_number(value)


def _encode_line(card: ModelCard, line: Mapping[str, JsonValue]) -> JsonValue:
    voice = str(line.get("voice") or "")
    return {"text": str(line.get("text") or ""), "voice": card.presets.get(voice, voice)}


def _encode_word(card: ModelCard, field: BodyField, value: str) -> JsonValue:
    match field.encoding:
        case "upper":
            return value.upper()
        case "lower":
            return value.lower()
        case "preset":
            return card.presets.get(value, value)
        case "pixels":
            width, height = card.pixels[value]
            return {"width": width, "height": height}
        case _:
            return value
