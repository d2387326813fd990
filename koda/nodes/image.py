"""The image generator: words and references become pictures."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated, Literal

from pydantic import Field

from koda.core.spec import InputSpec, NodeSpec, OutputSpec
from koda.core.values import ValueType
from koda.nodes.declare import Parameters, parameter, schema_of, seed_parameter
from koda.nodes.making import Making, model_kind
from koda.nodes.presets import ANGLES, CHARACTERS, LENSES, STYLES, labels_of, words_of
from koda.providers.models import AUTO, Models
from koda.runs.kind import NodeKind

MAX_REFERENCES = 14
MAX_CHARACTER = 4

Ratio = Literal["auto", "1:1", "4:3", "3:4", "16:9", "9:16", "3:2", "2:3", "21:9", "5:4", "4:5"]
Size = Literal[
    "square_hd", "square", "portrait_4_3", "portrait_16_9", "landscape_4_3", "landscape_16_9"
]


class ImageParameters(Parameters):
    """What may be set; each model reads the ones that its card names."""

    prompt: str = parameter("", "prompt", "Prompt", shared_text=True, max_length=100_000)
    model: str = parameter(AUTO, "model", "Model", max_length=80)
    aspect_ratio: Ratio = parameter("auto", "ratio", "Ratio", group="Output")
    image_size: Size | None = parameter(None, "choice", "Size", group="Output")
    resolution: Literal["1K", "2K", "4K"] = parameter("1K", "choice", "Resolution", group="Output")
    image_count: int = parameter(1, "count", "Images", group="Output", ge=1, le=4)
    negative_prompt: str = parameter("", "text", "Without", group="Model", max_length=5_000)
    style: str | None = parameter(None, "choice", "Style", group="Model", max_length=80)
    magic_prompt: bool = parameter(True, "switch", "Magic prompt", group="Model")
    cfg_scale: float = parameter(
        7.0, "slider", "Guidance", group="Model", ge=1, le=20, multiple_of=0.5
    )
    steps: int = parameter(30, "slider", "Steps", group="Model", ge=10, le=50)
    strength: float = parameter(0.75, "slider", "Strength", group="Model", ge=0, le=1)
    character_preset: str | None = parameter(
        None, "preset", "Character", group="Presets", labels=labels_of(CHARACTERS)
    )
    style_preset: str | None = parameter(
        None, "preset", "Look", group="Presets", labels=labels_of(STYLES)
    )
    angle_preset: str | None = parameter(
        None, "preset", "Angle", group="Presets", labels=labels_of(ANGLES)
    )
    lens_preset: str | None = parameter(
        None, "preset", "Lens", group="Presets", labels=labels_of(LENSES)
    )
    character: tuple[Annotated[str, Field(max_length=80)], ...] = parameter(
        (),
        "character",
        "Own character",
        group="Presets",
        max_length=MAX_CHARACTER,
        description="Pictures of somebody, sent with the references.",
    )
    character_name: str = parameter("", "hidden", "Name of the character", max_length=80)
    own_style: str = parameter("", "hidden", "Own look", max_length=4_000)
    own_style_name: str = parameter("", "hidden", "Name of the look", max_length=80)
    seed: int | None = seed_parameter()


def whole_prompt(parameters: ImageParameters, texts: Sequence[str]) -> str:
    """Join presets, connected text and the node's own prompt, in this order."""
    parts = [
        words_of(CHARACTERS, parameters.character_preset),
        words_of(STYLES, parameters.style_preset),
        parameters.own_style,
        words_of(ANGLES, parameters.angle_preset),
        words_of(LENSES, parameters.lens_preset),
        *texts,
        parameters.prompt,
    ]
    return ", ".join(part.strip() for part in parts if part.strip())


def image_generator(models: Models) -> NodeKind:
    """Make the kind over the models on offer."""
    return model_kind(_MAKING, models)


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
            by_model=True,
        ),
        InputSpec(
            name="character",
            title="Character",
            types=(ValueType.IMAGE,),
            many=True,
            limit=MAX_CHARACTER,
            description="Somebody who is to appear; sent with the references.",
        ),
    ),
    outputs=(OutputSpec(name="output", title="Images", types=(ValueType.IMAGE,), list=True),),
    parameters=schema_of(ImageParameters),
    task="image",
    width=340,
    height=340,
)

_MAKING = Making(
    spec=_SPEC,
    parameters=ImageParameters,
    task="image",
    nothing="There is nothing to draw yet.",
    prompt_of=whole_prompt,
    spoken=frozenset(
        {
            "character_preset",
            "character_name",
            "style_preset",
            "own_style",
            "own_style_name",
            "angle_preset",
            "lens_preset",
        }
    ),
    joined={"character": "reference"},
)
