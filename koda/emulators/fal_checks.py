"""Checks a body against an endpoint's schema, strictly, with complaints in fal's shape."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, cast

from koda.emulators.fal_schemas import Field, Schema


def check(schema: Schema, body: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Give what is wrong with a body, in fal's shape; empty when nothing is."""
    problems = [
        _problem((name,), "missing", "Field required", body)
        for name, one in schema.fields.items()
        if one.required and name not in body
    ]
    for name, value in body.items():
        if name not in schema.fields:
            problems.append(
                _problem((name,), "extra_forbidden", "Extra inputs are not permitted", value)
            )
        else:
            problems += _check_value(name, schema.fields[name], value)
    return problems


def _check_value(name: str, one: Field, value: object) -> list[dict[str, Any]]:
    match one.type:
        case "text" | "url":
            good = isinstance(value, str)
        case "boolean":
            good = isinstance(value, bool)
        case "integer":
            good = isinstance(value, int) and not isinstance(value, bool)
        case "number":
            good = isinstance(value, int | float) and not isinstance(value, bool)
        case "choice":
            good = isinstance(value, str)
        case "size":
            good = isinstance(value, str) or _is_size(value)
        case "object":
            good = isinstance(value, dict)
        case _:
            good = isinstance(value, list)
    if not good:
        return [_problem((name,), f"{one.type}_type", f"Input should be a valid {one.type}", value)]
    if isinstance(value, str) and one.choices and value not in one.choices:
        listed = ", ".join(f"'{choice}'" for choice in one.choices)
        return [_problem((name,), "literal_error", f"Input should be {listed}", value)]
    return _check_range(name, one, value)


def _check_range(name: str, one: Field, value: object) -> list[dict[str, Any]]:
    amount: object = value
    if isinstance(value, list):
        amount = len(cast("list[object]", value))
    if not isinstance(amount, int | float):
        return []
    if one.least is not None and amount < one.least:
        return [
            _problem((name,), "greater_than_equal", f"Input should be at least {one.least}", amount)
        ]
    if one.most is not None and amount > one.most:
        return [_problem((name,), "less_than_equal", f"Input should be at most {one.most}", amount)]
    return []


def _is_size(value: object) -> bool:
    if not isinstance(value, dict):
        return False
    size = cast("dict[str, object]", value)
    sides = list(size.values())
    whole = all(isinstance(side, int) and 64 <= side <= 8192 for side in sides)
    return size.keys() == {"width", "height"} and whole


def _problem(
    place: tuple[str | int, ...], kind: str, message: str, value: object
) -> dict[str, Any]:
    return {
        "loc": ["body", *place],
        "msg": message,
        "type": kind,
        "url": f"https://docs.fal.ai/errors#{kind}",
        "input": value,
    }


def download_problem(name: str, place: int | None, url: str) -> dict[str, Any]:
    """Say in fal's shape that an input could not be fetched."""
    where = (name,) if place is None else (name, place)
    return _problem(where, "file_download_error", "Failed to download the file", url)


def content_problem(prompt: object) -> dict[str, Any]:
    """Say in fal's shape that the content policy refuses the prompt."""
    message = "The content could not be processed: it was flagged by a content checker."
    return _problem(("prompt",), "content_policy_violation", message, prompt)
