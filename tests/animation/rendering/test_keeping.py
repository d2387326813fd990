"""Pieces of films: there when they are whole, found by whoever goes on, removed when old."""

import os
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from koda.animation.rendering.agent.shape import Shape
from koda.animation.rendering.chunks import shelf_for
from koda.animation.rendering.keeping import PREFIX, BlobKeep, FolderKeep, Keep, sweep
from koda.blobs.local import LocalBlobStore
from koda.core.errors import NotFound

DAY = 24 * 3600.0
Again = Callable[[], Keep]
"""Gives the same place as another process would see it."""


@pytest.fixture(params=["folder", "blobs"])
def again(request: pytest.FixtureRequest, tmp_path: Path) -> Again:
    if request.param == "folder":
        return lambda: FolderKeep(tmp_path / "kept")
    blobs = LocalBlobStore(tmp_path / "blobs")
    hosts = iter(range(100))
    return lambda: BlobKeep(blobs, tmp_path / f"host-{next(hosts)}")


def written(keep: Keep, content: bytes) -> Path:
    keep.scratch.mkdir(parents=True, exist_ok=True)
    source = keep.scratch / ".part"
    source.write_bytes(content)
    return source


async def test_a_piece_is_found_by_another_process(again: Again) -> None:
    keep = again()
    await keep.begin("film")
    put = await keep.put("film", "chunk-00060-00120.mp4", written(keep, b"whole"))
    assert put.read_bytes() == b"whole"
    other = again()
    there = await other.names("film")
    shelf = shelf_for(130, "h264", Shape(64, 36, 30), ("a",))
    assert shelf.holding(there).missing() == [(0, 60), (120, 130)]
    assert (await other.get("film", "chunk-00060-00120.mp4")).read_bytes() == b"whole"
    assert await other.names("another") == frozenset()


async def test_what_is_not_whole_is_not_there(again: Again) -> None:
    keep = again()
    await keep.begin("film")
    written(keep, b"half").rename(keep.scratch / "film" / ".12-chunk-00000-00060.mp4")
    assert "chunk-00000-00060.mp4" not in " ".join(await keep.names("film"))
    with pytest.raises(NotFound):
        await keep.get("film", "chunk-00000-00060.mp4")
    assert "chunk-00000-00060.mp4" not in " ".join(await keep.names("film"))


async def test_a_piece_that_comes_twice_is_no_error(again: Again) -> None:
    for keep in (again(), again()):
        await keep.begin("film")
        await keep.put("film", "a.mp4", written(keep, b"same"))
    assert (await again().get("film", "a.mp4")).read_bytes() == b"same"


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


async def test_blobs_of_films_go_two_days_after_their_last_use(tmp_path: Path) -> None:
    blobs = LocalBlobStore(tmp_path / "blobs")
    now = [time.time()]
    keep = BlobKeep(blobs, tmp_path / "host", lambda: now[0])
    await blobs.put("assets/aa/kept", written(keep, b"an asset"))
    for film in ("left", "used"):
        await keep.begin(film)
        await keep.put(film, "a.mp4", written(keep, b"x"))
    now[0] += DAY
    await keep.begin("used")
    now[0] += 1.5 * DAY
    await keep.sweep()
    films = {key.removeprefix(PREFIX).split("/")[0] async for key, _ in blobs.list(PREFIX)}
    assert films == {"used"}
    assert "a.mp4" in await keep.names("used")
    assert await blobs.find("assets/aa/kept") is not None
