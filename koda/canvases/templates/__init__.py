"""Canvases to start from: one JSON file each, all of them run without a key."""

from __future__ import annotations

import json
from functools import cache
from importlib import resources

from pydantic import BaseModel, ConfigDict

from koda.canvases.copies import copy_canvas
from koda.core.canvas import Canvas
from koda.core.errors import NotFound
from koda.core.ids import CanvasId


class Template(BaseModel):
    """A canvas to start from."""

    model_config = ConfigDict(frozen=True)

    id: str
    name: str
    description: str
    canvas: Canvas


@cache
def list_templates() -> tuple[Template, ...]:
    """Read the shipped templates, in the order they are shown."""
    files = [one for one in resources.files(__name__).iterdir() if one.name.endswith(".json")]
    texts = [one.read_text(encoding="utf-8") for one in sorted(files, key=lambda one: one.name)]
    return tuple(Template.model_validate(json.loads(text)) for text in texts)


def start_from(template: str, canvas: CanvasId) -> Canvas:
    """Make a canvas of a template, with fresh ids; raises `NotFound`."""
    for one in list_templates():
        if one.id == template:
            return copy_canvas(one.canvas, canvas, one.name)
    raise NotFound("There is no such template.", template=template)
