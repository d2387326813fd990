"""Colours are gathered as people see them, always the same way, and have plain names."""

from __future__ import annotations

import numpy as np
import pytest

from koda.media.color_words import color_words
from koda.media.contact import MOST_KEYS, key_moments
from koda.media.palette import palette
from tests.media.films import plain


@pytest.mark.parametrize(
    ("color", "words"),
    [
        ("#000000", "black"),
        ("#ffffff", "white"),
        ("#808080", "grey"),
        ("#ff0000", "vivid red"),
        ("#1414c8", "deep blue"),
        ("#8b4513", "brown"),
        ("#ffc0cb", "pale pink"),
        ("#2e8b57", "green"),
        ("#1a2b4c", "dark blue"),
    ],
)
def test_colours_have_plain_names(color: str, words: str) -> None:
    assert color_words(color) == words


def test_every_colour_has_a_name() -> None:
    steps = range(0, 256, 17)
    for red in steps:
        for green in steps:
            for blue in steps:
                assert color_words(f"#{red:02x}{green:02x}{blue:02x}")


def test_a_flat_colour_is_given_as_it_is() -> None:
    found = palette([plain((18, 200, 97))])
    assert [(one.color, one.share) for one in found] == [("#12c861", 1.0)]


def test_shades_that_look_alike_are_one_colour() -> None:
    assert len(palette([plain((200, 20, 20)), plain((204, 24, 22))])) == 1


def test_the_order_of_the_pictures_changes_nothing() -> None:
    random = np.random.default_rng(7)
    pictures = [random.integers(0, 255, (36, 64, 3), np.uint8) for _ in range(4)]
    first = palette(pictures)
    assert first == palette(pictures[::-1])
    assert 1 < len(first) <= 6
    assert sum(one.share for one in first) <= 1.005


@pytest.mark.parametrize(
    "shots", [[2.0], [0.1, 9.9], [float(at) for at in range(1, 10)], [0.5] * 30]
)
def test_key_moments_lie_in_the_film_in_order(shots: list[float]) -> None:
    found = key_moments(shots, 0, 10)
    assert len(found) <= MOST_KEYS
    assert found == sorted(found)
    assert all(0 <= one <= 10 for one in found)
    assert len(shots) > MOST_KEYS or set(shots) <= set(found)
