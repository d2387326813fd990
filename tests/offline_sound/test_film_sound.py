from __future__ import annotations

import io
from pathlib import Path

import av
import numpy as np
import pytest

from koda.core.errors import Invalid, KodaError
from koda.media.frames import RATE
from koda.media.sound import m4a_of, silence
from koda.providers.offline_sound.film_sound import with_sound, with_sounds
from tests.offline_film import watching
from tests.offline_film.watching import facts, seekable, watched
from tests.offline_sound.listening import heard, level


def packets(content: bytes) -> list[bytes]:
    with av.open(io.BytesIO(content)) as container:
        stream = container.streams.video[0]
        return [bytes(one) for one in container.demux(stream) if one.size]


def tone(path: Path, seconds: float, hertz: float = 1000) -> Path:
    time = np.arange(round(seconds * RATE)) / RATE
    wave = (0.4 * np.sin(2 * np.pi * hertz * time)).astype(np.float32)
    path.write_bytes(m4a_of(np.stack([wave, wave])))
    return path


def strongest(sound: np.ndarray, rate: int) -> float:
    strengths = np.abs(np.fft.rfft(sound.mean(axis=0)))
    return float(np.fft.rfftfreq(sound.shape[1], 1 / rate)[strengths.argmax()])


def test_a_silent_film_gets_sounds_and_its_pictures_are_copied(tmp_path: Path) -> None:
    source = watching.film(tmp_path / "in.mp4", 2, sound=False)
    made = with_sounds(source, "rain and thunder", 1)
    assert packets(made) == packets(source.read_bytes())
    codecs, length, _ = facts(made)
    assert codecs == ["h264", "aac"]
    assert length == pytest.approx(2, abs=0.05)
    assert seekable(made)
    assert 0.03 < level(heard(made)[0]) < 0.3


def test_the_film_keeps_its_own_sound_above_the_new_one(tmp_path: Path) -> None:
    source = watching.film(tmp_path / "in.mp4", 2)
    sound, rate = heard(with_sounds(source, "wind", 1))
    assert strongest(sound, rate) == pytest.approx(440, abs=3)
    assert level(sound) > level(heard(source)[0])
    assert abs(sound).max() < 1


def test_without_named_sounds_there_is_a_bed(tmp_path: Path) -> None:
    source = watching.film(tmp_path / "in.mp4", 2, sound=False)
    assert level(heard(with_sounds(source, "", 1))[0]) > 0.005


def test_the_same_request_gives_the_same_film(tmp_path: Path) -> None:
    source = watching.film(tmp_path / "in.mp4", 1)
    assert with_sounds(source, "rain", 1) == with_sounds(source, "rain", 1)
    assert with_sounds(source, "rain", 1) != with_sounds(source, "rain", 2)


@pytest.mark.parametrize("seconds", [1.0, 3.0])
def test_a_sound_that_comes_in_takes_the_place_of_the_films_own(
    tmp_path: Path, seconds: float
) -> None:
    source = watching.film(tmp_path / "in.mp4", 2)
    made = with_sound(source, tone(tmp_path / "a.m4a", seconds), "cut_off")
    assert packets(made) == packets(source.read_bytes())
    sound, rate = heard(made)
    assert facts(made)[1] == pytest.approx(2, abs=0.05)
    assert strongest(sound, rate) == pytest.approx(1000, abs=3)
    assert level(sound[:, : rate // 2]) > 0.2
    after = level(sound[:, int(1.2 * rate) : int(1.8 * rate)])
    assert (after < 0.01) == (seconds < 2)


@pytest.mark.parametrize("mode", ["loop", "bounce", "silence", "remap"])
def test_a_longer_sound_lengthens_the_film_as_it_is_told(tmp_path: Path, mode: str) -> None:
    source = watching.film(tmp_path / "in.mp4", 2)
    made = with_sound(source, tone(tmp_path / "a.m4a", 4), mode)
    assert facts(made)[1] == pytest.approx(4, abs=0.06)
    frames = watched(made).astype(float)
    assert len(frames) == 100
    square = (frames[:, 30:50, :, 0] - frames[:, 30:50, :, 2]).mean(axis=1)
    places = [np.flatnonzero(row > row.max() / 2).mean() for row in square]
    before, after = places[20], places[70]  # of one second, of three
    if mode == "loop":
        assert after == pytest.approx(before, abs=6)
    elif mode == "silence":
        assert after == pytest.approx(places[49], abs=4)
    elif mode == "remap":
        assert after == pytest.approx(places[49] * 1.4, abs=8)
    else:
        assert places[55] > places[70] > places[90]
    assert level(heard(made)[0]) > 0.2


@pytest.mark.parametrize("mode", ["loop", "nonsense", "cut_off"])
def test_a_shorter_sound_never_lengthens_it(tmp_path: Path, mode: str) -> None:
    source = watching.film(tmp_path / "in.mp4", 2)
    made = with_sound(source, tone(tmp_path / "a.m4a", 1), mode)
    assert packets(made) == packets(source.read_bytes())


def test_a_film_of_another_codec_is_encoded_anew(tmp_path: Path) -> None:
    path = tmp_path / "in.webm"
    with av.open(str(path), "w") as out:
        stream = out.add_stream("libvpx", rate=24)
        stream.width, stream.height, stream.pix_fmt = 64, 48, "yuv420p"
        for number in range(24):
            pixels = np.full((48, 64, 3), 10 * number, np.uint8)
            out.mux(stream.encode(av.VideoFrame.from_ndarray(pixels, "rgb24")))
        out.mux(stream.encode(None))
    made = with_sounds(path, "rain", 1)
    assert facts(made)[0] == ["h264", "aac"]
    assert len(watched(made)) == 24


def test_what_is_no_film_or_has_no_sound_is_refused(tmp_path: Path) -> None:
    source = watching.film(tmp_path / "in.mp4", 1, sound=False)
    sound = tmp_path / "a.m4a"
    sound.write_bytes(m4a_of(silence(1)))
    with pytest.raises(Invalid, match="no film"):
        with_sounds(sound, "rain", 1)
    with pytest.raises(Invalid, match="no sound"):
        with_sound(source, source, "cut_off")
    broken = tmp_path / "broken"
    broken.write_bytes(b"nothing")
    for make in (
        lambda: with_sounds(broken, "rain", 1),
        lambda: with_sound(source, broken, "loop"),
    ):
        with pytest.raises(KodaError) as refused:
            make()
        assert refused.value.message
