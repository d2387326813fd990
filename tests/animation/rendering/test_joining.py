"""Chunks become one film: every frame at its place, in every format."""

import io
import zipfile
from pathlib import Path

import av
import numpy as np
import pytest
from PIL import Image

from koda.animation.engine import Format
from koda.animation.rendering.agent.encoder import FilmWriter
from koda.animation.rendering.agent.shape import Chunk, Shape, chunk_name
from koda.animation.rendering.encoding import write_chunk
from koda.animation.rendering.finishing import finish
from koda.animation.rendering.naming import KINDS, SUFFIXES
from koda.core.errors import RenderFailed
from koda.media.reading import facts_of, read_sound
from koda.media.track import write_sound

SHAPE = Shape(192, 128, 30)
SPANS = ((0, 20), (20, 45), (45, 46))


def drawn(begin: int, end: int, *, alpha: bool = False):
    """Frames that say their number by how red they are; the upper half may be seen through."""
    for number in range(begin, end):
        pixels = np.zeros((128, 192, 4 if alpha else 3), np.uint8)
        pixels[..., 0] = number * 5
        pixels[:, :96, 1] = 200
        if alpha:
            pixels[64:, :, 3] = 255
        yield pixels


def chunks_of(folder: Path, wanted: Format, shape: Shape = SHAPE) -> list[Chunk]:
    kind = KINDS[wanted]
    made = []
    for begin, end in SPANS:
        path = folder / chunk_name(kind, begin, end)
        frames = drawn(begin, end, alpha=wanted != "mp4")
        assert write_chunk(path, kind, shape, frames, first=begin) == end - begin
        made.append(Chunk(str(path), path.name, begin, end - begin))
    return made


def film(folder: Path, wanted: Format, tracks=()) -> Path:
    target = folder / f"film{SUFFIXES[wanted]}"
    finish(chunks_of(folder, wanted), target, wanted, SHAPE, tracks)
    return target


def reds(path: Path, decoder: str | None = None) -> list[int]:
    with av.open(str(path)) as source:
        stream = source.streams.video[0]
        if decoder is None:
            frames = list(source.decode(stream))
        else:
            context = av.CodecContext.create(decoder, "r")
            packets = [packet for packet in source.demux(stream) if packet.size]
            frames = [one for packet in packets for one in context.decode(packet)]
            frames += context.decode(None)
    return [int(frame.to_ndarray(format="rgba")[100, 150, 0]) for frame in frames]


@pytest.mark.parametrize("wanted", ["mp4", "webm"])
def test_every_frame_of_every_chunk_is_at_its_place(tmp_path: Path, wanted: Format) -> None:
    path = film(tmp_path, wanted)
    seen = reds(path, "libvpx-vp9" if wanted == "webm" else None)
    assert len(seen) == 46
    assert all(abs(red - number * 5) <= 3 for number, red in enumerate(seen)), seen
    with av.open(str(path)) as source:
        times = [packet.pts * packet.time_base for packet in source.demux(video=0) if packet.size]
    # WebM counts in milliseconds.
    assert all(abs(time - n / 30) <= 0.001 for n, time in enumerate(sorted(times)))


def test_an_mp4_says_its_colours_and_its_index_comes_first(tmp_path: Path) -> None:
    path = film(tmp_path, "mp4")
    content = path.read_bytes()
    assert content.index(b"moov") < content.index(b"mdat")
    with av.open(str(path)) as source:
        context = source.streams.video[0].codec_context
        assert (context.pix_fmt, int(context.colorspace), int(context.color_range)) == (
            "yuv420p",
            1,
            1,
        )


def test_a_webm_can_be_seen_through(tmp_path: Path) -> None:
    path = film(tmp_path, "webm")
    assert b"\x53\xc0\x81\x01" in path.read_bytes(), "players look for AlphaMode before they care"
    with av.open(str(path)) as source:
        context = av.CodecContext.create("libvpx-vp9", "r")
        packet = next(one for one in source.demux(video=0) if one.size)
        frame = (context.decode(packet) + context.decode(None))[0]
    alpha = frame.to_ndarray(format="rgba")[..., 3]
    assert alpha[:60].max() <= 4
    assert alpha[70:].min() >= 251


def test_a_gif_has_its_colours_its_time_and_what_is_seen_through(tmp_path: Path) -> None:
    path = film(tmp_path, "gif")
    with Image.open(path) as image:
        assert image.n_frames == 46
        assert image.info["loop"] == 0
        lasts = []
        for number in range(image.n_frames):
            image.seek(number)
            lasts.append(image.info["duration"])
            pixels = np.asarray(image.convert("RGBA"))
            assert pixels[10, 10, 3] == 0
            assert abs(int(pixels[100, 150, 0]) - number * 5) <= 12
    assert abs(sum(lasts) - 46 / 30 * 1000) <= 20


def test_pictures_come_as_a_zip_in_order(tmp_path: Path) -> None:
    with zipfile.ZipFile(film(tmp_path, "png")) as file:
        assert file.namelist() == [f"frame-{number:05d}.png" for number in range(46)]
        pixels = np.asarray(Image.open(io.BytesIO(file.read("frame-00045.png"))))
    assert pixels[100, 150].tolist() == [225, 0, 0, 255]


@pytest.mark.parametrize("wanted", ["mp4", "webm"])
def test_sound_is_mixed_in_and_ends_with_the_film(tmp_path: Path, wanted: Format) -> None:
    """A click half a second after the beginning is heard there; later sound is cut."""
    clicks = np.zeros((48_000 * 4, 2), np.float32)
    clicks[24_000:24_480] = 0.8
    write_sound(tmp_path / "clicks.m4a", [clicks])
    hum = np.full((4_800, 2), 0.05, np.float32) * np.sin(np.arange(4_800) / 5)[:, None]
    write_sound(tmp_path / "hum.m4a", [hum.astype(np.float32)])
    path = film(tmp_path, wanted, [tmp_path / "clicks.m4a", tmp_path / "hum.m4a"])
    heard = np.abs(np.concatenate(list(read_sound(path)))[:, 0])
    assert abs(len(heard) / 48_000 - 46 / 30) < 0.06
    assert 23_700 < int(np.argmax(heard > 0.3)) < 24_300
    assert heard[1_000:4_000].max() > 0.02
    assert abs(facts_of(path).seconds - 46 / 30) < 0.06


@pytest.mark.parametrize("wanted", ["mp4", "webm", "gif", "png"])
def test_a_damaged_chunk_is_told_and_leaves_nothing_behind(tmp_path: Path, wanted: Format) -> None:
    chunks = chunks_of(tmp_path, wanted)
    damaged = Path(chunks[1].path)
    content = damaged.read_bytes()
    damaged.write_bytes(content[: len(content) // 2])
    before = sorted(tmp_path.iterdir())
    with pytest.raises(RenderFailed, match="chunk-00020"):
        finish(chunks, tmp_path / f"film{SUFFIXES[wanted]}", wanted, SHAPE)
    assert sorted(tmp_path.iterdir()) == before


@pytest.mark.parametrize("wanted", ["mp4", "webm", "png"])
def test_a_chunk_that_is_not_what_was_asked_for_is_refused(tmp_path: Path, wanted: Format) -> None:
    """A box may hand out anything: another size, fewer frames, other frames."""
    chunks = chunks_of(tmp_path, wanted, Shape(192, 128, 30))
    target = tmp_path / f"film{SUFFIXES[wanted]}"
    with pytest.raises(RenderFailed):
        finish(chunks, target, wanted, Shape(256, 128, 30))
    short = [Chunk(chunks[0].path, "first", 0, 21), *chunks[1:]]
    with pytest.raises(RenderFailed):
        finish(short, target, wanted, SHAPE)
    assert not target.exists()


def test_a_film_in_chunks_looks_as_good_as_one_in_a_piece(tmp_path: Path) -> None:
    """Joining loses nothing: both are as close to what was drawn."""
    grain = np.random.default_rng(1).integers(60, 190, (16, 24)).astype(np.uint8)
    noise = np.asarray(Image.fromarray(grain).convert("RGB").resize((192, 128)))
    source = [np.roll(noise, 3 * n, axis=1) for n in range(46)]
    pieces = []
    for begin, end in SPANS:
        path = tmp_path / chunk_name("h264", begin, end)
        write_chunk(path, "h264", SHAPE, source[begin:end], first=begin)
        pieces.append(Chunk(str(path), path.name, begin, end - begin))
    whole = tmp_path / "whole.mp4"
    write_chunk(whole, "h264", SHAPE, source)
    finish(pieces, tmp_path / "joined.mp4", "mp4", SHAPE)
    joined, single = (psnr(tmp_path / name, source) for name in ("joined.mp4", "whole.mp4"))
    assert min(joined) > 36
    assert np.mean(joined) > np.mean(single) - 0.5


def psnr(path: Path, source: list[np.ndarray]) -> list[float]:
    with av.open(str(path)) as film:
        frames = [one.to_ndarray(format="rgb24").astype(float) for one in film.decode(video=0)]
    pairs = zip(frames, source, strict=True)
    return [float(10 * np.log10(255**2 / np.mean((a - b.astype(float)) ** 2))) for a, b in pairs]


def test_pictures_that_were_decoded_do_not_all_become_key_frames(tmp_path: Path) -> None:
    """Frames come as JPEG, each of which says that it is one: ten times the bytes, if believed."""
    noise = np.random.default_rng(2).integers(0, 255, (16, 24, 3)).astype(np.uint8)
    out = io.BytesIO()
    Image.fromarray(noise).resize((192, 128)).save(out, "JPEG")
    writer = FilmWriter(str(tmp_path / "still.mp4"), "h264", SHAPE)
    for _ in range(30):
        codec = av.CodecContext.create("mjpeg", "r")
        frames = codec.decode(av.Packet(out.getvalue())) or codec.decode(None)
        writer.add(frames[0])
    writer.close()
    with av.open(str(tmp_path / "still.mp4")) as film:
        packets = [packet for packet in film.demux(video=0) if packet.size]
    assert [packet.is_keyframe for packet in packets].count(True) == 1
    assert sum(packet.size for packet in packets[1:]) < packets[0].size
