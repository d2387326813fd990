"""The entry: a film gets the sounds that words ask for, or a sound that comes in."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from koda.core.errors import Invalid
from koda.media.frames import RATE, check_seconds
from koda.media.reading import FilmFacts, facts_of
from koda.media.sound import Sound, faded, lasting, levelled, load_sound, peak
from koda.providers.offline_sound.bed import music_bed
from koda.providers.offline_sound.laying import MODES, laid_over, lengthened
from koda.providers.offline_sound.scene import scene

NOTE = "Sounds synthesised on this machine from the words of the prompt, not by an AI model."
LAID_NOTE = "The sound was laid over the film on this machine; the lips were left as they are."

_LONGEST = 600.0  # seconds that are held in memory
_HARDLY = 0.1  # seconds by which a sound may be longer without being so
_UNDER = 0.7  # under a sound that is there
_PEAK = -1.5  # decibels


def with_sounds(film: Path, prompt: str, seed: int, *, without: str = "") -> bytes:
    """Give a film the sounds of a prompt under its own; a soft bed where it names none."""
    facts = _checked(film)
    named = scene(prompt, facts.seconds, seed, without=without)
    made = music_bed(prompt, facts.seconds, seed) if named is None else named
    own = _own(film, facts)
    if own is not None:
        made *= np.float32(_UNDER)
        made += own
    if peak(made) > 10 ** (_PEAK / 20):
        made = levelled(made, _PEAK)
    return laid_over(film, facts, made)


def with_sound(film: Path, sound: Path, mode: str) -> bytes:
    """Give a film a sound that comes in instead of its own.

    Where the sound is longer than the film, `mode` says what happens; see `lengthened`.
    """
    facts = _checked(film)
    heard = load_sound(sound, _LONGEST)
    if mode in MODES and heard.shape[1] / RATE > facts.seconds + _HARDLY:
        return lengthened(film, facts, heard, mode)
    samples = round(facts.seconds * RATE)
    cut = lasting(heard, samples)
    return laid_over(film, facts, faded(cut, 0.0, 0.02) if heard.shape[1] > samples else cut)


def _checked(film: Path) -> FilmFacts:
    facts = facts_of(film)
    if not facts.width:
        raise Invalid("There is no film in this file.", remedy="Connect a film.")
    check_seconds(facts.seconds, _LONGEST)
    return facts


def _own(film: Path, facts: FilmFacts) -> Sound | None:
    if not facts.has_sound:
        return None
    try:
        heard = load_sound(film, facts.seconds)
    except Invalid:
        return None  # a stream of sound with nothing in it
    return lasting(heard, round(facts.seconds * RATE))
