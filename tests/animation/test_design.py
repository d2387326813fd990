"""Designs are whole, and words on their colours can be read."""

from __future__ import annotations

from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from koda.animation.contrast import LARGE, READABLE, contrast, readable
from koda.animation.design import (
    FONTS,
    STYLES,
    THEMES,
    DesignWishes,
    design_of,
    techniques,
)
from koda.animation.palette import palette_of
from koda.animation.plan import Colors, FontName, StyleName, TechniqueName, ThemeName

COLORS = st.integers(0, 0xFFFFFF).map(lambda number: f"#{number:06X}")


def test_everything_that_a_plan_may_name_is_described() -> None:
    assert set(STYLES) == set(get_args(StyleName))
    assert set(THEMES) == set(get_args(ThemeName))
    assert set(FONTS) == set(get_args(FontName))
    assert tuple(techniques()) == get_args(TechniqueName)


@pytest.mark.parametrize("name", get_args(TechniqueName))
def test_a_technique_says_what_to_do_and_what_to_avoid(name: TechniqueName) -> None:
    technique = techniques()[name]

    assert technique.title
    assert technique.description.endswith(".")
    assert "Do:\n- " in technique.recipe
    assert "Avoid:\n- " in technique.recipe
    assert any(letter.isdigit() for letter in technique.recipe)


def test_contrast_is_that_of_wcag() -> None:
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21)
    assert contrast("#777777", "#FFFFFF") == pytest.approx(4.48, abs=0.01)
    assert contrast("#3B82F6", "#3B82F6") == 1


@given(COLORS, COLORS)
def test_a_colour_can_be_moved_until_it_is_read_on_any_ground(color: str, ground: str) -> None:
    assert contrast(readable(color, ground), ground) >= READABLE


@given(COLORS, COLORS, COLORS)
def test_words_can_be_read_on_every_colour_of_a_palette(
    background: str, foreground: str, accent: str
) -> None:
    palette = palette_of(Colors(background=background, foreground=foreground, accent=accent))

    for ground in (palette.background, palette.surface):
        assert contrast(palette.foreground, ground) >= READABLE
        assert contrast(palette.muted, ground) >= READABLE
    assert contrast(palette.accent_text, palette.background) >= READABLE
    assert contrast(palette.on_accent, palette.accent) >= READABLE
    assert contrast(palette.accent, palette.background) >= LARGE


def test_a_colour_that_can_be_read_stays_as_it_is() -> None:
    assert palette_of(STYLES["minimal"].colors).accent == "#3B82F6"


def test_a_theme_gives_colours_and_fonts_and_wishes_win() -> None:
    design = design_of("fashion", "neon", DesignWishes(accent="#ff0080", body_font="Outfit"))

    assert design.style == "fashion"
    assert design.theme == "neon"
    assert design.colors.background == THEMES["neon"].colors.background
    assert design.colors.accent == "#FF0080"
    assert (design.display_font, design.body_font) == ("Space Grotesk", "Outfit")


def test_without_a_theme_the_style_has_its_own() -> None:
    design = design_of("marketing")

    assert design.colors == STYLES["marketing"].colors
    assert design.display_font == "Montserrat"
