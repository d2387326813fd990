from __future__ import annotations

import numpy as np
import pytest

from koda.media.frames import RATE
from koda.media.sound import peak
from koda.providers.offline_art.noise import stream
from koda.providers.offline_sound.scene import SOUNDS, scene
from koda.providers.offline_sound.words import _WORDS, sounds_in
from tests.offline_sound.listening import centre, level


@pytest.mark.parametrize("name", sorted(SOUNDS))
@pytest.mark.parametrize("seconds", [0.2, 4, 20])
def test_every_sound_is_heard_at_every_length(name: str, seconds: float) -> None:
    sound = SOUNDS[name](seconds, stream(name))
    assert sound.shape == (2, round(seconds * RATE))
    assert np.isfinite(sound).all()
    assert np.abs(sound).max() < 2
    if seconds > 1:
        assert level(sound.astype(np.float64)) > 0.003


def test_every_sound_has_words_and_every_word_a_sound() -> None:
    assert set(_WORDS) == set(SOUNDS)


def test_a_long_rain_goes_round_without_a_seam() -> None:
    sound = SOUNDS["rain"](30, stream(1))[0]
    jumps = np.abs(np.diff(sound))
    assert jumps.max() < 12 * jumps.mean()
    parts = [level(part.astype(np.float64)[None]) for part in np.array_split(sound, 30)]
    assert min(parts) > 0.5 * max(parts)


def test_sounds_differ_as_they_do_in_the_world() -> None:
    heard = {name: centre(SOUNDS[name](6, stream(1)), RATE) for name in ("wind", "rain", "birds")}
    assert heard["wind"] < 1200 < 2500 < heard["rain"]
    assert heard["birds"] > 2500


def test_steps_come_at_an_even_pace_and_thunder_does_not() -> None:
    sound = np.abs(SOUNDS["steps"](10, stream(1))).max(axis=0)
    loud = np.flatnonzero(sound > 0.25 * sound.max())
    starts = loud[np.diff(loud, prepend=-RATE) > RATE // 5]
    gaps = np.diff(starts) / RATE
    assert len(gaps) > 12
    assert gaps.std() < 0.1 * gaps.mean()


def test_words_name_sounds_in_their_order() -> None:
    assert sounds_in("Heavy rain on a street, thunder far away") == ["rain", "city", "thunder"]
    assert sounds_in("walking through the forest", "birds") == ["steps"]
    assert sounds_in("a quiet sunrise over nothing in particular") == ["room"]
    assert len(sounds_in("rain wind sea fire birds city crowd thunder clock")) == 5
    assert sounds_in("") == sounds_in("\x00🎺") == []


def test_a_scene_is_level_and_comes_and_goes_softly() -> None:
    sound = scene("storm at sea with thunder", 6, 1)
    assert sound is not None
    assert sound.shape == (2, 6 * RATE)
    assert 0.03 < level(sound.astype(np.float64)) < 0.2
    assert peak(sound) < 0.8
    assert abs(sound[:, :2]).max() < 0.001
    assert abs(sound[:, -2:]).max() < 0.001


def test_the_same_words_and_seed_give_the_same_sounds() -> None:
    first, again, other = (scene("birds and rain", 3, seed) for seed in (1, 1, 2))
    assert first is not None
    assert other is not None
    assert np.array_equal(first, again)  # type: ignore[arg-type]
    assert not np.array_equal(first, other)


def test_words_that_name_no_sound_have_none() -> None:
    assert scene("xyzzy", 2, 1) is None
    assert scene("rain", 2, 1, without="rain") is None
