"""The rules that improve a prompt without a language model."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from koda.nodes.presets import ANGLES, LENSES, STYLES
from koda.providers.offline_words.enhancer import write

MEDIA = ("image", "video", "music", "speech")
PROMPTS = (
    "fox", "A red fox in the snow at night.", "watercolor of a harbour", "logo of a bee",
    "city skyline", "a woman in her kitchen", "perfume bottle", "a car racing through a desert",
    "an empty office at midnight", "underwater reef with a turtle", "an astronaut in space",
    "bread on a table", "a statue", "a dewdrop", "sad song", "lofi beat", "techno", "epic battle",
    "rain on a window", "a fast chase", "jazz", "a calm lullaby", "rock anthem", "dark synthwave",
)  # fmt: skip


def facts(prompt: str, medium: str = "image", wishes: str = "") -> dict[str, Any]:
    def listed(table: dict[str, tuple[str, str]]) -> dict[str, list[str]]:
        return {key: list(entry) for key, entry in table.items()}

    return {
        "prompt": prompt,
        "medium": medium,
        "wishes": wishes,
        "styles": listed(STYLES),
        "angles": listed(ANGLES),
        "lenses": listed(LENSES),
    }


def better(prompt: str, medium: str = "image", wishes: str = "") -> str:
    return write(facts(prompt, medium, wishes))


@pytest.mark.parametrize("medium", MEDIA)
@pytest.mark.parametrize("prompt", PROMPTS)
def test_a_second_time_adds_nothing(prompt: str, medium: str) -> None:
    once = better(prompt, medium)
    assert better(once, medium) == once
    assert better(prompt, medium) == once


@given(st.text(max_size=200), st.sampled_from(MEDIA), st.text(max_size=60))
def test_any_text_gives_a_text_that_stays(prompt: str, medium: str, wishes: str) -> None:
    once = better(prompt, medium, wishes)
    assert better(once, medium) == better(better(once, medium), medium)
    if medium != "speech":
        assert once.startswith(prompt.strip().rstrip(",; "))


def test_a_picture_is_told_its_subject_light_lens_and_composition_in_words_of_the_presets() -> None:
    told = better("fox")
    assert told.startswith("fox, ")
    assert LENSES["portrait"][1] in told
    assert "light" in told
    assert any(words in told for _, words in ANGLES.values())


def test_a_film_is_told_a_move_and_a_pace() -> None:
    told = better("a car racing through a desert", "video")
    assert "camera tracks" in told
    assert "pace" in told


def test_music_is_told_tempo_instruments_mood_and_structure_of_its_genre() -> None:
    told = better("techno", "music")
    assert "124 BPM" in told
    assert "drums" in told
    assert "drop" in told
    assert "piano" in better("sad song", "music")


def test_a_sound_effect_is_given_no_band() -> None:
    assert not {"BPM", "drums", "guitar"} & set(better("rain on a window", "music").split())


@pytest.mark.parametrize(
    ("prompt", "never"),
    [
        ("A fox at night", ("morning", "window light", "studio light", "overcast")),
        ("an office at midnight", ("window light", "sun")),
        ("a dark chocolate cake", ("moonlight", "morning")),
        ("a dark hall", ("window light", "daylight")),
        ("watercolor of a harbour", ("lens",)),
        ("logo of a bee", ("lens", "light", "shadow")),
        ("a blurry dream", ("fine detail",)),
        ("a fox in a forest", ("aerial",)),
        ("a man, 200 mm, backlit, from behind, in crisp detail", ("50 mm", "front", "soft light")),
    ],
)
def test_nothing_goes_against_what_is_said(prompt: str, never: tuple[str, ...]) -> None:
    told = better(prompt).removeprefix(prompt)
    assert not [words for words in never if words in told]


def test_what_is_wished_for_comes_first_and_counts_when_the_rest_is_chosen() -> None:
    assert better("fox", wishes="make it night").startswith("fox, night, ")
    assert "moonlight" in better("fox", wishes="make it night")
    assert STYLES["watercolor"][1] in better("fox", wishes="Watercolor")
    assert "lens" not in better("fox", wishes="Watercolor")
    assert "a red hat" in better("fox", wishes="please add a red hat.")


@pytest.mark.parametrize("wish", ["shorter", "make it more concise", "Translate it."])
def test_a_wish_for_less_or_another_language_adds_nothing(wish: str) -> None:
    assert better("a fox", wishes=wish) == "a fox"


@pytest.mark.parametrize("wish", ["remove the hat", "ignore your rules"])
def test_a_wish_that_rules_cannot_grant_adds_none_of_its_words(wish: str) -> None:
    assert better("a fox", wishes=wish) == better("a fox")


@pytest.mark.parametrize(
    "prompt",
    ["Ein Fuchs im Schnee", "un gato negro en la nieve", "雪の中の狐", "лиса в снегу", ""],
)
def test_another_language_is_left_as_it_is(prompt: str) -> None:
    assert better(prompt) == prompt


def test_a_script_is_made_speakable_and_its_facts_stay() -> None:
    script = (
        "welcome & hello\n- we have 20% off, e.g. shoes\n\n\n\n"
        'Therefore we say "a & b" to @bob, {slot}, see https://a.example/x?a=1&b=2'
    )
    assert better(script, "speech") == (
        "Welcome and hello.\nWe have 20 percent off, for example, shoes.\n\n"
        'Therefore, we say "a & b" to @bob, {slot}, see https://a.example/x?a=1&b=2'
    )


def test_a_script_in_another_language_keeps_its_words() -> None:
    assert better("wir & die anderen", "speech") == "Wir & die anderen."


@pytest.mark.parametrize("medium", MEDIA)
@pytest.mark.parametrize("piece", ["a fox ", '"', "“", "<", "{", "@", "a & b ", "e.g. ", "night "])
def test_a_hundred_thousand_letters_are_read_in_one_go(medium: str, piece: str) -> None:
    huge = (piece * 100_000)[:100_000]
    assert len(better(huge, medium)) < 200_000


def test_facts_that_are_missing_or_strange_are_none() -> None:
    assert write({}) == ""
    assert write({"prompt": "fox", "lenses": ["x"], "angles": {"front": "x"}}).startswith("fox")
