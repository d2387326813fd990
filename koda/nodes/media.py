"""Media: a file that was uploaded, pasted, dropped or kept from a result."""

from __future__ import annotations

from typing import Literal

from koda.core.spec import NodeSpec, OutputSpec
from koda.core.values import ValueType
from koda.nodes.declare import Parameters, parameter, schema_of
from koda.runs.kind import NodeKind


class MediaParameters(Parameters):
    """The asset, and what it is."""

    asset: str | None = parameter(None, "asset", "File", max_length=80)
    type: Literal["image", "video", "audio"] = parameter("image", "hidden", "Type")


MEDIA = NodeKind(
    spec=NodeSpec(
        kind="media",
        version=1,
        title="Media",
        description="A picture, video or sound of yours.",
        group="input",
        icon="image",
        runs=False,
        outputs=(
            OutputSpec(
                name="output",
                title="Media",
                types=(ValueType.IMAGE, ValueType.VIDEO, ValueType.AUDIO),
                parameter="asset",
                type_parameter="type",
            ),
        ),
        parameters=schema_of(MediaParameters),
        width=280,
        height=210,
    ),
    parameters=MediaParameters,
)
