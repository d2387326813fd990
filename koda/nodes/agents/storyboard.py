"""The storyboard: a brief and references become scenes, and a chat turn the next draft of them."""

from __future__ import annotations

from collections.abc import Mapping

from pydantic import JsonValue

from koda.core.errors import Invalid
from koda.core.run import Problem
from koda.core.spec import InputSpec, NodeSpec, OutputSpec
from koda.core.values import JsonDocument, ListValue, TextValue, Value, ValueType
from koda.nodes.agents.answering import answer
from koda.nodes.agents.forecasting import text_forecast
from koda.nodes.agents.planned import planned_model
from koda.nodes.agents.storyboard_answer import (
    MOST_REFERENCES,
    BoardAnswer,
    RefinedAnswer,
    board_of,
    refined_of,
)
from koda.nodes.agents.storyboard_board import Board, identities_of, scenes_of
from koda.nodes.agents.storyboard_brief import (
    REFERENCE,
    Brief,
    StoryboardParameters,
    brief_of,
    caption_of,
    pictures_of,
    prompt_names,
    system_of,
)
from koda.nodes.declare import schema_of
from koda.providers.text import TextMessage, TextRequest, TextRole
from koda.providers.text_models import TextModel, TextModels
from koda.runs.context import NodeContext
from koda.runs.kind import Arriving, Forecast, NodeInputs, NodeKind

_MOST_TOKENS = 20_000
_REASONING_TOKENS = 4_000
_CONCEPT_TOKENS = 2_000
_CONCEPT_WORDS = 80
_SCENE_TOKENS = 450
_PICTURE_TOKENS = 1_500
_LETTERS_PER_TOKEN = 4


def storyboard(models: TextModels) -> NodeKind:
    """Make the kind over the language models on offer."""

    def forecast(parameters: StoryboardParameters, arriving: Arriving) -> Forecast:
        return _forecast(models, parameters, arriving)

    async def run(inputs: NodeInputs, context: NodeContext) -> Mapping[str, Value]:
        brief = brief_of(inputs)
        _check(brief)
        with planned_model(models, _role(brief.parameters), context.model) as model:
            if brief.parameters.making == "concept":
                return await _write_concept(model, brief, inputs, context)
            return await _write_board(model, brief, inputs, context)

    return NodeKind(_SPEC, StoryboardParameters, run, forecast)


async def _write_board(
    model: TextModel, brief: Brief, inputs: NodeInputs, context: NodeContext
) -> Mapping[str, Value]:
    asked, draft = brief.parameters, brief.parameters.draft
    shape = board_of(asked.scene_count) if draft is None else refined_of(len(draft.scenes))
    request = TextRequest(
        role="storyboard",
        model=model.id,
        system=system_of(asked),
        messages=(await _message(brief, model, inputs, context),),
        facts=brief.facts,
        schema=(BoardAnswer if draft is None else RefinedAnswer).model_json_schema(),
        most_tokens=_MOST_TOKENS,
        reasoning_tokens=_REASONING_TOKENS if model.reasoning else 0,
    )
    written = await answer(context, request, shape)
    board = Board(
        mode=asked.mode,
        style=asked.style,
        aspect_ratio=asked.aspect_ratio,
        video_family=asked.video_family,
        product=asked.product,
        character=asked.character,
        summary=written.summary,
        reply_to=asked.turn.id if asked.turn else "",
        scenes=scenes_of(written, draft, brief.references, asked.mode, asked.video_family),
        identities=identities_of(written, draft, brief.references),
        written_by=model.id,
    )
    document: JsonValue = board.model_dump(mode="json")
    prompts = tuple(TextValue(text=scene.prompt) for scene in board.scenes)
    return {
        "board": JsonDocument.model_validate({"json": document}),
        "prompts": ListValue(items=prompts),
        "summary": TextValue(text=board.summary),
    }


async def _write_concept(
    model: TextModel, brief: Brief, inputs: NodeInputs, context: NodeContext
) -> Mapping[str, Value]:
    request = TextRequest(
        role="concept",
        model=model.id,
        system=system_of(brief.parameters),
        messages=(await _message(brief, model, inputs, context),),
        facts=brief.facts,
        most_tokens=_CONCEPT_TOKENS,
    )
    written = await context.write(request)
    return {"summary": TextValue(text=shortened(written.text))}


async def _message(
    brief: Brief, model: TextModel, inputs: NodeInputs, context: NodeContext
) -> TextMessage:
    """Give the one message: the wishes, and the pictures if the model can see."""
    if not model.vision:
        return TextMessage("user", brief.words)
    return TextMessage(
        "user",
        brief.words,
        files=[await context.input(one, REFERENCE) for one in pictures_of(inputs)],
        captions=[caption_of(one) for one in brief.references],
    )


def shortened(concept: str) -> str:
    """Give a concept as one paragraph of at most 80 words, cut after a sentence if it can be."""
    words = concept.strip().strip('"“”').split()
    if len(words) <= _CONCEPT_WORDS:
        return " ".join(words)
    text = " ".join(words[:_CONCEPT_WORDS])
    end = max(text.rfind(mark) for mark in (". ", "! ", "? "))
    return text[: end + 1] if end > len(text) // 2 else f"{text.rstrip(',.;:')}…"


def _role(parameters: StoryboardParameters) -> TextRole:
    return "concept" if parameters.making == "concept" else "storyboard"


def _forecast(models: TextModels, parameters: StoryboardParameters, arriving: Arriving) -> Forecast:
    role = _role(parameters)
    pictures = arriving.count(REFERENCE)
    letters = len(system_of(parameters)) + sum(
        len(text) for text in (parameters.product, parameters.character, parameters.concept)
    )
    scenes = parameters.scene_count
    if draft := parameters.draft:
        scenes = len(draft.scenes)
        letters += len(draft.model_dump_json())
    expected_in = letters // _LETTERS_PER_TOKEN + pictures * _PICTURE_TOKENS
    expected_out = 150 if role == "concept" else scenes * _SCENE_TOKENS + _REASONING_TOKENS // 2
    apart = {"surroundings"} if role == "storyboard" else {"scene_count", "mode", "talk"}
    return text_forecast(
        models,
        role,
        prompt_names(parameters),
        (expected_in, expected_out),
        _problems(parameters, pictures),
        frozenset({*apart, REFERENCE}),
    )


def _problems(parameters: StoryboardParameters, pictures: int) -> list[Problem]:
    if pictures > MOST_REFERENCES:
        return [
            Problem(
                code="too_many_inputs",
                message=f"A storyboard takes at most {MOST_REFERENCES} references;"
                f" {pictures} are connected.",
                remedy="Remove a wire.",
                input=REFERENCE,
            )
        ]
    texts = (parameters.product, parameters.character, parameters.concept)
    if pictures or parameters.turn or any(text.strip() for text in texts):
        return []
    return [
        Problem(
            code="missing_input",
            message="Nothing says what the film is about.",
            remedy="Write a product or a concept, or connect a picture.",
            parameter="product",
        )
    ]


def _check(brief: Brief) -> None:
    """Refuse what only shows when everything has arrived: a list may bring many pictures."""
    if len(brief.references) > MOST_REFERENCES:
        raise Invalid(
            f"{len(brief.references)} references have arrived; {MOST_REFERENCES} are taken.",
            remedy="Connect fewer pictures.",
            limit=MOST_REFERENCES,
        )


_SPEC = NodeSpec(
    kind="storyboard",
    version=1,
    title="Storyboard",
    description="Plans a film as scenes, with a prompt for each picture and for each film.",
    group="agent",
    icon="clapperboard",
    inputs=(
        InputSpec(
            name=REFERENCE,
            title="Reference",
            types=(ValueType.IMAGE,),
            many=True,
            limit=MOST_REFERENCES,
            description="The product, a character, a prop or a place that is to be seen.",
        ),
    ),
    outputs=(
        OutputSpec(name="board", title="Storyboard", types=(ValueType.JSON,)),
        OutputSpec(name="prompts", title="Prompts", types=(ValueType.TEXT,), list=True),
        OutputSpec(name="summary", title="Summary", types=(ValueType.TEXT,)),
    ),
    parameters=schema_of(StoryboardParameters),
    width=400,
    height=560,
)
