"""What a player needs of a file beforehand: facts, strips of pictures, waveforms."""

from __future__ import annotations

import io
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from koda.assets import sprite as sprites
from koda.assets.probe import probe
from koda.assets.sprite import SPRITE_CELLS, SPRITE_SIDE, sprite
from koda.assets.waveform import draw_waveform
from koda.core.errors import Unsupported
from koda.media.peaks import peaks
from tests.assets.playable import RATE, grey_film, sound_of

LIVE = {"live": "1"}  # how a browser records: no length, no index


def cells_of(strip: bytes) -> list[Image.Image]:
    with Image.open(io.BytesIO(strip)) as whole:
        width = whole.width / SPRITE_CELLS
        assert width == int(width)
        wide = int(width)
        return [
            whole.crop((at * wide, 0, (at + 1) * wide, whole.height)).convert("L")
            for at in range(SPRITE_CELLS)
        ]


def greys_of(strip: bytes) -> list[int]:
    return [round(float(np.asarray(cell).mean())) for cell in cells_of(strip)]


def test_a_film_tells_its_pace_and_whether_it_sounds(tmp_path: Path) -> None:
    loud = probe(grey_film(tmp_path / "a.mp4", [50] * 20, tone=True))
    assert (loud.has_audio, loud.fps, loud.frames) == (True, 10.0, 20)
    silent = probe(grey_film(tmp_path / "b.webm", [50] * 20, codec="libvpx-vp9"))
    assert (silent.has_audio, silent.fps, silent.frames) == (False, 10.0, 20)


def test_a_file_that_does_not_tell_its_length_is_measured(tmp_path: Path) -> None:
    film = grey_film(tmp_path / "a.webm", [50] * 20, codec="libvpx-vp9", options=LIVE)
    assert probe(film).duration == pytest.approx(2.0, abs=0.15)


def test_a_strip_goes_through_a_film_from_dark_to_light(tmp_path: Path) -> None:
    film = grey_film(tmp_path / "a.mp4", range(8, 248, 5))
    greys = greys_of(sprite(film, 4.8))
    assert greys == sorted(greys)
    assert greys[0] < 25
    assert greys[-1] > 230


def test_a_strip_of_a_long_film_is_found_by_its_index(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    film = grey_film(tmp_path / "a.mp4", range(8, 248, 5))
    whole = greys_of(sprite(film, 4.8))
    monkeypatch.setattr(sprites, "_MOST_READ", 0)
    sought = greys_of(sprite(film, 4.8))
    assert all(abs(one - other) <= 12 for one, other in zip(whole, sought, strict=True))


def test_a_strip_shows_what_is_on_the_screen_where_the_pace_changes(tmp_path: Path) -> None:
    # Dark for half a second, then one light picture that stays.
    film = grey_film(tmp_path / "a.mp4", [10, 10, 10, 240, 240], places=[0, 1, 2, 5, 19])
    greys = greys_of(sprite(film, 2.0))
    assert [grey > 120 for grey in greys] == [False] * 6 + [True] * 18


def test_a_film_of_one_picture_has_a_whole_strip(tmp_path: Path) -> None:
    assert len(set(greys_of(sprite(grey_film(tmp_path / "a.mp4", [90]), 0.1)))) == 1


def test_a_film_without_a_known_length_has_a_strip(tmp_path: Path) -> None:
    film = grey_film(tmp_path / "a.webm", range(8, 248, 12), codec="libvpx-vp9", options=LIVE)
    assert len(greys_of(sprite(film, None))) == SPRITE_CELLS


@pytest.mark.parametrize(
    ("size", "rotation", "cell"),
    [
        ((640, 320), 0, (SPRITE_SIDE, SPRITE_SIDE // 2)),
        ((640, 320), 90, (SPRITE_SIDE // 2, SPRITE_SIDE)),
        ((33, 21), 0, (33, 21)),
    ],
)
def test_pictures_of_a_strip_have_the_shape_of_the_film(
    tmp_path: Path, size: tuple[int, int], rotation: int, cell: tuple[int, int]
) -> None:
    film = grey_film(tmp_path / "a.mp4", [90] * 3, size=size, rotation=rotation)
    assert cells_of(sprite(film, 0.3))[0].size == cell


def test_a_film_that_ends_in_damage_shows_what_came_before(tmp_path: Path) -> None:
    film = grey_film(tmp_path / "a.webm", range(8, 248, 5), codec="libvpx-vp9")
    content = film.read_bytes()
    film.write_bytes(content[: len(content) * 2 // 3])
    greys = greys_of(sprite(film, 4.8))
    assert greys == sorted(greys)
    assert 60 < greys[-1] < 240


def test_a_sound_has_no_strip(tmp_path: Path) -> None:
    with pytest.raises(Unsupported):
        sprite(sound_of(tmp_path / "a.wav", np.zeros(RATE)), 1.0)


def test_a_waveform_is_as_loud_as_the_sound_at_each_time(tmp_path: Path) -> None:
    tone = np.sin(np.arange(RATE) / 10)
    quiet_then_loud = np.concatenate([tone * 0.1, tone * 0.8])
    heights = peaks(sound_of(tmp_path / "a.wav", quiet_then_loud), 400)
    assert len(heights) == 400
    assert max(heights[:199]) == pytest.approx(0.1, abs=0.01)
    assert min(heights[201:]) == pytest.approx(0.8, abs=0.05)


@pytest.mark.parametrize("samples", [1, 100, 5000])
def test_a_very_short_sound_has_a_whole_waveform(tmp_path: Path, samples: int) -> None:
    heights = peaks(sound_of(tmp_path / "a.wav", np.full(samples, 0.5)), 400)
    assert len(heights) == 400
    assert set(heights) <= {0.0, 0.5}


def test_silence_is_flat(tmp_path: Path) -> None:
    assert set(peaks(sound_of(tmp_path / "a.wav", np.zeros(RATE)), 400)) == {0.0}


def test_a_sound_that_is_cut_off_has_the_waveform_of_what_is_left(tmp_path: Path) -> None:
    sound = sound_of(tmp_path / "a.flac", np.sin(np.arange(RATE * 4) / 10) * 0.6, "flac")
    content = sound.read_bytes()
    sound.write_bytes(content[: len(content) // 2])
    assert max(peaks(sound, 400)) == pytest.approx(0.6, abs=0.02)


def test_the_sound_of_a_film_has_a_waveform_and_a_silent_film_none(tmp_path: Path) -> None:
    assert max(peaks(grey_film(tmp_path / "a.mp4", [50] * 10, tone=True), 400)) > 0.4
    with pytest.raises(Unsupported):
        peaks(grey_film(tmp_path / "b.mp4", [50] * 10), 400)


@pytest.mark.parametrize("heights", [[], [0.0] * 400, [0.5] * 400, [1.0]])
def test_a_waveform_is_drawn_whatever_its_heights(heights: list[float]) -> None:
    with Image.open(io.BytesIO(draw_waveform(heights, 256))) as picture:
        assert picture.size == (256, 128)
        assert picture.getbbox() is not None
        assert np.asarray(picture.convert("RGBA"))[0, 0, 3] == 0


@pytest.mark.parametrize("codec", ["pcm_u8", "pcm_s16le", "pcm_s24le", "pcm_s32le", "pcm_f32le"])
def test_a_waveform_is_as_loud_whatever_the_samples_are(tmp_path: Path, codec: str) -> None:
    loud = np.concatenate([np.zeros(RATE), np.sin(np.arange(RATE) / 10) * 0.5])
    heights = peaks(sound_of(tmp_path / "a.wav", loud, codec), 10)
    assert max(heights[:5]) < 0.02
    assert min(heights[5:]) == pytest.approx(0.5, abs=0.02)
