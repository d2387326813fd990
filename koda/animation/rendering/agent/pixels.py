"""Knows a PNG by its first bytes, before anything decodes it."""

from __future__ import annotations

import struct

from koda.animation.rendering.agent.shape import Shape

_PNG = b"\x89PNG\r\n\x1a\n"


def is_picture(content: bytes, shape: Shape) -> bool:
    """Tell whether bytes begin as a PNG of this size does."""
    size = struct.pack(">II", shape.width, shape.height)
    return content.startswith(_PNG) and content[16:24] == size


def most_bytes(shape: Shape) -> int:
    """Say how long a PNG of this size may be."""
    return shape.width * shape.height * 5 + 65_536
