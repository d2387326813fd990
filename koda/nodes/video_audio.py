"""Video audio: a film gets sound that fits, or lips that fit a sound."""

from __future__ import annotations

from typing import Literal

from koda.core.spec import InputSpec, NodeSpec, OutputSpec
from koda.core.values import ValueType
from koda.nodes.declare import Parameters, parameter, schema_of, seed_parameter
from koda.nodes.making import Making, model_kind, plain_prompt
from koda.providers.models import AUTO, Models
from koda.runs.kind import NodeKind


class VideoAudioParameters(Parameters):
    """What may be set; each model reads the ones that its card names."""

    prompt: str = parameter("", "prompt", "Prompt", shared_text=True, max_length=100_000)
    model: str = parameter(AUTO, "model", "Model", max_length=80)
    duration: float = parameter(
        10, "slider", "Length", group="Output", unit="s", ge=1, le=60, multiple_of=1
    )
    negative_prompt: str = parameter("", "text", "Without", group="Model", max_length=5_000)
    cfg_scale: float = parameter(
        4.5, "slider", "Guidance", group="Model", ge=0, le=20, multiple_of=0.5
    )
    sync_mode: Literal["cut_off", "loop", "bounce", "silence", "remap"] = parameter(
        "cut_off",
        "choice",
        "If the sound is longer",
        group="Model",
        labels={
            "cut_off": "Cut it off",
            "loop": "Loop the film",
            "bounce": "Play the film back and forth",
            "silence": "Hold the last frame",
            "remap": "Slow the film down",
        },
    )
    keep_speech: bool = parameter(
        False,
        "switch",
        "Keep the voices",
        group="Model",
        description="Whether what is spoken in the film stays, with the new sound behind it.",
    )
    seed: int | None = seed_parameter()


def video_audio(models: Models) -> NodeKind:
    """Make the kind over the models on offer."""
    return model_kind(_MAKING, models)


_MAKING = Making(
    spec=NodeSpec(
        kind="video-audio",
        version=1,
        title="Video audio",
        description="Gives a film sound from words, or lips that follow a sound.",
        group="audio",
        icon="audio-lines",
        inputs=(
            InputSpec(name="text", title="Text", types=(ValueType.TEXT,), many=True),
            InputSpec(name="video", title="Video", types=(ValueType.VIDEO,), required=True),
            InputSpec(name="audio", title="Audio", types=(ValueType.AUDIO,), by_model=True),
        ),
        outputs=(OutputSpec(name="output", title="Video", types=(ValueType.VIDEO,)),),
        parameters=schema_of(VideoAudioParameters),
        task="sound",
        width=400,
        height=260,
    ),
    parameters=VideoAudioParameters,
    task="sound",
    nothing="There is nothing to hear yet.",
    prompt_of=plain_prompt,
)
