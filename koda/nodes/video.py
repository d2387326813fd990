"""The video generator: words, pictures, films and sounds become a film."""

from __future__ import annotations

from typing import Literal

from koda.core.spec import InputSpec, NodeSpec, OutputSpec
from koda.core.values import ValueType
from koda.nodes.declare import Parameters, parameter, schema_of, seed_parameter
from koda.nodes.making import Making, model_kind, plain_prompt
from koda.providers.models import AUTO, Models
from koda.runs.kind import NodeKind

MAX_REFERENCES = 9

Ratio = Literal["auto", "16:9", "9:16", "1:1", "4:3", "3:4", "3:2", "2:3", "21:9"]
Resolution = Literal["360p", "480p", "540p", "720p", "768p", "1080p", "1440p", "4k"]


class VideoParameters(Parameters):
    """What may be set; each model reads the ones that its card names."""

    prompt: str = parameter("", "prompt", "Prompt", shared_text=True, max_length=100_000)
    model: str = parameter(AUTO, "model", "Model", max_length=80)
    aspect_ratio: Ratio = parameter("16:9", "ratio", "Ratio", group="Output")
    duration: float = parameter(5, "choice", "Length", group="Output", unit="s", ge=1, le=60)
    resolution: Resolution = parameter("720p", "choice", "Resolution", group="Output")
    generate_audio: bool = parameter(True, "switch", "Sound", group="Output")
    negative_prompt: str = parameter("", "text", "Without", group="Model", max_length=5_000)
    enhance_prompt: bool = parameter(True, "switch", "Improve the prompt", group="Model")
    cfg_scale: float = parameter(
        0.5, "slider", "Guidance", group="Model", ge=0, le=20, multiple_of=0.05
    )
    loop: bool = parameter(False, "switch", "Loop", group="Model")
    camera_fixed: bool = parameter(False, "switch", "Still camera", group="Model")
    character_orientation: Literal["image", "video"] = parameter(
        "image",
        "choice",
        "Facing",
        group="Model",
        description="Whether the figure faces as in the picture or as in the film.",
    )
    keep_original_sound: bool = parameter(True, "switch", "Keep the film's sound", group="Model")
    extend: Literal["end", "start"] = parameter("end", "choice", "Extend at", group="Model")
    voice: str | None = parameter(None, "voice", "Voice", group="Model", max_length=200)
    talking_style: Literal["stable", "expressive"] = parameter(
        "stable", "choice", "Talking", group="Model"
    )
    seed: int | None = seed_parameter()


def video_generator(models: Models) -> NodeKind:
    """Make the kind over the models on offer."""
    return model_kind(_MAKING, models)


def _media(name: str, title: str, type_: ValueType, limit: int = 1) -> InputSpec:
    return InputSpec(
        name=name,
        title=title,
        types=(type_,),
        many=limit > 1,
        limit=limit if limit > 1 else None,
        by_model=True,
    )


_SPEC = NodeSpec(
    kind="video-generator",
    version=1,
    title="Video generator",
    description="Makes a film from words, pictures, a film or a sound.",
    group="video",
    icon="clapperboard",
    inputs=(
        InputSpec(name="text", title="Text", types=(ValueType.TEXT,), many=True),
        _media("first_frame", "First frame", ValueType.IMAGE),
        _media("last_frame", "Last frame", ValueType.IMAGE),
        _media("reference", "Reference", ValueType.IMAGE, MAX_REFERENCES),
        _media("video", "Video", ValueType.VIDEO),
        _media("audio", "Audio", ValueType.AUDIO),
    ),
    outputs=(OutputSpec(name="output", title="Video", types=(ValueType.VIDEO,)),),
    parameters=schema_of(VideoParameters),
    task="video",
    width=400,
    height=225,
)

_MAKING = Making(
    spec=_SPEC,
    parameters=VideoParameters,
    task="video",
    nothing="There is nothing to film yet.",
    prompt_of=plain_prompt,
)
