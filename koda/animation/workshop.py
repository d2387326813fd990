"""Opens the engines with what draws for them, each with the first animation that wants it."""

# Engines, boxes and what draws are loaded when they are first used: a start does not wait for them.
# ruff: noqa: PLC0415
from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from koda.animation.engine import Engine
from koda.animation.plan import EngineName
from koda.animation.studio import Boxes, Studio, Tools
from koda.animation.versions import Versions
from koda.blobs.base import BlobStore
from koda.core.errors import KodaError
from koda.sandbox.port import Missing, Sandboxes

if TYPE_CHECKING:
    from koda.animation.rendering.keeping import Keep

log = logging.getLogger("koda.animation")

_FIRST_SWEEP, _SWEEP_SECONDS = 20.0, 600.0


class Workshop:
    """The studio of one process, with the boxes that it opens.

    Attributes:
        studio: What animations are made with.
    """

    def __init__(
        self,
        versions: Versions,
        open_boxes: Callable[[], Sandboxes],
        folder: Path,
        blobs: BlobStore | None = None,
    ) -> None:
        """Open boxes by this, and keep films while they are made.

        Args:
            versions: The projects.
            open_boxes: Opens the provider of boxes.
            folder: Where films are kept.
            blobs: Where they are kept instead, on hosts that forget their disk.
        """
        self._open_boxes = open_boxes
        self._folder = folder
        self._blobs = blobs
        self._sandboxes: Sandboxes | None = None
        loaders: Mapping[EngineName, Callable[[], Tools]] = {
            "python": self._python,
            "remotion": self._remotion,
            "theatre": self._theatre,
        }
        self.studio = Studio(
            versions,
            loaders,
            frozenset({"remotion", "theatre"}),
            Boxes(self._probe),
            {"python": ("skia", "av", "numpy")},
        )

    @property
    def sandboxes(self) -> Sandboxes:
        """The provider of boxes, opened when it is first wanted."""
        if self._sandboxes is None:
            self._sandboxes = self._open_boxes()
        return self._sandboxes

    async def sweep(self) -> int:
        """End boxes that nobody will end any more, and remove what films were once made of."""
        return await self.sweep_films() + await self.sandboxes.sweep()

    async def sweep_films(self) -> int:
        """Remove what films were once made of."""
        return await self._keep().sweep()

    async def keep_sweeping(self) -> None:
        """Sweep a while after the start, then from time to time, until cancelled."""
        await asyncio.sleep(_FIRST_SWEEP)
        while True:
            try:
                await self.sweep()
            except KodaError as error:
                log.info("boxes could not be swept: %s", error.message)
            await asyncio.sleep(_SWEEP_SECONDS)

    async def close(self) -> None:
        """End the boxes of this process."""
        await self.studio.boxes.close()
        if self._sandboxes is not None:
            await self._sandboxes.close()

    async def _probe(self) -> Missing | None:
        return await self.sandboxes.probe()

    def _python(self) -> Tools:
        from koda.animation.engines.python.drawing import PythonDrawing
        from koda.animation.engines.python.engine import PythonEngine

        drawing = PythonDrawing(self._folder / "python")
        return Tools(PythonEngine(), drawing, drawing.preview)

    def _remotion(self) -> Tools:
        from koda.animation.engines.remotion.engine import RemotionEngine

        return self._on_stage(RemotionEngine())

    def _theatre(self) -> Tools:
        from koda.animation.engines.theatre.engine import TheatreEngine

        return self._on_stage(TheatreEngine())

    def _on_stage(self, engine: Engine) -> Tools:
        from koda.animation.rendering.stage_drawing import StageDrawing

        return Tools(engine, StageDrawing(self.sandboxes, engine.entry, self._keep()))

    def _keep(self) -> Keep:
        from koda.animation.rendering.keeping import BlobKeep, FolderKeep

        folder = self._folder / "stage"
        return FolderKeep(folder) if self._blobs is None else BlobKeep(self._blobs, folder)
