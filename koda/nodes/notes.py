"""What explains a canvas and does not run: sticky notes, stickers, groups."""

from __future__ import annotations

from typing import Literal

from koda.core.spec import NodeSpec
from koda.nodes.declare import Parameters, parameter, schema_of
from koda.runs.kind import NodeKind

NoteColor = Literal["yellow", "pink", "blue", "green", "purple", "orange"]


class StickyNoteParameters(Parameters):
    """Text on a coloured note."""

    content: str = parameter(
        "",
        "text",
        "Note",
        shared_text=True,
        max_length=100_000,
        description="Shown with **bold**, *italic*, lists and links.",
    )
    color: NoteColor = parameter("yellow", "color", "Color")
    font_size: int = parameter(14, "slider", "Text size", unit="px", ge=12, le=24)
    align: Literal["left", "center", "right"] = parameter(
        "left", "choice", "Align", labels={"left": "Left", "center": "Center", "right": "Right"}
    )
    bold: bool = parameter(False, "switch", "Bold")
    italic: bool = parameter(False, "switch", "Italic")
    rotation: int = parameter(0, "slider", "Turned by", unit="°", ge=-15, le=15, multiple_of=5)
    opacity: int = parameter(100, "slider", "Opacity", unit="%", ge=20, le=100, multiple_of=10)


class StickerParameters(Parameters):
    """One emoji."""

    emoji: str = parameter("👍", "emoji", "Emoji", max_length=32)
    rotation: int = parameter(0, "slider", "Turned by", unit="°", ge=-180, le=180, multiple_of=15)
    flip_x: bool = parameter(False, "switch", "Mirrored")
    flip_y: bool = parameter(False, "switch", "Upside down")
    opacity: int = parameter(100, "slider", "Opacity", unit="%", ge=10, le=100, multiple_of=10)


class GroupParameters(Parameters):
    """A frame; nodes in it move with it."""

    color: str = parameter("#6b7280", "color", "Color", max_length=9)
    notes: str = parameter("", "text", "Notes", shared_text=True, max_length=100_000)


STICKY_NOTE = NodeKind(
    spec=NodeSpec(
        kind="sticky-note",
        version=1,
        title="Sticky note",
        description="A note to yourself or the others; it does not run.",
        group="note",
        icon="sticky-note",
        runs=False,
        parameters=schema_of(StickyNoteParameters),
        width=220,
        height=160,
    ),
    parameters=StickyNoteParameters,
)

STICKER = NodeKind(
    spec=NodeSpec(
        kind="sticker",
        version=1,
        title="Sticker",
        description="An emoji on the canvas; it does not run.",
        group="note",
        icon="smile",
        runs=False,
        parameters=schema_of(StickerParameters),
        width=64,
        height=64,
    ),
    parameters=StickerParameters,
)

GROUP = NodeKind(
    spec=NodeSpec(
        kind="group",
        version=1,
        title="Group",
        description="A frame around nodes that belong together; they move with it.",
        group="note",
        icon="group",
        runs=False,
        parameters=schema_of(GroupParameters),
        width=480,
        height=320,
    ),
    parameters=GroupParameters,
)
