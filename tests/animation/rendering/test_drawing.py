"""Films and stills of a stage: the right pixels in the right frame, whatever goes wrong."""

import asyncio
import io
import shutil
import zipfile
from pathlib import Path

import av
import numpy as np
import pytest
from PIL import Image

from koda.animation.engine import RenderSpec
from koda.animation.project import ProjectMedia
from koda.animation.rendering.keeping import FolderKeep
from koda.animation.rendering.stage_drawing import StageDrawing
from koda.core.errors import Invalid, NotFound, RenderFailed, SandboxUnavailable
from koda.core.ids import AssetId
from koda.media.film import write_film
from koda.media.track import write_sound
from koda.sandbox.local import LocalSandboxes
from koda.sandbox.none import NoSandboxes
from koda.sandbox.port import Missing
from tests.animation.rendering.conftest import BARS, PAGE, project_of


def number_of(pixels: np.ndarray) -> int:
    """Read the number that the bars say."""
    row = pixels[pixels.shape[0] // 4]
    step = row.shape[0] / 10
    return sum(int(row[int((bit + 0.5) * step), 0] > 128) << bit for bit in range(10))


def frames_of(path: Path, decoder: str | None = None) -> list[np.ndarray]:
    with av.open(str(path)) as source:
        if decoder is None:
            return [one.to_ndarray(format="rgba") for one in source.decode(video=0)]
        context = av.CodecContext.create(decoder, "r")
        packets = [one for one in source.demux(video=0) if one.size]
        frames = [one for packet in packets for one in context.decode(packet)]
        return [one.to_ndarray(format="rgba") for one in [*frames, *context.decode(None)]]


def ignore(_done: int, _of: int) -> None:
    pass


async def test_each_frame_of_a_film_is_the_one_that_was_asked_for(drawing) -> None:
    """No frame is stale, none is lost or doubled where two chunks or two boxes meet."""
    heard: list[int] = []
    project = project_of(seconds=5)
    path = await drawing(boxes=2).render(
        project, {}, RenderSpec(), lambda done, of: heard.append(done * 1000 + of)
    )
    frames = frames_of(path)
    assert [number_of(frame) for frame in frames] == list(range(150))
    assert frames[0].shape == (180, 320, 4)
    assert heard == sorted(heard)
    assert heard[-1] == 150_150


async def test_stills_are_pictures_of_their_frames_with_what_is_seen_through(drawing) -> None:
    drawn = await drawing().stills(project_of(), {}, [77, 3], scale=1.0)
    pictures = [np.asarray(Image.open(io.BytesIO(one.content))) for one in drawn.pictures]
    assert [one.frame for one in drawn.pictures] == [77, 3]
    assert [number_of(picture) for picture in pictures] == [77, 3]
    assert pictures[0].shape == (180, 320, 4)
    assert pictures[0][50, 5].tolist() == [255, 255, 255, 255]
    assert pictures[0][150, 5].tolist() == [0, 0, 0, 0]


@pytest.mark.parametrize("scale", [0.5, 2.0])
async def test_stills_and_films_have_exactly_the_pixels_of_their_scale(drawing, scale) -> None:
    project = project_of(size=(324, 182))
    expected = (round(182 * scale / 2) * 2, round(324 * scale / 2) * 2)
    drawn = await drawing().stills(project, {}, [0], scale=scale)
    assert np.asarray(Image.open(io.BytesIO(drawn.pictures[0].content))).shape[:2] == expected
    path = await drawing().render(project, {}, RenderSpec(scale=scale), ignore)
    frames = frames_of(path)
    assert frames[0].shape[:2] == expected
    assert [number_of(frame) for frame in frames] == list(range(90))


async def test_a_chromium_that_draws_by_itself_gives_the_same_frames(tmp_path: Path) -> None:
    """Where there is no headless shell, each frame is a screenshot."""
    boxes = LocalSandboxes(folder=tmp_path / "boxes", chromium=shutil.which("chromium") or "none")
    missing = await boxes.probe()
    if missing is not None:
        pytest.skip(f"no box with a plain Chromium here: {missing.reason}")
    try:
        drawing = StageDrawing(boxes, "film.js", FolderKeep(tmp_path / "renders"), page=PAGE)
        drawn = await drawing.stills(project_of(), {}, [45], scale=0.5)
        assert number_of(np.asarray(Image.open(io.BytesIO(drawn.pictures[0].content)))) == 45
        film = await drawing.render(project_of(), {}, RenderSpec(), ignore)
        assert [number_of(frame) for frame in frames_of(film)] == list(range(90))
    finally:
        await boxes.close()


async def test_the_page_is_as_large_as_the_film_whatever_the_window(drawing) -> None:
    """The window is a single pixel, which is what nobody looks at; the page must not know."""
    code = """const is_whole = innerWidth === 320 && innerHeight === 180
      && matchMedia('(width: 320px) and (height: 180px)').matches;
      const place = ['left:0;top:0', 'right:0;top:0', 'left:0;bottom:0', 'right:0;bottom:0'];
      return place.map((at) => `<div style="position:fixed;${at};width:10vw;height:10vh;
        background:${is_whole ? '#00ff00' : '#ff0000'}"></div>`).join('')"""
    project = project_of(code)
    drawn = await drawing().stills(project, {}, [0], scale=0.5)
    still = np.asarray(Image.open(io.BytesIO(drawn.pictures[0].content)).convert("RGB"))
    film = frames_of(await drawing().render(project, {}, RenderSpec(), ignore))[-1]
    for picture, (wide, tall) in ((still, (160, 90)), (film, (320, 180))):
        assert picture.shape[:2] == (tall, wide)
        for x, y in ((3, 3), (wide - 4, 3), (3, tall - 4), (wide - 4, tall - 4)):
            assert picture[y, x, 1] > 240
            assert picture[y, x, 0] < 16


async def test_a_film_looks_like_its_stills(drawing) -> None:
    """Colours and range are right: a picture of the film differs from the still by noise only."""
    code = """return `<div style="height:180px;font:40px sans-serif;color:#fff;
      background:linear-gradient(90deg,#102040,#c03060 ${frame}%,#e0e010)">Words ${frame}</div>`"""
    project = project_of(code)
    drawn = await drawing().stills(project, {}, [0, 59, 60, 89], scale=1.0)
    film = frames_of(await drawing().render(project, {}, RenderSpec(), ignore))
    for still in drawn.pictures:
        want = np.asarray(Image.open(io.BytesIO(still.content)).convert("RGB")).astype(float)
        error = np.mean((film[still.frame][..., :3] - want) ** 2)
        assert 10 * np.log10(255**2 / error) > 36
        assert abs(float((film[still.frame][..., :3] - want).mean())) < 2


async def test_a_webm_and_pictures_keep_what_is_seen_through(drawing) -> None:
    project = project_of()
    webm = await drawing().render(project, {}, RenderSpec(format="webm"), ignore)
    frames = frames_of(webm, "libvpx-vp9")
    assert [number_of(frame) for frame in frames] == list(range(90))
    assert frames[70][160, 100, 3] <= 4
    assert frames[70][40, 100, 3] >= 251
    pictures = await drawing().render(project, {}, RenderSpec(format="png"), ignore)
    with zipfile.ZipFile(pictures) as file:
        assert len(file.namelist()) == 90
        last = np.asarray(Image.open(io.BytesIO(file.read("frame-00089.png"))))
    assert (number_of(last), last[160, 100, 3]) == (89, 0)


async def test_a_gif_is_no_larger_than_anybody_wants(drawing) -> None:
    project = project_of(size=(1920, 1080), code=BARS.replace("32", "192").replace("100", "600"))
    path = await drawing().render(project, {}, RenderSpec(format="gif", scale=1.0), ignore)
    with Image.open(path) as image:
        assert image.size == (960, 540)
        assert image.n_frames == 90
        image.seek(70)
        pixels = np.asarray(image.convert("RGBA"))
    assert (number_of(pixels), pixels[500, 100, 3]) == (70, 0)


async def test_films_of_the_canvas_are_shown_frame_by_frame(drawing, tmp_path: Path) -> None:
    """Each frame shows the picture of the film at that moment, also beyond its end."""
    source = tmp_path / "clip.mp4"
    write_film(source, [np.full((64, 64, 3), 4 * n, np.uint8) for n in range(30)], 15, quality=5)
    medium = ProjectMedia(
        name="clip-1.mp4",
        type="video",
        asset=AssetId("ast_0"),
        hash="ab" * 32,
        width=64,
        height=64,
        seconds=2.0,
    )
    code = """const { url, count, fps } = film.media[0].frames;
    const picture = url.replace('%05d', String(Math.min(frame, count - 1) + 1).padStart(5, '0'));
    return `<img src="${picture}" style="width:320px;height:180px">`"""
    project = project_of(code, media=(medium,))
    path = await drawing().render(project, {"clip-1.mp4": source}, RenderSpec(), ignore)
    shown = [int(frame[90, 160, 0]) for frame in frames_of(path)]
    assert all(abs(shown[n] - 4 * min(n // 2, 29)) <= 4 for n in range(90)), shown


async def test_sound_of_the_canvas_is_mixed_in(drawing, tmp_path: Path) -> None:
    click = np.zeros((96_000, 2), np.float32)
    click[48_000:48_480] = 0.7
    write_sound(tmp_path / "click.m4a", [click])
    medium = ProjectMedia(
        name="click.m4a",
        type="audio",
        asset=AssetId("ast_0"),
        hash="cd" * 32,
        seconds=2.0,
        role="track",
    )
    project = project_of(media=(medium,))
    files = {"click.m4a": tmp_path / "click.m4a"}
    path = await drawing().render(project, files, RenderSpec(tracks=("click.m4a",)), ignore)
    with av.open(str(path)) as source:
        heard = np.concatenate([one.to_ndarray()[0] for one in source.decode(audio=0)])
    assert 47_500 < int(np.argmax(np.abs(heard) > 0.3)) < 49_500
    with pytest.raises(NotFound, match=r"other\.m4a"):
        await drawing().render(project, files, RenderSpec(tracks=("other.m4a",)), ignore)


async def test_an_error_in_a_frame_is_told_with_the_frame_and_its_own_words(drawing) -> None:
    project = project_of("if (frame === 71) throw new Error('no such comet'); return 'fine';")
    with pytest.raises(RenderFailed, match="Frame 71 failed: no such comet") as refused:
        await drawing().render(project, {}, RenderSpec(), ignore)
    assert refused.value.fields["frame"] == 71
    assert refused.value.fields["scene"] == 3
    drawn = await drawing().stills(project, {}, [70, 71], scale=0.5)
    assert [one.frame for one in drawn.pictures] == [70]
    assert [(one.code, one.frame, one.is_sure) for one in drawn.faults] == [("runtime", 71, True)]


async def test_code_that_does_not_compile_is_a_fault_of_stills(drawing) -> None:
    drawn = await drawing().stills(project_of("return ((;"), {}, [0])
    assert not drawn.pictures
    assert [(one.code, one.file, one.line) for one in drawn.faults] == [("compile", "film.js", 1)]


async def test_a_frame_that_never_ends_is_given_up(drawing) -> None:
    project = project_of("while (frame === 5) { } return 'fine';")
    with pytest.raises(RenderFailed, match=r"Frame 5 failed: .* longer than 2 seconds"):
        await drawing(frame_seconds=2).render(project, {}, RenderSpec(), ignore)


async def test_code_that_eats_all_memory_ends_the_film_and_nothing_else(drawing, boxes) -> None:
    project = project_of("const all = []; for (;;) all.push(new Uint8Array(4e8).fill(1));")
    with pytest.raises(RenderFailed):
        await drawing(frame_seconds=20).render(project, {}, RenderSpec(), ignore)
    assert not await boxes.list()


async def test_a_film_that_is_made_is_not_made_again(drawing) -> None:
    project = project_of()
    path = await drawing().render(project, {}, RenderSpec(), ignore)
    before = path.stat().st_mtime_ns
    heard: list[int] = []
    assert (
        await drawing().render(project, {}, RenderSpec(), lambda done, _: heard.append(done))
        == path
    )
    assert path.stat().st_mtime_ns == before
    assert heard == [90]


async def test_cancelling_ends_the_boxes(drawing, boxes) -> None:
    begun = asyncio.Event()
    rendering = asyncio.create_task(
        drawing().render(project_of(seconds=30), {}, RenderSpec(), lambda *_: begun.set())
    )
    await asyncio.wait_for(begun.wait(), 60)
    assert await boxes.list()
    rendering.cancel()
    with pytest.raises(asyncio.CancelledError):
        await rendering
    assert not await boxes.list()


async def test_odd_sizes_and_senseless_scales_are_refused(drawing) -> None:
    with pytest.raises(Invalid, match="even"):
        await drawing().render(project_of(size=(321, 180)), {}, RenderSpec(), ignore)
    with pytest.raises(Invalid, match="scale"):
        await drawing().render(project_of(), {}, RenderSpec(scale=50), ignore)
    with pytest.raises(Invalid, match="5120"):
        await drawing().render(project_of(size=(4000, 2000)), {}, RenderSpec(scale=2), ignore)


async def test_where_there_are_no_boxes_the_reason_is_told_as_it_is(tmp_path: Path) -> None:
    none = NoSandboxes(Missing("There is no bubblewrap.", "Install it."))
    drawing = StageDrawing(none, "film.js", FolderKeep(tmp_path), page=PAGE)
    with pytest.raises(SandboxUnavailable, match=r"There is no bubblewrap\."):
        await drawing.stills(project_of(), {}, [0])
    with pytest.raises(SandboxUnavailable):
        await drawing.render(project_of(), {}, RenderSpec(), ignore)
