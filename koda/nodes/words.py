"""Words and numbers: a text with slots, a list of texts, a number."""

from __future__ import annotations

from collections.abc import Mapping

from koda.core.errors import Invalid
from koda.core.run import Problem
from koda.core.spec import InputSpec, NodeSpec, OutputSpec
from koda.core.values import TextValue, Value, ValueType
from koda.nodes.declare import Parameters, parameter, schema_of
from koda.nodes.template import assign, fill, slots_of, written_values
from koda.nodes.tooling import GROUP
from koda.runs.context import NodeContext
from koda.runs.kind import Arriving, Forecast, NodeInputs, NodeKind, as_text

_MOST_TEXTS = 50
_MOST_LETTERS = 100_000


class TemplateParameters(Parameters):
    """A text with slots, and what goes into them unless something is connected."""

    template: str = parameter(
        "",
        "text",
        "Template",
        shared_text=True,
        max_length=_MOST_LETTERS,
        description="Write slots in braces: A {color} {animal} in the snow.",
    )
    values: str = parameter(
        "",
        "text",
        "Values",
        shared_text=True,
        max_length=_MOST_LETTERS,
        description="A line for each slot, such as: animal = fox. Connected texts come first.",
    )


async def _fill(inputs: NodeInputs, _: NodeContext) -> Mapping[str, Value]:
    asked: TemplateParameters = inputs.parameters
    slots = slots_of(asked.template)
    arriving = [
        (inputs.label("text", value).name, as_text(value))
        for value in inputs.values.get("text", ())
    ]
    found = assign(slots, arriving, written_values(asked.values))
    missing = [slot for slot in slots if slot not in found]
    if missing:
        raise Invalid(_missing(missing), remedy=_REMEDY, slots=missing)
    text = fill(asked.template, found)
    if len(text) > _MOST_LETTERS:
        raise Invalid(
            "The filled text is longer than 100,000 letters.",
            remedy="Connect shorter texts.",
            limit=_MOST_LETTERS,
        )
    return {"output": TextValue(text=text)}


_REMEDY = "Connect a text, or write a line such as: animal = fox."


def _missing(slots: list[str]) -> str:
    names = ", ".join(f"{{{slot}}}" for slot in slots)
    return f"Nothing goes into {names}."


def _forecast(asked: TemplateParameters, arriving: Arriving) -> Forecast:
    """Find slots that nothing can go into; a wire may bring one text or a list of them."""
    if not asked.template.strip():
        problem = Problem(
            code="missing_input",
            message="The template is empty.",
            remedy="Write a text with slots, such as: A {color} fox.",
            parameter="template",
        )
        return Forecast(problems=(problem,))
    written = written_values(asked.values)
    empty = [slot for slot in slots_of(asked.template) if slot not in written]
    if not empty or arriving.count("text"):
        return Forecast()
    problem = Problem(code="missing_input", message=_missing(empty), remedy=_REMEDY, input="text")
    return Forecast(problems=(problem,))


class ListParameters(Parameters):
    """Texts, one in each line."""

    items: str = parameter(
        "",
        "text",
        "Items",
        shared_text=True,
        max_length=_MOST_LETTERS,
        description="One in each line; empty lines are left out.",
    )


class NumberParameters(Parameters):
    """One number."""

    value: float = parameter(
        1, "number", "Number", ge=-1e12, le=1e12, multiple_of=0.001, allow_inf_nan=False
    )


WORDS = (
    NodeKind(
        spec=NodeSpec(
            kind="text-template",
            version=1,
            title="Text template",
            description="A text with slots that other texts fill.",
            group=GROUP,
            icon="text-cursor-input",
            inputs=(
                InputSpec(
                    name="text",
                    title="Text",
                    types=(ValueType.TEXT,),
                    many=True,
                    limit=_MOST_TEXTS,
                    description=(
                        "From a node called like a slot, written as slot=text, or in order."
                    ),
                ),
            ),
            outputs=(OutputSpec(name="output", title="Text", types=(ValueType.TEXT,)),),
            parameters=schema_of(TemplateParameters),
            width=300,
            height=240,
        ),
        parameters=TemplateParameters,
        run=_fill,
        forecast=_forecast,
    ),
    NodeKind(
        spec=NodeSpec(
            kind="list",
            version=1,
            title="List",
            description="Several texts, one in each line.",
            group="input",
            icon="list",
            runs=False,
            outputs=(
                OutputSpec(
                    name="output",
                    title="Texts",
                    types=(ValueType.TEXT,),
                    list=True,
                    parameter="items",
                ),
            ),
            parameters=schema_of(ListParameters),
            width=280,
            height=180,
        ),
        parameters=ListParameters,
    ),
    NodeKind(
        spec=NodeSpec(
            kind="number",
            version=1,
            title="Number",
            description="A number that flows into other nodes.",
            group="input",
            icon="hash",
            runs=False,
            outputs=(
                OutputSpec(
                    name="output", title="Number", types=(ValueType.NUMBER,), parameter="value"
                ),
            ),
            parameters=schema_of(NumberParameters),
            width=200,
            height=100,
        ),
        parameters=NumberParameters,
    ),
)
