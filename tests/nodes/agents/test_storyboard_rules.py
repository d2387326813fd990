"""Storyboards without a language model: whole, in the person's words, changed where it is said."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from koda.nodes.agents.storyboard_answer import board_of
from koda.nodes.agents.storyboard_brief import StoryboardParameters
from koda.providers.offline_words import concept, storyboard
from koda.providers.offline_words.storyboard_looks import LOOKS

PRODUCT = "A matte black thermos, copper lid, 500 ml"
CHARACTER = "Mira, a woman of 30 with short red hair and a yellow raincoat"
BRIEF: dict[str, Any] = {
    "product": PRODUCT,
    "character": CHARACTER,
    "concept": "Dawn on a foggy pier. Mira pours tea. The fog lifts and she smiles!",
    "scene_count": 4,
    "style": "cinematic",
    "mode": "transition",
    "video_family": "auto",
    "references": [{"key": "r1", "label": "Bottle", "role": "subject"}],
}


def written(**facts: Any) -> dict[str, Any]:
    return json.loads(storyboard.write({**BRIEF, **facts}))


def refined(wish: str, before: dict[str, Any] | None = None, **facts: Any) -> dict[str, Any]:
    return written(wish=wish, draft=before or written(**facts), **facts)


def changed(before: dict[str, Any], after: dict[str, Any]) -> dict[int, set[str]]:
    """The fields that differ, by the number of the scene."""
    found: dict[int, set[str]] = {}
    for old, new in zip(before["scenes"], after["scenes"], strict=True):
        fields = {name for name in new if new[name] != old[name]}
        if fields:
            found[new["number"]] = fields
    return found


@pytest.mark.parametrize("count", [4, 5, 6, 8])
@pytest.mark.parametrize("mode", ["transition", "single-shot"])
def test_there_are_as_many_scenes_as_asked_for_and_each_is_whole(count: int, mode: str) -> None:
    board = written(scene_count=count, mode=mode)
    board_of(count).model_validate(board)
    assert [one["number"] for one in board["scenes"]] == list(range(1, count + 1))
    for place, scene in enumerate(board["scenes"], 1):
        assert all(scene[name] for name in ("title", "description", "prompt", "camera", "mood"))
        assert bool(scene["transition"]) == (mode == "transition" and place < count)
        assert bool(scene["motion"]) == (mode == "single-shot")
    assert len({one["prompt"] for one in board["scenes"]}) == count
    assert board["scenes"][-1]["title"] == "Closing"


def test_what_the_person_wrote_is_in_every_prompt_word_for_word() -> None:
    for scene in written(scene_count=8)["scenes"]:
        assert PRODUCT in scene["prompt"]
        assert CHARACTER in scene["prompt"]
        assert scene["references"] == ["r1"]


def test_the_concept_is_told_in_its_order_and_each_sentence_once() -> None:
    told = " / ".join(one["description"] for one in written(scene_count=6)["scenes"])
    places = [
        told.index(one) for one in ("Dawn on a foggy pier", "Mira pours tea", "The fog lifts")
    ]
    assert places == sorted(places)
    assert told.count("Mira pours tea") == 1


def test_a_long_concept_is_told_whole_in_few_scenes() -> None:
    sentences = [f"Event {n} happens" for n in range(11)]
    told = " ".join(
        one["description"] for one in written(concept=". ".join(sentences) + ".")["scenes"]
    )
    assert all(one in told for one in sentences)


def test_it_says_once_that_no_model_wrote_it_and_never_in_a_prompt() -> None:
    board = written()
    assert board["summary"].count("not by an AI model") == 1
    assert "AI model" not in json.dumps(board["scenes"])


def test_each_style_has_its_words_and_every_style_of_the_node_is_known() -> None:
    styles = StoryboardParameters.model_json_schema()["properties"]["style"]["enum"]
    assert set(styles) == set(LOOKS)
    for style in styles:
        assert all(LOOKS[style].words in one["prompt"] for one in written(style=style)["scenes"])


def test_the_same_brief_gives_the_same_board() -> None:
    assert storyboard.write(BRIEF) == storyboard.write(dict(BRIEF))


STRANGE: list[dict[str, Any]] = [
    {},
    {"product": None, "scene_count": "many", "references": "none", "draft": 7, "wish": 3},
    {"product": "\n", "concept": "...!?", "scene_count": -1, "references": [1, {}]},
    {"product": "x" * 50_000, "concept": "y. " * 5_000, "scene_count": 99},
    {"wish": "darker", "draft": {"scenes": ["a", {}, {"prompt": 4, "duration": "long"}]}},
]


@pytest.mark.parametrize("facts", STRANGE)
def test_whatever_the_facts_are_there_is_an_answer(facts: dict[str, Any]) -> None:
    board = json.loads(storyboard.write(facts))
    assert 1 <= len(board["scenes"]) <= 8
    assert len(concept.write(facts).split()) <= 80


# The next draft


def test_a_scene_that_is_named_is_told_anew_and_the_others_stay() -> None:
    before = written()
    after = refined("Scene 3: she drops the lid into the water", before)
    assert changed(before, after) == {3: {"description", "prompt"}}
    scene = after["scenes"][2]
    assert scene["description"] == "She drops the lid into the water"
    assert scene["description"] in scene["prompt"]
    assert PRODUCT in scene["prompt"]
    assert "The fog lifts" not in scene["prompt"]


@pytest.mark.parametrize(
    ("wish", "numbers", "fields"),
    [
        ("make it darker", {1, 2, 3, 4}, {"prompt"}),
        ("scene 2: darker", {2}, {"prompt"}),
        ("scenes 2-3 closer", {2, 3}, {"prompt", "camera"}),
        ("Scene two and four should be calmer", {2, 4}, {"prompt", "mood"}),
        ("shorter, please", {1, 2, 3, 4}, {"duration"}),
        ("the last scene longer", {4}, {"duration"}),
        ("add a dog in the first scene", {1}, {"prompt", "description"}),
        ("remove the hat in scene 2", {2}, {"prompt", "description"}),
    ],
)
def test_a_wish_changes_what_it_names_and_nothing_else(
    wish: str, numbers: set[int], fields: set[str]
) -> None:
    before = written()
    assert changed(before, refined(wish, before)) == dict.fromkeys(numbers, fields)


def test_a_scene_is_taken_out_and_the_film_still_holds_together() -> None:
    before = written()
    after = refined("Remove scene 2", before)
    assert [one["title"] for one in after["scenes"]] == ["Establish", "Action", "Closing"]
    assert [one["number"] for one in after["scenes"]] == [1, 2, 3]
    assert after["scenes"][1]["description"] in after["scenes"][0]["transition"]
    assert after["scenes"][1]["transition"] == before["scenes"][2]["transition"]


def test_two_scenes_change_places() -> None:
    before = written()
    after = refined("Swap scenes 1 and 3", before)
    order = [before["scenes"][place]["prompt"] for place in (2, 1, 0, 3)]
    assert [one["prompt"] for one in after["scenes"]] == order
    assert after["scenes"][-1]["transition"] == ""


@pytest.mark.parametrize(("wish", "count"), [("6 scenes please", 6), ("use only three scenes", 3)])
def test_the_number_of_scenes_follows_the_wish_and_the_ends_stay(wish: str, count: int) -> None:
    before = written()
    after = refined(wish, before)
    assert len(after["scenes"]) == count
    for end in (0, -1):
        assert after["scenes"][end]["prompt"] == before["scenes"][end]["prompt"]
    assert all(one["transition"] for one in after["scenes"][:-1])


def test_a_scene_that_is_not_there_changes_nothing_and_is_said() -> None:
    before = written()
    after = refined("scene 9 is too bright", before)
    assert after["scenes"] == before["scenes"]
    assert "no scene 9" in after["summary"]


WISHES = st.lists(
    st.sampled_from(
        ["scene", "scenes", "2", "9", "1-99", "7-3", "and", ":", "remove", "swap", "darker", "six",
         "last scene", "shorter", "a dog", "  " * 400, "\n", "é", "0", ","]
    ) | st.text(max_size=12),
    max_size=9,
).map(" ".join)  # fmt: skip


@given(WISHES, st.sampled_from(["transition", "single-shot"]))
def test_whatever_is_wished_there_is_a_whole_board(wish: str, mode: str) -> None:
    after = refined(wish, written(mode=mode))
    count = len(after["scenes"])
    assert 1 <= count <= 8
    board_of(count).model_validate(after)
    assert [one["number"] for one in after["scenes"]] == list(range(1, count + 1))
    assert all(PRODUCT in one["prompt"] for one in after["scenes"])


def test_the_summary_says_what_was_done() -> None:
    assert "scene 2, the others stay" in refined("scene 2: darker")["summary"]


def test_films_that_play_on_tell_the_new_happening_too() -> None:
    after = refined("scene 1: rain begins to fall", mode="single-shot")
    assert "Rain begins to fall" in after["scenes"][0]["motion"]


# The idea


def test_a_concept_is_short_and_speaks_of_the_product() -> None:
    text = concept.write({**BRIEF, "concept": ""})
    assert len(text.split()) <= 80
    assert "matte black thermos" in text
    assert "Mira" in text
