from __future__ import annotations

import numpy as np
import pytest

from koda.media.frames import RATE
from koda.media.sound import (
    faded,
    lasting,
    levelled,
    loudness,
    m4a_of,
    peak,
    samples_of,
    silence,
    wav_of,
)
from tests.offline_sound.listening import heard


def ramp(samples: int = 100) -> np.ndarray:
    return np.linspace(0.1, 0.5, samples, dtype=np.float32)[None]


def test_levels_are_set_and_silence_stays_silent() -> None:
    assert peak(levelled(ramp(), -6)) == pytest.approx(10 ** (-6 / 20))
    assert peak(levelled(silence(0.1))) == 0
    assert peak(silence(0)) == loudness(silence(0)) == 0


def test_fades_begin_and_end_in_silence_and_leave_the_middle() -> None:
    sound = faded(np.ones((2, RATE), np.float32), 0.1, 0.2)
    assert sound[:, 0].max() < 0.001
    assert sound[:, -1].max() < 0.001
    assert (sound[:, RATE // 2] == 1).all()
    assert faded(ramp(3), 9, 9).shape == (1, 3)


def test_a_sound_is_cut_repeated_or_followed_by_silence() -> None:
    assert lasting(ramp(), 40).shape == (1, 40)
    assert lasting(ramp(), 250)[0, 249] == 0
    assert np.array_equal(lasting(ramp(), 250, loop=True)[0, 200:], ramp()[0, :50])
    assert lasting(silence(0), 10, loop=True).shape == (2, 10)


def test_wav_keeps_every_sample_and_never_wraps_around() -> None:
    loud = np.array([[0.0, 0.25, 3.0, -3.0]], np.float32)
    sound, rate = heard(wav_of(loud, 8000))
    assert rate == 8000
    assert sound[0] == pytest.approx([0, 0.25, 1, -1], abs=1e-4)


@pytest.mark.parametrize("channels", [1, 2])
def test_m4a_keeps_what_is_heard(channels: int) -> None:
    wave = 0.5 * np.sin(np.arange(RATE) * (2 * np.pi * 440 / RATE))
    sound, rate = heard(m4a_of(np.tile(wave.astype(np.float32), (channels, 1))))
    assert (sound.shape[0], rate) == (channels, RATE)
    assert loudness(sound.astype(np.float32)) == pytest.approx(0.35, abs=0.02)


def test_films_take_a_row_per_sample() -> None:
    assert samples_of(ramp()).shape == (100, 2)
