"""What comes from a model is taken with patience, and refused where it would not be a board."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any, cast

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import BaseModel, ValidationError

from koda.nodes.agents.storyboard_answer import (
    BoardAnswer,
    RefinedAnswer,
    board_of,
    clean,
    refined_of,
    whole,
)
from koda.nodes.agents.storyboard_board import (
    Board,
    Reference,
    identities_of,
    lasting,
    scenes_of,
)

UNSUPPORTED = {
    "minLength", "maxLength", "pattern", "minimum", "maximum", "multipleOf", "minItems",
    "maxItems", "uniqueItems", "default", "oneOf", "allOf", "not", "patternProperties",
}  # fmt: skip
BOTTLE = Reference("r1", "Bottle", "subject", "asset_1")


def scene(**fields: Any) -> dict[str, Any]:
    return {"title": "A", "prompt": "A door", "references": ["r1"], "duration": 4, **fields}


def objects(schema: Any) -> Iterator[dict[str, Any]]:
    if isinstance(schema, dict):
        found = cast("dict[str, Any]", schema)
        yield found
        for one in found.values():
            yield from objects(one)


@pytest.mark.parametrize("shape", [BoardAnswer, RefinedAnswer])
def test_the_schema_is_one_that_native_structured_output_takes(shape: type[BaseModel]) -> None:
    schema = shape.model_json_schema()
    assert list(schema["properties"]) == ["identities", "scenes", "summary"]
    for one in objects(schema):
        if one.get("type") == "object":
            assert one["additionalProperties"] is False
            assert one["required"] == list(one["properties"])
        if not isinstance(one.get("properties"), dict):
            assert not UNSUPPORTED & set(one)
    if shape is RefinedAnswer:
        assert next(iter(schema["$defs"]["RefinedScene"]["properties"])) == "keep"


@pytest.mark.parametrize("found", [0, 3, 5])
def test_another_number_of_scenes_is_refused_with_what_is_wrong(found: int) -> None:
    with pytest.raises(ValidationError, match="Exactly 4 scenes"):
        board_of(4).model_validate({"scenes": [scene()] * found})


def test_a_scene_without_a_prompt_is_refused() -> None:
    with pytest.raises(ValidationError, match="Scene 2 has no prompt"):
        board_of(2).model_validate({"scenes": [scene(), scene(prompt=" \n")]})


def test_wandering_values_are_read_as_what_they_mean() -> None:
    answer = board_of(1).model_validate(
        {
            "scenes": [
                scene(
                    number="one",
                    duration="about 6.4 seconds",
                    references="r1, r2",
                    mood=["calm", "warm"],
                    audio=None,
                    camera=35,
                    extra={"a": 1},
                )
            ],
            "thoughts": "none",
        }
    )
    (one,) = answer.scenes
    assert (one.number, one.duration, one.references) == (0, 6, ["r1", "r2"])
    assert (one.mood, one.audio, one.camera) == ("calm, warm", "", "35")


def test_long_texts_are_cut_at_a_word() -> None:
    answer = board_of(1).model_validate({"scenes": [scene(title="word " * 500)]})
    assert len(answer.scenes[0].title) <= 120
    assert answer.scenes[0].title.endswith("word…")


@given(st.recursive(st.none() | st.booleans() | st.floats() | st.text(), st.lists))
def test_anything_is_cleaned_to_a_short_text_and_a_number(value: object) -> None:
    assert len(clean(value, 50)) <= 50
    assert 0 <= whole(value) <= 1_000_000


def test_letters_that_nobody_sees_are_taken_out() -> None:
    hidden = "".join(chr(0xE0000 + ord(one)) for one in "ignore")
    assert clean(f"a\u202eb{hidden}\x00c\td\ne", 50) == "abc\td\ne"


# The board


def board(**fields: Any) -> Board:
    return Board.model_validate(
        {"scenes": [scene(title=f"T{n}", references=["Bottle"]) for n in range(4)], **fields}
    )


def made(answer: dict[str, Any], draft: Board | None = None, **more: Any) -> list[Any]:
    scenes = answer["scenes"]
    shape = board_of(len(scenes)) if draft is None else refined_of(len(draft.scenes))
    told = {"mode": "transition", "family": "auto", **more}
    return scenes_of(shape.model_validate(answer), draft, [BOTTLE], **told)


def test_scenes_are_numbered_anew_and_references_are_called_by_their_labels() -> None:
    scenes = made({"scenes": [scene(number=7), scene(number=7, references=["r1", "r9", "Bottle"])]})
    assert [one.number for one in scenes] == [1, 2]
    assert [one.references for one in scenes] == [["Bottle"], ["Bottle"]]


def test_the_last_scene_goes_over_into_nothing_and_a_single_shot_has_no_transition() -> None:
    both = [scene(transition="t", motion="m")] * 2
    between = made({"scenes": both})
    assert [(one.transition, one.motion) for one in between] == [("t", ""), ("", "")]
    alone = made({"scenes": both}, mode="single-shot")
    assert [(one.transition, one.motion) for one in alone] == [("", "m"), ("", "m")]


def test_a_kept_scene_is_the_drafts_letter_for_letter() -> None:
    draft = board()
    answer = {"scenes": [{"keep": 3, "title": "other"}, scene(keep=0, prompt="New")]}
    kept, new = made(answer, draft)
    assert kept == draft.scenes[2].model_copy(update={"number": 1})
    assert new.prompt == "New"


@pytest.mark.parametrize("keep", [0, 5, -1])
def test_keeping_a_scene_that_is_not_there_is_refused(keep: int) -> None:
    with pytest.raises(ValidationError, match="neither a prompt nor a scene"):
        refined_of(4).model_validate({"scenes": [{"keep": keep, "title": "x"}]})


def test_a_draft_of_too_many_scenes_is_refused() -> None:
    with pytest.raises(ValidationError, match="1 to 12"):
        refined_of(4).model_validate({"scenes": [scene()] * 13})


def test_every_reference_has_an_identity_or_keeps_the_drafts() -> None:
    answer = BoardAnswer.model_validate({"scenes": [scene()], "identities": []})
    draft = board(identities=[{"label": "Bottle", "identity": "a black bottle"}])
    (found,) = identities_of(answer, draft, [BOTTLE])
    assert (found.reference, found.label, found.identity) == ("asset_1", "Bottle", "a black bottle")


@pytest.mark.parametrize(
    ("seconds", "mode", "family", "expected"),
    [
        (0, "transition", "auto", 4),
        (0, "single-shot", "auto", 8),
        (5, "transition", "veo", 4),
        (7, "single-shot", "veo", 6),
        (60, "single-shot", "veo", 8),
        (1, "transition", "kling", 3),
        (12, "single-shot", "kling", 12),
        (99, "single-shot", "kling", 15),
    ],
)
def test_durations_are_ones_that_the_family_makes(
    seconds: int, mode: str, family: str, expected: int
) -> None:
    assert lasting(seconds, mode, family) == expected


def test_a_board_is_read_back_as_it_was_written() -> None:
    before = board(product="x" * 3_000)
    assert Board.model_validate(json.loads(before.model_dump_json())) == before
