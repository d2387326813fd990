"""A mix has every sound as loud as was asked for, and exactly the length that was asked for."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from koda.core.errors import Invalid
from koda.media.frames import RATE
from koda.media.mixing import Mix, Track, mix, mixed
from koda.media.reading import facts_of
from koda.media.track import write_sound
from tests.media.films import film, heard, loudness, pitch, tone


def sound(path: Path, seconds: float, hertz: float, loud: float = 0.4) -> Path:
    write_sound(path, iter([tone(seconds, hertz, loud)]))
    return path


def test_sounds_are_added_with_their_gains(tmp_path: Path) -> None:
    low, high = sound(tmp_path / "a.m4a", 2, 300), sound(tmp_path / "b.m4a", 2, 900)
    mix([Track(low, 1.0), Track(high, 0.25)], tmp_path / "c.m4a", Mix())
    strength = np.abs(np.fft.rfft(heard(tmp_path / "c.m4a")[RATE // 2 : RATE * 3 // 2]))
    assert strength[900] / strength[300] == pytest.approx(0.25, rel=0.1)


def test_a_mix_over_a_film_replaces_its_sound_and_keeps_its_length(tmp_path: Path) -> None:
    path = film(tmp_path / "a.mp4", hertz=300)
    mix([Track(sound(tmp_path / "b.m4a", 9, 900))], tmp_path / "c.mp4", Mix(), path)
    found = facts_of(tmp_path / "c.mp4")
    assert (found.width, found.height) == (64, 48)
    assert found.seconds == pytest.approx(4, abs=0.06)
    assert pitch(heard(tmp_path / "c.mp4"), 1, 2) == 900


def test_the_films_own_sound_is_kept_as_a_track(tmp_path: Path) -> None:
    path = film(tmp_path / "a.mp4", hertz=300)
    extra = sound(tmp_path / "b.m4a", 1, 900)
    mix([Track(path), Track(extra, start=2)], tmp_path / "c.mp4", Mix(), path)
    samples = heard(tmp_path / "c.mp4")
    assert pitch(samples, 0.5, 1.5) == 300
    strength = np.abs(np.fft.rfft(samples[round(2.2 * RATE) : round(2.7 * RATE)]))
    assert strength[450] > 0.5 * strength[150]


def test_what_leads_pushes_the_rest_back_and_lets_it_come_again(tmp_path: Path) -> None:
    voice, music = sound(tmp_path / "v.m4a", 1, 300), sound(tmp_path / "m.m4a", 4, 900, 0.3)
    mix(
        [Track(voice, gain=0.1, start=1, leads=True), Track(music)],
        tmp_path / "c.m4a",
        Mix(pushed=0.25),
    )
    samples = heard(tmp_path / "c.m4a")

    def music_at(start: float) -> float:
        part = samples[round(start * RATE) : round((start + 0.25) * RATE)]
        return float(np.abs(np.fft.rfft(part))[225])

    before, during, after = music_at(0.4), music_at(1.5), music_at(3.6)
    assert during / before == pytest.approx(0.25, rel=0.2)
    assert after / before == pytest.approx(1.0, rel=0.1)


def test_music_repeats_until_the_voice_has_ended(tmp_path: Path) -> None:
    voice, music = sound(tmp_path / "v.m4a", 3, 300), sound(tmp_path / "m.m4a", 1, 900)
    mix([Track(voice, gain=0.01), Track(music, again=True)], tmp_path / "c.m4a", Mix())
    samples = heard(tmp_path / "c.m4a")
    assert len(samples) / RATE == pytest.approx(3, abs=0.05)
    assert loudness(samples, 2.3, 2.8) > 0.2


def test_everything_fades_out_at_the_end(tmp_path: Path) -> None:
    path = sound(tmp_path / "a.m4a", 3, 300)
    mix([Track(path)], tmp_path / "c.m4a", Mix(fade_out=1))
    samples = heard(tmp_path / "c.m4a")
    assert loudness(samples, 1, 1.9) > 0.25
    assert loudness(samples, 2.45, 2.55) == pytest.approx(0.14, abs=0.03)
    assert loudness(samples, 2.95, 3) < 0.02


def test_a_loud_sum_is_bent_and_never_broken(tmp_path: Path) -> None:
    path = sound(tmp_path / "a.m4a", 1, 300, 0.9)
    samples = np.concatenate(list(mixed([Track(path, 2.0)] * 4, 1.0, Mix())))
    assert len(samples) == RATE
    assert 0.9 < float(np.abs(samples).max()) <= 1.0


def test_what_cannot_be_mixed_is_refused(tmp_path: Path) -> None:
    silent, noisy = film(tmp_path / "a.mp4"), sound(tmp_path / "b.m4a", 1, 300)
    target = tmp_path / "c.m4a"
    with pytest.raises(Invalid, match="1 to 16"):
        mix([], target, Mix())
    with pytest.raises(Invalid, match="1 to 16"):
        mix([Track(noisy)] * 17, target, Mix())
    with pytest.raises(Invalid, match="has sound"):
        mix([Track(silent)], target, Mix())
    with pytest.raises(Invalid, match="no film"):
        mix([Track(noisy)], target, Mix(), noisy)
