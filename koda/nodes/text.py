"""Text: words that flow into other nodes."""

from __future__ import annotations

from koda.core.spec import NodeSpec, OutputSpec
from koda.core.values import ValueType
from koda.nodes.declare import Parameters, parameter, schema_of
from koda.runs.kind import NodeKind


class TextParameters(Parameters):
    """Plain text."""

    content: str = parameter("", "text", "Text", shared_text=True, max_length=100_000)


TEXT = NodeKind(
    spec=NodeSpec(
        kind="text",
        version=1,
        title="Text",
        description="Words that flow into other nodes.",
        group="input",
        icon="type",
        runs=False,
        outputs=(
            OutputSpec(name="output", title="Text", types=(ValueType.TEXT,), parameter="content"),
        ),
        parameters=schema_of(TextParameters),
        width=280,
        height=140,
    ),
    parameters=TextParameters,
)
