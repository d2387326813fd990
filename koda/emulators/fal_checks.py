"""Checks a body against an endpoint's schema, strictly, with complaints in fal's shape."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, cast

from koda.emulators.fal_notation import Field
from koda.emulators.fal_schemas import Schema

Place = tuple[str | int, ...]
Problem = dict[str, Any]


def check(schema: Schema, body: Mapping[str, Any]) -> list[Problem]:
    """Give what is wrong with a body, in fal's shape; empty when nothing is."""
    return _check_members((), schema.fields, body)


def _check_members(
    place: Place, fields: Mapping[str, Field], body: Mapping[str, Any]
) -> list[Problem]:
    problems = [
        _problem((*place, name), "missing", "Field required", body)
        for name, one in fields.items()
        if one.required and name not in body
    ]
    for name, value in body.items():
        here = (*place, name)
        if name in fields:
            problems += _check_value(here, fields[name], value)
        else:
            text = "Extra inputs are not permitted"
            problems.append(_problem(here, "extra_forbidden", text, value))
    return problems


def _check_value(place: Place, one: Field, value: object) -> list[Problem]:
    kind = next((kind for kind in one.kinds if _is(kind, value)), None)
    if kind is None:
        wanted = one.kinds[0]
        return [_problem(place, f"{wanted}_type", f"Input should be a valid {wanted}", value)]
    if kind == "object" and one.members:
        return _check_members(place, one.members, cast("dict[str, Any]", value))
    if kind == "list":
        values = cast("list[Any]", value)
        inner = [
            problem
            for at, each in enumerate(values)
            for problem in (_check_value((*place, at), one.item, each) if one.item else ())
        ]
        return inner or _check_range(place, one, len(values))
    if one.choices and value not in one.choices:
        listed = ", ".join(repr(choice) for choice in one.choices)
        return [_problem(place, "literal_error", f"Input should be {listed}", value)]
    if isinstance(value, int | float) and not isinstance(value, bool):
        return _check_range(place, one, value)
    return []


def _is(kind: str, value: object) -> bool:
    match kind:
        case "text" | "file":
            return isinstance(value, str)
        case "boolean":
            return isinstance(value, bool)
        case "integer":
            return isinstance(value, int) and not isinstance(value, bool)
        case "number":
            return isinstance(value, int | float) and not isinstance(value, bool)
        case "object":
            return isinstance(value, dict)
        case "list":
            return isinstance(value, list)
        case _:
            return True


def _check_range(place: Place, one: Field, amount: float) -> list[Problem]:
    if one.least is not None and amount < one.least:
        text = f"Input should be at least {one.least:g}"
        return [_problem(place, "greater_than_equal", text, amount)]
    if one.most is not None and amount > one.most:
        text = f"Input should be at most {one.most:g}"
        return [_problem(place, "less_than_equal", text, amount)]
    return []


def _problem(place: Place, kind: str, message: str, value: object) -> Problem:
    return {
        "loc": ["body", *place],
        "msg": message,
        "type": kind,
        "url": f"https://docs.fal.ai/errors#{kind}",
        "input": value,
    }


def addresses_in(schema: Schema, body: Mapping[str, Any]) -> list[tuple[Place, str]]:
    """List the addresses of media in a good body, with the place that they are at."""
    return list(_addresses((), schema.fields, body))


def _addresses(
    place: Place, fields: Mapping[str, Field], body: Mapping[str, Any]
) -> Iterator[tuple[Place, str]]:
    for name, value in body.items():
        if name in fields:
            yield from _addresses_of((*place, name), fields[name], value)


def _addresses_of(place: Place, one: Field, value: object) -> Iterator[tuple[Place, str]]:
    if isinstance(value, str):
        if "file" in one.kinds:
            yield place, value
    elif isinstance(value, list) and one.item is not None:
        for at, each in enumerate(cast("list[object]", value)):
            yield from _addresses_of((*place, at), one.item, each)
    elif isinstance(value, dict) and one.members is not None:
        yield from _addresses(place, one.members, cast("dict[str, Any]", value))


def download_problem(place: Place, url: str) -> Problem:
    """Say in fal's shape that an input could not be fetched."""
    return _problem(place, "file_download_error", "Failed to download the file", url)


def content_problem(prompt: object) -> Problem:
    """Say in fal's shape that the content policy refuses the prompt."""
    message = "The content could not be processed: it was flagged by a content checker."
    return _problem(("prompt",), "content_policy_violation", message, prompt)
