"""Pictures that move with something: with a sound, or as another film does."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path

import numpy as np
import numpy.typing as npt
from PIL import Image, ImageDraw

from koda.media.frames import RATE
from koda.media.reading import paced, read_frames
from koda.media.sound import Sound
from koda.providers.offline_film.grades import brightened
from koda.providers.offline_film.planes import FPS, Planes
from koda.providers.offline_film.shots import Shot

_BARS = 40
_LOWEST, _HIGHEST = 55.0, 9000.0  # hertz
_WINDOW = 4096
_SMALL = (96, 54)

Curve = npt.NDArray[np.float64]


def reacting(shot: Shot, sound: Sound, count: int) -> Iterator[Planes]:
    """Move closer and lighten with each loud moment, and show the sound as bars."""
    bands = bands_of(sound, count)
    loud = _falling(bands.mean(axis=1), 0.8)
    for number in range(count):
        level = float(loud[number])
        frame = shot.at(number / max(1, count - 1), push=0.55 * level - 0.2)
        frame = brightened(frame, 0.92 + 0.2 * level)
        yield _with_bars(frame, bands[number])


def following(shot: Shot, film: Path, count: int) -> Iterator[Planes]:
    """Move a picture as the camera of a film moves."""
    path = path_of(film, count)
    for number in range(count):
        aside = (float(path[number, 0]), float(path[number, 1]))
        yield shot.at(0.5, push=float(path[number, 2]), aside=aside)


def bands_of(sound: Sound, count: int) -> Curve:
    """Give how loud each band of a sound is at each frame, 0 to 1: (frames, bands)."""
    mono = sound.mean(axis=0)
    edges = np.geomspace(_LOWEST, _HIGHEST, _BARS + 1) * _WINDOW / RATE
    places = np.maximum(np.arange(1, _BARS + 2), np.rint(edges)).astype(np.intp)
    window = np.hanning(_WINDOW)
    bands = np.zeros((count, _BARS))
    for number in range(count):
        middle = (2 * number + 1) * RATE // (2 * FPS)
        part = mono[max(0, middle - _WINDOW // 2) : middle + _WINDOW // 2]
        strengths = np.abs(np.fft.rfft(part * window[: len(part)], _WINDOW))
        sums = np.add.reduceat(strengths, places[:-1])
        bands[number] = sums / np.maximum(1, np.diff(places))
    bands = np.sqrt(bands)
    loudest = np.maximum(np.percentile(bands, 97, axis=0), 0.05 * max(1e-6, float(bands.max())))
    return _falling(np.clip(bands / loudest, 0, 1), 0.72)


def path_of(film: Path, count: int) -> Curve:
    """Give where a film's camera is at each frame: across and down of -0.5 to 0.5, and near."""
    small = [
        np.asarray(
            Image.fromarray(one).convert("L").resize(_SMALL, Image.Resampling.BOX), np.float64
        )
        for one in paced(read_frames(film), Fraction(FPS), 0.0, count / FPS)
    ]
    moved = np.zeros((count, 3))
    for number in range(1, min(count, len(small))):
        across, down = _shift(small[number - 1], small[number])
        moved[number, :2] = (-across / _SMALL[0], -down / _SMALL[1])
        moved[number, 2] = np.abs(small[number] - small[number - 1]).mean() / 255
    path = np.cumsum(moved, axis=0)
    path[:, :2] -= (path[:, :2].max(axis=0) + path[:, :2].min(axis=0)) / 2
    widest = float(np.abs(path[:, :2]).max())
    if widest > 0:
        path[:, :2] *= 0.5 / max(widest, 0.12)
    # What moves without the camera brings the picture nearer.
    path[:, 2] = np.clip(_falling(moved[:, 2], 0.9) * 4, 0, 0.4)
    return _smoothed(path)


def _shift(before: Curve, after: Curve) -> tuple[float, float]:
    """How far a picture moved to the right and down, by where two pictures fit best."""
    window = np.outer(np.hanning(_SMALL[1]), np.hanning(_SMALL[0]))
    first = np.fft.rfft2((before - before.mean()) * window)
    second = np.fft.rfft2((after - after.mean()) * window)
    both = second * np.conj(first)
    fits = np.fft.irfft2(both / np.maximum(np.abs(both), 1e-9), s=before.shape)
    best = np.unravel_index(int(np.argmax(fits)), fits.shape)
    down = (int(best[0]) + _SMALL[1] // 2) % _SMALL[1] - _SMALL[1] // 2
    across = (int(best[1]) + _SMALL[0] // 2) % _SMALL[0] - _SMALL[0] // 2
    # A jump of a third of the picture is a cut, not a movement.
    if abs(across) > _SMALL[0] // 3 or abs(down) > _SMALL[1] // 3:
        return 0.0, 0.0
    return float(across), float(down)


def _with_bars(frame: Planes, heights: Curve) -> Planes:
    width, height = frame.size
    tall = 2 * round(height * 0.08)
    mask = Image.new("L", (width, tall))
    pen = ImageDraw.Draw(mask)
    step = width * 0.7 / _BARS
    for place, share in enumerate(heights):
        left = width * 0.15 + place * step
        top = tall - max(2.0, float(share) * tall)
        pen.rectangle((left, top, left + step * 0.6, tall), fill=150)
    down = 2 * round(height * 0.46) - tall
    half = mask.resize((width // 2, tall // 2), Image.Resampling.BOX)
    frame.light.paste(232, (0, down), mask)
    frame.blue.paste(128, (0, down // 2), half)
    frame.red.paste(128, (0, down // 2), half)
    return frame


def _falling(curve: Curve, keep: float) -> Curve:
    """Rise at once, fall slowly."""
    result = curve.copy()
    for number in range(1, len(result)):
        result[number] = np.maximum(result[number], result[number - 1] * keep)
    return result


def _smoothed(curve: Curve) -> Curve:
    kernel = np.hanning(11)[1:-1]
    kernel /= kernel.sum()
    padded = np.pad(curve, ((4, 4), (0, 0)), mode="edge")
    columns = [np.convolve(padded[:, one], kernel, "valid") for one in range(curve.shape[1])]
    return np.stack(columns, axis=1).astype(np.float64)
