"""Says what a chunk is like: its kind, its size, how its file is named."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

ChunkKind = Literal["h264", "vp9", "png"]

ENDINGS: dict[ChunkKind, str] = {"h264": ".mp4", "vp9": ".webm", "png": ".zip"}
DATE = (1980, 1, 1, 0, 0, 0)
"""Of every picture in a zip: the same frames are the same bytes."""


@dataclass(frozen=True, slots=True)
class Shape:
    """What the frames of a chunk are like.

    Attributes:
        width, height: Pixels; both even, but for `png`.
        fps: Frames per second.
    """

    width: int
    height: int
    fps: int


@dataclass(frozen=True, slots=True)
class Chunk:
    """A stretch of the film that is drawn.

    Attributes:
        path: Its file.
        name: What it is called when something is wrong with it.
        begin: Its first frame.
        count: How many frames it must have.
    """

    path: str
    name: str
    begin: int
    count: int


def chunk_name(kind: ChunkKind, begin: int, end: int) -> str:
    """Name the file of a chunk by its first frame and the frame after its last."""
    return f"chunk-{begin:05d}-{end:05d}{ENDINGS[kind]}"


def frame_name(number: int) -> str:
    """Name a frame's picture in a chunk of pictures."""
    return f"frame-{number:05d}.png"


def still_name(number: int) -> str:
    """Name a picture of a film that was taken apart, from 1."""
    return f"{number:05d}.jpg"
