"""Any endpoint of fal.ai as a node kind: drawn, checked and run from its form."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pydantic import JsonValue

from koda.core.errors import ProviderError
from koda.core.run import Problem
from koda.core.spec import InputSpec, NodeSpec, OutputSpec
from koda.core.values import (
    MEDIA_TYPES,
    JsonDocument,
    ListValue,
    NumberValue,
    TextValue,
    Value,
    ValueType,
)
from koda.nodes.endpoint_parameters import parameters_model, schema_of_form
from koda.providers.fal_card import PREFIX, body_values, card_of, unread
from koda.providers.fal_catalogue import UnitPrice
from koda.providers.fal_form import EndpointForm, FormInput
from koda.providers.fal_prices import expected_price, price_words
from koda.providers.models import CardOutput, Models
from koda.runs.bought import Bought
from koda.runs.context import NodeContext
from koda.runs.kind import Arriving, Forecast, NodeInputs, NodeKind

_SIZES = {ValueType.IMAGE: (340, 340), ValueType.VIDEO: (400, 260)}
_OTHER_SIZE = (320, 220)
_ICONS = {
    ValueType.IMAGE: "image",
    ValueType.VIDEO: "clapperboard",
    ValueType.AUDIO: "audio-lines",
    ValueType.TEXT: "type",
}


def endpoint_kind(
    form: EndpointForm, version: int, price: UnitPrice | None, models: Models
) -> NodeKind:
    """Make the kind; `version` is raised whenever the vendor's document changes."""
    card = card_of(form)

    def forecast(parameters: Any, arriving: Arriving) -> Forecast:  # noqa: ANN401
        given = parameters.model_dump(mode="json")
        values = body_values(form, given)
        words = str(values.get(form.prompt or "") or "")
        wired = form.prompt is not None and arriving.count(form.prompt) > 0
        cost = expected_price(price, values, None if wired else len(words))
        offer = models.offers.get(card.id)
        return Forecast(
            model=card.id,
            model_key=f"{card.id}@{card.version}",
            price=cost or 0,
            unpriced=cost is None,
            ignored=unread(form, given),
            problems=(
                *_availability(form, offer.unavailable if offer else ""),
                *_missing(form, values, arriving),
                *_too_many(form, arriving),
            ),
        )

    async def run(inputs: NodeInputs, context: NodeContext) -> Mapping[str, Value]:
        values = body_values(form, inputs.parameters.model_dump(mode="json"))
        values |= _words(form, values, inputs)
        prompt = str(values.pop(form.prompt, None) or "") if form.prompt else ""
        try:
            bought = await context.call(
                card.id,
                prompt,
                parameters=values,
                inputs={one.field: inputs.media(one.field) for one in form.files},
                price=expected_price(price, values, len(prompt)),
            )
        except ProviderError as error:
            raise _named(form, error) from error
        return _outputs(form, bought)

    spec = _spec(form, version, price)
    return NodeKind(spec, parameters_model(form.parameters), run, forecast)


def _spec(form: EndpointForm, version: int, price: UnitPrice | None) -> NodeSpec:
    made = card_of(form).modality
    width, height = _SIZES.get(made, _OTHER_SIZE)
    cost = price_words(price)
    words = form.category.replace("-", " ").capitalize() or "An endpoint"
    about = form.description or f"{words} at fal.ai"
    return NodeSpec(
        kind=f"{PREFIX}{form.endpoint}",
        version=version,
        title=form.title,
        description=f"{about.rstrip('.')}: {form.endpoint}{f', {cost}' if cost else ''}.",
        group=made.value if made in MEDIA_TYPES else "tool",
        icon=_ICONS.get(made, "braces"),
        inputs=tuple(_input(one) for one in form.inputs),
        outputs=tuple(
            OutputSpec(name=one.name, title=one.title, types=(one.type,), list=one.list)
            for one in form.outputs
        ),
        parameters=schema_of_form(form.parameters),
        width=width,
        height=height,
    )


def _input(one: FormInput) -> InputSpec:
    is_text = ValueType.TEXT in one.types
    return InputSpec(
        name=one.field,
        title=one.title,
        types=one.types,
        many=one.many,
        required=one.required and not is_text,  # words may stand on the node itself
        limit=None if is_text else one.most,
        description=one.description,
    )


def _words(
    form: EndpointForm, values: Mapping[str, JsonValue], inputs: NodeInputs
) -> dict[str, JsonValue]:
    """Join the words that flow in with those on the node, a paragraph each."""
    joined: dict[str, JsonValue] = {}
    for one in form.inputs:
        if ValueType.TEXT in one.types:
            parts = [*inputs.texts(one.field), str(values.get(one.field) or "")]
            text = "\n\n".join(part.strip() for part in parts if part.strip())
            if text:
                joined[one.field] = text
    return joined


def _availability(form: EndpointForm, unavailable: str) -> list[Problem]:
    if not unavailable:
        return []
    return [
        Problem(
            code="model_not_configured",
            message=f"{form.title}: {unavailable}",
            remedy="Set what is missing and restart Koda.",
        )
    ]


def _missing(
    form: EndpointForm, values: Mapping[str, JsonValue], arriving: Arriving
) -> list[Problem]:
    found: list[Problem] = []
    texts = {one.field for one in form.inputs if ValueType.TEXT in one.types}
    for one in form.parameters:
        is_set = values.get(one.field) not in (None, "")
        if not one.required or one.part_of or is_set or arriving.count(one.field):
            continue
        title = str(one.schema_.get("title") or one.field)
        found.append(
            Problem(
                code="missing_input",
                message=f"“{title}” is empty, and {form.title} needs it.",
                remedy="Write it, or connect a text." if one.field in texts else "Set it.",
                input=one.field if one.field in texts else None,
                parameter=one.field,
            )
        )
    return found


def _too_many(form: EndpointForm, arriving: Arriving) -> list[Problem]:
    return [
        Problem(
            code="too_many_inputs",
            message=f"{form.title} takes at most {one.most} at “{one.title}”;"
            f" {arriving.count(one.field)} are connected.",
            remedy="Remove a wire.",
            input=one.field,
        )
        for one in form.files
        if one.many and one.most is not None and arriving.count(one.field) > one.most
    ]


def _named(form: EndpointForm, error: ProviderError) -> ProviderError:
    """Say the name that a field has on the screen, where the vendor names the field."""
    place = error.fields.get("place")
    field = place.partition(".")[0] if isinstance(place, str) else ""
    titles = {one.field: str(one.schema_.get("title") or one.field) for one in form.parameters}
    titles |= {one.field: one.title for one in form.inputs}
    if field not in titles:
        return error
    message = error.message.replace(f"{place}:", f"“{titles[field]}”:", 1)
    return type(error)(message, remedy=error.remedy, **{**error.fields, "parameter": field})


def _outputs(form: EndpointForm, bought: Bought) -> dict[str, Value]:
    found = {one.name: _value(one, bought) for one in form.outputs}
    return {name: value for name, value in found.items() if value is not None}


def _value(output: CardOutput, bought: Bought) -> Value | None:
    if output.type in MEDIA_TYPES:
        media = [one for one in bought.of(output.name) if one.type == output.type.value]
        if output.list:
            return ListValue(items=tuple(media)) if media else None
        return media[0] if media else None
    value = bought.values.get(output.name)
    match value:
        case None:
            return None
        case bool():
            return JsonDocument(json=value)
        case int() | float() if output.type == ValueType.NUMBER:
            return NumberValue(number=value)
        case str() if output.type == ValueType.TEXT:
            return TextValue(text=value)
        case list() if output.type == ValueType.TEXT:
            return ListValue(items=tuple(TextValue(text=str(one)) for one in value))
        case _:
            return JsonDocument(json=value)
