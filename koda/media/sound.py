"""Whole sounds in memory: made level, faded, lengthened, written as WAV or AAC."""

from __future__ import annotations

import io
import tempfile
import wave
from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path
from typing import Any, cast

import numpy as np
import numpy.typing as npt

from koda.core.errors import Invalid
from koda.media.frames import RATE, Samples, stereo

Sound = npt.NDArray[np.float32]
"""A row per channel, a column per sample, from -1 to 1: what synthesis works on."""

_CHUNK = 16_384
_STEPS = 32_767  # of 16 bits


def silence(seconds: float, channels: int = 2, rate: int = RATE) -> Sound:
    """Give a sound of this length with nothing in it."""
    return np.zeros((channels, max(0, round(seconds * rate))), np.float32)


def peak(sound: Sound) -> float:
    """Give the largest deflection, 0 to 1 (more where it would be clipped)."""
    return float(np.max(np.abs(sound))) if sound.size else 0.0


def loudness(sound: Sound) -> float:
    """Give the root of the mean square, 0 to 1."""
    return float(np.sqrt(np.mean(np.square(sound, dtype=np.float64)))) if sound.size else 0.0


def levelled(sound: Sound, decibels: float = -1.0) -> Sound:
    """Scale a sound so that its largest deflection has this level; silence stays silence."""
    loudest = peak(sound)
    if loudest < 1e-6:
        return sound
    return sound * np.float32(10 ** (decibels / 20) / loudest)


def faded(sound: Sound, seconds_in: float, seconds_out: float, rate: int = RATE) -> Sound:
    """Let a sound come from silence and go to silence, along a curve without corners."""
    samples = sound.shape[1]
    result = sound.copy()
    rise = min(samples, round(seconds_in * rate))
    fall = min(samples, round(seconds_out * rate))
    if rise:
        result[:, :rise] *= _rising(rise)
    if fall:
        result[:, samples - fall :] *= _rising(fall)[::-1]
    return result


def lasting(sound: Sound, samples: int, *, loop: bool = False) -> Sound:
    """Cut a sound to this length; where it is shorter, repeat it or add silence."""
    have = sound.shape[1]
    if have >= samples:
        return sound[:, :samples]
    if loop and have:
        return np.tile(sound, (1, -(-samples // have)))[:, :samples]
    return np.pad(sound, ((0, 0), (0, samples - have)))


def samples_of(sound: Sound) -> Samples:
    """Give a sound as the writers of films take it."""
    return stereo(sound.T)


def load_sound(path: Path, most_seconds: float = 900.0) -> Sound:
    """Read the whole sound of a film or sound file, in stereo at `RATE`; blocking.

    What lies beyond `most_seconds` is left.

    Raises:
        Invalid: The file has no sound, or cannot be decoded.
    """
    from koda.media.reading import read_sound  # noqa: PLC0415 — loads the codecs

    blocks = list(read_sound(path, end=most_seconds))
    if not blocks:
        raise Invalid("The file has no sound.", remedy="Connect a file with sound.")
    return np.ascontiguousarray(np.concatenate(blocks).T)


def wav_of(sound: Sound, rate: int = RATE) -> bytes:
    """Write a WAV file of 16 bits."""
    out = io.BytesIO()
    with wave.open(out, "wb") as file:
        file.setnchannels(sound.shape[0])
        file.setsampwidth(2)
        file.setframerate(rate)
        file.writeframes(_whole(sound).T.tobytes())
    return out.getvalue()


def m4a_of(sound: Sound, rate: int = RATE, bits_per_second: int = 192_000) -> bytes:
    """Write an M4A file (AAC) whose index is at its start; blocking."""
    import av  # noqa: PLC0415 — 30 MB of codecs: only loaded for files that need them

    # The index is moved to the start by reading the file again, which needs a real file.
    with tempfile.TemporaryDirectory(prefix="koda-sound-") as folder:
        path = Path(folder) / "sound.m4a"
        with av.open(path, "w", format="ipod", options={"movflags": "faststart"}) as out:
            container = cast("Any", out)  # PyAV's types leave its packets unknown
            # This way of coding takes half the time; nobody hears it at this many bits.
            stream = container.add_stream("aac", rate=rate, options={"aac_coder": "fast"})
            stream.layout = "mono" if sound.shape[0] == 1 else "stereo"
            stream.bit_rate = bits_per_second
            for frame in _frames(sound, rate):
                container.mux(stream.encode(frame))
            container.mux(stream.encode(None))
        return path.read_bytes()


def _frames(sound: Sound, rate: int) -> Iterator[Any]:
    from av.audio.frame import AudioFrame  # noqa: PLC0415

    layout = "mono" if sound.shape[0] == 1 else "stereo"
    for start in range(0, sound.shape[1], _CHUNK):
        part = np.ascontiguousarray(sound[:, start : start + _CHUNK], np.float32)
        frame = AudioFrame.from_ndarray(part, format="fltp", layout=layout)
        frame.sample_rate = rate
        frame.time_base = Fraction(1, rate)
        frame.pts = start
        yield frame


def _whole(sound: Sound) -> npt.NDArray[np.int16]:
    steps = np.rint(np.clip(sound, -1, 1) * np.float32(_STEPS))
    return steps.astype("<i2")


def _rising(samples: int) -> Sound:
    turn = (np.arange(samples, dtype=np.float32) + np.float32(0.5)) / np.float32(samples)
    return np.float32(0.5) - np.float32(0.5) * np.cos(np.float32(np.pi) * turn)
