"""Pictures as films keep them: brightness, and two planes of colour."""

from __future__ import annotations

from dataclasses import dataclass
from typing import cast

import numpy as np
import numpy.typing as npt
from av.video.frame import VideoFrame
from av.video.reformatter import Colorspace
from PIL import Image

FPS = 24


@dataclass(frozen=True, slots=True)
class Planes:
    """A picture in BT.709, its colours of half its width and height."""

    light: Image.Image
    blue: Image.Image
    red: Image.Image

    @property
    def size(self) -> tuple[int, int]:
        """Width and height."""
        return self.light.size

    def mixed(self, other: Planes, part: float) -> Planes:
        """Fade to another picture of this size: 0 is this one, 1 the other."""
        if part <= 0:
            return self
        if part >= 1:
            return other
        return Planes(
            Image.blend(self.light, other.light, part),
            Image.blend(self.blue, other.blue, part),
            Image.blend(self.red, other.red, part),
        )

    def frame(self) -> VideoFrame:
        """Give what an encoder takes."""
        width, height = self.size
        flat = b"".join(one.tobytes() for one in (self.light, self.blue, self.red))
        array = np.frombuffer(flat, np.uint8).reshape(height * 3 // 2, width)
        return VideoFrame.from_ndarray(array, "yuv420p")


def planes_of(picture: Image.Image) -> Planes:
    """Take a picture of even sides apart."""
    return planes_of_pixels(np.asarray(picture.convert("RGB")))


def planes_of_pixels(pixels: npt.NDArray[np.uint8]) -> Planes:
    """Take rows, columns and red-green-blue apart; both sides even."""
    height, width = pixels.shape[:2]
    whole = VideoFrame.from_ndarray(np.ascontiguousarray(pixels), "rgb24").reformat(
        format="yuv420p", dst_colorspace=Colorspace.ITU709
    )
    flat = cast("npt.NDArray[np.uint8]", whole.to_ndarray()).ravel()
    lights = width * height
    half = (height // 2, width // 2)
    return Planes(
        Image.fromarray(flat[:lights].reshape(height, width)),
        Image.fromarray(flat[lights : lights * 5 // 4].reshape(half)),
        Image.fromarray(flat[lights * 5 // 4 :].reshape(half)),
    )
