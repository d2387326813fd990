"""Numbers for painting: seeded streams, noise fields and curves that are the same everywhere.

Only operations that IEEE 754 rounds exactly (+ - * / sqrt floor) touch whole pictures, so two
machines paint the same pixels; `numpy.sin` and friends differ between processors.
"""

from __future__ import annotations

import hashlib

import numpy as np
import numpy.typing as npt
from PIL import Image

Field = npt.NDArray[np.floating]  # float32 wherever whole pictures are meant
Stream = np.random.RandomState  # its numbers are frozen by numpy's promise, unlike Generator's


def stream(*parts: object) -> Stream:
    """Make a stream of random numbers that depends on the parts only."""
    text = "\x1f".join(str(part) for part in parts)
    digest = hashlib.sha256(text.encode("utf-8", "surrogatepass")).digest()
    return Stream(np.frombuffer(digest, dtype="<u4").tolist())


def places(count: int) -> npt.NDArray[np.intp]:
    """The whole numbers below a count."""
    return np.arange(count, dtype=np.intp)


def branch(rng: Stream) -> Stream:
    """Split a stream, so that the pixels drawn from the branch do not shift what follows."""
    return Stream(rng.randint(0, 2**31 - 1, 4).tolist())


def pick(rng: Stream, low: float, high: float) -> float:
    """Draw one number between two."""
    return low + (high - low) * float(rng.random_sample())


def chance(rng: Stream, share: float) -> bool:
    """Draw true for this share of the draws."""
    return float(rng.random_sample()) < share


def clip01(field: Field) -> Field:
    """Keep a field within 0 to 1."""
    return np.clip(field, np.float32(0), np.float32(1))


def smooth(field: Field, low: float, high: float) -> Field:
    """Rise smoothly from 0 at `low` to 1 at `high` (which may be below `low`)."""
    t = clip01((field - np.float32(low)) * np.float32(1.0 / (high - low)))
    return t * t * (np.float32(3) - np.float32(2) * t)


def sine(turns: Field) -> Field:
    """Sine of an angle in turns, by exactly rounded steps; error below 0.002."""
    t = (turns - np.floor(turns)).astype(np.float32) * np.float32(2) - np.float32(1)
    wave = np.float32(4) * t * (np.float32(1) - np.abs(t))
    return -(np.float32(0.225) * (wave * np.abs(wave) - wave) + wave)


def resize(field: Field, width: int, height: int) -> Field:
    """Scale a field smoothly."""
    image = Image.fromarray(np.ascontiguousarray(field, dtype=np.float32))
    scaled = image.resize((width, height), Image.Resampling.BICUBIC)
    return np.asarray(scaled, dtype=np.float32)


def fbm(
    width: int,
    height: int,
    cells: tuple[float, float],
    octaves: int,
    rng: Stream,
    gain: float = 0.5,
) -> Field:
    """Fractal noise about 0 to 1, mean one half; `cells` across and down at the coarsest octave."""
    across, down = max(2, round(cells[0]) + 1), max(2, round(cells[1]) + 1)
    own = branch(rng)
    field = own.random_sample((down, across)).astype(np.float32) - np.float32(0.5)
    weight, spread = 1.0, 1.0
    for _ in range(octaves - 1):
        if across * 2 > width * 2 or down * 2 > height * 2:
            break
        across, down = across * 2, down * 2
        weight *= gain
        spread += weight * weight
        detail = own.random_sample((down, across)).astype(np.float32) - np.float32(0.5)
        field = resize(field, across, down) + detail * np.float32(weight)
    field = resize(field, width, height)
    return clip01(field * np.float32(1.15 / spread**0.5) + np.float32(0.5))


def line(count: int, cells: float, octaves: int, rng: Stream, gain: float = 0.5) -> Field:
    """Fractal noise along a line of `count` points, about -1 to 1."""
    own = branch(rng)
    place = np.arange(count, dtype=np.float64) / max(count, 1)
    total = np.zeros(count, dtype=np.float64)
    weight = 1.0
    for _ in range(octaves):
        knots = own.random_sample(int(cells) + 3) * 2 - 1
        at = place * cells
        index = np.floor(at).astype(np.int64)
        t = at - index
        t = t * t * (3 - 2 * t)
        total += weight * (knots[index] * (1 - t) + knots[index + 1] * t)
        weight *= gain
        cells *= 2.03
    return total.astype(np.float32)


def ridged(count: int, cells: float, octaves: int, rng: Stream) -> Field:
    """Sharp crests along a line of `count` points, 0 to about 1: mountain silhouettes."""
    own = branch(rng)
    place = np.arange(count, dtype=np.float64) / max(count, 1)
    total = np.zeros(count, dtype=np.float64)
    weight = 0.62
    for _ in range(octaves):
        knots = own.random_sample(int(cells) + 3)
        at = place * cells + own.random_sample()
        index = np.floor(at).astype(np.int64)
        t = at - index
        value = knots[index] * (1 - t) + knots[np.minimum(index + 1, knots.size - 1)] * t
        total += weight * value
        weight *= 0.46
        cells *= 2.1
    return total.astype(np.float32)


def tile(width: int, height: int, rng: Stream) -> Field:
    """White noise, -1 to 1, triangular; repeats every 512 pixels to stay quick at any size."""
    own = branch(rng)
    square = (own.random_sample((512, 512)) + own.random_sample((512, 512)) - 1).astype(np.float32)
    return np.tile(square, (height // 512 + 1, width // 512 + 1))[:height, :width]
