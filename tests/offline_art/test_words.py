from __future__ import annotations

import pytest

from koda.nodes.presets import ANGLES, LENSES, STYLES
from koda.providers.offline_art.palette import parse
from koda.providers.offline_art.styles.finish import GRADES, MEDIA
from koda.providers.offline_art.words import read

ASKED = {
    "a cat wearing sunglasses": "creature",
    "astronaut riding a horse": "creature",
    "an astronaut floating above the earth": "space",
    "portrait of an old sailor": "portrait",
    "neon city in rain": "city",
    "minimalist poster of mountains": "land",
    "bowl of ramen": "still",
    "red sports car": "road",
    "dragon over a castle": "creature",
    "product shot of a perfume bottle": "still",
    "A lighthouse in a storm, oil on canvas": "land",
    "A vase with wild flowers on a wooden table": "still",
    "yellow tulips": "flora",
    "logo for a coffee shop": "emblem",
    "a robot watering flowers": "robot",
    "woman in a red dress": "portrait",
    "cozy reading room": "building",
    "whales in the deep": "deep",
    "seamless pattern of lemons": "abstract",
    "sunset": "land",
    "qwertz": "abstract",
    "un chat noir": "creature",
    "un gato en la playa": "creature",
    "東京の街": "city",
    "雪山": "land",
    "🐼": "creature",
    "foxes and wolves": "creature",
}


@pytest.mark.parametrize(("prompt", "family"), ASKED.items(), ids=ASKED)
def test_the_words_choose_what_is_painted(prompt: str, family: str) -> None:
    assert read(prompt).family == family


@pytest.mark.parametrize(
    "words", [words for table in (STYLES, ANGLES, LENSES) for _, words in table.values()]
)
def test_the_words_of_a_preset_never_take_the_subjects_place(words: str) -> None:
    brief = read(f"{words}, a red fox")
    assert brief.family == "creature"
    assert brief.things == ("fox",)
    assert brief.colours == (parse("d8322f"),)


@pytest.mark.parametrize("preset", STYLES)
def test_every_style_preset_asks_for_a_treatment(preset: str) -> None:
    assert read(STYLES[preset][1]).has(*MEDIA, *GRADES, "minimal")


def test_a_colour_belongs_to_what_it_is_said_of() -> None:
    brief = read("a black cat with a blue scarf and a red hat")
    assert brief.dye("cat") == parse("1c1b20")
    assert brief.dye("scarf", loose=False) == parse("2f6fd0")
    assert brief.dye("hat", loose=False) == parse("d8322f")
    assert brief.dye("crown", loose=False) is None


def test_a_loose_colour_goes_to_the_subject_and_a_bound_one_does_not() -> None:
    assert read("a sweater in green on a man").dye("man") == parse("3f9050")
    assert read("a cat under a pink sunset").dye("cat") is None


def test_words_that_only_look_like_colours_or_things_are_left_alone() -> None:
    assert read("a dog in the forest").colours == ()
    assert read("a fox, shallow depth of field").things == ("fox",)
    assert read("a cat that can fly").family == "creature"
    assert read("который час").things == ()
