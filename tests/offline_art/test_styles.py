from __future__ import annotations

from itertools import combinations

import numpy as np
import pytest

from koda.nodes.presets import ANGLES, LENSES, STYLES
from koda.providers.offline_art.styles.finish import GRADES, MEDIA
from tests.offline_art.pictures import Pixels, picture

SUBJECT = "a red fox in an autumn forest"
WORDS = {
    "watercolor": "watercolor", "oil": "oil painting", "impressionist": "impressionist",
    "pencil": "pencil sketch", "comic": "comic book", "woodblock": "woodblock print",
    "riso": "risograph", "blueprint": "blueprint", "pixelart": "pixel art", "lowpoly": "low poly",
    "glass": "stained glass", "papercut": "paper cut", "anime": "anime", "cyberpunk": "cyberpunk",
    "magic": "fantasy", "photo": "photorealistic", "cinematic": "cinematic film",
    "vintage": "vintage", "monochrome": "monochrome", "pastel": "pastel",
}  # fmt: skip


@pytest.fixture(scope="module")
def treated() -> dict[str, Pixels]:
    words = WORDS | {"plain": ""}
    return {tag: picture(f"{word} {SUBJECT}", 240, 240, 3) for tag, word in words.items()}


def sharpness(pixels: Pixels) -> float:
    return float(np.abs(np.diff(pixels, axis=1)).mean())


def chroma(pixels: Pixels) -> float:
    return float((pixels.max(axis=2) - pixels.min(axis=2)).mean())


def test_every_treatment_is_asked_for_here() -> None:
    assert set(WORDS) == set(MEDIA) | set(GRADES)


def test_treatments_differ_from_each_other_and_from_none(treated: dict[str, Pixels]) -> None:
    for (a, first), (b, second) in combinations(treated.items(), 2):
        gap = np.abs(first - second).mean()
        assert gap > 0.015, (a, b)


def test_black_and_white_has_no_colour(treated: dict[str, Pixels]) -> None:
    assert chroma(treated["monochrome"]) < 0.04
    assert chroma(treated["pencil"]) < 0.06
    assert chroma(treated["plain"]) > 0.15


def test_pixel_art_is_made_of_blocks_of_few_colours(treated: dict[str, Pixels]) -> None:
    pixels = (picture("pixel art fox", 256, 256, 3) * 255).round()
    blocks = pixels.reshape(128, 2, 128, 2, 3)
    assert np.abs(blocks - blocks[:, :1, :, :1]).max() <= 2
    assert len({tuple(one) for one in (pixels[::2, ::2].reshape(-1, 3) // 16).tolist()}) <= 60


def test_strokes_and_dots_bring_detail_that_plain_paint_lacks(treated: dict[str, Pixels]) -> None:
    for tag in ("pencil", "impressionist", "oil", "glass", "comic"):
        assert sharpness(treated[tag]) > sharpness(treated["plain"]) * 1.1, tag


def test_prints_leave_paper_at_the_rim(treated: dict[str, Pixels]) -> None:
    for tag in ("watercolor", "woodblock", "vintage"):
        rim = treated[tag][:3].reshape(-1, 3)
        assert rim.mean() > 0.85, tag
        assert rim.std() < 0.06, tag


def test_a_film_frame_has_dark_bars(treated: dict[str, Pixels]) -> None:
    assert treated["cinematic"][:8].mean() < 0.05 < treated["plain"][:8].mean()


def test_styles_may_be_combined() -> None:
    both = picture(f"watercolor monochrome {SUBJECT}", 160, 160, 3)
    assert chroma(both) < 0.05
    assert both[:2].mean() > 0.7


@pytest.mark.parametrize("preset", STYLES)
def test_every_style_preset_changes_the_picture(preset: str) -> None:
    gap = np.abs(picture(f"{STYLES[preset][1]}, {SUBJECT}") - picture(SUBJECT)).mean()
    assert gap > 0.02


@pytest.mark.parametrize("preset", ["dutch-angle", "fisheye", "tilt-shift", "anamorphic"])
def test_lenses_and_angles_bend_the_picture(preset: str) -> None:
    words = {**ANGLES, **LENSES}[preset][1]
    assert picture(f"{words}, a fox").shape == (160, 160, 3)


@pytest.mark.parametrize("tag", WORDS)
@pytest.mark.parametrize("prompt", ["a skyline", "a vase", "abstract", "logo"])
def test_treatments_take_any_picture_of_any_shape(tag: str, prompt: str) -> None:
    assert picture(f"{WORDS[tag]} {prompt}", 150, 64, 2).std() > 0.02
