"""Reads and writes the sound of a film or sound file piece by piece."""

# The vendor's types leave the parameters of a packet open.
# pyright: reportUnknownMemberType=false
from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction
from pathlib import Path

import av
import numpy as np
from av.audio.frame import AudioFrame
from av.audio.stream import AudioStream
from av.container import OutputContainer

from koda.core.errors import Invalid
from koda.media.frames import (
    MAX_SOUND_SECONDS,
    RATE,
    Samples,
    Tell,
    check_bytes,
    check_seconds,
    stereo,
    untold,
)

_BITS = 192_000


class SoundCursor:
    """Sound that arrives in blocks, taken in pieces of any length."""

    def __init__(self, blocks: Iterable[Samples]) -> None:
        """Take from these blocks, in order."""
        self._blocks = iter(blocks)
        self._rest = np.zeros((0, 2), np.float32)
        self._dry = False

    def take(self, count: int) -> Samples:
        """Give the next samples: fewer than `count` when they end, then none."""
        pieces: list[Samples] = []
        while count > 0 and not self._dry:
            if not len(self._rest):
                block = next(self._blocks, None)
                if block is None:
                    self._dry = True
                    break
                self._rest = stereo(block)
            piece, self._rest = self._rest[:count], self._rest[count:]
            pieces.append(piece)
            count -= len(piece)
        return np.concatenate(pieces) if pieces else np.zeros((0, 2), np.float32)

    def fill(self, count: int) -> Samples:
        """Give exactly `count` samples: silence follows when they end."""
        found = self.take(count)
        if len(found) == count:
            return found
        return np.concatenate([found, np.zeros((count - len(found), 2), np.float32)])


def write_sound(
    target: Path, blocks: Iterable[Samples], *, seconds: float = 0.0, tell: Tell = untold
) -> None:
    """Write sound as AAC in an M4A file whose index comes first; blocking.

    `tell` is told how far the work is, of `seconds` that it is going to last.

    Raises:
        Invalid: There is no sound.
        TooLarge: It is longer than three hours.
    """
    sound = SoundCursor(blocks)
    place = 0
    with av.open(str(target), "w", format="ipod", options={"movflags": "+faststart"}) as out:
        stream = add_sound(out)
        while len(piece := sound.take(RATE)):
            out.mux(stream.encode(sound_frame(piece, place)))
            place += len(piece)
            tell(min(1.0, place / RATE / seconds) if seconds else 0.0)
            check_seconds(place / RATE, MAX_SOUND_SECONDS)
        if place:
            out.mux(stream.encode(None))
    if not place:
        raise Invalid("There is no sound in it.", remedy="Choose a film or file with sound.")
    check_bytes(target.stat().st_size)


def add_sound(out: OutputContainer) -> AudioStream:
    """Add a stereo AAC stream of `RATE` to a file."""
    stream = out.add_stream("aac", rate=RATE)
    stream.layout = "stereo"
    stream.bit_rate = _BITS
    return stream


def sound_frame(samples: Samples, place: int) -> AudioFrame:
    """Make what an encoder takes; `place` counts the samples before it."""
    flat = np.ascontiguousarray(samples, np.float32).reshape(1, -1)
    frame = AudioFrame.from_ndarray(flat, "flt", "stereo")
    frame.sample_rate = RATE
    frame.pts = place
    frame.time_base = Fraction(1, RATE)
    return frame
