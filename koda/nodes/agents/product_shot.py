"""Product shots: a product becomes a set of photographs to be made, each with its prompt."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Literal

from pydantic import Field, JsonValue, WithJsonSchema

from koda.core.run import Problem
from koda.core.spec import InputSpec, NodeSpec, OutputSpec
from koda.core.values import JsonDocument, ListValue, TextValue, Value, ValueType
from koda.nodes.agents.answering import answer
from koda.nodes.agents.forecasting import text_forecast
from koda.nodes.agents.planned import planned_model
from koda.nodes.agents.product_shot_plan import (
    MOST_SHOTS,
    Shots,
    ShotsAnswer,
    ShotTalk,
    ShotTurn,
    drafted,
    plan_of,
    shots_of,
)
from koda.nodes.agents.product_shot_setting import BACKGROUNDS, LIGHTING, angles
from koda.nodes.agents.prompts import data_block, prompt_of
from koda.nodes.declare import Parameters, parameter, schema_of
from koda.nodes.presets import labels_of, words_of
from koda.providers.text import TextMessage, TextRequest
from koda.providers.text_models import TextModel, TextModels
from koda.runs.context import NodeContext
from koda.runs.kind import Arriving, Cut, Forecast, NodeInputs, NodeKind

_PRODUCT = "product"
_MOST_TURNS = 50
_HISTORY = 6
_MOST_TOKENS = 12_000
_REASONING_TOKENS = 2_000
_SHOT_TOKENS = 260
_PICTURE_TOKENS = 1_500
_LETTERS_PER_TOKEN = 4


ShotCount = Annotated[
    Literal[4, 5, 6, 7, 8],
    WithJsonSchema({"type": "integer", "enum": [4, 6, 8]}),  # what a set looks good with
]


class ProductShotParameters(Parameters):
    """The product, and how it is shown."""

    product_name: str = parameter(
        "", "text", "Product", group="Product", shared_text=True, max_length=400
    )
    notes: str = parameter(
        "",
        "text",
        "Notes",
        group="Product",
        shared_text=True,
        max_length=4_000,
        description="What it is made of, what to show, what it is for.",
    )
    shot_count: ShotCount = parameter(4, "choice", "Shots", group="Shots")
    background: Literal["studio-white", "gradient", "lifestyle", "outdoor", "dark-moody"] = (
        parameter(
            "studio-white", "choice", "Background", group="Shots", labels=labels_of(BACKGROUNDS)
        )
    )
    lighting: Literal["soft", "dramatic", "natural", "rim-light"] = parameter(
        "soft", "choice", "Light", group="Shots", labels=labels_of(LIGHTING)
    )
    product: str | None = parameter(None, "hidden", "Picture", max_length=80)
    off: tuple[Annotated[int, Field(ge=1, le=MOST_SHOTS)], ...] = parameter(
        (),
        "hidden",
        "Switched off",
        max_length=MOST_SHOTS,
        description="The numbers of shots whose prompts are not given.",
    )
    talk: ShotTalk = parameter((), "hidden", "Chat", max_length=_MOST_TURNS)

    @property
    def turn(self) -> ShotTurn | None:
        """The chat turn that is to be answered; none for a first plan."""
        return self.talk[-1] if self.talk and self.talk[-1].text.strip() else None

    @property
    def draft(self) -> Shots | None:
        """The plan that the turn changes; none when a new one is to be written."""
        draft = self.turn.draft if self.turn else None
        return draft if draft is not None and drafted(draft) else None


def product_shot(models: TextModels) -> NodeKind:
    """Make the kind over the language models on offer."""

    def forecast(parameters: ProductShotParameters, arriving: Arriving) -> Forecast:
        return _forecast(models, parameters, arriving)

    async def run(inputs: NodeInputs, context: NodeContext) -> Mapping[str, Value]:
        with planned_model(models, "product_shot", context.model) as model:
            return await _plan(model, inputs, context)

    return NodeKind(_SPEC, ProductShotParameters, run, forecast, _SWITCHES)


async def _plan(model: TextModel, inputs: NodeInputs, context: NodeContext) -> Mapping[str, Value]:
    asked: ProductShotParameters = inputs.parameters
    said = _said(asked, pictured=bool(inputs.media(_PRODUCT)))
    count = asked.shot_count
    shape = shots_of(count, count) if asked.draft is None else shots_of(1, MOST_SHOTS)
    request = TextRequest(
        role="product_shot",
        model=model.id,
        system=_system(asked),
        messages=(await _message(said, model, inputs, context),),
        facts=said,
        schema=ShotsAnswer.model_json_schema(),
        most_tokens=_MOST_TOKENS,
        reasoning_tokens=_REASONING_TOKENS if model.reasoning else 0,
    )
    written = await answer(context, request, shape)
    plan = plan_of(written, asked.turn.id if asked.turn else "", model.id)
    document: JsonValue = plan.model_dump(mode="json")
    return {
        "shots": JsonDocument.model_validate({"json": document}),
        "prompts": ListValue(items=tuple(TextValue(text=one.prompt) for one in plan.shots)),
    }


def _switched(
    parameters: ProductShotParameters, outputs: Mapping[str, Value]
) -> Mapping[str, Value]:
    """Leave out the prompts of the shots that are switched off."""
    prompts = outputs["prompts"]
    if not isinstance(prompts, ListValue):
        return outputs
    kept = (one for number, one in enumerate(prompts.items, 1) if number not in parameters.off)
    return {**outputs, "prompts": ListValue(items=tuple(kept))}


_SWITCHES = Cut(frozenset({"off"}), _switched)


async def _message(
    said: Mapping[str, JsonValue], model: TextModel, inputs: NodeInputs, context: NodeContext
) -> TextMessage:
    """Give the one message: what is asked for, and the picture if the model can see."""
    ask = "Plan the shots." if "wish" not in said else "Write the changed plan."
    words = f"{data_block('request', dict(said))}\n\n{ask}"
    pictures = inputs.media(_PRODUCT)[:1] if model.vision else []
    return TextMessage(
        "user",
        words,
        files=[await context.input(one, _PRODUCT) for one in pictures],
        captions=["The product:" for _ in pictures],
    )


def _said(asked: ProductShotParameters, *, pictured: bool) -> dict[str, JsonValue]:
    """Give everything that was asked for, as data."""
    said: dict[str, JsonValue] = {
        "product": asked.product_name.strip(),
        "notes": asked.notes.strip(),
        "shot_count": asked.shot_count,
        "background": words_of(BACKGROUNDS, asked.background),
        "lighting": words_of(LIGHTING, asked.lighting),
        "pictured": pictured,
        "angles": angles(),
    }
    if asked.turn is None:
        return said
    earlier: list[JsonValue] = [one.text for one in asked.talk[:-1] if one.text.strip()]
    said |= {"wish": asked.turn.text, "earlier_wishes": earlier[-_HISTORY:]}
    return said if asked.draft is None else {**said, "draft": drafted(asked.draft)}


def _prompt_names(asked: ProductShotParameters) -> list[str]:
    return ["product-shot", *(["product-shot-refine"] if asked.draft else [])]


def _system(asked: ProductShotParameters) -> str:
    return "\n\n".join(prompt_of(name).system for name in _prompt_names(asked))


def _forecast(models: TextModels, asked: ProductShotParameters, arriving: Arriving) -> Forecast:
    pictures = arriving.count(_PRODUCT)
    letters = len(_system(asked)) + len(asked.product_name) + len(asked.notes) + len(str(angles()))
    shots = asked.shot_count
    if draft := asked.draft:
        shots = len(draft.shots)
        letters += len(draft.model_dump_json())
    expected_in = letters // _LETTERS_PER_TOKEN + pictures * _PICTURE_TOKENS
    return text_forecast(
        models,
        "product_shot",
        _prompt_names(asked),
        (expected_in, shots * _SHOT_TOKENS + _REASONING_TOKENS // 2),
        _problems(asked, pictures),
    )


def _problems(asked: ProductShotParameters, pictures: int) -> list[Problem]:
    if pictures or asked.turn or asked.product_name.strip():
        return []
    return [
        Problem(
            code="missing_input",
            message="Nothing says what the product is.",
            remedy="Write its name, or connect a picture of it.",
            parameter="product_name",
        )
    ]


_SPEC = NodeSpec(
    kind="product-shot",
    version=1,
    title="Product shots",
    description="Plans photographs of a product, with a prompt for each.",
    group="agent",
    icon="camera",
    inputs=(
        InputSpec(
            name=_PRODUCT,
            title="Product",
            types=(ValueType.IMAGE,),
            description="A picture of the product.",
        ),
    ),
    outputs=(
        OutputSpec(name="shots", title="Shots", types=(ValueType.JSON,)),
        OutputSpec(name="prompts", title="Prompts", types=(ValueType.TEXT,), list=True),
    ),
    parameters=schema_of(ProductShotParameters),
    width=400,
    height=540,
)
