"""Words are set with the design's own fonts, fitted, kerned, and read in every script."""

from __future__ import annotations

from typing import get_args

import numpy as np
import pytest

from koda.animation.engines.python.renderer.fonts import advance, chain, face_for, kerning
from koda.animation.engines.python.renderer.layout import clusters, set_words
from koda.animation.plan import FontName
from tests.animation.python_engine.small import film_of, frame, ink

FONTS: tuple[FontName, ...] = get_args(FontName)


def setting(text: str, **more: float):
    sizes = {"size": 100.0, "width": 800.0, "height": 400.0, "line_height": 1.1, "tracking": 0.0}
    return set_words(text, "Inter", 700, **(sizes | more))


@pytest.mark.parametrize("family", FONTS)
def test_each_font_comes_with_koda_in_all_weights(family: FontName) -> None:
    light, bold = (chain(family, weight)[0] for weight in (400, 800))

    assert face_for(family, 700, "A") == chain(family, 700)[0]
    assert face_for(family, 700, "Ł") == chain(family, 700)[1]
    assert light.native.fontStyle().weight() < bold.native.fontStyle().weight()
    assert advance(light, "W") > 0


def test_letters_are_kerned() -> None:
    face = chain("Inter", 700)[0]

    assert kerning(face, "A", "V") < -0.02
    assert setting("AV").lines[0].width < 2 * advance(face, "A") * 1.02


@pytest.mark.parametrize(
    "text",
    ["Short", "x" * 200, "Every word of a long sentence " * 6, "One\ntwo\n\nthree", "W" * 40],
)
def test_words_shrink_until_they_fit_their_box(text: str) -> None:
    found = setting(text)

    assert found.fits
    assert all(line.width * found.size <= 800.1 for line in found.lines)
    assert found.size * (found.cap + 1.1 * (len(found.lines) - 1)) <= 400.1


def test_no_letter_is_lost_when_a_word_is_broken() -> None:
    found = setting("x" * 200)

    assert sum(len(line.letters) for line in found.lines) == 200


def test_words_without_letters_are_no_lines() -> None:
    assert setting(" \n ").lines == ()


def test_marks_and_joined_emoji_stay_with_their_letter() -> None:
    assert clusters("e\u0301a👩‍🚀👍🏽🇩🇪!") == ["e\u0301", "a", "👩‍🚀", "👍🏽", "🇩🇪", "!"]


@pytest.mark.parametrize("text", ["🚀", "👩‍🚀 ✅", "مرحبا", "שלום", "Łódź", "Ünïcödé", "Hello"])
def test_every_script_leaves_ink(text: str) -> None:
    layer = {"type": "text", "text": text, "size": 300, "width": 1_600, "height": 800}

    assert ink(frame(film_of(layer), 30)).sum() > 100


def test_what_runs_from_right_to_left_begins_at_the_right() -> None:
    """`a` stands left of the Hebrew words where they come first, right of them in Latin text."""
    box = {"type": "text", "width": 1_700, "height": 300, "size": 120}
    hebrew = ink(frame(film_of(box | {"text": "שלום iiiiiiii"}), 30))
    columns = np.flatnonzero(hebrew.any(axis=0))
    middle = (columns[0] + columns[-1]) // 2
    left = hebrew[:, columns[0] : middle].sum(axis=0)

    # The eight thin letters are at the left: ink comes and goes there.
    changes = np.count_nonzero(np.diff((left > 0).astype(int)))
    assert changes >= 6


def test_a_mask_hides_letters_until_they_rise() -> None:
    enter = {"kind": "mask", "by": "letter", "at": 0.5, "seconds": 0.5, "stagger": 0.1}
    film = film_of({"type": "text", "text": "Rising", "size": 300, "enter": enter})

    assert ink(frame(film, 0)).sum() == 0
    assert 0 < ink(frame(film, 24)).sum() < ink(frame(film, 80)).sum()


def test_a_number_counts_to_its_exact_end_without_changing_size() -> None:
    count = {"value": [[0, 0], [1, 12_500]]}
    film = film_of({"type": "text", "text": "{} km", "size": 200, "count": count})

    assert film.looks(0)[0][0].text == "0 km"
    assert film.looks(89)[0][0].text == "12,500 km"


def test_words_beyond_the_edge_are_told_as_cut() -> None:
    inside = {"type": "text", "text": "Here", "size": 100}
    outside = inside | {"x": 880}
    grouped = {"type": "group", "x": 880, "layers": [inside]}

    cut = [film_of(layer).looks(30)[0][0].is_cut for layer in (inside, outside, grouped)]

    assert cut == [False, True, True]


def test_layers_of_a_stack_do_not_touch() -> None:
    words = {"type": "text", "text": "gypsy", "width": 1_600, "height": 300, "size": 160}
    film = film_of({"type": "group", "stack": 30, "layers": [words, words, words]})

    rows = ink(frame(film, 30)).any(axis=1)

    assert np.count_nonzero(np.diff(rows.astype(int)) == 1) == 3
