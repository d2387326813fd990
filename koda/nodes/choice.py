"""Choice: passes on one of the values that are connected."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Literal

from koda.core.errors import Invalid
from koda.core.spec import InputSpec, NodeSpec, OutputSpec
from koda.core.values import NumberValue, SingleValue, TextValue, Value, ValueType, fits
from koda.nodes.declare import Parameters, parameter, schema_of
from koda.nodes.tooling import GROUP
from koda.runs.context import NodeContext
from koda.runs.kind import NodeInputs, NodeKind, as_text

_TYPES = (ValueType.IMAGE, ValueType.VIDEO, ValueType.AUDIO, ValueType.TEXT, ValueType.NUMBER)
_TITLES = {
    ValueType.IMAGE: "Picture",
    ValueType.VIDEO: "Film",
    ValueType.AUDIO: "Sound",
    ValueType.TEXT: "Text",
    ValueType.NUMBER: "Number",
}


class ChoiceParameters(Parameters):
    """Which of the values goes on."""

    type: Literal["image", "video", "audio", "text", "number"] = parameter(
        "image",
        "choice",
        "Type",
        group="Choice",
        labels={one.value: title for one, title in _TITLES.items()},
        description="What goes on; values of other types are passed over.",
    )
    pick: Literal["first", "last", "number"] = parameter(
        "first",
        "choice",
        "Choose",
        group="Choice",
        labels={"first": "The first", "last": "The last", "number": "By number"},
    )
    number: int = parameter(
        1,
        "number",
        "Number",
        group="Choice",
        ge=1,
        le=10_000,
        description="For “By number”: 1 is the first. A connected number comes first.",
    )


async def _choose(inputs: NodeInputs, _: NodeContext) -> Mapping[str, Value]:
    asked: ChoiceParameters = inputs.parameters
    wanted = ValueType(asked.type)
    offered = [one for one in inputs.values.get("option", ()) if fits(ValueType(one.type), wanted)]
    if not offered:
        raise Invalid(
            f"Nothing of the type “{_TITLES[wanted]}” has arrived.",
            remedy="Connect a value of this type, or choose another type.",
        )
    chosen = offered[_place(asked, inputs.values.get("which", ()), len(offered))]
    return {"output": TextValue(text=as_text(chosen)) if wanted == ValueType.TEXT else chosen}


def _place(asked: ChoiceParameters, which: Sequence[SingleValue], count: int) -> int:
    told = next((one.number for one in which if isinstance(one, NumberValue)), None)
    if told is None and asked.pick != "number":
        return 0 if asked.pick == "first" else count - 1
    number = asked.number if told is None else told
    if number != int(number) or not 1 <= number <= count:
        raise Invalid(
            f"There is no value {number:g}: {count} have arrived.",
            remedy=f"Choose a whole number from 1 to {count}.",
            count=count,
        )
    return int(number) - 1


CHOICE = NodeKind(
    spec=NodeSpec(
        kind="choice",
        version=1,
        title="Choice",
        description="Passes on one of several values.",
        group=GROUP,
        icon="list-checks",
        inputs=(
            InputSpec(
                name="option",
                title="Values",
                types=(*_TYPES, ValueType.JSON),
                many=True,
                required=True,
                limit=50,
            ),
            InputSpec(
                name="which",
                title="Which",
                types=(ValueType.NUMBER,),
                description="The number of the value that goes on: 1 is the first.",
            ),
        ),
        outputs=(OutputSpec(name="output", title="Chosen", types=_TYPES, type_parameter="type"),),
        parameters=schema_of(ChoiceParameters),
        width=240,
        height=160,
    ),
    parameters=ChoiceParameters,
    run=_choose,
)
