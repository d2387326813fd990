"""The prompt enhancer: a prompt becomes a better one for the same thing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Literal

from pydantic import JsonValue

from koda.core.errors import AnswerUnusable, Invalid
from koda.core.run import Problem
from koda.core.spec import InputSpec, NodeSpec, OutputSpec
from koda.core.values import TextValue, Value, ValueType
from koda.nodes.agents.enhancer_text import cleaned, lost
from koda.nodes.agents.forecasting import text_forecast
from koda.nodes.agents.planned import planned_model
from koda.nodes.agents.prompts import data_block, prompt_of
from koda.nodes.declare import Parameters, parameter, schema_of
from koda.nodes.making import plain_prompt
from koda.nodes.presets import ANGLES, LENSES, STYLES, Table
from koda.providers.models import OFFLINE
from koda.providers.text import TextMessage, TextRequest
from koda.providers.text_models import TextModel, TextModels
from koda.runs.context import NodeContext
from koda.runs.kind import Arriving, Forecast, NodeInputs, NodeKind
from koda.runs.text_answer import TextAnswer

MOST_LETTERS = 20_000
_LETTERS_PER_TOKEN = 3
_PROMPT_TOKENS = 1_200
_LONGEST = 4_000


class EnhancerParameters(Parameters):
    """The prompt, and what it is for."""

    prompt: str = parameter("", "prompt", "Prompt", shared_text=True, max_length=100_000)
    medium: Literal["image", "video", "music", "speech"] = parameter(
        "image",
        "choice",
        "For",
        labels={
            "image": "A picture",
            "video": "A film",
            "music": "Music",
            "speech": "A script to speak",
        },
        description="Each is improved in another way: a script keeps its facts, word for word.",
    )
    wishes: str = parameter(
        "",
        "text",
        "Wishes",
        shared_text=True,
        max_length=4_000,
        description="What should be different, such as: darker, at night, shorter, in French.",
    )


def prompt_enhancer(models: TextModels) -> NodeKind:
    """Make the kind over the language models on offer."""

    def forecast(parameters: EnhancerParameters, arriving: Arriving) -> Forecast:
        return _forecast(models, parameters, arriving)

    async def run(inputs: NodeInputs, context: NodeContext) -> Mapping[str, Value]:
        with planned_model(models, "enhancer", context.model) as model:
            return {"output": TextValue(text=await _improve(model, inputs, context))}

    return NodeKind(_SPEC, EnhancerParameters, run, forecast)


async def _improve(model: TextModel, inputs: NodeInputs, context: NodeContext) -> str:
    """Give the better prompt; what is wrong with a first answer is mended once."""
    asked: EnhancerParameters = inputs.parameters
    prompt = plain_prompt(asked, inputs.texts("text"))
    _check(prompt)
    request = _request(model, asked, prompt)
    first = await context.write(request)
    faults = _faults(asked, prompt, first)
    if not faults:
        return _text(asked, first)
    mended = await context.write(_repair(request, first, faults), name="main/repair")
    faults = _faults(asked, prompt, mended)
    if faults:
        raise AnswerUnusable(f"The model's answer cannot be used: {faults[0]}", model=request.model)
    return _text(asked, mended)


def _request(model: TextModel, asked: EnhancerParameters, prompt: str) -> TextRequest:
    said: dict[str, JsonValue] = {"prompt": prompt, "wishes": asked.wishes.strip()}
    presets = {"styles": STYLES, "angles": ANGLES, "lenses": LENSES}
    facts: dict[str, JsonValue] = {name: _listed(table) for name, table in presets.items()}
    return TextRequest(
        role="enhancer",
        model=model.id,
        system=prompt_of(_prompt_name(asked)).system,
        messages=(TextMessage("user", f"{data_block('request', said)}\n\nImprove the prompt."),),
        facts={**facts, **said, "medium": asked.medium},
        most_tokens=_PROMPT_TOKENS + len(prompt) // 2,
    )


def _text(asked: EnhancerParameters, answer: TextAnswer) -> str:
    if _by_rules(answer):
        return answer.text
    return cleaned(answer.text, prose=asked.medium != "speech")


def _by_rules(answer: TextAnswer) -> bool:
    """Tell whether no model wrote it: rules put nothing around it, and leave nothing out."""
    return answer.model.startswith(f"{OFFLINE}/")


def _faults(asked: EnhancerParameters, prompt: str, answer: TextAnswer) -> list[str]:
    """Say what is wrong with an answer; raises `AnswerUnusable` when a repair is no use."""
    if answer.reason == "length":
        raise AnswerUnusable(
            "The model's answer was longer than its ceiling, and is not complete.",
            remedy="Improve a part of the prompt at a time.",
            model=answer.model,
        )
    if _by_rules(answer):
        return []
    text = _text(asked, answer)
    if not text:
        return ["It is empty."]
    missing = lost(prompt, text, quotes=not asked.wishes.strip())
    faults = [f"It leaves out {', '.join(missing[:5])}."] if missing else []
    if len(text) > max(_LONGEST, 2 * len(prompt)):
        faults.append("It is much longer than the prompt.")
    return faults


def _repair(request: TextRequest, answer: TextAnswer, faults: Sequence[str]) -> TextRequest:
    wrong: list[JsonValue] = list(faults)
    turns = (
        *request.messages,
        TextMessage("assistant", answer.text.strip() or "…"),
        TextMessage(
            "user",
            f"This cannot be used:\n{data_block('faults', wrong)}\nWrite the whole prompt again.",
        ),
    )
    return replace(request, messages=turns)


def _check(prompt: str) -> None:
    """Refuse what only shows when the texts have arrived."""
    if not prompt:
        raise Invalid(_NOTHING.message, remedy=_NOTHING.remedy)
    if len(prompt) > MOST_LETTERS:
        raise Invalid(_TOO_LONG.message, remedy=_TOO_LONG.remedy, limit=MOST_LETTERS)


def _forecast(models: TextModels, asked: EnhancerParameters, arriving: Arriving) -> Forecast:
    name = _prompt_name(asked)
    letters = len(asked.prompt)
    expected_in = (len(prompt_of(name).system) + letters) // _LETTERS_PER_TOKEN
    expected_out = 150 + (letters // _LETTERS_PER_TOKEN if asked.medium == "speech" else 0)
    return text_forecast(
        models, "enhancer", [name], (expected_in, expected_out), _problems(asked, arriving)
    )


def _problems(asked: EnhancerParameters, arriving: Arriving) -> list[Problem]:
    if len(asked.prompt) > MOST_LETTERS:
        return [_TOO_LONG]
    return [] if asked.prompt.strip() or arriving.count("text") else [_NOTHING]


def _prompt_name(asked: EnhancerParameters) -> str:
    return f"enhance-{asked.medium}"


def _listed(table: Table) -> JsonValue:
    return {key: [title, words] for key, (title, words) in table.items()}


_NOTHING = Problem(
    code="missing_input",
    message="There is no prompt to improve yet.",
    remedy="Write a prompt, or connect a text.",
    input="text",
    parameter="prompt",
)
_TOO_LONG = Problem(
    code="too_long",
    message=f"The prompt is longer than {MOST_LETTERS:,} letters.",
    remedy="Improve a part of it at a time.",
    parameter="prompt",
)
_SPEC = NodeSpec(
    kind="prompt-enhancer",
    version=1,
    title="Prompt enhancer",
    description="Improves a prompt for pictures, films, music or speech.",
    group="agent",
    icon="wand-sparkles",
    inputs=(InputSpec(name="text", title="Text", types=(ValueType.TEXT,), many=True, limit=50),),
    outputs=(OutputSpec(name="output", title="Prompt", types=(ValueType.TEXT,)),),
    parameters=schema_of(EnhancerParameters),
    width=320,
    height=240,
)
