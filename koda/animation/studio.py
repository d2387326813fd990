"""What animations are made with: the engines, what draws for them, the versions that are kept."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field
from importlib.util import find_spec
from pathlib import Path

from koda.animation.engine import Drawing, Engine, Files, OnFrames
from koda.animation.plan import EngineName
from koda.animation.project import Project
from koda.animation.versions import Versions
from koda.core.errors import NotConfigured, SandboxUnavailable
from koda.sandbox.port import Missing

_LOOK_AGAIN = 60.0
"""Seconds until boxes are tried again: somebody may have mended what was missing."""


Play = Callable[[Project, Files, OnFrames], Awaitable[Path]]
"""Makes a small MP4 with the frames of the film."""


@dataclass(frozen=True, slots=True)
class Tools:
    """An engine, and what draws its projects.

    Attributes:
        play: For engines whose code no browser can play: makes a film to look at before.
    """

    engine: Engine
    drawing: Drawing
    play: Play | None = None


class Boxes:
    """What is known of boxes for foreign code; tried when somebody wants to know."""

    def __init__(self, probe: Callable[[], Awaitable[Missing | None]]) -> None:
        """Try them by this."""
        self._probe = probe
        self._missing: Missing | None = None
        self._looking: asyncio.Task[None] | None = None
        self._looked_at = -_LOOK_AGAIN

    @property
    def missing(self) -> Missing | None:
        """Say why there are none, as far as is known; asking has them tried for the next time."""
        idle = self._looking is None or self._looking.done()
        if idle and time.monotonic() - self._looked_at >= _LOOK_AGAIN:
            try:
                self._looking = asyncio.get_running_loop().create_task(self._look())
            except RuntimeError:  # a catalog that is read from a command: nothing is tried
                return self._missing
        return self._missing

    async def ready(self) -> None:
        """Try them; raises `SandboxUnavailable` if there are none to be had here."""
        await self._look()
        if self._missing is not None:
            raise SandboxUnavailable(self._missing.reason, remedy=self._missing.remedy)

    async def close(self) -> None:
        """Try no more."""
        if self._looking is not None:
            self._looking.cancel()
            await asyncio.gather(self._looking, return_exceptions=True)

    async def _look(self) -> None:
        self._missing = await self._probe()
        self._looked_at = time.monotonic()


async def _all_there() -> Missing | None:
    return None


@dataclass(frozen=True, slots=True)
class Studio:
    """The engines of one Koda; each is loaded when it is first used.

    Attributes:
        loaders: Load an engine with its drawing, by name.
        boxed: The engines that draw in a box only.
        needs: Packages that an engine cannot do without, by name.
    """

    versions: Versions
    loaders: Mapping[EngineName, Callable[[], Tools]]
    boxed: frozenset[EngineName] = frozenset()
    boxes: Boxes = field(default_factory=lambda: Boxes(_all_there))
    needs: Mapping[EngineName, Sequence[str]] = field(
        default_factory=dict[EngineName, Sequence[str]]
    )
    _loaded: dict[EngineName, Tools] = field(default_factory=dict[EngineName, Tools])

    def tools(self, name: EngineName) -> Tools:
        """Give an engine with its drawing; raises `NotConfigured` where it is not installed."""
        if name not in self._loaded:
            if name not in self.loaders:
                raise NotConfigured(
                    f"This Koda has no engine “{name}”.", remedy="Choose another engine."
                )
            try:
                self._loaded[name] = self.loaders[name]()
            except ImportError as error:
                raise NotConfigured(
                    f"The engine “{name}” needs a package that is not installed: {error.name}.",
                    remedy="Install Koda with the extra `animation`.",
                ) from error
        return self._loaded[name]

    def missing(self, name: EngineName) -> Missing | None:
        """Say why an engine cannot draw here, as far as is known."""
        if name not in self.loaders:
            return Missing(f"This Koda has no engine “{name}”.", "Choose another engine.")
        if name in self.boxed:
            return self.boxes.missing
        left_out = [one for one in self.needs.get(name, ()) if find_spec(one) is None]
        if not left_out:
            return None
        return Missing(
            f"it needs packages that are not installed on this host: {', '.join(left_out)}.",
            "Choose the engine Remotion or Theatre.js, which draw in boxes; "
            "or install Koda with the extra `animation`.",
        )

    async def ready(self, name: EngineName) -> Tools:
        """Give an engine that can draw here, before anything is paid or asked for it.

        Raises:
            NotConfigured: It is not installed.
            SandboxUnavailable: It needs a box, and there are none.
        """
        if name in self.boxed:
            await self.boxes.ready()
        elif (missing := self.missing(name)) is not None:
            raise NotConfigured(
                f"The engine “{name}” cannot draw here: {missing.reason}", remedy=missing.remedy
            )
        return self.tools(name)
