"""Writes frames that were drawn in this process into chunks, as the boxes write theirs."""

from __future__ import annotations

import io
from collections.abc import Iterable
from pathlib import Path

import numpy as np
import numpy.typing as npt
from av.video.frame import VideoFrame
from PIL import Image

from koda.animation.rendering.agent.encoder import FilmWriter, PictureWriter
from koda.animation.rendering.agent.shape import ChunkKind, Shape
from koda.animation.rendering.wholly import whole

Pixels = npt.NDArray[np.uint8]
"""Rows, columns, then red, green, blue, or these with how opaque (not multiplied in)."""


def write_chunk(
    target: Path, kind: ChunkKind, shape: Shape, frames: Iterable[Pixels], *, first: int = 0
) -> int:
    """Write a chunk whole or not at all; blocking. Gives how many frames it has.

    Args:
        target: The file; it appears only when it is whole.
        kind: See `naming.KINDS`.
        shape: Size and rate; frames of another size are scaled (but for `png`).
        frames: Drawn one after the other, as they are taken.
        first: The number of the first frame within the film.
    """
    with whole(target) as part:
        return _pictures(part, frames, first) if kind == "png" else _film(part, kind, shape, frames)


def png_of(pixels: Pixels) -> bytes:
    """Write pixels as a PNG, quickly rather than small."""
    out = io.BytesIO()
    Image.fromarray(pixels).save(out, "PNG", compress_level=2)
    return out.getvalue()


def _film(part: Path, kind: ChunkKind, shape: Shape, frames: Iterable[Pixels]) -> int:
    writer = FilmWriter(str(part), kind, shape)
    for pixels in frames:
        writer.add(_frame(pixels))
    writer.close()
    return writer.count


def _pictures(part: Path, frames: Iterable[Pixels], first: int) -> int:
    writer = PictureWriter(str(part), first)
    for pixels in frames:
        writer.add_png(png_of(pixels))
    writer.close()
    return writer.count


def _frame(pixels: Pixels) -> VideoFrame:
    kind = "rgba" if pixels.shape[2] == 4 else "rgb24"
    return VideoFrame.from_ndarray(np.ascontiguousarray(pixels), kind)
