"""The notation of the emulator's schemas, and the checks by them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest

from koda.emulators.fal_checks import addresses_in, check
from koda.emulators.fal_notation import Field, read_field
from koda.emulators.fal_schemas import Schema


def shapes(_number: int) -> Mapping[str, Field]:
    return {"name": Field(("text",)), "file_url": Field(("file",), required=False)}


@pytest.mark.parametrize(
    ("text", "field"),
    [
        ("text", Field(("text",))),
        ("text?", Field(("text",), required=False)),
        ("number(0..1)?=0.5", Field(("number",), (), 0, 1, required=False, default=0.5)),
        ("integer(1..)", Field(("integer",), (), 1, None)),
        ("'a'|'b c'?=a", Field(("text",), ("a", "b c"), required=False, default="a")),
        ("'it''s'|'='", Field(("text",), ("it's", "="))),
        ('4|6|8?="6"', Field(("number",), (4, 6, 8), required=False, default=6)),
        ("[file](1..14)", Field(("list",), (), 1, 14, Field(("file",)))),
        ("[[number]]", Field(("list",), item=Field(("list",), item=Field(("number",))))),
        ("#3|'auto'", Field(("object", "text"), ("auto",), members=shapes(3))),
    ],
)
def test_a_member_is_read(text: str, field: Field) -> None:
    assert read_field("member", text, shapes) == field


@pytest.mark.parametrize("name", ["image_url", "image_urls"])
def test_texts_that_are_named_addresses_are_files(name: str) -> None:
    assert read_field(name, "text", shapes).kinds == ("file",)


SCHEMA = Schema(
    {
        "prompt": read_field("prompt", "text", shapes),
        "many": read_field("many", "[#1](0..2)?", shapes),
        "how_long": read_field("how_long", "4|8?", shapes),
    },
    {},
)
GOOD: dict[str, Any] = {"prompt": "a", "many": [{"name": "n", "file_url": "u"}]}


def test_a_good_body_has_no_problems_and_its_addresses_are_found_wherever_they_are() -> None:
    assert check(SCHEMA, GOOD) == []
    assert addresses_in(SCHEMA, GOOD) == [(("many", 0, "file_url"), "u")]


@pytest.mark.parametrize(
    ("body", "place", "kind"),
    [
        ({}, ["prompt"], "missing"),
        ({"prompt": None}, ["prompt"], "text_type"),
        ({"prompt": "a", "many": [{}]}, ["many", 0, "name"], "missing"),
        ({"prompt": "a", "many": [{"name": "n", "x": 1}]}, ["many", 0, "x"], "extra_forbidden"),
        ({"prompt": "a", "many": [{"name": "n"}] * 3}, ["many"], "less_than_equal"),
        ({"prompt": "a", "how_long": 5}, ["how_long"], "literal_error"),
        ({"prompt": "a", "how_long": "4"}, ["how_long"], "number_type"),
        ({"prompt": "a", "how_long": True}, ["how_long"], "number_type"),
    ],
)
def test_a_wrong_body_is_told_where(body: dict[str, Any], place: list[object], kind: str) -> None:
    (problem,) = check(SCHEMA, body)
    assert (problem["loc"], problem["type"]) == (["body", *place], kind)
