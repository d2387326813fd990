from __future__ import annotations

import hashlib
import subprocess
import sys
from io import BytesIO

import numpy as np
import pytest
from PIL import Image

from koda.providers.offline_art.paint import NOTE, PAINTERS, paint
from koda.providers.offline_art.shapes import mirrored, outline
from koda.providers.offline_art.vocabulary import FORCING, HINTS, KINDS
from tests.offline_art.pictures import difference, picture

FAMILIES = {
    "land": "a mountain lake at dawn",
    "creature": "a fox in the woods",
    "space": "a planet with rings",
    "still": "a vase with wild flowers",
    "city": "a skyline by the river",
    "road": "a sports car",
    "portrait": "portrait of a sailor",
    "deep": "a coral reef",
    "robot": "a friendly robot",
    "abstract": "abstract shapes",
    "flora": "wildflowers",
    "emblem": "a logo of a fox",
    "building": "a courtyard with arches",
}

HOSTILE = [
    "",
    "   \n\t ",
    "x" * 100_000,
    "a red fox in the snow, " * 5_000,
    "🦊🌊🔥",
    "😀",
    "\x00\x01\x1b[31m",
    "lone \ud800 surrogate",
    "{0} %s <svg onload=alert(1)> '; --",
    "高山上的狐狸",
    "ночной город",
    "قطة جميلة في الحديقة",
    "e\u0301" * 3_000,
    "ﷺ" * 2_000,
    "!!!???...",
    "1 2 3",
]


def test_the_same_arguments_give_the_same_bytes() -> None:
    first = paint("watercolor of a fox in autumn", 200, 150, 5)
    paint("something else", 64, 64, 1)
    assert paint("watercolor of a fox in autumn", 200, 150, 5) == first


def test_another_process_paints_the_same_pixels() -> None:
    prompts = ["oil painting of a lighthouse in a storm", "a cat wearing sunglasses", "flowing ink"]
    script = (
        "import hashlib, sys\n"
        "from koda.providers.offline_art.paint import paint\n"
        f"for prompt in {prompts!r}:\n"
        "    print(hashlib.sha256(paint(prompt, 160, 120, 9)).hexdigest())\n"
    )
    told = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True
    ).stdout.split()
    assert told == [hashlib.sha256(paint(one, 160, 120, 9)).hexdigest() for one in prompts]


def test_every_family_that_words_name_has_a_painter() -> None:
    named = {*KINDS.values(), *FORCING.values(), *HINTS.values()}
    assert named == set(PAINTERS) == set(FAMILIES)


@pytest.mark.parametrize("prompt", FAMILIES.values(), ids=FAMILIES)
def test_seeds_give_clearly_different_pictures(prompt: str) -> None:
    pictures = [picture(prompt, seed=seed) for seed in range(4)]
    gaps = [difference(pictures[0], other) for other in pictures[1:]]
    assert max(gaps) > 0.05
    assert min(gaps) > 0.01


@pytest.mark.parametrize("prompt", FAMILIES.values(), ids=FAMILIES)
@pytest.mark.parametrize("size", [(160, 90), (90, 160), (64, 64), (301, 211)])
def test_sizes_are_exact_and_filled(prompt: str, size: tuple[int, int]) -> None:
    pixels = picture(prompt, *size)
    assert pixels.shape == (size[1], size[0], 3)
    assert pixels.std() > 0.02


def test_thin_pictures_are_painted_too() -> None:
    for prompt in (*FAMILIES.values(), "stained glass", "pixel art cat", "oil painting of a cat"):
        assert picture(prompt, 512, 64).shape == (64, 512, 3)
        assert picture(prompt, 64, 512).shape == (512, 64, 3)


@pytest.mark.parametrize("prompt", HOSTILE, ids=[ascii(one[:12]) for one in HOSTILE])
def test_any_text_gives_a_picture(prompt: str) -> None:
    pixels = picture(prompt, 128, 128)
    assert pixels.std() > 0.02


def test_words_beyond_those_that_are_read_still_change_the_picture() -> None:
    long = "a quiet hill " * 1_000
    assert paint(long + "a", 96, 96, 1) != paint(long + "b", 96, 96, 1)


def test_the_file_says_that_no_model_made_it() -> None:
    with Image.open(BytesIO(paint("a fox", 64, 64, 1))) as image:
        assert image.format == "PNG"
        assert image.mode == "RGB"
        assert image.text == {"Software": "Koda", "Comment": NOTE}
    assert "Not an AI model" in NOTE


@pytest.mark.parametrize("thing", ["sports car", "robot", "owl", "vase"])
@pytest.mark.parametrize(("colour", "channel"), [("red", 0), ("green", 1), ("blue", 2)])
def test_colours_that_are_named_show(thing: str, colour: str, channel: int) -> None:
    pixels = picture(f"a {colour} {thing} on a bright day", seed=3)
    others = np.delete(pixels, channel, axis=2).max(axis=2)
    assert (pixels[..., channel] - others > 0.1).mean() > 0.03


def test_what_is_remembered_does_not_grow_with_the_pictures() -> None:
    prompts = [*FAMILIES.values(), "volcano", "jungle", "bowl of ramen", "wizard", "octopus"]
    for seed in range(8):
        for prompt in prompts:
            paint(prompt, 64, 64, seed)
    known = outline.cache_info().currsize + mirrored.cache_info().currsize
    for seed in range(8, 16):
        for prompt in prompts:
            paint(prompt, 64, 64, seed)
    assert outline.cache_info().currsize + mirrored.cache_info().currsize < known * 1.1
