"""Stills, films and previews come out of worker processes; what is drawn is not drawn again."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import anyio
import av
import numpy as np
import pytest
from PIL import Image

from koda.animation.engine import Format, RenderSpec
from koda.animation.engines.python.drawing import PythonDrawing
from koda.animation.engines.python.engine import PythonEngine
from koda.animation.engines.python.film_file import project_at
from koda.core.errors import Invalid, RenderFailed
from koda.media.reading import facts_of, read_frames
from tests.animation.engines.films import pictures
from tests.animation.python_engine.small import project_of

pytestmark = pytest.mark.anyio
MOVING = {"number": 1, "layers": [
    {"type": "shape", "width": 200, "height": 200, "x": [[0, -700], [3, 700, "linear"]]},
    {"type": "text", "text": "Words", "size": 160, "y": -200},
]}  # fmt: skip


class Heard:
    def __init__(self) -> None:
        self.counts: list[int] = []

    def __call__(self, done: int, of: int) -> None:
        self.counts.append(done)


def drawing(folder: Path) -> PythonDrawing:
    return PythonDrawing(folder, workers=1)


async def test_stills_are_the_frames_asked_for_at_their_size(tmp_path: Path) -> None:
    found = await drawing(tmp_path).stills(project_of([MOVING]), {}, [0, 45, 45, 500], scale=0.5)

    assert [one.frame for one in found.pictures] == [0, 45]
    assert [Image.open(io.BytesIO(one.content)).size for one in found.pictures] == [(96, 54)] * 2
    assert not any(one.is_sure for one in found.faults)


@pytest.mark.parametrize("around", ["Tea ", "שלום "], ids=["one by one", "as a whole"])
async def test_letters_that_no_font_has_are_named(tmp_path: Path, around: str) -> None:
    """U+0378 is no letter of any script, so that no machine has a font with it."""
    layers = [{"type": "text", "text": f"{around}\u0378\u0379\u0378 é ☃ \u200d"}]
    project = project_of([{"number": 1, "layers": layers}])

    found = await drawing(tmp_path).stills(project, {}, [0, 45])

    (fault,) = [one for one in found.faults if one.code == "missing_letters"]
    assert "\u0378\u0379 (the first is U+0378)" in fault.message
    assert "Install a font" in fault.message
    assert not fault.is_sure
    whole = await drawing(tmp_path).stills(project_of([MOVING]), {}, [45])
    assert "missing_letters" not in {one.code for one in whole.faults}


async def test_a_wrong_document_gives_faults_in_place_of_stills(tmp_path: Path) -> None:
    project = project_of([{"number": 1, "layers": [{"type": "shape", "x": "left"}]}])

    found = await drawing(tmp_path).stills(project, {}, [0])

    assert not found.pictures
    assert found.faults[0].file == "scene.json"
    with pytest.raises(RenderFailed, match="no number"):
        await drawing(tmp_path).render(project, {}, RenderSpec(), lambda _done, _of: None)


async def test_a_picture_that_cannot_be_opened_is_a_fault_of_its_frame(tmp_path: Path) -> None:
    (tmp_path / "photo-1.png").write_bytes(b"no picture")
    layer = {"type": "image", "media": "photo-1.png"}
    project = project_of([{"number": 1, "layers": [layer]}], media=pictures(1))

    found = await drawing(tmp_path).stills(project, {"photo-1.png": tmp_path / "photo-1.png"}, [7])

    assert (found.faults[0].code, found.faults[0].frame) == ("runtime", 7)


@pytest.mark.parametrize("wanted", ["mp4", "webm", "gif", "png"])
async def test_every_format_has_all_frames(wanted: Format, tmp_path: Path) -> None:
    heard = Heard()

    film = await drawing(tmp_path).render(
        project_of([MOVING]), {}, RenderSpec(wanted, scale=0.5), heard
    )

    assert heard.counts == sorted(heard.counts)
    assert heard.counts[-1] == 90
    if wanted == "png":
        assert len(zipfile.ZipFile(film).namelist()) == 90
    elif wanted == "gif":
        with av.open(str(film)) as container:
            seconds = float(container.duration or 0) / 1_000_000
        assert seconds == pytest.approx(3, abs=0.1)
    else:
        assert facts_of(film).seconds == pytest.approx(3, abs=0.05)
        assert sum(1 for _ in read_frames(film)) == 90


async def test_the_frames_of_a_film_are_those_that_are_drawn(tmp_path: Path) -> None:
    """Across the border of two chunks the square is where its time says."""
    film = await drawing(tmp_path).render(
        project_of([MOVING]), {}, RenderSpec(), lambda _done, _of: None
    )

    places = [
        np.flatnonzero(pixels[54, :, 2].astype(int) - pixels[54, :, 0] > 60)
        for _, pixels in read_frames(film)
    ]
    middles = [(one[0] + one[-1]) / 2 for one in places]
    wanted = [96 + (-700 + 1400 * number / 90) * 0.108 for number in range(90)]
    assert middles == pytest.approx(wanted, abs=2)


async def test_a_film_goes_on_where_it_was_ended(tmp_path: Path) -> None:
    project = project_of([MOVING])
    seen = 0

    def stop(done: int, _of: int) -> None:
        nonlocal seen
        seen = done
        if done == 70:
            raise TimeoutError

    with pytest.raises(TimeoutError):
        await drawing(tmp_path).render(project, {}, RenderSpec(), stop)
    chunks = {path: path.stat().st_mtime_ns for path in tmp_path.rglob("chunk-*.mp4")}
    heard = Heard()
    await drawing(tmp_path).render(project, {}, RenderSpec(), heard)

    assert seen == 70
    assert len(chunks) == 1
    assert all(path.stat().st_mtime_ns == time for path, time in chunks.items())
    assert min(heard.counts) == 61


async def test_a_film_that_is_there_is_not_drawn_again(tmp_path: Path) -> None:
    project = project_of([MOVING])
    first = await drawing(tmp_path).preview(project, {}, Heard())
    made = first.stat().st_mtime_ns
    heard = Heard()

    again = await drawing(tmp_path).preview(project, {}, heard)

    assert (again, again.stat().st_mtime_ns, heard.counts) == (first, made, [90])


async def test_a_preview_is_small_and_has_all_frames(tmp_path: Path) -> None:
    project = project_of([MOVING], size=(1920, 1080))

    facts = facts_of(await drawing(tmp_path).preview(project, {}, Heard()))

    assert (facts.width, facts.height) == (854, 480)
    assert facts.seconds == pytest.approx(3, abs=0.05)


async def test_cancelling_ends_the_processes(tmp_path: Path) -> None:
    import asyncio

    project = project_of([MOVING])
    drawn = asyncio.Event()
    loop = asyncio.get_running_loop()
    task = loop.create_task(
        drawing(tmp_path).render(project, {}, RenderSpec(), lambda _done, _of: drawn.set())
    )
    await drawn.wait()
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task

    assert list(tmp_path.rglob("film-*")) == []


async def test_a_bundle_is_drawn_outside_as_it_is_inside(tmp_path: Path) -> None:
    project = project_of([MOVING])
    for path, text in PythonEngine().bundle(project).items():
        await anyio.Path(tmp_path / path).write_text(text, encoding="utf-8")

    again, files = project_at(tmp_path / "scene.json")

    assert (again.id, files) == (project.id, {})


def test_a_document_that_stands_alone_is_a_film_too(tmp_path: Path) -> None:
    document = tmp_path / "scene.json"
    document.write_text('{"scenes": [{"number": 1}, {"number": 2}]}')

    project, _ = project_at(document)

    assert (project.width, project.frames) == (1920, 240)


@pytest.mark.parametrize("text", ["", "[]", '{"scenes": 5}', '{"scenes": [{"number": null}]}'])
def test_what_is_no_document_is_refused(text: str, tmp_path: Path) -> None:
    document = tmp_path / "scene.json"
    document.write_text(text)

    with pytest.raises(Invalid):
        project_at(document)
