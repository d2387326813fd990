"""Reads a project's motion document, or says line by line what is wrong with it."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator, Sequence
from typing import Any, cast

from pydantic import ValidationError

from koda.animation.engine import Fault
from koda.animation.engines.python.cost import excess
from koda.animation.engines.python.document import ENTRY, Document
from koda.animation.engines.python.layers import Group, Layer, Media, Shape
from koda.animation.engines.python.paths import BadPath, check_path
from koda.animation.engines.python.places import Places, Step
from koda.animation.project import MOST_FILE_LETTERS

_MOST_FAULTS = 20
_DEEPEST = 40
_TYPES = frozenset(
    {"text", "shape", "image", "film", "particles", "chart", "solid", "group", "grain"}
)


def read(text: str, media: dict[str, str], scenes: Collection[int]) -> Document | list[Fault]:
    """Read a document.

    Args:
        text: The content of `scene.json`.
        media: The type (`image`, `video`, `audio`) of each of the project's media, by name.
        scenes: The numbers of the plan's scenes.
    """
    if len(text) > MOST_FILE_LETTERS:
        return [_fault("size", f"it has more than {MOST_FILE_LETTERS:,} letters", 1)]
    if _nesting(text) > _DEEPEST:
        return [_fault("compile", f"lists and objects are more than {_DEEPEST} deep", 1)]
    try:
        parsed: object = json.loads(text, parse_constant=_refuse)
    except json.JSONDecodeError as error:
        return [_fault("compile", f"this is no JSON: {error.msg}", error.lineno, error.colno)]
    except (ValueError, RecursionError) as error:
        return [_fault("compile", f"this is no JSON: {error}", 1)]
    places = Places(text)
    try:
        document = Document.model_validate(parsed, strict=False)
    except ValidationError as error:
        return list(_told(error, places))
    found = [
        *(
            _fault("size", f"{_path(at)}: {what}", places.line_of(at))
            for at, what in excess(document)
        ),
        *_strangers(document, media, scenes, places),
    ]
    return found[:_MOST_FAULTS] if any(fault.is_sure for fault in found) else document


def warnings(document: Document, media: dict[str, str]) -> list[Fault]:
    """Give what a document lacks without being wrong: media of the project that it never shows."""
    shown = {layer.media for _, layer in _layers(document) if isinstance(layer, Media)}
    missing = [name for name, kind in media.items() if kind != "audio" and name not in shown]
    return [
        Fault("missing_media", f"{name} is never shown", file=ENTRY, is_sure=False)
        for name in missing
    ]


def _refuse(name: str) -> None:
    raise ValueError(f"{name} is no number of JSON")


def _nesting(text: str) -> int:
    deep = most = 0
    for letter in text:
        if letter in "[{":
            deep += 1
            most = max(most, deep)
        elif letter in "]}":
            deep -= 1
    return most


def _told(error: ValidationError, places: Places) -> Iterator[Fault]:
    seen: set[str] = set()
    for one in error.errors(include_url=False, include_input=False, include_context=False)[
        : _MOST_FAULTS * 3
    ]:
        steps = one["loc"]
        path = tuple(
            step
            for before, step in zip((None, *steps), steps, strict=False)
            if not _is_invented(step, before)
        )
        words = f"{_path(path)}: {_words(cast('Any', one))}"
        # A list that lacks an item because the item is wrong: the item's own error says more.
        if one["type"] == "too_short" and any(other.startswith(_path(path)) for other in seen):
            continue
        if words not in seen and len(seen) < _MOST_FAULTS:
            seen.add(words)
            yield _fault("compile", words, places.line_of(path))


def _is_invented(step: object, before: object) -> bool:
    """Tell whether a step names an alternative of a type rather than a place in the document."""
    if not isinstance(step, str):
        return False
    is_type = step in _TYPES and isinstance(before, int)
    return is_type or step == "Gradient" or "[" in step or "(" in step


def _words(error: dict[str, str]) -> str:
    known = {
        "extra_forbidden": "there is no such field",
        "missing": "this field is missing",
        "union_tag_not_found": "a layer needs a `type`",
    }
    return known.get(error["type"], error["msg"].removeprefix("Value error, "))


def _strangers(
    document: Document, media: dict[str, str], scenes: Collection[int], places: Places
) -> Iterator[Fault]:
    numbers = [scene.number for scene in document.scenes]
    for place, number in enumerate(numbers):
        where = ("scenes", place, "number")
        if number not in scenes:
            told = f"{_path(where)}: the plan has no scene {number}"
            yield _fault("compile", told, places.line_of(where))
        elif number in numbers[:place]:
            told = f"{_path(where)}: scene {number} is there twice"
            yield _fault("compile", told, places.line_of(where))
    lacking = sorted(set(scenes) - set(numbers))
    if lacking:
        said = ", ".join(map(str, lacking))
        yield _fault("compile", f"scenes: the plan's scene {said} is not drawn", 1)
    for where, layer in _layers(document):
        if isinstance(layer, Media):
            wanted = "video" if layer.type == "film" else "image"
            if media.get(layer.media) != wanted:
                at = (*where, "media")
                told = f"{_path(at)}: there is no {wanted} {layer.media} in the project"
                yield _fault("missing_media", told, places.line_of(at))
        if isinstance(layer, Shape) and layer.path is not None:
            try:
                check_path(layer.path)
            except BadPath as error:
                at = (*where, "path")
                yield _fault("compile", f"{_path(at)}: {error}", places.line_of(at))


def _layers(document: Document) -> Iterator[tuple[tuple[Step, ...], Layer]]:
    for place, scene in enumerate(document.scenes):
        yield from _inner(("scenes", place, "layers"), scene.layers)
    yield from _inner(("over",), document.over)


def _inner(
    where: tuple[Step, ...], layers: Sequence[Layer]
) -> Iterator[tuple[tuple[Step, ...], Layer]]:
    for place, layer in enumerate(layers):
        yield (*where, place), layer
        if isinstance(layer, Group):
            yield from _inner((*where, place, "layers"), layer.layers)


def _path(steps: Sequence[Step]) -> str:
    said = "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for step in steps)
    return said.removeprefix(".") or "the document"


def _fault(code: str, message: str, line: int, column: int | None = None) -> Fault:
    return Fault(code, message, file=ENTRY, line=line, column=column)
