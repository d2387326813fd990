"""Tools that make one picture of several: composite, grid."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from koda.core.spec import InputSpec, NodeSpec, OutputSpec
from koda.core.values import Value, ValueType
from koda.media.layering import Layer, composite
from koda.media.saving import color_of
from koda.media.sheet import MAX_CELLS, Sheet, grid
from koda.nodes.declare import Parameters, parameter, schema_of
from koda.nodes.tooling import GROUP, Ratio, arrived, files, many, ratio_of
from koda.runs.context import NodeContext
from koda.runs.kind import NodeInputs, NodeKind

_MOST_LAYERS = 16


class CompositeParameters(Parameters):
    """How the layers lie on the base."""

    x: float = parameter(
        50,
        "slider",
        "Across",
        group="Place",
        unit="%",
        ge=0,
        le=100,
        description="0 is left, 100 is right.",
    )
    y: float = parameter(
        50,
        "slider",
        "Down",
        group="Place",
        unit="%",
        ge=0,
        le=100,
        description="0 is the top, 100 is the bottom.",
    )
    scale: float = parameter(
        100,
        "slider",
        "Width",
        group="Place",
        unit="%",
        ge=0,
        le=200,
        description="Of the base's width; 0 keeps a layer's own size.",
    )
    margin: float = parameter(0, "slider", "Margin", group="Place", unit="%", ge=0, le=40)
    opacity: float = parameter(100, "slider", "Opacity", group="Look", unit="%", ge=0, le=100)
    blend: Literal["normal", "multiply", "screen"] = parameter(
        "normal",
        "choice",
        "Blend",
        group="Look",
        labels={"normal": "Normal", "multiply": "Multiply", "screen": "Screen"},
    )
    mask: str | None = parameter(
        None,
        "mask",
        "Mask",
        group="Look",
        max_length=80,
        description="Layers are shown where it is white.",
    )


async def _composite(inputs: NodeInputs, context: NodeContext) -> Mapping[str, Value]:
    asked: CompositeParameters = inputs.parameters
    (base,) = await files(context, arrived(inputs, "base")[:1])
    masks = await files(context, inputs.media("mask")[:1])
    layers = [
        Layer(
            path=path,
            x=asked.x / 100,
            y=asked.y / 100,
            scale=asked.scale / 100,
            opacity=asked.opacity / 100,
            blend=asked.blend,
            margin=asked.margin / 100,
        )
        for path in await files(context, arrived(inputs, "layer"))
    ]
    made = await context.work(composite, base, layers, masks[0] if masks else None)
    return {"output": await context.save(made, name="Composite")}


class GridParameters(Parameters):
    """How the pictures lie."""

    columns: int = parameter(
        0,
        "number",
        "Columns",
        group="Grid",
        ge=0,
        le=MAX_CELLS,
        description="0 makes the sheet about square.",
    )
    cell: int = parameter(512, "number", "Cell", group="Grid", unit="px", ge=16, le=4096)
    aspect_ratio: Ratio = parameter(
        "auto", "ratio", "Ratio", group="Grid", description="Auto: the shape of the first picture."
    )
    fit: Literal["fill", "fit"] = parameter(
        "fill",
        "choice",
        "Pictures",
        group="Grid",
        labels={"fill": "Fill the cell", "fit": "Show all of it"},
    )
    gap: int = parameter(16, "slider", "Gap", group="Grid", unit="px", ge=0, le=400)
    color: str = parameter("#ffffff", "color", "Background", group="Look", max_length=40)
    numbered: bool = parameter(
        False,
        "switch",
        "Numbers",
        group="Look",
        description="Writes 1, 2, 3, … under pictures that have no label.",
    )


async def _grid(inputs: NodeInputs, context: NodeContext) -> Mapping[str, Value]:
    asked: GridParameters = inputs.parameters
    paths = await files(context, arrived(inputs, "image"))
    labels = inputs.texts("label")[: len(paths)]
    if asked.numbered:
        labels += [str(place + 1) for place in range(len(labels), len(paths))]
    sheet = Sheet(
        columns=asked.columns,
        cell=asked.cell,
        ratio=ratio_of(asked.aspect_ratio),
        gap=asked.gap,
        fit=asked.fit,
        ground=color_of(asked.color),
    )
    made = await context.work(grid, paths, sheet, labels)
    return {"output": await context.save(made, name="Grid")}


_PICTURE = OutputSpec(name="output", title="Picture", types=(ValueType.IMAGE,))

LAYOUT_TOOLS = (
    NodeKind(
        spec=NodeSpec(
            kind="composite",
            version=1,
            title="Composite",
            description="Lays pictures over a picture.",
            group=GROUP,
            icon="layers",
            inputs=(
                InputSpec(name="base", title="Base", types=(ValueType.IMAGE,), required=True),
                many("layer", "Layer", ValueType.IMAGE, "The last lies on top.").model_copy(
                    update={"limit": _MOST_LAYERS}
                ),
                InputSpec(
                    name="mask",
                    title="Mask",
                    types=(ValueType.IMAGE,),
                    description="Over the base: layers are shown where it is white.",
                ),
            ),
            outputs=(_PICTURE,),
            parameters=schema_of(CompositeParameters),
            width=320,
            height=280,
        ),
        parameters=CompositeParameters,
        run=_composite,
    ),
    NodeKind(
        spec=NodeSpec(
            kind="grid",
            version=1,
            title="Grid",
            description="Puts pictures on one sheet, with labels if you like.",
            group=GROUP,
            icon="grid-3x3",
            inputs=(
                many("image", "Picture", ValueType.IMAGE),
                InputSpec(
                    name="label",
                    title="Label",
                    types=(ValueType.TEXT,),
                    many=True,
                    description="A line under each picture, in order.",
                ),
            ),
            outputs=(_PICTURE,),
            parameters=schema_of(GridParameters),
            width=320,
            height=280,
        ),
        parameters=GridParameters,
        run=_grid,
    ),
)
