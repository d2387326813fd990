"""Holds the project's pictures and films, open and as large as they are needed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction
from pathlib import Path

import numpy as np

from koda.animation.engines.python.renderer.skia_library import Native, load
from koda.core.errors import KodaError, RenderFailed
from koda.media.frames import Frame
from koda.media.pictures import open_image
from koda.media.reading import FilmFacts, facts_of, read_frames

_AHEAD = 1.5
"""Seconds that are read through rather than jumped over."""

_SLACK = 0.002


class MediaStore:
    """The media of one film; not to be shared between threads."""

    def __init__(self, files: Mapping[str, Path], longest: int) -> None:
        """Hold files by name; pictures are kept at most `longest` pixels long."""
        self._files, self._longest = files, longest
        self._pictures: dict[str, Native] = {}
        self._films: dict[tuple[str, int], _Film] = {}

    def has(self, name: str) -> bool:
        """Tell whether there is a file of this name."""
        return name in self._files

    def picture(self, name: str) -> Native:
        """Give a picture; raises `RenderFailed` if it cannot be opened."""
        if name not in self._pictures:
            self._pictures[name] = self._opened(name)
        return self._pictures[name]

    def film_frame(self, name: str, layer: int, seconds: float, *, loops: bool) -> Native:
        """Give the frame of a film that is shown at a moment; `layer` has its own place in it."""
        key = (name, layer)
        if key not in self._films:
            try:
                self._films[key] = _Film(self._path(name))
            except KodaError as error:
                raise RenderFailed(f"{name} cannot be shown: {error}") from error
        return self._films[key].at(seconds, loops=loops)

    def _path(self, name: str) -> Path:
        if name not in self._files:
            raise RenderFailed(f"There is no medium {name} in the project.")
        return self._files[name]

    def _opened(self, name: str) -> Native:
        skia = load()
        try:
            image = open_image(self._path(name), near=self._longest)
        except KodaError as error:
            raise RenderFailed(f"{name} cannot be shown: {error}") from error
        image.thumbnail((self._longest, self._longest))
        kind, alpha = skia.ColorType.kRGBA_8888_ColorType, skia.AlphaType.kOpaque_AlphaType
        # Skia would multiply opacity in at each drawing: Pillow's "RGBa" has it done.
        if image.mode == "RGBA":
            image, alpha = image.convert("RGBa"), skia.AlphaType.kPremul_AlphaType
        else:
            image = image.convert("RGBA")
        made = skia.Image.fromarray(np.asarray(image), kind, alpha)
        return made.withDefaultMipmaps() or made


class _Film:
    """A film that is mostly read forward."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._facts: FilmFacts = facts_of(path)
        self._frames: Iterator[tuple[float, Frame]] | None = None
        self._shown: tuple[float, Frame] | None = None
        self._next: tuple[float, Frame] | None = None
        self._image: tuple[float, Native] | None = None

    def at(self, seconds: float, *, loops: bool) -> Native:
        length = max(self._facts.seconds, float(1 / (self._facts.fps or Fraction(24))))
        wanted = seconds % length if loops else min(max(seconds, 0.0), length)
        if (
            self._shown is None
            or wanted < self._shown[0] - _SLACK
            or (wanted > self._shown[0] + _AHEAD)
        ):
            self._frames = read_frames(self._path, wanted)
            self._shown, self._next = next(self._frames, None), None
            self._next = next(self._frames, None)
        while self._next is not None and self._next[0] <= wanted + _SLACK:
            self._shown = self._next
            self._next = next(self._frames, None) if self._frames else None
        return self._as_image()

    def _as_image(self) -> Native:
        if self._shown is None:
            raise RenderFailed(f"{self._path.name} has no frame to show.")
        time, pixels = self._shown
        if self._image is None or self._image[0] != time:
            skia = load()
            opaque = np.full((*pixels.shape[:2], 4), 255, np.uint8)
            opaque[:, :, :3] = pixels
            kind, alpha = skia.ColorType.kRGBA_8888_ColorType, skia.AlphaType.kOpaque_AlphaType
            self._image = (time, skia.Image.fromarray(opaque, kind, alpha))
        return self._image[1]
