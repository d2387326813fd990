"""Films that Koda writes play everywhere, and are read back as they were meant."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from itertools import pairwise
from pathlib import Path

import av
import numpy as np
import pytest

from koda.core.errors import Invalid, TooLarge, Unsupported
from koda.media.film import write_film
from koda.media.frames import RATE, Frame
from koda.media.reading import facts_of, paced, read_frames, read_sound
from tests.assets import media
from tests.media.films import COLORS, colour_of, four_seconds, near, plain, tone


def test_a_film_is_h264_and_aac_with_its_index_first(tmp_path: Path) -> None:
    path = tmp_path / "film.mp4"
    write_film(path, four_seconds(), 10, tone(4))
    with av.open(str(path)) as found:
        picture, speaker = found.streams.video[0], found.streams.audio[0]
        assert (picture.codec_context.name, picture.pix_fmt) == ("h264", "yuv420p")
        assert (speaker.codec_context.name, speaker.rate) == ("aac", RATE)
        assert (picture.codec_context.color_primaries, picture.codec_context.colorspace) == (1, 1)
        assert found.duration is not None
        assert abs(found.duration / 1e6 - 4) < 0.06
    content = path.read_bytes()
    assert content.index(b"moov") < content.index(b"mdat")


def test_colours_come_back_as_they_went_in(tmp_path: Path) -> None:
    path = tmp_path / "film.mp4"
    write_film(path, four_seconds(), 10)
    frames = [frame for _, frame in read_frames(path)]
    assert len(frames) == 40
    for second, color in enumerate(COLORS):
        assert near(colour_of(frames[second * 10 + 5]), color)


def test_reading_from_the_middle_begins_with_the_frame_shown_then(tmp_path: Path) -> None:
    path = tmp_path / "film.mp4"
    write_film(path, four_seconds(), 10)
    times = [time for time, _ in read_frames(path, 2.55)]
    assert times[0] == pytest.approx(2.5, abs=0.01)
    assert len(times) == 15
    _, first = next(iter(read_frames(path, 1.999)))
    assert near(colour_of(first), COLORS[1]) or near(colour_of(first), COLORS[2])
    _, exact = next(iter(read_frames(path, 2.0)))
    assert near(colour_of(exact), COLORS[2])


def test_there_is_a_key_frame_every_second(tmp_path: Path) -> None:
    path = tmp_path / "film.mp4"
    write_film(path, four_seconds(), 10)
    with av.open(str(path)) as found:
        keys = [packet.pts for packet in found.demux(video=0) if packet.is_keyframe]
        base = found.streams.video[0].time_base
    assert base is not None
    starts = [float(key * base) for key in keys if key is not None]
    assert max(b - a for a, b in pairwise(starts)) <= 1.01


@pytest.mark.parametrize("size", [(1, 1), (33, 17), (64, 31)])
def test_odd_sizes_get_a_repeated_last_line(tmp_path: Path, size: tuple[int, int]) -> None:
    path = tmp_path / "film.mp4"
    write_film(path, four_seconds(size), 10)
    found = facts_of(path)
    assert (found.width, found.height) == tuple(side + side % 2 for side in size)


def test_sound_beyond_the_last_frame_is_cut(tmp_path: Path) -> None:
    path = tmp_path / "film.mp4"
    write_film(path, four_seconds(), 10, iter([tone(3), tone(9)]))
    samples = np.concatenate(list(read_sound(path)))
    assert len(samples) / RATE == pytest.approx(4, abs=0.05)


def test_sound_keeps_its_pitch_and_its_loudness(tmp_path: Path) -> None:
    path = tmp_path / "film.mp4"
    write_film(path, four_seconds(), 10, tone(4, hertz=500))
    samples = np.concatenate(list(read_sound(path)))[RATE : 2 * RATE, 0]
    assert int(np.argmax(np.abs(np.fft.rfft(samples)))) == 500
    assert float(np.abs(samples).max()) == pytest.approx(0.4, abs=0.05)


def test_a_part_of_the_sound_is_exact_to_the_sample(tmp_path: Path) -> None:
    path = tmp_path / "sound.wav"
    media.sound(path, "pcm_s16le")
    whole = np.concatenate(list(read_sound(path)))
    part = np.concatenate(list(read_sound(path, 0.1, 0.3)))
    assert len(part) == round(0.2 * RATE)
    assert np.allclose(part, whole[4800:14_400], atol=1e-6)


def test_mono_and_noise_beyond_full_scale_are_made_fit(tmp_path: Path) -> None:
    path = tmp_path / "film.mp4"
    loud = np.full(RATE, 7.0, np.float32)
    loud[100] = np.nan
    write_film(path, (plain(COLORS[0]) for _ in range(10)), 10, loud)
    samples = np.concatenate(list(read_sound(path)))
    assert samples.shape[1] == 2
    assert float(np.abs(samples).max()) < 1.6  # an encoder rings at the edges


def test_a_turned_film_is_read_upright(tmp_path: Path) -> None:
    path = media.video(tmp_path / "turned.mp4", rotation=90)
    found = facts_of(path)
    assert (found.width, found.height) == (32, 64)
    _, frame = next(iter(read_frames(path)))
    assert frame.shape == (64, 32, 3)


def test_an_even_pace_repeats_and_leaves_out() -> None:
    timed = [(0.0, plain(COLORS[0])), (0.5, plain(COLORS[1])), (0.55, plain(COLORS[2]))]
    shown = [colour_of(one) for one in paced(timed, Fraction(10), 0.0, 1.0)]
    assert shown == [COLORS[0]] * 5 + [COLORS[1]] + [COLORS[2]] * 4


def test_nothing_to_show_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Invalid, match="no frames"):
        write_film(tmp_path / "film.mp4", iter(()), 10)


def test_frames_of_different_sizes_are_refused(tmp_path: Path) -> None:
    frames = iter([plain(COLORS[0]), plain(COLORS[0], (32, 32))])
    with pytest.raises(Invalid, match="one size"):
        write_film(tmp_path / "film.mp4", frames, 10)


def test_a_frame_with_too_many_pixels_is_refused(tmp_path: Path) -> None:
    huge = np.broadcast_to(np.zeros((1, 1, 3), np.uint8), (9000, 9000, 3))
    with pytest.raises(TooLarge, match="9000 × 9000"):
        write_film(tmp_path / "film.mp4", iter([huge]), 10)


def test_endless_frames_end_in_an_error(tmp_path: Path) -> None:
    def endless() -> Iterator[Frame]:
        frame = plain(COLORS[0], (2, 2))
        while True:
            yield frame

    with pytest.raises(TooLarge, match="30 minutes"):
        write_film(tmp_path / "film.mp4", endless(), 1)


@pytest.mark.parametrize(
    "content", [b"", b"hello", b"#EXTM3U\nfile:///etc/passwd\n", b"ffconcat version 1.0\nfile x\n"]
)
def test_what_is_no_film_is_refused(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "strange.mp4"
    path.write_bytes(content)
    with pytest.raises(Unsupported):
        facts_of(path)


def test_a_film_cut_off_in_the_middle_is_read_as_far_as_it_goes_or_refused(tmp_path: Path) -> None:
    path = tmp_path / "film.mp4"
    noise = np.random.default_rng(1)
    write_film(path, (noise.integers(0, 255, (48, 64, 3), np.uint8) for _ in range(40)), 10)
    content = path.read_bytes()
    path.write_bytes(content[: len(content) // 2])
    try:
        count = len(list(read_frames(path)))
    except Invalid:
        return
    assert 0 < count < 40


def test_a_sound_has_no_frames(tmp_path: Path) -> None:
    path = media.sound(tmp_path / "sound.mp3", "libmp3lame")
    assert facts_of(path).width == 0
    with pytest.raises(Unsupported, match="no film"):
        next(iter(read_frames(path)))


def test_a_recording_of_a_browser_does_not_tell_its_length_and_has_one(tmp_path: Path) -> None:
    path = tmp_path / "recorded.webm"
    with av.open(str(path), "w", format="webm", options={"live": "1"}) as out:
        stream = out.add_stream("libvpx", rate=10)
        stream.width, stream.height, stream.pix_fmt = 64, 48, "yuv420p"
        for frame in four_seconds():
            out.mux(stream.encode(av.VideoFrame.from_ndarray(frame, "rgb24")))
        out.mux(stream.encode())
    with av.open(str(path)) as found:
        assert found.duration is None
    assert facts_of(path).seconds == pytest.approx(4, abs=0.11)
    assert len(list(read_frames(path, 3.0))) == 10
