"""What the node gives by the engine Python: films to be seen through, GIFs, pictures, sound."""

from __future__ import annotations

import json
import zipfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from io import BytesIO
from pathlib import Path
from typing import Any

import av
import numpy as np
import pytest
from PIL import Image

from koda.animation.engines.python.drawing import PythonDrawing
from koda.animation.engines.python.engine import PythonEngine
from koda.animation.studio import Studio as Animations
from koda.animation.studio import Tools
from koda.animation.versions import Versions
from koda.assets.library import Source
from koda.core.errors import HasProblems, Invalid, TooLarge, Unsupported
from koda.db.projects import ProjectRecords
from koda.media.reading import facts_of, read_sound
from koda.media.track import write_sound
from koda.providers.offline_text import OfflineText
from tests.animation.making import drawing, ended, made, making, project_of, put, versions
from tests.animation.python_engine.small import project_of as small_project
from tests.media.films import tone
from tests.nodes.workbench import media, tool
from tests.runs.studio import Studio, open_studio

FRAMES, SIZE = 90, (128, 128)
SQUARE = {"type": "shape", "width": 300, "height": 300, "x": [[0, -350], [3, 350, "linear"]]}


def python_studio(records: ProjectRecords, folder: Path) -> Animations:
    """A studio with the engine Python itself."""
    made_by = PythonDrawing(folder / "films", workers=1)
    return Animations(Versions(records), {"python": lambda: Tools(PythonEngine(), made_by)})


@asynccontextmanager
async def filming(folder: Path) -> AsyncIterator[Studio]:
    writers = {"offline": OfflineText()}
    async with open_studio(folder, writers=writers, animations=python_studio) as studio:
        yield studio


async def square(studio: Studio) -> str:
    """A small version: a square goes from left to right over nothing."""
    scenes = [{"number": number, "layers": [SQUARE]} for number in (1, 2, 3)]
    project = small_project(scenes, size=SIZE)
    code = json.dumps({"background": "none", "scenes": scenes})
    return await versions(studio).keep(project.model_copy(update={"files": {"scene.json": code}}))


async def file_of(studio: Studio, asset: Any) -> Path:
    return await studio.library.local_file(await studio.library.get(asset))


async def test_a_webm_can_be_seen_through_where_nothing_is_drawn(tmp_path: Path) -> None:
    async with filming(tmp_path) as studio:
        step = await made(studio, base=await square(studio), format="webm")
        path = await file_of(studio, step.outputs["video"].asset)
    assert b"\x53\xc0\x81\x01" in path.read_bytes(), "AlphaMode"
    with av.open(str(path)) as source:
        packets = [one for one in source.demux(video=0) if one.size]
        context = av.CodecContext.create("libvpx-vp9", "r")
        frame = (context.decode(packets[0]) + context.decode(None))[0]
    assert len(packets) == FRAMES
    seen = frame.to_ndarray(format="rgba")[..., 3]
    assert seen[64, 20] >= 250
    assert seen[64, 100] <= 4
    assert seen[4, 4] <= 4


async def test_a_gif_moves_lasts_as_long_and_can_be_seen_through(tmp_path: Path) -> None:
    async with filming(tmp_path) as studio:
        step = await made(studio, base=await square(studio), format="gif")
        assert "video" not in step.outputs
        path = await file_of(studio, step.outputs["gif"].asset)
    with Image.open(path) as image:
        assert image.format == "GIF"
        frames, seconds = [], 0.0
        for frame in range(getattr(image, "n_frames", 1)):
            image.seek(frame)
            seconds += image.info["duration"] / 1000
            frames.append(np.asarray(image.convert("RGBA"))[..., 3])
    assert seconds == pytest.approx(3, abs=0.05)
    assert frames[0][64, 20] == 255
    assert frames[0][64, 100] == 0
    assert len({one.tobytes() for one in frames}) > 20


async def test_pictures_are_every_frame_numbered_beside_a_film(tmp_path: Path) -> None:
    async with filming(tmp_path) as studio:
        step = await made(studio, base=await square(studio), format="png")
        assert step.outputs["video"].type == "video"
        told = step.outputs["pictures"].json_
        asset = await studio.library.get(told["asset"])
        assert (asset.kind, asset.mime) == ("file", "application/zip")
        assert (asset.width, asset.height, asset.frames, told["count"]) == (*SIZE, FRAMES, FRAMES)
        with zipfile.ZipFile(await file_of(studio, told["asset"])) as file:
            assert file.namelist() == [f"frame-{number:05d}.png" for number in range(FRAMES)]
            with Image.open(BytesIO(file.read("frame-00000.png"))) as image:
                seen = np.asarray(image)[..., 3]
        assert (image.format, image.mode, seen[64, 20], seen[64, 100]) == ("PNG", "RGBA", 255, 0)
        rows = await studio.database.read(
            "SELECT how FROM asset_uses WHERE asset = ?", [told["asset"]]
        )
        assert [row["how"] for row in rows] == ["step"], "held as long as its step"


async def test_sounds_of_the_canvas_are_mixed_into_the_film(tmp_path: Path) -> None:
    """Two are heard at once; a longer one ends with the film, a shorter one where it ends."""
    for name, seconds, hertz in (("low", 6, 440), ("high", 1, 2_000)):
        write_sound(tmp_path / f"{name}.m4a", [tone(seconds, hertz, 0.2)])
    async with filming(tmp_path) as studio:
        base = await square(studio)
        sounds = [await media(studio, one, tmp_path / f"{one}.m4a") for one in ("low", "high")]
        node = tool(
            "film", "animation", prompt="", base=base, wish='Scene 1 says "Hot"',
            approve="auto", preview="auto",
        )  # fmt: skip
        await studio.put(*sounds, node, wires="low>film.audio, high>film.audio")
        step = await ended(studio, await studio.start("k"))
        tracks = [one for one in project_of(step)["media"] if one["role"] == "track"]
        assert len(tracks) == 2
        path = await file_of(studio, step.outputs["video"].asset)
    assert facts_of(path).seconds == pytest.approx(3, abs=0.06)
    heard = np.concatenate(list(read_sound(path)))[:, 0]
    assert len(heard) / 48_000 == pytest.approx(3, abs=0.06)
    first, later = heard[10_000:40_000], heard[70_000:100_000]
    assert loudness(first, 440) > 0.05
    assert loudness(first, 2_000) > 0.05
    assert loudness(later, 440) > 0.05
    assert loudness(later, 2_000) < 0.005


def loudness(samples: np.ndarray, hertz: float) -> float:
    """How loud one tone is in a sound."""
    spectrum = np.abs(np.fft.rfft(samples * np.hanning(len(samples)))) * 4 / len(samples)
    at = round(hertz * len(samples) / 48_000)
    return float(spectrum[at - 3 : at + 4].max())


async def test_pictures_are_stored_once_however_often_they_are_asked_for(tmp_path: Path) -> None:
    async with making(tmp_path) as studio:
        first = await made(studio, "one", format="png")
        again = await made(studio, "two", format="png")
        assert again.cached
        assert again.outputs["pictures"] == first.outputs["pictures"]
        assert len(drawing(studio).rendered) == 2, "the film, and its pictures"


async def test_too_many_pictures_are_refused_before_anything_is_drawn(tmp_path: Path) -> None:
    async with making(tmp_path) as studio:
        await put(studio, format="png", resolution="4k", duration=30, fps=60)
        with pytest.raises(HasProblems) as refused:
            await studio.start("k")
        problems: Any = refused.value.fields["problems"]
        assert [one["code"] for one in problems] == [TooLarge.code]
        assert "241 would do" in problems[0]["message"]
        assert "WebM" in problems[0]["remedy"]


@pytest.mark.parametrize(
    "names", [[], ["frame-00000.png", "frame-00002.png"], ["../frame-00000.png"], ["a.txt"]]
)
async def test_a_zip_of_anything_else_is_not_kept(tmp_path: Path, names: list[str]) -> None:
    async with making(tmp_path) as studio:
        path = tmp_path / "pictures.zip"
        with zipfile.ZipFile(path, "w") as file:
            for name in names:
                file.writestr(name, b"no picture")
        with pytest.raises(Invalid):
            await studio.library.take_file(path, Source(is_sequence=True))
        with pytest.raises(Unsupported):
            await studio.library.take_file(path, Source())
