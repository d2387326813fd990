"""The music generator: words become music."""

from __future__ import annotations

from koda.core.spec import InputSpec, NodeSpec, OutputSpec
from koda.core.values import ValueType
from koda.nodes.declare import Parameters, parameter, schema_of, seed_parameter
from koda.nodes.making import Making, model_kind, plain_prompt
from koda.providers.models import AUTO, Models
from koda.runs.kind import NodeKind


class MusicParameters(Parameters):
    """What may be set; each model reads the ones that its card names."""

    prompt: str = parameter("", "prompt", "Prompt", shared_text=True, max_length=100_000)
    model: str = parameter(AUTO, "model", "Model", max_length=80)
    duration: float = parameter(30, "choice", "Length", group="Output", unit="s", ge=0.5, le=600)
    instrumental: bool = parameter(False, "switch", "Instrumental", group="Output")
    lyrics: str = parameter("", "text", "Lyrics", group="Model", max_length=5_000)
    negative_prompt: str = parameter("", "text", "Without", group="Model", max_length=5_000)
    cfg_scale: float = parameter(
        7.0, "slider", "Guidance", group="Model", ge=0, le=25, multiple_of=0.5
    )
    loop: bool = parameter(False, "switch", "Loop", group="Model")
    seed: int | None = seed_parameter()


def music_generator(models: Models) -> NodeKind:
    """Make the kind over the models on offer."""
    return model_kind(_MAKING, models)


_MAKING = Making(
    spec=NodeSpec(
        kind="music-generator",
        version=1,
        title="Music generator",
        description="Makes music and sound effects from words.",
        group="audio",
        icon="music",
        inputs=(InputSpec(name="text", title="Text", types=(ValueType.TEXT,), many=True),),
        outputs=(OutputSpec(name="output", title="Music", types=(ValueType.AUDIO,)),),
        parameters=schema_of(MusicParameters),
        task="music",
        width=320,
        height=180,
    ),
    parameters=MusicParameters,
    task="music",
    nothing="There is nothing to play yet.",
    prompt_of=plain_prompt,
)
