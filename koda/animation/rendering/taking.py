"""Takes pictures and facts out of a box: what they are is checked, whatever the box says."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Annotated

from pydantic import BaseModel, Field, ValidationError

from koda.animation.rendering.agent.pixels import is_picture, most_bytes
from koda.animation.rendering.agent.shape import Shape
from koda.core.errors import NotFound, TooLarge
from koda.sandbox.port import WORK, Sandbox

_MOST_FACTS = 2 * 1024**2
MOST_MISSING = 200
"""Letters that are told to be missing: with more, it is a script."""


class SeenText(BaseModel):
    """Words that are on show, where they are in pixels of the film."""

    text: Annotated[str, Field(max_length=2_000)]
    x: float
    y: float
    width: float
    height: float
    clipped: bool = False


class Seen(BaseModel):
    """What the stage says is on show in a frame: texts, and media by name.

    `missing`: letters of the film, so far as they are known, that no font has where it is drawn.
    """

    texts: Annotated[tuple[SeenText, ...], Field(max_length=500)] = ()
    media: Annotated[tuple[Annotated[str, Field(max_length=100)], ...], Field(max_length=200)] = ()
    missing: Annotated[str, Field(max_length=MOST_MISSING)] = ""


async def picture_of(box: Sandbox, frame: int, shape: Shape) -> bytes | None:
    """Give the still of a frame, if there is one that is what it should be."""
    try:
        content = await box.read(f"{WORK}/out/still-{frame:05d}.png", limit=most_bytes(shape))
    except (NotFound, TooLarge):
        return None
    return content if is_picture(content, shape) else None


async def looks_of(box: Sandbox, frames: Sequence[int]) -> Mapping[int, Seen]:
    """Give what is on show in frames, as far as the stage has told."""
    found: dict[int, Seen] = {}
    for frame in frames:
        try:
            content = await box.read(f"{WORK}/out/look-{frame:05d}.json", limit=_MOST_FACTS)
            found[frame] = Seen.model_validate_json(content)
        except (NotFound, TooLarge, ValidationError):
            continue
    return found
