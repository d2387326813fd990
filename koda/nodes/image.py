"""The image generator: words and references become pictures."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal, cast

from pydantic import JsonValue

from koda.core.run import Problem
from koda.core.spec import InputSpec, NodeSpec, OutputSpec
from koda.core.values import ListValue, Value, ValueType
from koda.nodes.declare import Parameters, parameter, schema_of
from koda.nodes.presets import ANGLES, LENSES, STYLES, words_of
from koda.providers.models import AUTO, ModelCard, Models, price_of
from koda.runs.context import NodeContext
from koda.runs.kind import Arriving, Forecast, NodeInputs, NodeKind

MAX_REFERENCES = 14

Ratio = Literal["auto", "1:1", "4:3", "3:4", "16:9", "9:16", "3:2", "2:3", "21:9", "5:4", "4:5"]
Size = Literal[
    "square_hd", "square", "portrait_4_3", "portrait_16_9", "landscape_4_3", "landscape_16_9"
]


def _labels(table: Mapping[str, tuple[str, str]]) -> dict[str, str]:
    return {key: title for key, (title, _) in table.items()}


class ImageParameters(Parameters):
    """What may be set; each model reads the ones that its card names."""

    prompt: str = parameter("", "prompt", "Prompt", shared_text=True, max_length=100_000)
    model: str = parameter(AUTO, "model", "Model", max_length=80)
    aspect_ratio: Ratio = parameter("auto", "ratio", "Ratio", group="Output")
    image_size: Size | None = parameter(None, "choice", "Size", group="Output")
    resolution: Literal["1K", "2K", "4K"] = parameter("1K", "choice", "Resolution", group="Output")
    image_count: int = parameter(1, "count", "Images", group="Output", ge=1, le=4)
    style: str | None = parameter(None, "choice", "Style", group="Model", max_length=80)
    magic_prompt: bool = parameter(True, "switch", "Magic prompt", group="Model")
    cfg_scale: float = parameter(
        7.0, "slider", "Guidance", group="Model", ge=1, le=20, multiple_of=0.5
    )
    steps: int = parameter(30, "slider", "Steps", group="Model", ge=10, le=50)
    strength: float = parameter(0.75, "slider", "Strength", group="Model", ge=0, le=1)
    style_preset: str | None = parameter(
        None, "choice", "Look", group="Presets", labels=_labels(STYLES)
    )
    angle_preset: str | None = parameter(
        None, "choice", "Angle", group="Presets", labels=_labels(ANGLES)
    )
    lens_preset: str | None = parameter(
        None, "choice", "Lens", group="Presets", labels=_labels(LENSES)
    )
    seed: int | None = parameter(
        None,
        "seed",
        "Seed",
        group="Output",
        ge=0,
        le=2**31 - 1,
        description="The same seed and inputs give the same picture, where the model can.",
    )


def image_generator(models: Models) -> NodeKind:
    """Make the kind over the models on offer."""

    def forecast(parameters: ImageParameters, arriving: Arriving) -> Forecast:
        return _forecast(models, parameters, arriving)

    async def run(inputs: NodeInputs, context: NodeContext) -> Mapping[str, Value]:
        parameters = cast("ImageParameters", inputs.parameters)
        offer = models.find(parameters.model, ValueType.IMAGE)
        made = await context.generate(
            offer.card.id if offer else parameters.model,
            whole_prompt(parameters, inputs.texts("text")),
            parameters=_set(parameters),
            inputs=inputs.media("reference"),
        )
        return {"output": ListValue(items=tuple(made))}

    return NodeKind(spec=_SPEC, parameters=ImageParameters, run=run, forecast=forecast)


def whole_prompt(parameters: ImageParameters, texts: list[str]) -> str:
    """Join presets, connected text and the node's own prompt, in this order."""
    parts = [
        words_of(STYLES, parameters.style_preset),
        words_of(ANGLES, parameters.angle_preset),
        words_of(LENSES, parameters.lens_preset),
        *texts,
        parameters.prompt,
    ]
    return ", ".join(part.strip() for part in parts if part.strip())


def _set(parameters: ImageParameters) -> dict[str, JsonValue]:
    return parameters.model_dump(mode="json", exclude={"prompt", "model", "seed"})


def _forecast(models: Models, parameters: ImageParameters, arriving: Arriving) -> Forecast:
    offer = models.find(parameters.model, ValueType.IMAGE)
    if offer is None:
        problem = Problem(
            code="model_unknown",
            message=f"Koda knows no model “{parameters.model}”.",
            remedy="Choose another model.",
            parameter="model",
        )
        return Forecast(problems=(problem,))
    card = offer.card
    return Forecast(
        model=card.id,
        model_key=f"{card.id}@{card.version}",
        price=price_of(card, _set(parameters), min(parameters.image_count, card.most)),
        ignored=_ignored(card),
        problems=tuple(_problems(card, offer.unavailable, parameters, arriving)),
    )


def _ignored(card: ModelCard) -> frozenset[str]:
    always = {"prompt", "model", "style_preset", "angle_preset", "lens_preset"}
    return frozenset(ImageParameters.model_fields) - always - set(card.controls)


def _problems(
    card: ModelCard, unavailable: str, parameters: ImageParameters, arriving: Arriving
) -> list[Problem]:
    found: list[Problem] = []
    if card.retired:
        found.append(
            Problem(
                code="model_retired",
                message=f"{card.title} is no longer offered.",
                remedy=f"Choose {card.successor}." if card.successor else "Choose another model.",
                parameter="model",
            )
        )
    elif unavailable:
        found.append(
            Problem(
                code="model_not_configured",
                message=f"{card.title}: {unavailable}",
                remedy="Set what is missing and restart Koda, or choose the model “Auto”.",
                parameter="model",
            )
        )
    presets = (parameters.style_preset, parameters.angle_preset, parameters.lens_preset)
    if not (parameters.prompt.strip() or arriving.count("text") or any(presets)):
        found.append(
            Problem(
                code="missing_input",
                message="There is nothing to draw yet.",
                remedy="Write a prompt, connect a text, or choose a look.",
                input="text",
                parameter="prompt",
            )
        )
    return found + _reference_problems(card, arriving.count("reference"))


def _reference_problems(card: ModelCard, count: int) -> list[Problem]:
    least = card.references.least if card.references else 0
    most = card.references.most if card.references else 0
    if count < least:
        return [
            Problem(
                code="missing_input",
                message=f"{card.title} changes a picture, and none is connected.",
                remedy="Connect a picture to “Reference”.",
                input="reference",
            )
        ]
    if count > most:
        message = (
            f"{card.title} takes no references."
            if most == 0
            else f"{card.title} takes at most {most} references; {count} are connected."
        )
        return [
            Problem(
                code="too_many_inputs",
                message=message,
                remedy="Choose another model, or remove a wire.",
                input="reference",
            )
        ]
    return []


_SPEC = NodeSpec(
    kind="image-generator",
    version=1,
    title="Image generator",
    description="Makes pictures from words, and from pictures if you connect some.",
    group="image",
    icon="sparkles",
    inputs=(
        InputSpec(name="text", title="Text", types=(ValueType.TEXT,), many=True),
        InputSpec(
            name="reference",
            title="Reference",
            types=(ValueType.IMAGE,),
            many=True,
            limit=MAX_REFERENCES,
        ),
    ),
    outputs=(OutputSpec(name="output", title="Images", types=(ValueType.IMAGE,), list=True),),
    parameters=schema_of(ImageParameters),
    modality=ValueType.IMAGE,
    width=340,
    height=340,
)
