"""What the tests of films measure them with, and the films and pictures that they make."""

from __future__ import annotations

import io
from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path

import av
import numpy as np
import numpy.typing as npt
from PIL import Image

from koda.media.film import write_film
from koda.media.frames import RATE

Frames = npt.NDArray[np.uint8]


def watched(content: bytes) -> Frames:
    """Decode all frames: (frames, rows, columns, 3)."""
    with av.open(io.BytesIO(content)) as container:
        return np.stack([frame.to_ndarray(format="rgb24") for frame in container.decode(video=0)])


def facts(content: bytes) -> tuple[list[str], float, Fraction]:
    """The codecs, the length in seconds, the frames per second."""
    with av.open(io.BytesIO(content)) as container:
        codecs = [one.codec.name for one in container.streams]
        assert container.duration is not None
        rate = container.streams.video[0].average_rate
        assert rate is not None
        return codecs, container.duration / 1e6, rate


def seekable(content: bytes) -> bool:
    """Whether the index comes first and a frame in the middle is found at once."""
    with av.open(io.BytesIO(content)) as container:
        stream = container.streams.video[0]
        assert container.duration is not None
        container.seek(container.duration // 2)
        frame = next(iter(container.decode(stream)))
        near = abs((frame.time or 0) - container.duration / 2e6) <= 1.1
    return near and content.find(b"moov") < content.find(b"mdat")


def moves(frames: Frames) -> float:
    """The mean distance of a film's beginning and end, 0 to 1."""
    return float(np.abs(frames[0].astype(float) - frames[-1].astype(float)).mean() / 255)


def blank(frame: Frames) -> bool:
    return bool(frame.std() < 4)


def picture(path: Path, size: tuple[int, int] = (320, 180), color: str = "teal") -> Path:
    image = Image.effect_noise(size, 90).convert("RGB")
    Image.blend(image, Image.new("RGB", size, color), 0.6).save(path)
    return path


def film(
    path: Path, seconds: float = 2.0, size: tuple[int, int] = (160, 90), *, sound: bool = True
):
    """A film of a square that goes to the right, over noise that stands still; with a tone."""
    size = (160, 90)
    ground = np.asarray(Image.effect_noise(size, 40).convert("RGB"))
    count = round(seconds * 25)

    def frames() -> Iterator[Frames]:
        for number in range(count):
            frame = ground.copy()
            left = number * (size[0] - 40) // count
            frame[20:60, left : left + 40] = (250, 120, 30)
            yield frame

    time = np.arange(round(seconds * RATE)) / RATE
    tone = np.repeat((0.3 * np.sin(2 * np.pi * 440 * time)).astype(np.float32)[:, None], 2, axis=1)
    write_film(path, frames(), 25, tone if sound else None)
    return path
