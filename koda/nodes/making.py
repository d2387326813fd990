"""What the kinds that use a model share: which model, what stops it, what it costs, the call."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, cast

from pydantic import JsonValue

from koda.core.run import Problem
from koda.core.spec import InputSpec, NodeSpec
from koda.core.values import ListValue, Value, ValueType
from koda.nodes.declare import Parameters
from koda.nodes.sending import TEXT, given_media, media_inputs, mention_problems, sent_prompt
from koda.providers.models import AUTO, OFFLINE, ModelCard, Models, Offer, Task
from koda.providers.terms import price_of
from koda.runs.context import NodeContext
from koda.runs.kind import Arriving, Forecast, NodeInputs, NodeKind

_CALLED = {
    ValueType.IMAGE: "a picture",
    ValueType.VIDEO: "a film",
    ValueType.AUDIO: "a sound",
}


@dataclass(frozen=True, slots=True)
class Making:
    """How a kind uses its models.

    Attributes:
        spec: Its declaration; inputs that are no text are the roles of the model's media.
        parameters: Its parameters, with `model` and, if its models read words, `prompt`.
        task: What its models are for.
        nothing: What to say when there are no words for a model that needs some.
        prompt_of: Joins the parameters and the connected texts to the whole prompt.
        spoken: Parameters that are part of the prompt, whatever the model reads.
        joined: input → the role that its media are added to (a character is a reference).
        check: Finds problems that only this kind knows of.
    """

    spec: NodeSpec
    parameters: type[Parameters]
    task: Task
    nothing: str
    prompt_of: Callable[[Any, Sequence[str]], str]
    spoken: frozenset[str] = frozenset()
    joined: Mapping[str, str] = field(default_factory=dict[str, str])
    check: Callable[[Any, ModelCard, Arriving], Sequence[Problem]] | None = None


def model_kind(making: Making, models: Models) -> NodeKind:
    """Make a node kind over the models on offer."""

    def forecast(parameters: Any, arriving: Arriving) -> Forecast:  # noqa: ANN401
        return _forecast(making, models, parameters, arriving)

    async def run(inputs: NodeInputs, context: NodeContext) -> Mapping[str, Value]:
        return await _run(making, models, inputs, context)

    return NodeKind(making.spec, making.parameters, run, forecast)


def plain_prompt(parameters: Any, texts: Sequence[str]) -> str:  # noqa: ANN401
    """Join the connected texts and the node's own prompt, a paragraph each."""
    parts = (*texts, cast("str", parameters.prompt))
    return "\n\n".join(part.strip() for part in parts if part.strip())


async def _run(
    making: Making, models: Models, inputs: NodeInputs, context: NodeContext
) -> Mapping[str, Value]:
    parameters = inputs.parameters
    given = given_media(making.spec, making.joined, inputs)
    offer = models.find(parameters.model, making.task, given)
    made = await context.generate(
        offer.card.id if offer else parameters.model,
        sent_prompt(making.prompt_of, inputs, given),
        parameters=_settings(making, parameters),
        inputs={role: [value for value, _ in found] for role, found in given.items()},
    )
    (output,) = making.spec.outputs
    return {output.name: ListValue(items=tuple(made)) if output.list else made[0]}


def _forecast(making: Making, models: Models, parameters: Any, arriving: Arriving) -> Forecast:  # noqa: ANN401
    counts = _counts(making, arriving)
    offer = models.find(parameters.model, making.task, counts)
    if offer is None or offer.card.task != making.task:
        return Forecast(problems=(_no_model(making.spec, parameters.model),))
    card = offer.card
    settings = _settings(making, parameters)
    count = min(int(str(settings.get("image_count") or 1)), card.most)
    prompt = making.prompt_of(parameters, ())
    problems = [
        *_availability(models, offer, counts),
        *_word_problems(making, card, prompt, arriving),
        *_media_problems(_places(making, arriving), models, card, counts),
        *mention_problems(making.spec, parameters, arriving),
        *(making.check(parameters, card, arriving) if making.check else ()),
    ]
    return Forecast(
        model=card.id,
        model_key=f"{card.id}@{card.version}",
        price=price_of(card, settings, count, len(prompt)),
        unpriced=card.price is None and card.provider != OFFLINE,
        ignored=_ignored(making, settings, card),
        problems=tuple(problems),
    )


def _ignored(making: Making, settings: Collection[str], card: ModelCard) -> frozenset[str]:
    # A file that stands in a parameter counts by its content, as an input.
    held = {entry.name for entry in making.spec.inputs}
    return frozenset({*settings, "seed"} - set(card.controls) | held)


def _settings(making: Making, parameters: Any) -> dict[str, JsonValue]:  # noqa: ANN401
    apart = {"prompt", "model", "seed", *making.spoken, *(one.name for one in making.spec.inputs)}
    return cast("dict[str, JsonValue]", parameters.model_dump(mode="json", exclude=apart))


def _counts(making: Making, arriving: Arriving) -> dict[str, int]:
    """Give how much arrives in each role; a list into an input for one counts as one."""
    counts: dict[str, int] = {}
    for entry in media_inputs(making.spec):
        count = arriving.count(entry.name)
        if count:
            role = making.joined.get(entry.name, entry.name)
            counts[role] = counts.get(role, 0) + (count if entry.many else 1)
    return counts


def _no_model(spec: NodeSpec, model: str) -> Problem:
    if model == AUTO:
        return Problem(
            code="model_not_configured",
            message=f"No model for “{spec.title}” is set up here.",
            remedy="Set FAL_KEY, and restart Koda.",
            parameter="model",
        )
    return Problem(
        code="model_unknown",
        message=f"There is no model “{model}” for this node here.",
        remedy="Choose another model.",
        parameter="model",
    )


def _availability(models: Models, offer: Offer, filled: Collection[str]) -> list[Problem]:
    card = offer.card
    if card.retired:
        after = models.offers.get(card.successor or "")
        instead = after.card if after else models.sibling(card, filled)
        return [
            Problem(
                code="model_retired",
                message=f"{card.title} is no longer offered.",
                remedy=f"Choose {instead.title}." if instead else "Choose another model.",
                parameter="model",
            )
        ]
    if offer.unavailable:
        return [
            Problem(
                code="model_not_configured",
                message=f"{card.title}: {offer.unavailable}",
                remedy="Set what is missing and restart Koda, or choose the model “Auto”.",
                parameter="model",
            )
        ]
    return []


def _word_problems(
    making: Making, card: ModelCard, prompt: str, arriving: Arriving
) -> list[Problem]:
    reads = card.prompt_field is not None and card.prompt_required
    if not reads or prompt.strip() or arriving.count(TEXT):
        return []
    return [
        Problem(
            code="missing_input",
            message=making.nothing,
            remedy="Write a prompt, or connect a text.",
            input=TEXT,
            parameter="prompt",
        )
    ]


def _media_problems(
    places: Mapping[str, InputSpec], models: Models, card: ModelCard, counts: Mapping[str, int]
) -> list[Problem]:
    titles = {role: entry.title for role, entry in places.items()}
    found: list[Problem] = []
    for role, count in counts.items():
        slot = card.inputs.get(role)
        title = titles.get(role, role)
        if slot is None:
            found.append(_not_taken(models, card, places[role], counts))
        elif count > slot.most:
            found.append(
                Problem(
                    code="too_many_inputs",
                    message=f"{card.title} takes at most {slot.most} as “{title}”;"
                    f" {count} are connected.",
                    remedy="Choose another model, or remove a wire.",
                    input=role,
                )
            )
    told = {role for role, entry in places.items() if entry.required}
    for role, slot in card.inputs.items():
        if counts.get(role, 0) < slot.least and role not in told:
            found.append(
                Problem(
                    code="missing_input",
                    message=f"{card.title} needs {_some(slot.least)} at"
                    f" “{titles.get(role, role)}”.",
                    remedy=f"Connect {' or '.join(_CALLED[one] for one in slot.types)} to it.",
                    input=role,
                )
            )
    return found


def _not_taken(
    models: Models, card: ModelCard, entry: InputSpec, filled: Collection[str]
) -> Problem:
    other = models.sibling(card, filled)
    return Problem(
        code="input_not_taken",
        message=f"{card.title} takes nothing at “{entry.title}”.",
        remedy=f"Choose {other.title}, or remove the wire." if other else "Remove the wire.",
        input=entry.name,
    )


def _places(making: Making, arriving: Arriving) -> dict[str, InputSpec]:
    """Give by role the input that fills it: a joined one where nothing else does."""
    places = {entry.name: entry for entry in making.spec.inputs}
    for name, role in making.joined.items():
        if arriving.count(name) and not arriving.count(role):
            places[role] = places[name]
    return places


def _some(count: int) -> str:
    return "something" if count == 1 else f"{count} things"
