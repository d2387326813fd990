"""Films of the canvas are taken apart in a box: once, no larger than needed, at even times."""

import io
import zipfile
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from koda.animation.project import ProjectMedia
from koda.animation.rendering.agent.footage import take_apart
from koda.animation.rendering.agent.opening import Refused
from koda.animation.rendering.footage import footage_in
from koda.animation.rendering.joining import take_apart_in_box
from koda.core.errors import Invalid
from koda.core.ids import AssetId
from koda.media.film import write_film
from koda.sandbox.local import LocalSandboxes

MEDIUM = ProjectMedia(
    name="clip-1.mp4", type="video", asset=AssetId("ast_0"), hash="ab" * 32, seconds=1.0
)


def film(place: Path, rate: int = 24) -> Path:
    write_film(place, [np.full((360, 640, 3), 8 * n, np.uint8) for n in range(rate)], rate)
    return place


def test_pictures_fill_what_they_are_for_and_are_no_larger(tmp_path: Path) -> None:
    source = film(tmp_path / "clip.mp4")
    count = take_apart(str(source), str(tmp_path / "a.zip"), 30, (320, 320), 60.0)
    taken = footage_in(tmp_path / "a.zip", 30)
    assert (count, taken.count) == (30, 30)
    names, contents = zip(*taken.pictures(), strict=True)
    assert (names[0], names[-1]) == ("00001.jpg", "00030.jpg")
    with Image.open(io.BytesIO(contents[0])) as image:
        assert image.size == (569, 320)


@pytest.mark.parametrize("fps", [12, 24, 60])
def test_each_picture_is_the_one_on_show_then(tmp_path: Path, fps: int) -> None:
    source = film(tmp_path / "clip.mp4")
    take_apart(str(source), str(tmp_path / "a.zip"), fps, (64, 36), 60.0)
    taken = footage_in(tmp_path / "a.zip", fps)
    for number, (_, content) in enumerate(taken.pictures()):
        with Image.open(io.BytesIO(content)) as image:
            level = np.asarray(image)[5, 5, 0]
        assert abs(int(level) - 8 * int(number * 24 / fps + 0.001)) <= 4, number
    assert taken.count == fps


def test_what_lies_beyond_is_left(tmp_path: Path) -> None:
    source = film(tmp_path / "clip.mp4")
    assert take_apart(str(source), str(tmp_path / "a.zip"), 24, (64, 36), 0.5) == 12


def test_what_is_no_film_is_refused(tmp_path: Path) -> None:
    source = tmp_path / "clip.mp4"
    source.write_bytes(b"no film")
    with pytest.raises(Refused):
        take_apart(str(source), str(tmp_path / "a.zip"), 30, (320, 320), 60.0)


async def test_a_box_says_that_a_film_cannot_be_decoded(
    boxes: LocalSandboxes, tmp_path: Path
) -> None:
    source = tmp_path / "clip.mp4"
    source.write_bytes(b"no film")
    with pytest.raises(Invalid, match="cannot be decoded"):
        await take_apart_in_box(boxes, MEDIUM, source, tmp_path / "a.zip", 30, (320, 320))


@pytest.mark.parametrize("names", [(), ("00002.jpg",), ("../../x.jpg",), ("00001.jpg", "a")])
def test_an_archive_of_anything_else_is_refused(tmp_path: Path, names: tuple[str, ...]) -> None:
    """It comes out of a box, which may hand out anything."""
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as out:
        for name in names:
            out.writestr(name, b"x")
    with pytest.raises(Invalid):
        footage_in(tmp_path / "a.zip", 30)
