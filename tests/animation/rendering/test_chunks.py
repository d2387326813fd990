"""Chunks: shared out, kept by what they depend on, removed when nobody needs them."""

import os
import time
from itertools import chain
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from koda.animation.project import ProjectMedia
from koda.animation.rendering.agent.encoder import Shape
from koda.animation.rendering.chunks import groups_of, shelf_for, sweep
from koda.animation.rendering.footage import footage_of
from koda.animation.rendering.inputs import program_files
from koda.core.errors import Invalid, KodaError
from koda.core.ids import AssetId
from koda.media.film import write_film
from tests.animation.rendering.conftest import project_of

SHAPE = Shape(64, 36, 30)
DAY = 24 * 3600.0


@pytest.mark.parametrize("most", [1, 2, 3, 8])
def test_chunks_are_shared_out_whole_and_in_order(tmp_path: Path, most: int) -> None:
    spans = shelf_for(tmp_path, 301, "h264", SHAPE, ("a",)).spans()
    assert spans[0] == (0, 60)
    assert spans[-1] == (300, 301)
    groups = groups_of(spans, most)
    assert list(chain(*groups)) == spans
    assert len(groups) == min(most, 6)
    assert max(map(len, groups)) - min(map(len, groups)) <= 1
    assert groups_of([], most) == []


def test_a_chunk_is_missing_until_it_is_whole(tmp_path: Path) -> None:
    shelf = shelf_for(tmp_path, 130, "h264", SHAPE, ("a",))
    shelf.touch()
    shelf.path(60, 120).write_bytes(b"x")
    (shelf.folder / ".1234-chunk-00000-00060.mp4").write_bytes(b"half")
    assert shelf.missing() == [(0, 60), (120, 130)]


def test_what_frames_depend_on_is_in_the_folders_name(tmp_path: Path) -> None:
    folders = {
        shelf_for(tmp_path, 90, "h264", SHAPE, ("a", "b")).folder,
        shelf_for(tmp_path, 90, "vp9", SHAPE, ("a", "b")).folder,
        shelf_for(tmp_path, 91, "h264", SHAPE, ("a", "b")).folder,
        shelf_for(tmp_path, 90, "h264", Shape(66, 36, 30), ("a", "b")).folder,
        shelf_for(tmp_path, 90, "h264", Shape(64, 36, 24), ("a", "b")).folder,
        shelf_for(tmp_path, 90, "h264", SHAPE, ("a", "c")).folder,
        shelf_for(tmp_path, 90, "h264", SHAPE, ("c", "b")).folder,
    }
    assert len(folders) == 7


def test_the_sweep_takes_what_nobody_has_used_for_two_days(tmp_path: Path) -> None:
    now = time.time()
    for name, age in (("new", 60.0), ("yesterday", DAY), ("old", 3 * DAY), (".12-inputs.zip", DAY)):
        place = tmp_path / name
        if name.startswith("."):
            place.write_bytes(b"x")
        else:
            place.mkdir()
            (place / "chunk-00000-00060.mp4").write_bytes(b"x")
        os.utime(place, (now - age, now - age))
    assert sweep(tmp_path, now) == 2
    assert sorted(one.name for one in tmp_path.iterdir()) == ["new", "yesterday"]
    assert sweep(tmp_path / "none") == 0


def test_the_program_for_the_box_imports_nothing_of_koda() -> None:
    """It runs where Koda is not installed: whatever it imports of Koda is in what is sent."""
    files = {name: text for name, text in program_files().items() if name.endswith(".py")}
    sent = {name.removesuffix(".py").replace("/", ".") for name in files}
    lines = b"\n".join(files.values()).decode().splitlines()
    imported = {line.split()[1] for line in lines if line.startswith(("from koda", "import koda"))}
    assert imported
    assert imported <= sent


def medium(digest: str = "ab") -> ProjectMedia:
    return ProjectMedia(
        name="clip-1.mp4", type="video", asset=AssetId("ast_0"), hash=digest * 32, seconds=1.0
    )


def test_films_are_taken_apart_once_and_no_larger_than_needed(tmp_path: Path) -> None:
    source = tmp_path / "clip.mp4"
    write_film(source, [np.full((360, 640, 3), 8 * n, np.uint8) for n in range(24)], 24)
    taken = footage_of(medium(), source, 30, (320, 320), tmp_path / "kept")
    assert (taken.fps, taken.count) == (30, 30)
    with Image.open(taken.pictures()[0]) as image:
        assert image.size == (569, 320), "it fills the square"
    before = taken.pictures()[-1].stat().st_mtime_ns
    again = footage_of(medium(), source, 30, (320, 320), tmp_path / "kept")
    assert again.pictures()[-1].stat().st_mtime_ns == before
    assert footage_of(medium(), source, 24, (320, 320), tmp_path / "kept").count == 24


def test_a_film_that_cannot_be_decoded_is_told_and_leaves_nothing(tmp_path: Path) -> None:
    source = tmp_path / "clip.mp4"
    source.write_bytes(b"no film")
    with pytest.raises(KodaError) as refused:
        footage_of(medium(), source, 30, (320, 320), tmp_path / "kept")
    assert isinstance(refused.value, Invalid)
    assert list((tmp_path / "kept").iterdir()) == []


def test_two_versions_of_a_project_share_no_chunk() -> None:
    assert project_of("return 1").id != project_of("return 2").id
