"""Takes the films of a canvas apart into pictures, so that a frame of them is there at once."""

from __future__ import annotations

import json
import secrets
import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

from PIL import Image

from koda.animation.project import ProjectMedia
from koda.media.reading import facts_of, paced, read_frames

MOST_SECONDS = 60.0
"""Of each film: what lies beyond is not shown."""
_QUALITY = 88
_FACTS = "footage.json"


@dataclass(frozen=True, slots=True)
class Footage:
    """The pictures of a film: `00001.jpg` and so on."""

    folder: Path
    fps: int
    count: int

    def pictures(self) -> Sequence[Path]:
        """Give the files in order."""
        return [self.folder / f"{number:05d}.jpg" for number in range(1, self.count + 1)]


def footage_of(
    medium: ProjectMedia, path: Path, fps: int, size: tuple[int, int], folder: Path
) -> Footage:
    """Give the pictures of a film, made once and kept in `folder`; blocking.

    Args:
        medium: Which film it is.
        path: Its file.
        fps: How many pictures a second are needed.
        size: Of the animation: no picture needs to be larger.
        folder: Where they are kept, by what they were made of.

    Raises:
        Invalid: The film cannot be decoded.
    """
    place = folder / f"footage-{medium.hash[:24]}-{fps}-{size[0]}x{size[1]}"
    facts = place / _FACTS
    if not facts.is_file():
        part = folder / f".{secrets.token_hex(4)}-footage"
        part.mkdir(parents=True)
        try:
            count = _take(path, fps, size, part)
            (part / _FACTS).write_text(json.dumps({"count": count}))
            if not facts.is_file():
                part.replace(place)
        finally:
            shutil.rmtree(part, ignore_errors=True)
    return Footage(place, fps, int(json.loads(facts.read_text())["count"]))


def _take(path: Path, fps: int, size: tuple[int, int], folder: Path) -> int:
    seconds = min(facts_of(path).seconds, MOST_SECONDS)
    number = 0
    for number, frame in enumerate(paced(read_frames(path), Fraction(fps), 0.0, seconds), 1):
        image = Image.fromarray(frame)
        # Large enough to fill the picture, whatever the shapes.
        share = max(size[0] / image.width, size[1] / image.height)
        if share < 1:
            image = image.resize((round(image.width * share), round(image.height * share)))
        image.save(folder / f"{number:05d}.jpg", "JPEG", quality=_QUALITY)
    return number
