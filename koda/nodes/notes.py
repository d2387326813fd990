"""What explains a canvas and does not run: sticky notes and groups."""

from __future__ import annotations

from typing import Literal

from koda.core.spec import NodeSpec
from koda.nodes.declare import Parameters, parameter, schema_of
from koda.runs.kind import NodeKind

NoteColor = Literal["yellow", "pink", "blue", "green", "purple", "orange"]


class StickyNoteParameters(Parameters):
    """Text on a coloured note."""

    content: str = parameter("", "text", "Note", shared_text=True, max_length=100_000)
    color: NoteColor = parameter("yellow", "color", "Color")
    font_size: int = parameter(14, "slider", "Text size", unit="px", ge=12, le=24)


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
