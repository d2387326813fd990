"""The motion analyzer: a film is measured and looked at, and becomes prompts for others like it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from pydantic import JsonValue

from koda.core.errors import Invalid
from koda.core.run import Problem
from koda.core.spec import InputSpec, NodeSpec, OutputSpec
from koda.core.values import JsonDocument, ListValue, MediaValue, TextValue, Value, ValueType
from koda.media.motion_facts import Measured
from koda.nodes.agents.answering import answer
from koda.nodes.agents.forecasting import text_forecast
from koda.nodes.agents.motion_answer import MotionAnswer, Usable
from koda.nodes.agents.motion_brief import (
    MOST_SECONDS,
    MotionParameters,
    facts_of,
    prompt_names,
    system_of,
)
from koda.nodes.agents.motion_film import clip, key_frames, measured_film
from koda.nodes.agents.motion_scenes import placed, reconciled
from koda.nodes.agents.planned import planned_model
from koda.nodes.agents.prompts import data_block
from koda.nodes.declare import schema_of
from koda.providers.text import TextMessage, TextRequest
from koda.providers.text_models import TextModel, TextModels
from koda.runs.context import NodeContext
from koda.runs.kind import Arriving, Forecast, NodeInputs, NodeKind

_VIDEO = "video"
_MOST_TOKENS = 16_000
_REASONING_TOKENS = 3_000
_ANSWER_TOKENS = 2_500
_PICTURE_TOKENS = 800
_PICTURES = 12
_MEASURED_TOKENS = 2_500
_LETTERS_PER_TOKEN = 4


def motion_analyzer(models: TextModels) -> NodeKind:
    """Make the kind over the language models on offer."""

    def forecast(parameters: MotionParameters, arriving: Arriving) -> Forecast:
        return _forecast(models, parameters, arriving)

    async def run(inputs: NodeInputs, context: NodeContext) -> Mapping[str, Value]:
        with planned_model(models, "analyzer", context.model) as model:
            return await _analyze(model, inputs, context)

    return NodeKind(_SPEC, MotionParameters, run, forecast)


async def _analyze(
    model: TextModel, inputs: NodeInputs, context: NodeContext
) -> Mapping[str, Value]:
    asked: MotionParameters = inputs.parameters
    films = inputs.media(_VIDEO)
    if not films:
        raise Invalid("There is no film to look at.", remedy="Upload one, or connect one.")
    measured = await measured_film(context, films[0], asked)
    frames = await key_frames(context, films[0], measured)
    facts = facts_of(asked, measured)
    request = TextRequest(
        role="analyzer",
        model=model.id,
        system=system_of(asked),
        messages=(await _message(context, model, facts, measured, films[0], frames),),
        facts=facts,
        schema=MotionAnswer.model_json_schema(),
        most_tokens=_MOST_TOKENS,
        reasoning_tokens=_REASONING_TOKENS if model.reasoning else 0,
    )
    written = await answer(context, request, Usable)
    analysis = _analysis(written, measured, asked.turn.id if asked.turn else "", model.id)
    return {
        "prompt": TextValue(text=written.prompts[0].prompt),
        "analysis": JsonDocument.model_validate({"json": analysis}),
        "frames": ListValue(items=tuple(frames)),
    }


async def _message(
    context: NodeContext,
    model: TextModel,
    facts: Mapping[str, JsonValue],
    measured: Measured,
    video: MediaValue,
    frames: Sequence[MediaValue],
) -> TextMessage:
    """Give the one message: the film to a model that takes films, its frames to one that sees."""
    words = data_block("request", dict(facts))
    if model.video:
        film = await clip(context, video, measured)
        caption = (
            f"The film, from second {measured.start:g} of the whole: what is at 0 s in it is at "
            f"{measured.start:g} s in the measurements and in your answer."
        )
        given = await context.input(film, _VIDEO)
        return TextMessage("user", words, files=[given], captions=[caption])
    if not model.vision:
        return TextMessage("user", words)
    return TextMessage(
        "user",
        words,
        files=[await context.input(one, "frame") for one in frames],
        captions=[_caption(measured, at) for at, _ in zip(measured.keys, frames, strict=False)],
    )


def _caption(measured: Measured, at: float) -> str:
    shot = next((one for one in reversed(measured.shots) if one.start <= at), measured.shots[0])
    return f"Frame at {at:.2f} s, in shot {shot.number}:"


def _analysis(written: Usable, measured: Measured, reply_to: str, model: str) -> JsonValue:
    """Give the analysis with what was measured."""
    scenes = reconciled(written.scenes, measured)
    return {
        **written.model_dump(mode="json"),
        "scenes": [one.model_dump(mode="json") for one in scenes],
        "effects": [one.model_dump(mode="json") for one in placed(written.effects, measured)],
        "duration": round(measured.end - measured.start, 3),
        "start": measured.start,
        "end": measured.end,
        "measured": {
            "cuts": list(measured.cuts),
            "gradual": [one.model_dump(mode="json") for one in measured.gradual],
            "motion": [one.model_dump(mode="json") for one in measured.motion],
            "palette": [one.model_dump(mode="json") for one in measured.look.palette],
            "brightness": measured.look.brightness,
            "saturation": measured.look.saturation,
            "contrast": measured.look.contrast,
            "camera": [one.camera for one in measured.shots],
            "frames": list(measured.keys),
            "fps": measured.fps,
            "width": measured.width,
            "height": measured.height,
        },
        "reply_to": reply_to,
        "written_by": model,
    }


def _forecast(models: TextModels, asked: MotionParameters, arriving: Arriving) -> Forecast:
    model = models.choose("analyzer")
    letters = len(system_of(asked)) + len(asked.focus)
    if asked.draft is not None:
        letters += len(asked.draft.model_dump_json())
    seen = _PICTURES * _PICTURE_TOKENS if model.vision or model.video else 0
    return text_forecast(
        models,
        "analyzer",
        prompt_names(asked),
        (
            letters // _LETTERS_PER_TOKEN + _MEASURED_TOKENS + seen,
            _ANSWER_TOKENS + _REASONING_TOKENS // 2,
        ),
        _problems(asked, arriving),
    )


def _problems(asked: MotionParameters, arriving: Arriving) -> list[Problem]:
    start = asked.start or 0.0
    if asked.end is not None and asked.end <= start:
        return [
            Problem(
                code="range_empty",
                message="The part ends before it begins.",
                remedy="Choose an end after the start.",
                parameter="end",
            )
        ]
    if asked.end is not None and asked.end - start > MOST_SECONDS + 0.05:
        return [
            Problem(
                code="range_too_long",
                message=f"The part is {asked.end - start:g} seconds long; {MOST_SECONDS} are "
                "looked at at once.",
                remedy=f"Choose a start and an end at most {MOST_SECONDS} seconds apart.",
                parameter="end",
            )
        ]
    return []


_SPEC = NodeSpec(
    kind="motion-analyzer",
    version=1,
    title="Motion analyzer",
    description="Looks at a film: shots, camera, rhythm, colours, and prompts for one like it.",
    group="agent",
    icon="film",
    inputs=(
        InputSpec(
            name=_VIDEO,
            title="Film",
            types=(ValueType.VIDEO,),
            required=True,
            description=f"At most {MOST_SECONDS} seconds of it are looked at.",
        ),
    ),
    outputs=(
        OutputSpec(name="prompt", title="Prompt", types=(ValueType.TEXT,)),
        OutputSpec(name="analysis", title="Analysis", types=(ValueType.JSON,)),
        OutputSpec(name="frames", title="Frames", types=(ValueType.IMAGE,), list=True),
    ),
    parameters=schema_of(MotionParameters),
    width=400,
    height=600,
)
