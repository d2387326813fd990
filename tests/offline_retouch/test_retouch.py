from __future__ import annotations

import io
from pathlib import Path

import numpy as np
import pytest
from PIL import Image, ImageDraw

from koda.core.errors import Invalid, KodaError
from koda.providers.offline_retouch.cutting import cut_out
from koda.providers.offline_retouch.enlarging import enlarged
from koda.providers.offline_retouch.overpainting import painted_over


def read(content: bytes) -> Image.Image:
    image = Image.open(io.BytesIO(content))
    image.load()
    return image


def saved(path: Path, image: Image.Image) -> Path:
    image.save(path)
    return path


def product(path: Path, size: tuple[int, int] = (300, 240)) -> Path:
    """A red disc on a light, slightly noisy ground that is darker on one side."""
    across = np.linspace(215, 240, size[0])
    ground = np.repeat(np.repeat(across[None, :, None], size[1], 0), 3, 2)
    ground += np.random.default_rng(1).normal(0, 2, ground.shape)
    image = Image.fromarray(np.clip(ground, 0, 255).astype(np.uint8))
    disc = Image.new("L", (4 * size[0], 4 * size[1]))
    box = (size[0] * 1.2, size[1] * 1.0, size[0] * 2.8, size[1] * 3.0)
    ImageDraw.Draw(disc).ellipse(box, fill=255)
    image.paste((180, 50, 40), mask=disc.resize(size, Image.Resampling.BOX))
    return saved(path, image)


@pytest.mark.parametrize(("factor", "size"), [(2, (120, 80)), (4, (240, 160)), (1, (60, 40))])
def test_a_picture_is_enlarged_by_the_factor(
    tmp_path: Path, factor: int, size: tuple[int, int]
) -> None:
    path = saved(tmp_path / "a.png", Image.linear_gradient("L").resize((60, 40)).convert("RGB"))
    made = read(enlarged(path, factor))
    assert made.size == size
    before = np.asarray(Image.open(path).resize(size), float)
    assert np.abs(np.asarray(made, float) - before).mean() < 4


def test_no_picture_gets_larger_than_the_limit(tmp_path: Path) -> None:
    path = saved(tmp_path / "a.png", Image.new("RGB", (3000, 30)))
    assert read(enlarged(path, 4)).size == (4096, 41)
    large = saved(tmp_path / "b.png", Image.new("L", (5000, 10)))
    assert read(enlarged(large, 2)).size == (5000, 10)


def test_transparency_and_type_stay(tmp_path: Path) -> None:
    clear = saved(tmp_path / "a.png", Image.new("RGBA", (20, 20), (255, 0, 0, 100)))
    made = read(enlarged(clear, 2))
    assert (made.mode, made.format, made.getpixel((20, 20))) == ("RGBA", "PNG", (255, 0, 0, 100))
    photo = saved(tmp_path / "a.jpg", Image.new("RGB", (20, 20), "red"))
    assert read(enlarged(photo, 2)).format == "JPEG"


def test_the_subject_stays_and_the_ground_goes_softly(tmp_path: Path) -> None:
    made = read(cut_out(product(tmp_path / "a.png")))
    alpha = np.asarray(made.getchannel("A"), float)
    assert (made.mode, made.format, made.size) == ("RGBA", "PNG", (300, 240))
    assert alpha[110:130, 130:170].min() == 255
    assert alpha[:40].max() == alpha[:, :60].max() == 0
    disc = np.pi * 60 * 60
    assert (alpha > 128).sum() == pytest.approx(disc, rel=0.08)
    assert 50 < ((alpha > 20) & (alpha < 235)).sum() < 3000


def test_a_hole_that_looks_like_the_ground_stays_in_the_subject(tmp_path: Path) -> None:
    path = product(tmp_path / "a.png")
    image = Image.open(path).convert("RGB")
    ImageDraw.Draw(image).ellipse((140, 110, 160, 130), fill=(228, 228, 228))
    alpha = np.asarray(read(cut_out(saved(path, image))).getchannel("A"))
    assert alpha[120, 150] == 255


@pytest.mark.parametrize(
    "image",
    [
        Image.new("RGB", (1, 1), "red"), Image.new("RGB", (300, 1), "red"),
        Image.new("RGB", (2, 300), "red"), Image.new("L", (50, 50)),
        Image.effect_noise((200, 100), 120).convert("RGB"), Image.new("RGBA", (40, 40)),
        Image.linear_gradient("L").convert("P"),
    ],
)  # fmt: skip
def test_pictures_without_a_subject_are_cut_somehow(tmp_path: Path, image: Image.Image) -> None:
    made = read(cut_out(saved(tmp_path / "a.png", image)))
    assert made.size == image.size
    assert made.mode == "RGBA"


def test_what_was_transparent_stays_so(tmp_path: Path) -> None:
    image = Image.open(product(tmp_path / "a.png")).convert("RGBA")
    image.putalpha(Image.new("L", image.size, 80))
    made = read(cut_out(saved(tmp_path / "b.png", image)))
    assert made.getchannel("A").getextrema()[1] <= 80


def mask(path: Path, size: tuple[int, int] = (300, 240)) -> Path:
    image = Image.new("L", size)
    ImageDraw.Draw(image).rectangle((100, 80, 200, 160), fill=255)
    return saved(path, image)


def test_only_what_the_mask_shows_is_painted(tmp_path: Path) -> None:
    path = product(tmp_path / "a.png")
    made = read(painted_over(path, mask(tmp_path / "m.png"), "a full moon", 1.0, 1))
    before, after = (np.asarray(one.convert("RGB"), float) for one in (Image.open(path), made))
    changed = np.abs(before - after).mean(axis=2)
    assert changed[:60].max() == changed[:, :80].max() == 0
    assert changed[90:150, 110:190].mean() > 30


def test_without_words_it_is_filled_from_around(tmp_path: Path) -> None:
    path = product(tmp_path / "a.png")
    whole = Image.new("L", (300, 240))
    ImageDraw.Draw(whole).ellipse((80, 50, 220, 190), fill=255)
    made = np.asarray(
        read(painted_over(path, saved(tmp_path / "m.png", whole), "", 0.9, 1)).convert("RGB"), float
    )
    assert np.abs(made[110:130, 130:170].mean(axis=(0, 1)) - 227).max() < 12


def test_strength_says_how_much_is_painted(tmp_path: Path) -> None:
    path, where = product(tmp_path / "a.png"), mask(tmp_path / "m.png")
    weak, none_, strong = (
        np.asarray(read(painted_over(path, where, "a fox", strength, 1)), float)
        for strength in (0.4, 0.0, 1.0)
    )
    assert np.abs(weak - none_).mean() < np.abs(strong - none_).mean()


def test_the_same_request_is_painted_the_same(tmp_path: Path) -> None:
    path, where = product(tmp_path / "a.png"), mask(tmp_path / "m.png")
    for prompt in ("", "a fox"):
        one = painted_over(path, where, prompt, 0.85, 1)
        assert one == painted_over(path, where, prompt, 0.85, 1)
        assert one != painted_over(path, where, prompt, 0.85, 2)
    assert cut_out(path) == cut_out(path)
    assert enlarged(path, 2) == enlarged(path, 2)


def test_a_mask_of_another_size_or_with_transparency_is_understood(tmp_path: Path) -> None:
    path = product(tmp_path / "a.png")
    drawn = Image.new("RGBA", (30, 24))
    ImageDraw.Draw(drawn).rectangle((10, 8, 20, 16), fill="white")
    made = read(painted_over(path, saved(tmp_path / "m.png", drawn), "a moon", 1.0, 1))
    changed = np.abs(np.asarray(made, float) - np.asarray(Image.open(path), float)).mean(axis=2)
    assert changed[:50].max() == 0
    assert changed[100:140, 120:180].mean() > 20


def test_a_black_mask_is_refused_and_a_white_one_repaints_all(tmp_path: Path) -> None:
    path = product(tmp_path / "a.png")
    with pytest.raises(Invalid, match="mask"):
        painted_over(path, saved(tmp_path / "m.png", Image.new("L", (9, 9))), "x", 1, 1)
    white = saved(tmp_path / "w.png", Image.new("L", (9, 9), 255))
    for prompt in ("", "a fox"):
        assert read(painted_over(path, white, prompt, 1, 1)).size == (300, 240)


@pytest.mark.parametrize("content", [b"", b"\x89PNG\r\n\x1a\n", b"GIF89a\x00"])
def test_damaged_pictures_are_refused_in_words(tmp_path: Path, content: bytes) -> None:
    broken = tmp_path / "broken.png"
    broken.write_bytes(content)
    whole = product(tmp_path / "a.png")
    for make in (
        lambda: enlarged(broken, 2),
        lambda: cut_out(broken),
        lambda: painted_over(broken, whole, "x", 1, 1),
        lambda: painted_over(whole, broken, "x", 1, 1),
    ):
        with pytest.raises(KodaError) as refused:
            make()
        assert refused.value.message
