"""The rules that tell of a film: what was measured, in words, and never what was not seen."""

from __future__ import annotations

import json
from typing import Any

import pytest

from koda.nodes.agents.motion_answer import Usable
from koda.providers.offline_words.analyzer import write

LOOK = {
    "brightness": 0.3,
    "saturation": 0.5,
    "contrast": 0.7,
    "palette": [{"color": "#1414c8", "name": "deep blue", "share": 0.8}],
}


def shot(number: int, start: float, end: float, **fields: Any) -> dict[str, Any]:
    plain = {"camera": "static", "energy": 0.1, "moves_by_itself": 1.0, "look": LOOK}
    return {"number": number, "start": start, "end": end, **plain, **fields}


def told(*shots: dict[str, Any], medium: str = "video", **fields: Any) -> dict[str, Any]:
    """What the rules write about shots."""
    end = shots[-1]["end"] if shots else 0
    measured = {"start": 0, "end": end, "width": 1920, "height": 1080, "look": LOOK}
    more = {name: fields.pop(name) for name in ("focus", "wish", "draft") if name in fields}
    facts: dict[str, Any] = {
        "medium": medium,
        "measured": {**measured, "shots": list(shots), **fields},
        **more,
    }
    return json.loads(write(facts))


def test_the_answer_is_one_that_can_be_used() -> None:
    found = told(shot(1, 0, 2), shot(2, 2, 3, camera="slow pan left"), hard_cuts=[2])
    read = Usable.model_validate(found)
    assert [one.camera for one in read.scenes] == ["static", "slow pan left"]
    assert found["camera_movements"] == ["static", "pan left"]
    assert found["transitions"] == ["hard cut"]
    assert found["scenes"][0]["colors"] == ["#1414c8"]


def test_it_says_that_it_has_not_seen_the_subject() -> None:
    found = told(shot(1, 0, 2), focus="the dog")
    assert "without a language model" in found["summary"]
    assert "a model that can see" in found["summary"]
    assert "dog" not in json.dumps(found)
    assert "[your subject]" in found["prompts"][0]["prompt"]


@pytest.mark.parametrize(
    ("shots", "words"),
    [
        ([(0, 6)], "without a cut"),
        ([(0, 1), (1, 2), (2, 3)], "Fast cutting: 3 shots in 3.0 seconds, 1.0 on average"),
        ([(0, 6), (6, 12)], "Slow cutting"),
        ([(0, 4), (4, 8), (8, 9), (9, 10)], "speeds up towards the end"),
        ([(0, 1), (1, 2), (2, 6), (6, 10)], "slows down towards the end"),
    ],
)
def test_the_rhythm_is_read_from_the_cuts(shots: list[tuple[int, int]], words: str) -> None:
    rows = [shot(number, start, end) for number, (start, end) in enumerate(shots, 1)]
    assert words in told(*rows)["pacing"]


def test_fades_and_a_trembling_camera_are_effects() -> None:
    gradual = [{"kind": "fade-out", "start": 1.5, "end": 2.0}]
    found = told(shot(1, 0, 2, camera="handheld"), dissolves_and_fades=gradual)
    assert [(one["name"], one["category"]) for one in found["effects"]] == [
        ("Fade out", "transition"),
        ("Handheld camera", "camera"),
    ]
    assert found["transitions"] == ["fade out"]


def test_a_picture_is_asked_for_without_time() -> None:
    prompt = told(shot(1, 0, 2), medium="image")["prompts"][0]["prompt"]
    assert "film still" in prompt
    assert "seconds" not in prompt


SHAPELESS = ["null", "[]", '"x"', "{}", '{"shots": [1, {}]}', '{"look": {"palette": 3}}']


@pytest.mark.parametrize("measured", SHAPELESS)
def test_facts_of_no_shape_give_an_answer_all_the_same(measured: str) -> None:
    Usable.model_validate_json(write({"measured": json.loads(measured)}))


def test_a_wish_that_rules_cannot_meet_says_so() -> None:
    found = told(shot(1, 0, 2), wish="more like Sunday", draft={"pacing": "mine"})
    assert "take a language model" in found["summary"]
    assert found["pacing"] == "mine"
