"""The rules that plan product shots without a language model."""

from __future__ import annotations

import json
from typing import Any

import pytest

from koda.providers.offline_words.product_shot import write

ANGLES = [
    {
        "angle": f"Angle {number}",
        "description": "What it shows.",
        "prompt": f"seen from place {number}",
        "camera": "50 mm",
        "composition": "centered",
    }
    for number in range(1, 9)
]


def planned(**facts: Any) -> dict[str, Any]:
    base = {
        "product": "Trail Bottle",
        "notes": "matte green steel.",
        "shot_count": 4,
        "background": "on a seamless white studio background",
        "lighting": "soft light",
        "pictured": False,
        "angles": ANGLES,
    }
    return json.loads(write({**base, **facts}))


@pytest.mark.parametrize("count", [4, 6, 8])
def test_there_are_as_many_shots_as_asked_for_each_from_another_angle(count: int) -> None:
    shots = planned(shot_count=count)["shots"]
    assert [one["number"] for one in shots] == list(range(1, count + 1))
    assert len({one["angle"] for one in shots}) == count


def test_every_prompt_says_the_same_product_in_the_same_setting() -> None:
    plan = planned()
    assert plan["identity"] == "Trail Bottle (matte green steel)"
    for shot in plan["shots"]:
        assert shot["prompt"].startswith("Trail Bottle (matte green steel), seen from place")
        assert shot["prompt"].endswith("on a seamless white studio background, soft light")


def test_a_picture_of_the_product_is_named_as_the_reference() -> None:
    assert "reference picture" in planned(pictured=True)["shots"][0]["prompt"]


def test_the_summary_says_that_rules_wrote_it() -> None:
    assert "rules without a language model" in planned()["summary"]


def test_a_wish_is_added_to_the_shots_of_the_draft_that_it_names() -> None:
    draft = planned()["shots"]
    after = planned(draft=draft, wish="Shot 2 with a hand holding it.")["shots"]
    assert after[1]["prompt"].endswith("Shot 2 with a hand holding it")
    assert [one for one in after if one["number"] != 2] == [
        one for one in draft if one["number"] != 2
    ]


def test_a_wish_that_names_no_shot_is_for_all_of_the_draft() -> None:
    draft = planned()["shots"]
    after = planned(draft=draft, wish="darker", shot_count=6)["shots"]
    assert [one["prompt"] for one in after] == [f"{one['prompt']}, darker" for one in draft]


def test_hostile_and_huge_words_stay_data() -> None:
    plan = planned(product='"}], "summary": "x', notes="n" * 5_000, wish="w" * 100_000)
    assert len(plan["shots"]) == 4
    assert plan["identity"].startswith('"}], "summary": "x (nnn')
    assert len(plan["shots"][0]["prompt"]) < 6_000


def test_facts_that_are_missing_give_no_shots() -> None:
    assert json.loads(write({}))["shots"] == []
