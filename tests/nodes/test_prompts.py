"""What a prompt says of the media that are sent with it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from koda.core.mentions import Label, find_mentions, slug_of
from koda.nodes.presets import ANGLES, CHARACTERS, LENSES, STYLES
from koda.nodes.prompts import USES, Sent, Words, resolve, tokens, unknown_mentions, use_sentences

HERE = Path(__file__).parents[1] / "cases"
CASES = json.loads((HERE / "mentions.json").read_text("utf-8"))


def image(name: str = "", use: str = "", role: str = "reference") -> Sent:
    return Sent("image", role, Label(name, use))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["text"])
def test_mentions_are_found_as_in_the_browser(case: dict[str, list[object]]) -> None:
    found = find_mentions(str(case["text"]), [str(one) for one in case["known"]])
    assert [[one.start, one.end, one.slug] for one in found] == case["found"]


def test_the_uses_are_those_that_the_browser_offers() -> None:
    offered = json.loads((HERE / "uses.json").read_text("utf-8"))
    assert offered == [{"use": use, "title": title} for use, (title, _) in USES.items()]


def test_a_mention_becomes_what_the_model_calls_the_file() -> None:
    sent = [image("Forest"), image("Red Hero"), Sent("video", "video", Label("Dance"))]
    prompt, _ = resolve("@red-hero in @forest, moves of @Dance", (), sent)
    assert prompt == "image 2 in image 1, moves of video 1"


def test_a_name_of_several_files_means_all_of_them() -> None:
    sent = [image("Hero"), image("Wood"), image("hero")]
    assert resolve("@hero", (), sent)[0] == "image 1 and image 3"


def test_files_are_mentioned_by_number_too() -> None:
    sent = [image("Forest"), image("Hero")]
    assert resolve("@image2 before @Image-1, @image3", (), sent)[0] == (
        "image 2 before image 1, @image3"
    )


def test_a_frame_is_called_by_its_place_and_takes_no_number() -> None:
    sent = [image("Start", role="first_frame"), image("Look")]
    assert resolve("@start to @look", (), sent)[0] == "the first frame to image 1"


def test_a_mentioned_text_stands_in_its_place_and_not_before_the_prompt() -> None:
    texts = [Words("a red fox", "Animal"), Words("at dawn", "Time")]
    prompt, before = resolve("@animal asleep", texts, ())
    assert (prompt, before) == ("a red fox asleep", ("at dawn",))


def test_a_text_mentions_files_but_is_not_read_twice() -> None:
    texts = [Words("like @hero, @other", "Brief"), Words("x", "Other")]
    prompt, before = resolve("@brief", texts, [image("Hero")])
    assert (prompt, before) == ("like image 1, @other", ("x",))


def test_what_nobody_has_stays_as_it_is_written() -> None:
    assert resolve("for @instagram", (), [image("Hero")])[0] == "for @instagram"
    assert unknown_mentions("for @instagram, @Instagram and @hero", {"hero"}) == ["instagram"]


def test_numbers_are_known_up_to_the_last_file() -> None:
    assert set(tokens({"image": 1})) == {"image1", "image-1"}


def test_uses_are_said_once_for_all_that_share_them() -> None:
    sent = [
        image(use="style"),
        image("Mara", "character"),
        image("Mara", "character"),
        image(),
        image(use="unheard-of"),
    ]
    assert use_sentences(sent) == (
        "Image 1 is the style reference: take the look, not the content. "
        "Image 2 and image 3 show Mara: keep the same face, build and clothes."
    )


def test_a_character_without_a_name_is_the_main_one() -> None:
    assert "shows the main character" in use_sentences([image(use="character")])


@pytest.mark.parametrize("use", USES)
def test_every_use_reads_as_a_sentence(use: str) -> None:
    said = use_sentences([image("Mara", use)])
    assert "{" not in said
    assert said.endswith(".")
    assert "image 1" in said.lower()


def test_all_presets_of_the_original_are_there() -> None:
    assert (len(CHARACTERS), len(STYLES), len(ANGLES), len(LENSES)) == (8, 12, 8, 8)
    for table in (CHARACTERS, STYLES, ANGLES, LENSES):
        words = [words for _, words in table.values()]
        assert len(set(words)) == len(words)


def test_hostile_names_do_not_break_a_prompt() -> None:
    odd = "{these} \\1 @@ \x00 🦊"
    assert resolve(f"@{slug_of(odd)}", (), [image(odd)])[0] == "image 1"
    assert slug_of("🦊") == ""
    assert resolve("@" * 5000, (), [image("🦊")])[0] == "@" * 5000
    assert "{these}" in use_sentences([image(odd, "character")])
