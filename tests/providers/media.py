"""Small real media files to send."""

from __future__ import annotations

from pathlib import Path

from PIL import Image

from koda.emulators.fal_media import make
from koda.emulators.fal_works import Work


def picture(path: Path, size: tuple[int, int] = (640, 360)) -> Path:
    Image.new("RGB", size, (90, 80, 120)).save(path)
    return path


def film(path: Path, seconds: float = 2, size: tuple[int, int] = (320, 180)) -> Path:
    path.write_bytes(make(Work("video", "mp4", "ab" * 32, *size, seconds, sound=True), 0))
    return path


def tone(path: Path, seconds: float = 2) -> Path:
    path.write_bytes(make(Work("audio", "wav", "ab" * 32, seconds=seconds, sound=True), 0))
    return path
