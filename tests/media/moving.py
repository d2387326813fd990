"""Films whose shots, camera and colours are known, because the test made them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import accumulate
from pathlib import Path

import numpy as np
from PIL import Image

from koda.media.film import write_film
from koda.media.frames import Frame

SIZE = (192, 108)
FPS = 24

Camera = Callable[[float], tuple[float, float, float]]
"""Where the camera is at a moment: right and down in widths of the picture, and how near."""


def still(_: float) -> tuple[float, float, float]:
    return 0.0, 0.0, 1.0


def going(right: float = 0, down: float = 0, near: float = 0) -> Camera:
    """A camera that moves by so much a second."""
    return lambda time: (right * time, down * time, 1 + near * time)


def trembling(time: float) -> tuple[float, float, float]:
    right = 0.02 * np.sin(17 * time) + 0.012 * np.sin(41 * time)
    return float(right), float(0.02 * np.sin(23 * time + 1)), 1.0


def scenery(seed: int, tint: tuple[float, float, float] = (1, 1, 1)) -> Image.Image:
    """A picture three times as large as the frame, with shapes of all sizes."""
    random = np.random.default_rng(seed)
    wide, tall = SIZE[0] * 3, SIZE[1] * 3
    layers = np.zeros((tall, wide), np.float32)
    for grain, weight in ((6, 0.5), (24, 0.3), (72, 0.2)):
        coarse = random.random((grain * 9 // 16 + 2, grain)).astype(np.float32)
        soft = Image.fromarray(coarse).resize((wide, tall), Image.Resampling.BICUBIC)
        layers += weight * np.asarray(soft)
    spread = np.clip((layers - 0.2) * 1.6, 0, 1)[..., None] * 235
    return Image.fromarray((spread * np.array(tint)).astype(np.uint8))


def shot(picture: Image.Image, seconds: float, camera: Camera = still) -> list[Frame]:
    """Frames of a picture that a camera looks at."""
    return [_seen(picture, *camera(place / FPS)) for place in range(round(seconds * FPS))]


def _seen(picture: Image.Image, right: float, down: float, near: float) -> Frame:
    wide, tall = SIZE[0] / near, SIZE[1] / near
    left = picture.width / 2 + right * SIZE[0] - wide / 2
    top = picture.height / 2 + down * SIZE[0] - tall / 2
    box = (left, top, left + wide, top + tall)
    return np.asarray(picture.resize(SIZE, Image.Resampling.BILINEAR, box=box))


def mixed(first: list[Frame], second: list[Frame]) -> Iterator[Frame]:
    """A dissolve, as long as the shorter one."""
    count = min(len(first), len(second))
    for place in range(count):
        share = (place + 1) / (count + 1)
        yield (first[place] * (1 - share) + second[place] * share).astype(np.uint8)


def cut_film(path: Path, *shots: list[Frame]) -> list[float]:
    """Write shots one after the other; gives the moments of the cuts between them."""
    write_film(path, (frame for one in shots for frame in one), FPS)
    return [count / FPS for count in accumulate(len(one) for one in shots[:-1])]
