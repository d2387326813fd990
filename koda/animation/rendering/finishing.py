"""Makes films of chunks in this process, as the boxes make theirs."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from koda.animation.engine import Format
from koda.animation.rendering.agent import finishing
from koda.animation.rendering.agent.opening import Refused
from koda.animation.rendering.agent.room import TooMuch
from koda.animation.rendering.agent.shape import Chunk, Shape
from koda.animation.rendering.refusals import damaged, too_much
from koda.animation.rendering.wholly import whole


def finish(
    chunks: Sequence[Chunk],
    target: Path,
    wanted: Format,
    shape: Shape,
    tracks: Sequence[Path] = (),
) -> None:
    """Write a film whole or not at all; blocking. See `agent.finishing.finish`.

    Raises:
        RenderFailed: A chunk is not what it should be.
        TooLarge: The film would be larger than 512 MB.
    """
    sounds = [(str(track), track.name) for track in tracks]
    with whole(target) as part:
        try:
            finishing.finish(chunks, str(part), wanted, shape, sounds)
        except Refused as refused:
            raise damaged(str(refused)) from refused
        except TooMuch as error:
            raise too_much() from error
