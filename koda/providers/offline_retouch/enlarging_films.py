"""Enlarges a film by resampling, its sound as it was."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from pathlib import Path

import numpy as np
from PIL import Image

from koda.core.errors import Invalid
from koda.media.film import write_film
from koda.media.frames import MAX_FRAME_PIXELS, Frame
from koda.media.reading import FilmFacts, facts_of, paced, read_frames, read_sound
from koda.providers.offline_making import breathe

NOTE = "Enlarged on this machine by resampling, not by an AI model."
LONGEST = 4096


def enlarged_film(path: Path, factor: float) -> bytes:
    """Make a film larger by a factor, as far as films may go; blocking.

    Raises:
        Invalid: There is no film in the file.
    """
    facts = facts_of(path)
    if not facts.width:
        raise Invalid("There is no film in this file.", remedy="Connect a film.")
    size = enlarged_size((facts.width, facts.height), factor)
    with tempfile.TemporaryDirectory(prefix="koda-film-") as folder:
        target = Path(folder) / "film.mp4"
        sound = read_sound(path) if facts.has_sound else None
        write_film(target, _larger(path, facts, size), facts.fps, sound)
        return target.read_bytes()


def enlarged_size(size: tuple[int, int], factor: float) -> tuple[int, int]:
    """Give even sides, no longer than `LONGEST` and of no more pixels than a film may have."""
    pixels = size[0] * size[1]
    times = max(1.0, min(factor, LONGEST / max(size), (MAX_FRAME_PIXELS / pixels) ** 0.5))
    width, height = (2 * int(side * times / 2) for side in size)
    return max(2, width), max(2, height)


def _larger(path: Path, facts: FilmFacts, size: tuple[int, int]) -> Iterator[Frame]:
    for frame in paced(read_frames(path), facts.fps, 0.0, facts.seconds):
        breathe()
        picture = Image.fromarray(np.ascontiguousarray(frame))
        yield np.asarray(picture.resize(size, Image.Resampling.LANCZOS))
