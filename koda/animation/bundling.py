"""Packs a version's code with its media into a zip that runs outside Koda."""

from __future__ import annotations

import zipfile
from collections.abc import Mapping
from pathlib import Path, PurePosixPath

from koda.animation.plan import EngineName
from koda.core.errors import Invalid

MEDIA_FOLDERS: Mapping[EngineName, str] = {
    "remotion": "public/media",
    "theatre": "public/media",
    "python": "media",
}
_BEGINNING = (2026, 1, 1, 0, 0, 0)
"""The time of every file: the same version is the same zip."""


def write_zip(
    target: Path, engine: EngineName, files: Mapping[str, str], media: Mapping[str, Path]
) -> None:
    """Write the zip; what is packed already, as films are, is only stored.

    Raises:
        Invalid: A file would lie outside the folder that the zip is unpacked into.
    """
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for path, text in sorted(files.items()):
            archive.writestr(_entry(path), text.encode(), zipfile.ZIP_DEFLATED)
        for name, source in sorted(media.items()):
            entry = _entry(f"{MEDIA_FOLDERS[engine]}/{name}")
            with source.open("rb") as read, archive.open(entry, "w") as written:
                while chunk := read.read(1024 * 1024):
                    written.write(chunk)


def _entry(path: str) -> zipfile.ZipInfo:
    parts = PurePosixPath(path).parts
    if not parts or path.startswith("/") or "\\" in path or ".." in parts:
        raise Invalid(f"“{path}” is no path inside a project.", field="files")
    return zipfile.ZipInfo(path, _BEGINNING)
