"""Reads what `koda run` is given: a canvas file of any known shape, or a template."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, cast

from pydantic import ValidationError

from koda.canvases.exchange import read_export
from koda.canvases.templates import list_templates
from koda.core.canvas import SCHEMA_VERSION, Canvas
from koda.core.errors import Invalid, NotFound, SchemaUnknown
from koda.core.ids import CanvasId

_SHAPES = "Give a canvas that Koda or the original exported, or the answer of /api/canvases/{id}."


def read_canvas_file(name: str, canvas: CanvasId) -> Canvas:
    """Read a file, or a template if no file has this name; its nodes keep their ids.

    Raises:
        NotFound: Neither a file nor a template.
        Invalid: The file is no canvas.
    """
    path = Path(name).expanduser()
    if path.is_file():
        return _read(path, canvas)
    for template in list_templates():
        if template.id == name:
            return template.canvas.model_copy(update={"id": canvas, "name": template.name})
    offered = ", ".join(template.id for template in list_templates())
    raise NotFound(
        f"There is no file and no template “{name}”.", remedy=f"The templates are: {offered}."
    )


def _read(path: Path, canvas: CanvasId) -> Canvas:
    try:
        document = json.loads(path.read_text(encoding="utf-8-sig"))
    except OSError as error:
        raise Invalid(f"{path} cannot be read: {error.strerror}.") from error
    except ValueError as error:
        raise Invalid(f"{path} is not JSON: {error}.", remedy=_SHAPES) from error
    if isinstance(document, dict) and "canvas" in document:  # a template, or an answer of the API
        document = cast("dict[str, Any]", document)["canvas"]
    if not isinstance(document, dict) or "nodes" not in document:
        raise Invalid(f"{path} is not a canvas.", remedy=_SHAPES)
    content = cast("dict[str, Any]", document)
    if isinstance(content["nodes"], list):
        return read_export(canvas, {"name": path.stem, **content})
    return _read_koda(path, content, canvas)


def _read_koda(path: Path, content: dict[str, Any], canvas: CanvasId) -> Canvas:
    try:
        found = Canvas.model_validate({"name": path.stem, **content, "id": canvas})
    except ValidationError as error:
        first = error.errors()[0]
        place = ".".join(str(part) for part in first["loc"])
        raise Invalid(f"{path} is not a canvas: {place}: {first['msg']}.") from error
    if found.schema_version > SCHEMA_VERSION:
        raise SchemaUnknown("This canvas is of a newer Koda.", schema=found.schema_version)
    return found
