"""Turns the fields of a body into inputs and parameters."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any

from koda.core.values import ValueType
from koda.providers.fal_form import CUSTOM, FormInput, FormParameter
from koda.providers.fal_schemas import Schema
from koda.providers.fal_words import (
    is_address,
    is_text,
    media_of_category,
    media_of_hint,
    media_of_name,
    title_of,
)
from koda.providers.json_parts import list_of, mapping_of

_MOST_CHOICES = 400
_LONG_TEXT = 200
_MOST_COUNT = 9
_DESCRIPTION = 400
_DEFAULT = 20_000
_RATIO = re.compile(r"\d+(\.\d+)?:\d+(\.\d+)?")
_LAST_SEED = 2**31 - 1
_SIDE = {"type": "integer", "minimum": 64, "maximum": 14_142}

Plain = Callable[[object], Schema]


class FieldReader:
    """Reads the fields of one endpoint, one after the other."""

    def __init__(self, plain: Plain, category: str) -> None:
        """Make schemas plain by this."""
        self._plain = plain
        self._category = category

    def file(self, name: str, schema: Schema, *, required: bool) -> FormInput | None:
        """Read a field as a place for files; none if it is something else."""
        items = self._plain(schema.get("items")) if schema.get("type") == "array" else None
        kind, wrapped = self._media(name, schema if items is None else items, schema)
        if kind is None:
            return None
        most = schema.get("maxItems")
        return FormInput(
            field=name,
            title=title_of(name, schema.get("title"), is_file=True),
            description=description_of(schema),
            types=(kind,),
            many=items is not None,
            most=most if isinstance(most, int) and most > 0 else None,
            required=required,
            wrapped=wrapped,
        )

    def parameters(self, name: str, schema: Schema, *, required: bool) -> list[FormParameter]:
        """Read a field as what is set on the node."""
        sized = self._sized(name, schema)
        if sized is not None:
            return sized
        written = self._value(name, schema, required=required)
        written |= {"title": title_of(name, schema.get("title"))}
        if description := description_of(schema):
            written["description"] = description
        return [FormParameter(field=name, schema_=written, required=required)]

    def _media(self, name: str, one: Schema, outer: Schema) -> tuple[ValueType | None, bool]:
        hint = media_of_hint(one) or media_of_hint(outer)
        if _is_text_schema(one):
            if hint is not None:
                return hint, False
            addressed = is_address(name) or one.get("format") in {"binary", "data-url"}
            found = media_of_name(name) or media_of_category(self._category)
            return (found if addressed else None), False
        properties = self._properties(one)
        needs = list_of(one.get("required"))
        if "url" in properties and (needs == ["url"] or _is_file_name(one)):
            words = f"{name} {one.get('x-name') or one.get('title') or ''}"
            found = hint or media_of_name(words) or media_of_category(self._category)
            return found, True
        return None, False

    def _sized(self, name: str, schema: Schema) -> list[FormParameter] | None:
        """Read a size that is a name or two sides: a choice, and sides of one's own."""
        variants: list[Schema] = list_of(schema.get("anyOf"))
        names = [one for one in variants if _choices(one)]
        sides = [one for one in variants if {"width", "height"} <= self._properties(one).keys()]
        if len(names) != 1 or len(sides) != 1 or len(variants) != 2:
            return None
        default = schema.get("default")
        choices = [*_choices(names[0]), CUSTOM]
        choice: Schema = {
            "title": title_of(name, schema.get("title")),
            "type": "string",
            "enum": choices,
            "default": default if default in choices else choices[0],
            "x-control": "choice",
        }
        if description := description_of(schema):
            choice["description"] = description
        found = [FormParameter(field=name, schema_=choice)]
        for side in ("width", "height"):
            own = self._plain(self._properties(sides[0])[side])
            limits = {key: own[key] for key in ("minimum", "maximum") if _is_number(own.get(key))}
            value = own.get("default")
            found.append(
                FormParameter(
                    field=f"{name}.{side}",
                    schema_={
                        **_SIDE,
                        **limits,
                        "title": side.capitalize(),
                        "description": f"Read when {choice['title']} is “Custom”.",
                        "default": value if isinstance(value, int) else 1024,
                        "x-unit": "px",
                        "x-group": f"Custom {str(choice['title']).lower()}",
                    },
                    part_of=name,
                )
            )
        return found

    def _value(self, name: str, schema: Schema, *, required: bool) -> Schema:
        choices = _choices(schema)
        if choices:
            return _choice(schema, choices, required=required)
        kind = schema.get("type")
        if kind == "boolean":
            return _switch(schema, required=required)
        if kind in {"integer", "number"}:
            return _number(name, schema, required=required)
        if kind == "string":
            return _text(name, schema)
        return self._json(schema)

    def _json(self, schema: Schema) -> Schema:
        """Read anything else as JSON; the description says what it looks like."""
        default = schema.get("default")
        shape = self._shape(schema)
        kind = {"array": "array", "object": "object"}.get(str(schema.get("type")))
        written: Schema = {"type": kind} if kind else {}
        if shape:
            schema["description"] = f"{description_of(schema)} As JSON: {shape}".strip()
        if default is None or len(repr(default)) > _DEFAULT:
            return {"anyOf": [written, {"type": "null"}], "default": None, "x-control": "json"}
        return {**written, "default": default, "x-control": "json"}

    def _shape(self, schema: Schema) -> str:
        if schema.get("type") == "array":
            inner = self._shape(self._plain(schema.get("items")))
            return f"[{inner or '…'}, …]"
        names = list(self._properties(schema))[:8]
        return f"{{{', '.join(names)}}}" if names else ""

    def _properties(self, schema: Schema) -> Mapping[str, Any]:
        return mapping_of(schema.get("properties"))


def safe_json(name: str, schema: Mapping[str, Any], *, required: bool) -> FormParameter:
    """Give a field that cannot be understood as JSON that is passed on."""
    written: Schema = {
        "title": title_of(name, schema.get("title")),
        "anyOf": [{}, {"type": "null"}],
        "default": None,
        "x-control": "json",
    }
    return FormParameter(field=name, schema_=written, required=required)


def description_of(schema: Mapping[str, Any]) -> str:
    """Give a description in one line, not too long."""
    text = schema.get("description")
    words = " ".join(text.split()) if isinstance(text, str) else ""
    return words if len(words) <= _DESCRIPTION else f"{words[: _DESCRIPTION - 1]}…"


def is_written(name: str, schema: Schema) -> bool:
    """Tell whether a field is for words that somebody writes, and that may flow in."""
    if not _is_text_schema(schema):
        return False
    return is_text(name) or mapping_of(schema.get("ui")).get("field") == "textarea"


def _is_text_schema(schema: Schema) -> bool:
    return schema.get("type") == "string" and not _choices(schema)


def _is_file_name(schema: Schema) -> bool:
    name = str(schema.get("x-name") or schema.get("title") or "")
    return name.endswith(("File", "Image", "Video", "Audio"))


def _choices(schema: Schema) -> list[Any]:
    plain = [
        one for one in list_of(schema.get("enum")) if isinstance(one, str | int | float | bool)
    ]
    return list(dict.fromkeys(plain))[:_MOST_CHOICES]


def _choice(schema: Schema, choices: list[Any], *, required: bool) -> Schema:
    kind = _type_of(choices)
    written: Schema = {"type": kind, "enum": choices} if kind else {"enum": choices}
    ratios = all(
        isinstance(one, str) and (one == "auto" or _RATIO.fullmatch(one)) for one in choices
    )
    control = "ratio" if ratios and len(choices) > 1 else "choice"
    default = schema.get("default")
    if default in choices:
        return {**written, "default": default, "x-control": control}
    if required:
        return {**written, "default": choices[0], "x-control": control}
    return _optional(written, control)


def _type_of(choices: list[Any]) -> str:
    """Give the type of all choices; empty where they differ."""
    for name, kind in (("string", str), ("boolean", bool), ("integer", int)):
        if all(type(one) is kind for one in choices):
            return name
    numbers = all(type(one) in {int, float} for one in choices)
    return "number" if numbers else ""


def _switch(schema: Schema, *, required: bool) -> Schema:
    default = schema.get("default")
    if isinstance(default, bool) or required:
        return {"type": "boolean", "default": default is True, "x-control": "switch"}
    return _optional({"type": "boolean", "enum": [True, False]}, "choice")


def _number(name: str, schema: Schema, *, required: bool) -> Schema:
    written: Schema = {"type": schema["type"]}
    limits = ("minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf")
    written |= {key: schema[key] for key in limits if _is_number(schema.get(key))}
    if written.get("multipleOf", 1) <= 0:
        del written["multipleOf"]
    default = schema.get("default")
    low, high = written.get("minimum"), written.get("maximum")
    if _is_seed(name, written):
        return {**_optional({**written, "minimum": low or 0, "maximum": _LAST_SEED}, "seed")}
    if not _is_number(default) or not _within(default, low, high):
        return _optional(written, "")
    return {**written, "default": default, **_number_control(name, written["type"], low, high)}


def _number_control(name: str, kind: object, low: Any, high: Any) -> Schema:  # noqa: ANN401
    if low is None or high is None:
        return {}
    few = kind == "integer" and high - low <= _MOST_COUNT and name.startswith("num_")
    return {"x-control": "count" if few else "slider"}


def _is_seed(name: str, written: Schema) -> bool:
    high = written.get("maximum", _LAST_SEED)
    return name == "seed" and written["type"] == "integer" and high >= _LAST_SEED


def _text(name: str, schema: Schema) -> Schema:
    written: Schema = {"type": "string"}
    most = schema.get("maxLength")
    if isinstance(most, int) and 0 < most <= 10**6:
        written["maxLength"] = most
    long = (isinstance(most, int) and most > _LONG_TEXT) or is_written(name, schema)
    default = schema.get("default")
    if isinstance(default, str) and len(default) <= _DEFAULT:
        return {**written, "default": default, **({"x-control": "text"} if long else {})}
    return _optional(written, "text" if long else "")


def _optional(written: Schema, control: str) -> Schema:
    """Give a schema whose value may be missing: the vendor's own default is used then."""
    found: Schema = {"anyOf": [written, {"type": "null"}], "default": None}
    return {**found, "x-control": control} if control else found


def _is_number(value: object) -> bool:
    if isinstance(value, bool) or not isinstance(value, int | float):
        return False
    return -1e15 < value < 1e15  # not infinite, not NaN


def _within(value: Any, low: Any, high: Any) -> bool:  # noqa: ANN401  (numbers of a document)
    return (low is None or value >= low) and (high is None or value <= high)
