"""Plays a score: every note once, laid where it is written, in a room, at an even level."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

import numpy as np
import numpy.typing as npt

from koda.media.frames import RATE
from koda.media.sound import Sound, faded, levelled, loudness
from koda.providers.offline_art.noise import stream
from koda.providers.offline_music.drums import hit
from koda.providers.offline_music.score import Event
from koda.providers.offline_music.tones import NAMES, tone
from koda.providers.offline_music.waves import Wave, decay, sharpened, softened

_BLOCK = 1 << 17
_LOUD = 0.17  # of a whole piece, root mean square
_LOUDEST = 0.2
_WIDTH = 1.6
_PEAK = -1.5  # decibels; the encoder adds up to half a decibel


def mixed(
    events: Iterable[Event], seconds: float, *, room: float, bright: float, tail: float
) -> Sound:
    """Play events into a sound of exactly this length: two channels at `RATE`."""
    samples = round(seconds * RATE)
    dry = np.zeros((2, samples), np.float32)
    sent = np.zeros(samples, np.float32)
    for (name, midi, length), events_ in _alike(events).items():
        wave = _made(name, midi, length / 1000, bright)
        for event in events_:
            _lay(dry, sent, wave, event)
    _resound(dry, sent, room)
    return _finished(dry, tail)


def _alike(events: Iterable[Event]) -> dict[tuple[str, int, int], list[Event]]:
    """Events that sound the same but for place and level; lengths to a hundredth of a second."""
    groups: dict[tuple[str, int, int], list[Event]] = defaultdict(list)
    for event in events:
        groups[event.name, event.midi, round(event.length * 100) * 10].append(event)
    return groups


def _made(name: str, midi: int, seconds: float, bright: float) -> Wave:
    return tone(name, midi, seconds, bright) if name in NAMES else hit(name)


def _lay(dry: Sound, sent: Sound, wave: Wave, event: Event) -> None:
    start = max(0, round(event.start * RATE))
    count = min(wave.shape[-1], dry.shape[1] - start)
    if count <= 0:
        return
    part = wave[..., :count]
    left = np.float32(event.loud * np.sqrt(0.5 - 0.5 * event.side))
    right = np.float32(event.loud * np.sqrt(0.5 + 0.5 * event.side))
    both = part if part.ndim == 2 else (part, part)
    dry[0, start : start + count] += both[0] * left
    dry[1, start : start + count] += both[1] * right
    mono = part.mean(axis=0) if part.ndim == 2 else part
    sent[start : start + count] += mono * np.float32(event.loud * event.room)


def _resound(dry: Sound, sent: Sound, room: float) -> None:
    """Add what a room gives back: noise that dies away, another one on each side."""
    seconds = 0.5 + 2.2 * room
    count = round(seconds * RATE)
    rng = stream("room")
    fall = decay(count, seconds / 7)
    rise = np.minimum(1, np.arange(count, dtype=np.float32) / np.float32(0.012 * RATE))
    size = 1 << int(np.ceil(np.log2(_BLOCK + count)))
    answers: list[npt.NDArray[np.complexfloating]] = []
    for _ in range(2):
        noise = rng.uniform(-1, 1, count).astype(np.float32)
        echo = softened(sharpened(noise, 220), 4200) * fall * rise
        echo *= np.float32((0.1 + 0.32 * room) / np.sqrt(np.sum(np.square(echo))))
        answers.append(np.fft.rfft(echo, size))
    for start in range(0, len(sent), _BLOCK):
        spectrum = np.fft.rfft(sent[start : start + _BLOCK], size)
        for side, answer in enumerate(answers):
            back = np.fft.irfft(spectrum * answer, size)
            end = min(len(sent), start + _BLOCK + count)
            dry[side, start:end] += back[: end - start].astype(np.float32)


def _finished(dry: Sound, tail: float) -> Sound:
    """At the usual loudness, the loudest moments bent, silent at the end."""
    middle = (dry[0] + dry[1]) * np.float32(0.5)
    dry -= middle  # what differs between left and right is made wider
    dry *= np.float32(_WIDTH)
    dry += middle
    level = loudness(dry)
    if level > 0:
        dry *= np.float32(_LOUD / level)
    np.tanh(dry, out=dry)
    full = levelled(faded(dry, 0.005, tail * 0.9), _PEAK)
    # What has no loud moments would be louder than all else at that level.
    return full * np.float32(min(1.0, _LOUDEST / max(1e-6, loudness(full))))
