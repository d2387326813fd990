"""Which values an endpoint gives, and how they are found in its answer."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from koda.core.errors import Invalid
from koda.core.values import ValueType
from koda.providers.fal_schemas import Document, Schema
from koda.providers.fal_words import is_address, media_of_hint, media_of_name, title_of
from koda.providers.json_parts import list_of, mapping_of
from koda.providers.models import CardOutput

_MOST = 12
_MOST_READ = 60
_NAME_LENGTH = 80
_MEDIA = frozenset({ValueType.IMAGE, ValueType.VIDEO, ValueType.AUDIO})
_BOOKKEEPING = frozenset(
    [
        "seed",
        "timings",
        "has_nsfw_concepts",
        "request_id",
        "inference_time",
        "metrics",
        "usage",
        "prompt",
    ]
)
_WHOLE = CardOutput(name="answer", title="Answer", path=(), type=ValueType.JSON)
_ENDS = {
    "image": ValueType.IMAGE,
    "video": ValueType.VIDEO,
    "audio": ValueType.AUDIO,
    "speech": ValueType.AUDIO,
    "music": ValueType.AUDIO,
}


def read_outputs(document: Document, category: str) -> tuple[CardOutput, ...]:
    """Read the outputs: files first, then the rest; the whole answer where nothing is said."""
    made = _ENDS.get(category.rpartition("-to-")[2])
    found = _members(document, document.output, (), made)
    media = [one for one in found if one.type in _MEDIA]
    if made in _MEDIA and any(one.type == made for one in media):
        media.sort(key=lambda one: one.type != made)
    rest = [one for one in found if one.type not in _MEDIA]
    if media:
        rest = [one for one in rest if one.name not in _BOOKKEEPING]
    return tuple([*media, *rest][:_MOST]) or (_WHOLE,)


def _members(
    document: Document, schema: Schema, path: tuple[str, ...], made: ValueType | None
) -> list[CardOutput]:
    found: list[CardOutput] = []
    for name, raw in list(mapping_of(schema.get("properties")).items())[:_MOST_READ]:
        if not 0 < len(name) <= _NAME_LENGTH:
            continue
        try:
            found += _member(document, document.plain(raw), (*path, name), made)
        except Invalid:
            continue
    return found


def _member(
    document: Document, schema: Schema, path: tuple[str, ...], made: ValueType | None
) -> list[CardOutput]:
    is_list = schema.get("type") == "array"
    one = document.plain(schema.get("items")) if is_list else schema
    kind = _file_kind(path[-1], one, made)
    if kind is None and not is_list and len(path) == 1:
        inner = _members(document, one, path, made)
        if any(entry.type in _MEDIA for entry in inner):
            return [entry for entry in inner if entry.type in _MEDIA]
    if kind is None:
        simple = {"string": ValueType.TEXT, "integer": ValueType.NUMBER, "number": ValueType.NUMBER}
        kind = simple.get(str(one.get("type")), ValueType.JSON)
        is_list = is_list and kind == ValueType.TEXT
        if schema.get("type") == "array" and kind == ValueType.NUMBER:
            kind = ValueType.JSON
    name = "_".join(path)[:_NAME_LENGTH]
    title = title_of(name, schema.get("title"), is_file=kind in _MEDIA)
    return [CardOutput(name=name, title=title, path=path, type=kind, list=is_list)]


def _file_kind(name: str, schema: Schema, made: ValueType | None) -> ValueType | None:
    """Give the kind of file that a member of the answer is; none for what is no media file."""
    if "url" in mapping_of(schema.get("properties")):
        reference = str(schema.get("x-name") or schema.get("title") or "")
        known = media_of_hint(schema) or media_of_name(name) or media_of_name(reference)
        return known or (made if reference == "File" and name in {"file", "output"} else None)
    if schema.get("type") == "string" and is_address(name):
        return media_of_hint(schema) or media_of_name(name)
    return None


def addresses_at(answer: object, path: Sequence[str]) -> list[Mapping[str, Any]]:
    """Give the files at a place of an answer, each with at least its `url`."""
    found = value_at(answer, path)
    entries = list_of(found) or [found]
    files = [{"url": one} if isinstance(one, str) else mapping_of(one) for one in entries]
    return [file for file in files if isinstance(file.get("url"), str) and file["url"]]


def value_at(answer: object, path: Sequence[str]) -> Any:  # noqa: ANN401  (any JSON)
    """Give what stands at a place of an answer; none if there is nothing."""
    found: Any = answer
    for part in path:
        found = mapping_of(found).get(part)
    return found
