"""What the tests of sounds measure them with."""

from __future__ import annotations

import io
from pathlib import Path

import av
import numpy as np
import numpy.typing as npt

Heard = npt.NDArray[np.float64]


def heard(content: bytes | Path) -> tuple[Heard, int]:
    """Decode with the library that browsers' codecs come from: (channels, samples), rate."""
    parts: list[Heard] = []
    source = str(content) if isinstance(content, Path) else io.BytesIO(content)
    with av.open(source) as container:
        rate = container.streams.audio[0].rate
        for frame in container.decode(audio=0):
            array = frame.to_ndarray()
            if frame.format.is_planar:
                parts.append(array.astype(np.float64))
            else:
                channels = frame.layout.nb_channels
                scale = 32768 if array.dtype == np.int16 else 1
                parts.append(array.reshape(-1, channels).T.astype(np.float64) / scale)
    return np.concatenate(parts, axis=1), rate


def seconds(content: bytes) -> float:
    sound, rate = heard(content)
    return sound.shape[1] / rate


def level(sound: Heard) -> float:
    return float(np.sqrt(np.mean(sound**2)))


def centre(sound: Heard, rate: int) -> float:
    """The mean frequency of a sound's spectrum, in hertz: dull is low, hissing is high."""
    strengths = np.abs(np.fft.rfft(sound.mean(axis=0)))
    return float((strengths * np.fft.rfftfreq(sound.shape[1], 1 / rate)).sum() / strengths.sum())


def tone(sound: Heard, rate: int) -> float:
    """The middle pitch of a voice, in hertz, from where its waves repeat."""
    pitches: list[float] = []
    mono = sound.mean(axis=0)
    for start in range(0, len(mono) - 1024, 512):
        part = mono[start : start + 1024] * np.hanning(1024)
        if part.std() < 0.015:
            continue
        waves = np.fft.irfft(np.abs(np.fft.rfft(part, 4096)) ** 2)[:1024]
        shortest, longest = rate // 400, rate // 60
        period = shortest + int(np.argmax(waves[shortest:longest]))
        if waves[period] > 0.45 * waves[0]:
            pitches.append(rate / period)
    return float(np.median(pitches))
