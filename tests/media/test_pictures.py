"""Pictures come out in the shape, the place and the colours that were asked for."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from PIL import Image, ImageCms

from koda.core.errors import Invalid, KodaError, TooLarge
from koda.media.layering import Layer, composite
from koda.media.saving import color_of, opened
from koda.media.shaping import Box, crop, pad, resize, resize_long_side
from koda.media.sheet import Sheet, grid

RED, BLUE, WHITE = (255, 0, 0), (0, 0, 255), (255, 255, 255)


def plain(path: Path, color: object = RED, size: tuple[int, int] = (80, 40)) -> Path:
    mode = "RGBA" if isinstance(color, tuple) and len(color) == 4 else "RGB"
    Image.new(mode, size, color).save(path)  # type: ignore[arg-type]
    return path


def halves(path: Path, size: tuple[int, int] = (80, 40)) -> Path:
    """Red on the left, blue on the right."""
    image = Image.new("RGB", size, RED)
    image.paste(BLUE, (size[0] // 2, 0, *size))
    image.save(path)
    return path


def read(content: bytes) -> Image.Image:
    return Image.open(io.BytesIO(content))


def close(found: object, wanted: tuple[int, ...], slack: int = 4) -> bool:
    assert isinstance(found, tuple)
    return all(abs(a - b) <= slack for a, b in zip(found, wanted, strict=False))


def test_a_crop_keeps_the_part(tmp_path: Path) -> None:
    made = read(crop(halves(tmp_path / "a.png"), Box(0.5, 0.25, 0.5, 0.5)))
    assert made.size == (40, 20)
    assert made.convert("RGB").getcolors() == [(800, BLUE)]


def test_a_crop_to_a_ratio_is_the_largest_one_where_the_focus_is(tmp_path: Path) -> None:
    path = halves(tmp_path / "a.png")
    left = read(crop(path, Box(), 1.0, (0, 0.5)))
    right = read(crop(path, Box(), 1.0, (1, 0.5)))
    assert left.size == right.size == (40, 40)
    assert left.getpixel((39, 0)) == RED
    assert right.getpixel((0, 0)) == BLUE


def test_a_crop_beyond_the_picture_is_cut_to_it(tmp_path: Path) -> None:
    assert read(crop(halves(tmp_path / "a.png"), Box(0.75, -1, 9, 9))).size == (20, 40)


def test_a_crop_of_nothing_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Invalid, match="Nothing"):
        crop(halves(tmp_path / "a.png"), Box(1, 1, 0.5, 0.5))


def test_a_picture_is_cropped_as_it_is_shown(tmp_path: Path) -> None:
    image = Image.open(halves(tmp_path / "a.png"))
    notes = image.getexif()
    notes[0x0112] = 6  # held upright: the left half is shown above
    image.save(tmp_path / "turned.jpg", exif=notes, quality=95, subsampling=0)
    made = read(crop(tmp_path / "turned.jpg", Box(0, 0, 1, 0.5)))
    assert made.format == "JPEG"
    assert made.size == (40, 40)
    assert close(made.getpixel((20, 20)), RED)


@pytest.mark.parametrize(
    ("fit", "size"), [("fit", (50, 25)), ("fill", (50, 50)), ("stretch", (50, 50))]
)
def test_resizing_keeps_within_covers_or_pulls(
    tmp_path: Path, fit: str, size: tuple[int, int]
) -> None:
    made = read(resize(halves(tmp_path / "a.png"), 50, 50, fit))  # type: ignore[arg-type]
    assert made.size == size
    assert made.getpixel((2, 5)) == RED
    assert made.getpixel((size[0] - 3, 5)) == BLUE


@pytest.mark.parametrize(("before", "after"), [((80, 40), (20, 10)), ((3, 900), (1, 20))])
def test_the_long_side_is_met(
    tmp_path: Path, before: tuple[int, int], after: tuple[int, int]
) -> None:
    assert read(resize_long_side(plain(tmp_path / "a.png", RED, before), 20)).size == after


@pytest.mark.parametrize("size", [(0, 10), (20_000, 20_000)])
def test_a_size_that_cannot_be_made_is_refused(tmp_path: Path, size: tuple[int, int]) -> None:
    with pytest.raises(Invalid):
        resize(plain(tmp_path / "a.png"), *size, "stretch")


def test_a_border_is_put_where_it_was_asked_for(tmp_path: Path) -> None:
    made = read(pad(plain(tmp_path / "a.png"), (1, 2, 3, 4), ground=(*BLUE, 255)))
    assert made.size == (84, 46)
    assert made.getpixel((0, 3)) == BLUE
    assert made.getpixel((1, 2)) == RED
    assert made.getpixel((81, 5)) == BLUE


@pytest.mark.parametrize(("ratio", "size"), [(1.0, (80, 80)), (4.0, (160, 40))])
def test_a_border_to_a_ratio_grows_the_shorter_direction(
    tmp_path: Path, ratio: float, size: tuple[int, int]
) -> None:
    made = read(pad(plain(tmp_path / "a.png"), ratio=ratio))
    assert made.size == size
    assert made.getpixel((0, 0)) == WHITE
    assert made.getpixel((size[0] // 2, size[1] // 2)) == RED


def test_a_clear_border_makes_a_picture_with_transparency(tmp_path: Path) -> None:
    made = read(pad(plain(tmp_path / "a.jpg"), (5, 0, 0, 0), ground=(0, 0, 0, 0)))
    assert (made.format, made.mode) == ("PNG", "RGBA")
    assert made.getpixel((0, 0)) == (0, 0, 0, 0)


def test_a_blurred_border_is_made_of_the_picture(tmp_path: Path) -> None:
    made = read(pad(plain(tmp_path / "a.png"), ratio=1.0, ground=None))
    assert made.size == (80, 80)
    assert close(made.getpixel((3, 3)), RED)


def test_layers_lie_where_they_were_put_the_last_on_top(tmp_path: Path) -> None:
    base = plain(tmp_path / "base.png", WHITE, (100, 100))
    one = plain(tmp_path / "one.png", RED, (10, 10))
    two = plain(tmp_path / "two.png", BLUE, (10, 10))
    made = read(composite(base, [Layer(one, 0, 0, 0.5), Layer(two, 1, 1, margin=0.1)]))
    assert (made.size, made.mode) == ((100, 100), "RGB")
    assert made.getpixel((49, 49)) == RED
    assert made.getpixel((50, 50)) == WHITE
    assert [made.getpixel((x, x)) for x in (79, 80, 89, 90)] == [WHITE, BLUE, BLUE, WHITE]


@pytest.mark.parametrize(
    ("blend", "color"),
    [("normal", (0, 0, 200)), ("multiply", (0, 0, 78)), ("screen", (100, 100, 222))],
)
def test_layers_mix_as_their_blend_says(tmp_path: Path, blend: str, color: tuple[int, ...]) -> None:
    base = plain(tmp_path / "base.png", (100, 100, 100), (20, 20))
    top = plain(tmp_path / "top.png", (0, 0, 200), (20, 20))
    made = read(composite(base, [Layer(top, blend=blend)]))  # type: ignore[arg-type]
    assert close(made.getpixel((5, 5)), color, 1)


def test_half_opacity_shows_half(tmp_path: Path) -> None:
    base = plain(tmp_path / "base.png", RED, (20, 20))
    made = read(composite(base, [Layer(plain(tmp_path / "b.png", BLUE, (20, 20)), opacity=0.5)]))
    assert close(made.getpixel((5, 5)), (127, 0, 127), 2)


def test_a_mask_shows_what_is_white(tmp_path: Path) -> None:
    base = plain(tmp_path / "base.png", RED, (40, 40))
    top = plain(tmp_path / "top.png", BLUE, (40, 40))
    mask = Image.new("L", (20, 20), 0)
    mask.paste(255, (10, 0, 20, 20))
    mask.save(tmp_path / "mask.png")
    made = read(composite(base, [Layer(top)], tmp_path / "mask.png"))
    assert made.getpixel((5, 20)) == RED
    assert made.getpixel((35, 20)) == BLUE


def test_a_mask_lies_over_the_base_wherever_the_layer_is(tmp_path: Path) -> None:
    base = plain(tmp_path / "base.png", RED, (40, 40))
    top = plain(tmp_path / "top.png", BLUE, (20, 40))
    halves(tmp_path / "mask.png", (40, 40))  # red is 76 of 255 light, blue 29
    Image.open(tmp_path / "mask.png").convert("L").point(lambda x: 255 * (x > 50)).save(
        tmp_path / "mask.png"
    )
    made = read(composite(base, [Layer(top, x=0.5)], tmp_path / "mask.png"))
    assert [made.getpixel((x, 20)) for x in (5, 15, 25, 35)] == [RED, BLUE, RED, RED]


def test_a_layer_beyond_the_base_is_cut(tmp_path: Path) -> None:
    base = plain(tmp_path / "base.png", RED, (20, 20))
    top = plain(tmp_path / "top.png", BLUE, (100, 100))
    assert read(composite(base, [Layer(top, 0, 0)])).getcolors() == [(400, BLUE)]


def test_a_clear_base_stays_clear(tmp_path: Path) -> None:
    base = plain(tmp_path / "base.png", (0, 0, 0, 0), (20, 20))
    made = read(
        composite(base, [Layer(plain(tmp_path / "b.png", BLUE, (5, 5)), 0, 0, blend="multiply")])
    )
    assert made.getpixel((1, 1)) == (*BLUE, 255)
    assert made.getpixel((15, 15)) == (0, 0, 0, 0)


def test_a_grid_is_about_square_and_in_reading_order(tmp_path: Path) -> None:
    colors = [RED, BLUE, WHITE, (0, 128, 0), (9, 9, 9)]
    paths = [plain(tmp_path / f"{n}.png", color) for n, color in enumerate(colors)]
    made = read(grid(paths, Sheet(cell=40, gap=10, ground=(1, 2, 3, 255))))
    assert made.size == (3 * 50 + 10, 2 * 30 + 10)
    assert made.getpixel((0, 0)) == (1, 2, 3)
    centres = [(30 + place % 3 * 50, 20 + place // 3 * 30) for place in range(5)]
    assert [made.getpixel(one) for one in centres] == colors
    assert made.getpixel((130, 50)) == (1, 2, 3)


def test_a_contact_sheet_has_a_line_under_each_picture(tmp_path: Path) -> None:
    paths = [plain(tmp_path / f"{n}.png", WHITE) for n in range(2)]
    bare = read(grid(paths, Sheet(columns=2, cell=200)))
    lined = read(grid(paths, Sheet(columns=2, cell=200), ["First", "A very long line " * 9]))
    assert lined.height > bare.height
    under = lined.crop((16, 116, 216, lined.height)).convert("L")
    assert under.getextrema()[0] < 60
    # The long one stays within its own cell.
    assert lined.crop((432, 0, lined.width, lined.height)).convert("L").getextrema() == (255, 255)


def test_a_grid_of_nothing_or_of_too_many_is_refused(tmp_path: Path) -> None:
    path = plain(tmp_path / "a.png")
    for paths in ([], [path] * 101):
        with pytest.raises(Invalid, match="1 to 100"):
            grid(paths, Sheet())
    with pytest.raises(TooLarge):
        grid([path] * 100, Sheet(cell=4096))


def test_colours_of_another_space_become_those_of_a_browser(tmp_path: Path) -> None:
    srgb = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    # The same profile with the names of two of its primaries exchanged: red means blue.
    swapped = srgb.replace(b"rXYZ", b"....").replace(b"bXYZ", b"rXYZ").replace(b"....", b"bXYZ")
    path = tmp_path / "swapped.png"
    Image.new("RGBA", (4, 4), (200, 100, 50, 128)).save(path, icc_profile=swapped)
    assert close(opened(path).getpixel((0, 0)), (50, 100, 200, 128), 2)


def test_a_profile_that_cannot_be_read_changes_nothing(tmp_path: Path) -> None:
    lab = ImageCms.ImageCmsProfile(ImageCms.createProfile("LAB")).tobytes()
    for profile in (lab, b"nonsense"):
        Image.new("RGB", (4, 4), RED).save(tmp_path / "a.png", icc_profile=profile)
        assert opened(tmp_path / "a.png").getpixel((0, 0)) == RED


@pytest.mark.parametrize(
    ("words", "color"),
    [
        ("#f80", (255, 136, 0, 255)),
        (" #11223344 ", (17, 34, 51, 68)),
        ("white", (255, 255, 255, 255)),
        ("Transparent", (0, 0, 0, 0)),
    ],
)
def test_colours_are_read(words: str, color: tuple[int, ...]) -> None:
    assert color_of(words) == color


@pytest.mark.parametrize("words", ["", "#12", "url(x)", "x" * 1000])
def test_what_is_no_colour_is_refused(words: str) -> None:
    with pytest.raises(Invalid, match="no colour"):
        color_of(words)


@pytest.mark.parametrize("content", [b"", b"<svg/>", b"\xff\xd8\xff\xe0 cut", b"\x89PNG\r\n\x1a\n"])
def test_damaged_pictures_are_refused_in_our_words(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "a.png"
    path.write_bytes(content)
    with pytest.raises(KodaError):
        resize_long_side(path, 10)
