"""Says in Koda's words why no film could be made of what is there."""

from __future__ import annotations

from koda.animation.rendering.agent.room import MOST_BYTES
from koda.core.errors import RenderFailed, TooLarge


def damaged(name: str) -> RenderFailed:
    """Say that a chunk or a sound is not what it should be."""
    return RenderFailed(
        f"A part of the film is damaged ({name[:100]}).", remedy="Render the animation again."
    )


def too_much() -> TooLarge:
    """Say that the film would be too large."""
    return TooLarge(
        f"The result is larger than {MOST_BYTES // 1024**2} MB.",
        remedy="Make it shorter or smaller.",
        limit=MOST_BYTES,
    )
