"""Speech: words are spoken, by one voice or several."""

from __future__ import annotations

from collections.abc import Sequence

from pydantic import BaseModel, ConfigDict, Field

from koda.core.run import Problem
from koda.core.spec import InputSpec, NodeSpec, OutputSpec
from koda.core.values import ValueType
from koda.nodes.declare import Parameters, parameter, schema_of, seed_parameter
from koda.nodes.making import Making, model_kind, plain_prompt
from koda.providers.models import AUTO, ModelCard, Models
from koda.runs.kind import Arriving, NodeKind

_LEAST_LINES = 2


class DialogueLine(BaseModel):
    """What one voice says."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    voice: str = Field("rachel", max_length=200)
    text: str = Field("", max_length=10_000)


class SpeechParameters(Parameters):
    """What may be set; each model reads the ones that its card names."""

    prompt: str = parameter("", "prompt", "Text", shared_text=True, max_length=100_000)
    model: str = parameter(AUTO, "model", "Model", max_length=80)
    voice: str = parameter("rachel", "voice", "Voice", group="Voice", max_length=200)
    speed: float = parameter(1.0, "slider", "Speed", group="Voice", ge=0.25, le=4, multiple_of=0.05)
    stability: float = parameter(
        0.5, "slider", "Stability", group="Voice", ge=0, le=1, multiple_of=0.05
    )
    language: str = parameter("en", "choice", "Language", group="Voice", max_length=20)
    dialogue: tuple[DialogueLine, ...] = parameter(
        (), "dialogue", "Dialogue", group="Dialogue", max_length=100
    )
    transcript: str = parameter(
        "",
        "text",
        "Words of the voice sample",
        group="Voice",
        max_length=10_000,
    )
    seed: int | None = seed_parameter()


def speech(models: Models) -> NodeKind:
    """Make the kind over the models on offer."""
    return model_kind(_MAKING, models)


_NOTHING = Problem(
    code="missing_input",
    message="There is nothing to say yet.",
    remedy="Write a text or a dialogue, or connect a text.",
    input="text",
    parameter="prompt",
)


def _check_lines(
    parameters: SpeechParameters, card: ModelCard, arriving: Arriving
) -> Sequence[Problem]:
    if "dialogue" not in card.controls:
        return ()
    spoken = [line for line in parameters.dialogue if line.text.strip()]
    if card.prompt_field is not None:  # words or lines: either will do
        has_words = spoken or parameters.prompt.strip() or arriving.count("text")
        return () if has_words or card.prompt_required else (_NOTHING,)
    if len(spoken) >= _LEAST_LINES:
        return ()
    return (
        Problem(
            code="missing_input",
            message="A dialogue needs two lines.",
            remedy="Write who says what, or choose a model for one voice.",
            parameter="dialogue",
        ),
    )


_MAKING = Making(
    spec=NodeSpec(
        kind="speech",
        version=1,
        title="Speech",
        description="Speaks a text, in one voice or as a dialogue.",
        group="audio",
        icon="mic",
        inputs=(
            InputSpec(name="text", title="Text", types=(ValueType.TEXT,), many=True),
            InputSpec(
                name="audio",
                title="Voice sample",
                types=(ValueType.AUDIO,),
                by_model=True,
                description="A voice to speak with.",
            ),
        ),
        outputs=(OutputSpec(name="output", title="Speech", types=(ValueType.AUDIO,)),),
        parameters=schema_of(SpeechParameters),
        task="speech",
        width=320,
        height=180,
    ),
    parameters=SpeechParameters,
    task="speech",
    nothing="There is nothing to say yet.",
    prompt_of=plain_prompt,
    check=_check_lines,
)
