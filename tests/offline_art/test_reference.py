from __future__ import annotations

import numpy as np
import pytest
from PIL import Image, ImageDraw

from koda.providers.offline_art.paint import paint
from koda.providers.offline_art.reference import NotAPicture
from tests.offline_art.pictures import Pixels, decoded, difference, encoded, likeness, picture


def subject(first: str = "#f2c14e", second: str = "#23395b") -> Image.Image:
    image = Image.new("RGB", (320, 240), first)
    draw = ImageDraw.Draw(image)
    draw.ellipse((40, 50, 170, 180), fill=second)
    draw.rectangle((200, 20, 300, 220), fill="#d1495b")
    return image


def cropped(image: Image.Image) -> Pixels:
    square = image.convert("RGB").crop((40, 0, 280, 240)).resize((160, 160))
    return np.asarray(square, np.float64) / 255


REFERENCE = encoded(subject())


@pytest.mark.parametrize(
    "prompt",
    [
        "",
        "oil painting, warm evening",
        "watercolor",
        "comic book",
        "pencil sketch",
        "photorealistic",
    ],
)
def test_the_reference_shows_in_the_result(prompt: str) -> None:
    assert likeness(picture(prompt, 160, 160, 4, REFERENCE), cropped(subject())) > 0.6


def test_the_treatment_changes_it() -> None:
    for prompt in ("oil painting", "watercolor", "at night", "monochrome"):
        assert difference(picture(prompt, 160, 160, 4, REFERENCE), cropped(subject())) > 0.02


def test_its_colours_are_kept_where_the_words_name_no_light() -> None:
    warm = picture("oil painting", 160, 160, 4, REFERENCE)
    cold = picture("oil painting", 160, 160, 4, encoded(subject("#8ecae6", "#023047")))
    assert warm[..., 0].mean() - warm[..., 2].mean() > 0.15
    assert cold[..., 2].mean() > cold[..., 0].mean()


def test_the_words_bring_their_own_light() -> None:
    day, night = (picture(f"{hour}, oil", 160, 160, 4, REFERENCE) for hour in ("noon", "midnight"))
    assert night.mean() < day.mean() - 0.15


def test_same_reference_same_pixels_other_reference_other_pixels() -> None:
    again = paint("oil", 96, 96, 1, [REFERENCE])
    assert paint("oil", 96, 96, 1, [REFERENCE]) == again
    assert paint("oil", 96, 96, 1, [encoded(subject("#ffffff"))]) != again
    assert paint("oil", 96, 96, 1) != again


def test_seeds_differ_with_a_reference_too() -> None:
    pictures = [picture("", 160, 160, seed, REFERENCE) for seed in range(4)]
    assert max(difference(pictures[0], other) for other in pictures[1:]) > 0.02


@pytest.mark.parametrize("count", [2, 3, 4])
def test_all_references_show(count: int) -> None:
    tones = ["#d00000", "#00a000", "#0000d0", "#e0e000"][:count]
    files = [encoded(Image.new("RGB", (50, 50), tone)) for tone in tones]
    pixels = picture("photorealistic", 240, 160, 1, *files).reshape(-1, 3)
    for tone in tones:
        wanted = np.array([int(tone[i : i + 2], 16) / 255 for i in (1, 3, 5)])
        near = np.abs(pixels - wanted).max(axis=1) < 0.25
        assert near.mean() > 0.5 / count / 2


@pytest.mark.parametrize(
    "content",
    [
        encoded(subject().convert("RGBA")),
        encoded(Image.new("RGBA", (40, 40), (255, 0, 0, 0))),
        encoded(subject().convert("P")),
        encoded(subject().convert("L")),
        encoded(subject().convert("1")),
        encoded(Image.new("I;16", (40, 30), 30_000)),
        encoded(subject().convert("CMYK"), "JPEG"),
        encoded(subject(), "WEBP"),
        encoded(subject(), "GIF", save_all=True, append_images=[subject("#fff")]),
        encoded(Image.new("RGB", (1, 1), "red")),
        encoded(Image.new("RGB", (4000, 3), "red")),
    ],
    ids=[
        *("rgba", "clear", "palette", "grey", "bitmap", "deep", "cmyk", "webp", "animated"),
        *("dot", "thread"),
    ],
)
def test_any_kind_of_picture_is_taken(content: bytes) -> None:
    assert decoded(paint("oil", 96, 64, 1, [content])).shape == (64, 96, 3)


def test_a_turned_photograph_is_set_upright() -> None:
    lying = subject().transpose(Image.Transpose.ROTATE_90)
    exif = Image.Exif()
    exif[0x0112] = 6
    turned = picture("photorealistic", 160, 160, 1, encoded(lying, "JPEG", exif=exif, quality=95))
    assert likeness(turned, cropped(subject())) > 0.8


@pytest.mark.parametrize(
    "content", [b"", b"hello", REFERENCE[:200], b"\x89PNG\r\n\x1a\n" + b"\0" * 64]
)
def test_what_is_no_picture_is_said_so(content: bytes) -> None:
    with pytest.raises(NotAPicture):
        paint("oil", 64, 64, 1, [content])
