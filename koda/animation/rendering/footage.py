"""Has films of a canvas taken apart into pictures, so that a frame of them is there at once."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from koda.animation.project import ProjectMedia
from koda.animation.rendering.agent.shape import still_name
from koda.core.errors import Invalid

MOST_SECONDS = 60.0
"""Of each film: what lies beyond is not shown."""
PICTURES = "pictures.zip"


@dataclass(frozen=True, slots=True)
class Footage:
    """The pictures of a film in a zip: `00001.jpg` and so on."""

    archive: Path
    fps: int
    count: int

    def pictures(self) -> Iterator[tuple[str, bytes]]:
        """Give each with its name, in order; blocking."""
        with zipfile.ZipFile(self.archive) as file:
            for number in range(1, self.count + 1):
                yield still_name(number), file.read(still_name(number))


def footage_key(medium: ProjectMedia, fps: int, size: tuple[int, int]) -> str:
    """Name what the pictures of a film are made of."""
    return f"footage-{medium.hash[:24]}-{fps}-{size[0]}x{size[1]}"


def footage_in(archive: Path, fps: int) -> Footage:
    """Look how many pictures there are; blocking.

    Raises:
        Invalid: A box has not given what it was asked for.
    """
    try:
        with zipfile.ZipFile(archive) as file:
            names = set(file.namelist())
            size = sum(one.file_size for one in file.infolist())
    except (zipfile.BadZipFile, OSError) as error:
        raise undecodable() from error
    count = len(names)
    named = {still_name(number) for number in range(1, count + 1)}
    if not count or count > MOST_SECONDS * fps + 1 or names != named or size > _MOST_BYTES:
        raise undecodable()
    return Footage(archive, fps, count)


_MOST_BYTES = 512 * 1024**2


def undecodable() -> Invalid:
    """Say that a film of the canvas cannot be used."""
    return Invalid(
        "A film that this animation uses cannot be decoded.",
        remedy="Save it again in another program.",
    )
