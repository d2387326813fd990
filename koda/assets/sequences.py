"""Zips of numbered pictures, which Koda makes and keeps as files to be taken home."""

from __future__ import annotations

import re
import zipfile
from pathlib import Path

from PIL import Image, UnidentifiedImageError

from koda.assets.probe import Facts
from koda.core.asset import AssetKind
from koda.core.errors import Invalid

MIME = "application/zip"
_NAME = re.compile(r"frame-\d{5}\.png")


def probe_sequence(path: Path) -> Facts:
    """Read what is in a zip of pictures: how many, and their size.

    Nobody but Koda makes one: an upload is never taken for it. Blocking.

    Raises:
        Invalid: It is no zip, or there is something else in it than PNG pictures without gaps.
    """
    try:
        with zipfile.ZipFile(path) as file:
            names = file.namelist()
            if not names or any(_NAME.fullmatch(name) is None for name in names):
                raise _wrong()
            first = int(names[0][6:11])
            if [int(name[6:11]) for name in names] != list(range(first, first + len(names))):
                raise _wrong()
            with file.open(names[0]) as content, Image.open(content, formats=["PNG"]) as image:
                width, height = image.size
    except (zipfile.BadZipFile, UnidentifiedImageError) as error:
        raise _wrong() from error
    return Facts(AssetKind.FILE, MIME, width, height, frames=len(names))


def _wrong() -> Invalid:
    return Invalid("This is no sequence of pictures.", remedy="Render the animation again.")
