"""Retouching by models: upscale, take the background away, paint over a part."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from koda.core.spec import InputSpec, NodeSpec, OutputSpec
from koda.core.values import ValueType
from koda.nodes.declare import Parameters, parameter, schema_of, seed_parameter
from koda.nodes.making import Making, model_kind, plain_prompt
from koda.providers.models import AUTO, Models, Task
from koda.runs.kind import NodeKind


class UpscaleParameters(Parameters):
    """How much larger."""

    model: str = parameter(AUTO, "model", "Model", max_length=80)
    factor: Literal[2, 3, 4] = parameter(2, "choice", "Factor", group="Output", unit="×")
    creativity: float = parameter(
        0.35, "slider", "Creativity", group="Model", ge=0, le=1, multiple_of=0.05
    )
    seed: int | None = seed_parameter()


class BackgroundParameters(Parameters):
    """Which model takes it away."""

    model: str = parameter(AUTO, "model", "Model", max_length=80)


class InpaintParameters(Parameters):
    """What to paint where; the mask is white where the picture is to change."""

    prompt: str = parameter("", "prompt", "Prompt", shared_text=True, max_length=100_000)
    model: str = parameter(AUTO, "model", "Model", max_length=80)
    mask: str | None = parameter(None, "mask", "Mask", group="Mask", max_length=80)
    strength: float = parameter(
        0.85, "slider", "Strength", group="Model", ge=0, le=1, multiple_of=0.05
    )
    seed: int | None = seed_parameter()


def retouching(models: Models) -> tuple[NodeKind, ...]:
    """Make the kinds over the models on offer."""
    return tuple(
        model_kind(one, models)
        for one in (_UPSCALE, _UPSCALE_VIDEO, _BACKGROUND, _VIDEO_BACKGROUND, _INPAINT)
    )


def _no_words(_parameters: Parameters, _texts: Sequence[str]) -> str:
    return ""


def _spec(
    kind: str,
    title: str,
    description: str,
    icon: str,
    task: Task,
    parameters: type[Parameters],
    *inputs: InputSpec,
) -> NodeSpec:
    (main, *_) = (entry for entry in inputs if entry.required)
    return NodeSpec(
        kind=kind,
        version=1,
        title=title,
        description=description,
        group=main.types[0].value,
        icon=icon,
        inputs=inputs,
        outputs=(OutputSpec(name="output", title=main.title, types=main.types),),
        parameters=schema_of(parameters),
        task=task,
        width=320,
        height=260,
    )


_PICTURE = InputSpec(name="image", title="Image", types=(ValueType.IMAGE,), required=True)
_FILM = InputSpec(name="video", title="Video", types=(ValueType.VIDEO,), required=True)
_WORDS = InputSpec(name="text", title="Text", types=(ValueType.TEXT,), many=True)
_MASK = InputSpec(
    name="mask",
    title="Mask",
    types=(ValueType.IMAGE,),
    required=True,
    description="White where the picture is to change.",
)

_UPSCALE = Making(
    spec=_spec(
        "upscale",
        "Upscale",
        "Makes a picture larger, and finer.",
        "maximize-2",
        "upscale",
        UpscaleParameters,
        _PICTURE,
    ),
    parameters=UpscaleParameters,
    task="upscale",
    nothing="",
    prompt_of=_no_words,
)
_UPSCALE_VIDEO = Making(
    spec=_spec(
        "upscale-video",
        "Upscale video",
        "Makes a film larger, and finer.",
        "maximize-2",
        "upscale-video",
        UpscaleParameters,
        _FILM,
    ),
    parameters=UpscaleParameters,
    task="upscale-video",
    nothing="",
    prompt_of=_no_words,
)
_BACKGROUND = Making(
    spec=_spec(
        "remove-background",
        "Remove background",
        "Cuts the subject of a picture out.",
        "scissors",
        "background",
        BackgroundParameters,
        _PICTURE,
    ),
    parameters=BackgroundParameters,
    task="background",
    nothing="",
    prompt_of=_no_words,
)
_VIDEO_BACKGROUND = Making(
    spec=_spec(
        "remove-video-background",
        "Remove video background",
        "Cuts the subject of a film out.",
        "scissors",
        "video-background",
        BackgroundParameters,
        _FILM,
    ),
    parameters=BackgroundParameters,
    task="video-background",
    nothing="",
    prompt_of=_no_words,
)
_INPAINT = Making(
    spec=_spec(
        "inpaint",
        "Inpaint",
        "Paints over the part of a picture that a mask shows.",
        "brush",
        "inpaint",
        InpaintParameters,
        _WORDS,
        _PICTURE,
        _MASK,
    ),
    parameters=InpaintParameters,
    task="inpaint",
    nothing="There is nothing to paint yet.",
    prompt_of=plain_prompt,
)
