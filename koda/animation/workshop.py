"""Opens the engines with what draws for them, each with the first animation that wants it."""

# Engines, boxes and what draws are loaded when they are first used: a start does not wait for them.
# ruff: noqa: PLC0415
from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Mapping
from pathlib import Path

from koda.animation.engine import Engine
from koda.animation.plan import EngineName
from koda.animation.studio import Boxes, Studio, Tools
from koda.animation.versions import Versions
from koda.core.errors import KodaError
from koda.sandbox.port import Missing, Sandboxes

log = logging.getLogger("koda.animation")

_FIRST_SWEEP, _SWEEP_SECONDS = 20.0, 600.0


class Workshop:
    """The studio of one process, with the boxes that it opens.

    Attributes:
        studio: What animations are made with.
    """

    def __init__(
        self, versions: Versions, open_boxes: Callable[[], Sandboxes], folder: Path
    ) -> None:
        """Keep films in a folder while they are made, and open boxes by this."""
        self._open_boxes = open_boxes
        self._folder = folder
        self._sandboxes: Sandboxes | None = None
        loaders: Mapping[EngineName, Callable[[], Tools]] = {
            "python": self._python,
            "remotion": self._remotion,
            "theatre": self._theatre,
        }
        self.studio = Studio(
            versions, loaders, frozenset({"remotion", "theatre"}), Boxes(self._probe)
        )

    @property
    def sandboxes(self) -> Sandboxes:
        """The provider of boxes, opened when it is first wanted."""
        if self._sandboxes is None:
            self._sandboxes = self._open_boxes()
        return self._sandboxes

    async def sweep(self) -> int:
        """End boxes that nobody will end any more."""
        return await self.sandboxes.sweep()

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

        folder = self._folder / engine.name
        return Tools(engine, StageDrawing(self.sandboxes, engine.entry, folder))
