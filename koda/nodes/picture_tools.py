"""Tools for one picture at a time: crop, resize, pad."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Literal

from koda.core.spec import NodeSpec
from koda.core.values import Value, ValueType
from koda.media.saving import color_of
from koda.media.shaping import Box, crop, pad, resize, resize_long_side
from koda.nodes.declare import Parameters, parameter, schema_of
from koda.nodes.tooling import GROUP, Ratio, for_each, made_list, many, ratio_of
from koda.runs.context import NodeContext
from koda.runs.kind import NodeInputs, NodeKind

_FREE = {"auto": "Free"}


class CropParameters(Parameters):
    """Which part is kept; in percent, so that it fits pictures of every size."""

    aspect_ratio: Ratio = parameter(
        "auto",
        "ratio",
        "Ratio",
        group="Shape",
        labels=_FREE,
        description="The largest part of this shape.",
    )
    x: float = parameter(0, "slider", "Left", group="Part", unit="%", ge=0, le=99)
    y: float = parameter(0, "slider", "Top", group="Part", unit="%", ge=0, le=99)
    width: float = parameter(100, "slider", "Width", group="Part", unit="%", ge=1, le=100)
    height: float = parameter(100, "slider", "Height", group="Part", unit="%", ge=1, le=100)
    focus_x: float = parameter(
        50,
        "slider",
        "Focus across",
        group="Shape",
        unit="%",
        ge=0,
        le=100,
        description="Where the kept shape lies: 0 is left, 100 is right.",
    )
    focus_y: float = parameter(
        50,
        "slider",
        "Focus down",
        group="Shape",
        unit="%",
        ge=0,
        le=100,
        description="Where the kept shape lies: 0 is the top, 100 is the bottom.",
    )


async def _crop(inputs: NodeInputs, context: NodeContext) -> Mapping[str, Value]:
    asked: CropParameters = inputs.parameters
    box = Box(asked.x / 100, asked.y / 100, asked.width / 100, asked.height / 100)
    ratio, focus = ratio_of(asked.aspect_ratio), (asked.focus_x / 100, asked.focus_y / 100)

    def make(path: Path) -> bytes:
        return crop(path, box, ratio, focus)

    return await for_each(inputs, context, "image", make, "Cropped")


class ResizeParameters(Parameters):
    """How large the result is."""

    mode: Literal["long-side", "fit", "fill", "stretch"] = parameter(
        "long-side",
        "choice",
        "Mode",
        group="Size",
        labels={
            "long-side": "Longer side",
            "fit": "Fit within",
            "fill": "Fill and cut",
            "stretch": "Stretch",
        },
    )
    side: int = parameter(
        1024,
        "number",
        "Longer side",
        group="Size",
        unit="px",
        ge=1,
        le=16_000,
        description="Used by the mode “Longer side”.",
    )
    width: int = parameter(1024, "number", "Width", group="Size", unit="px", ge=1, le=16_000)
    height: int = parameter(1024, "number", "Height", group="Size", unit="px", ge=1, le=16_000)


async def _resize(inputs: NodeInputs, context: NodeContext) -> Mapping[str, Value]:
    asked: ResizeParameters = inputs.parameters

    def make(path: Path) -> bytes:
        if asked.mode == "long-side":
            return resize_long_side(path, asked.side)
        return resize(path, asked.width, asked.height, asked.mode)

    return await for_each(inputs, context, "image", make, "Resized")


class PadParameters(Parameters):
    """What is put around the picture."""

    aspect_ratio: Ratio = parameter(
        "auto",
        "ratio",
        "Ratio",
        group="Shape",
        labels=_FREE,
        description="Grows the picture to this shape.",
    )
    fill: Literal["color", "transparent", "blur"] = parameter(
        "color",
        "choice",
        "Fill",
        group="Shape",
        labels={"color": "Color", "transparent": "Transparent", "blur": "The picture, blurred"},
    )
    color: str = parameter("#ffffff", "color", "Color", group="Shape", max_length=40)
    left: int = parameter(0, "number", "Left", group="Border", unit="px", ge=0, le=8000)
    top: int = parameter(0, "number", "Top", group="Border", unit="px", ge=0, le=8000)
    right: int = parameter(0, "number", "Right", group="Border", unit="px", ge=0, le=8000)
    bottom: int = parameter(0, "number", "Bottom", group="Border", unit="px", ge=0, le=8000)


async def _pad(inputs: NodeInputs, context: NodeContext) -> Mapping[str, Value]:
    asked: PadParameters = inputs.parameters
    colors = {"color": asked.color, "transparent": "transparent"}
    ground = color_of(colors[asked.fill]) if asked.fill in colors else None
    sides = (asked.left, asked.top, asked.right, asked.bottom)

    def make(path: Path) -> bytes:
        return pad(path, sides, ratio_of(asked.aspect_ratio), ground)

    return await for_each(inputs, context, "image", make, "Padded")


def _spec(
    kind: str, title: str, description: str, icon: str, parameters: type[Parameters]
) -> NodeSpec:
    return NodeSpec(
        kind=kind,
        version=1,
        title=title,
        description=description,
        group=GROUP,
        icon=icon,
        inputs=(many("image", "Picture", ValueType.IMAGE),),
        outputs=(made_list("Pictures", ValueType.IMAGE),),
        parameters=schema_of(parameters),
        width=280,
        height=240,
    )


PICTURE_TOOLS = (
    NodeKind(
        _spec("crop", "Crop", "Keeps a part of a picture.", "crop", CropParameters),
        CropParameters,
        _crop,
    ),
    NodeKind(
        _spec(
            "resize", "Resize", "Makes a picture larger or smaller.", "scaling", ResizeParameters
        ),
        ResizeParameters,
        _resize,
    ),
    NodeKind(
        _spec("pad", "Pad", "Puts a border around a picture.", "frame", PadParameters),
        PadParameters,
        _pad,
    ),
)
