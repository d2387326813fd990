"""Mixes sounds, over a film or alone; what leads can push the rest back."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from koda.core.errors import Invalid
from koda.media.film import write_film
from koda.media.frames import MAX_SOUND_SECONDS, RATE, Samples, Tell, check_seconds, untold
from koda.media.reading import facts_of, paced, read_frames, read_sound
from koda.media.track import SoundCursor, write_sound

MAX_TRACKS = 16
_BLOCK = RATE // 50
_HEARD = 0.01  # a root mean square above this leads: about -40 decibels
_PUSH_SECONDS, _RELEASE_SECONDS = 0.06, 0.5
_SOFT = 0.8  # louder than this is bent, so that a sum never breaks


@dataclass(frozen=True, slots=True)
class Track:
    """One of the sounds.

    Attributes:
        gain: What its samples are multiplied with.
        start: Seconds of silence before it.
        leads: While it is heard, tracks that do not lead are pushed back.
        again: It begins anew whenever it ends, until everything ends.
    """

    path: Path
    gain: float = 1.0
    start: float = 0.0
    leads: bool = False
    again: bool = False


@dataclass(frozen=True, slots=True)
class Mix:
    """How sounds come together.

    Attributes:
        pushed: What the gain of tracks that do not lead is multiplied with while one does.
        fade_out: Seconds in which everything becomes silent at the end.
    """

    pushed: float = 1.0
    fade_out: float = 0.0


def mix(
    tracks: Sequence[Track],
    target: Path,
    how: Mix,
    film: Path | None = None,
    tell: Tell = untold,
) -> None:
    """Write the mix: the film with it instead of its own sound, or an M4A; blocking.

    It lasts as long as the film; without one, until the last track that does not repeat ends.
    To keep the film's own sound, give the film as a track too; one without sound is silent.

    Raises:
        Invalid: No tracks, too many, or none with sound.
        TooLarge: It is too long to be made.
    """
    if not 1 <= len(tracks) <= MAX_TRACKS:
        raise Invalid(
            f"1 to {MAX_TRACKS} sounds can be mixed; there are {len(tracks)}.",
            remedy="Connect fewer sounds." if tracks else "Connect a sound.",
        )
    if film is None:
        length = _longest(tracks)
        check_seconds(length, MAX_SOUND_SECONDS)
        write_sound(target, mixed(tracks, length, how), seconds=length, tell=tell)
        return
    facts = facts_of(film)
    if not facts.width:
        raise Invalid("There is no film in this file.", remedy="Connect a film.")
    check_seconds(facts.seconds)
    frames = paced(read_frames(film), facts.fps, 0.0, facts.seconds)
    sound = mixed(tracks, facts.seconds, how)
    write_film(target, frames, facts.fps, sound, seconds=facts.seconds, tell=tell)


def mixed(tracks: Sequence[Track], seconds: float, how: Mix) -> Iterator[Samples]:
    """Give the mix in short blocks, exactly as long as asked for."""
    total = round(seconds * RATE)
    sounds = [SoundCursor(_played(track)) for track in tracks]
    push = _Push(how.pushed)
    for start in range(0, total, _BLOCK):
        count = min(_BLOCK, total - start)
        lead, rest = np.zeros((count, 2), np.float32), np.zeros((count, 2), np.float32)
        for track, sound in zip(tracks, sounds, strict=True):
            if track.leads:
                lead += sound.fill(count) * np.float32(track.gain)
            else:
                rest += sound.fill(count) * np.float32(track.gain)
        whole = _bent((lead + rest * push.gains(lead)).astype(np.float32))
        left = (total - start - np.arange(count)) / (max(how.fade_out, 0.0) * RATE + 1)
        yield whole * np.clip(left, 0, 1).astype(np.float32)[:, None]


class _Push:
    """The gain of what does not lead: down quickly, up again slowly, without a click."""

    def __init__(self, pushed: float) -> None:
        self._pushed = pushed
        self._now = 1.0

    def gains(self, lead: Samples) -> Samples:
        heard = len(lead) > 0 and float(np.sqrt(np.mean(np.square(lead)))) > _HEARD
        wanted = self._pushed if heard else 1.0
        slow = _PUSH_SECONDS if wanted < self._now else _RELEASE_SECONDS
        before = self._now
        self._now = wanted + (before - wanted) * float(np.exp(-len(lead) / (slow * RATE)))
        return np.linspace(before, self._now, len(lead), dtype=np.float32)[:, None]


def _played(track: Track) -> Iterator[Samples]:
    silent = round(max(track.start, 0.0) * RATE)
    while silent > 0:
        yield np.zeros((min(silent, RATE), 2), np.float32)
        silent -= RATE
    while True:
        heard = 0
        for block in read_sound(track.path):
            heard += len(block)
            yield block
        # A few samples again and again would open the file a thousand times a second.
        if not track.again or heard < RATE // 10:
            return


def _longest(tracks: Sequence[Track]) -> float:
    """When the last of those that play once has ended; the longest where all repeat."""
    once, again = 0.0, 0.0
    for track in tracks:
        facts = facts_of(track.path)
        if not facts.has_sound:
            continue
        end = max(track.start, 0.0) + facts.seconds
        once, again = (once, max(again, end)) if track.again else (max(once, end), again)
    if not (once or again):
        raise Invalid("None of the files has sound.", remedy="Connect a sound.")
    return once or again


def _bent(samples: Samples) -> Samples:
    """Bend what is too loud instead of cutting it off."""
    loud = np.abs(samples)
    if not len(loud) or float(loud.max()) <= _SOFT:
        return samples
    room = np.float32(1 - _SOFT)
    curve = np.float32(_SOFT) + room * np.tanh((loud - np.float32(_SOFT)) / room)
    return np.where(loud > _SOFT, np.sign(samples) * curve, samples).astype(np.float32)
