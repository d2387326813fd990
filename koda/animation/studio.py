"""What animations are made with: the engines, what draws for them, the versions that are kept."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from koda.animation.engine import Drawing, Engine
from koda.animation.plan import EngineName
from koda.animation.versions import Versions
from koda.core.errors import NotConfigured
from koda.sandbox.port import Missing


@dataclass(frozen=True, slots=True)
class Tools:
    """An engine, and what draws its projects."""

    engine: Engine
    drawing: Drawing


@dataclass(slots=True)
class Boxes:
    """What is known of boxes for foreign code by now; nothing until somebody has tried one."""

    missing: Missing | None = None


@dataclass(frozen=True, slots=True)
class Studio:
    """The engines of one Koda; each is loaded when it is first used.

    Attributes:
        loaders: Load an engine with its drawing, by name.
        boxed: The engines that draw in a box only.
    """

    versions: Versions
    loaders: Mapping[EngineName, Callable[[], Tools]]
    boxed: frozenset[EngineName] = frozenset()
    boxes: Boxes = field(default_factory=Boxes)
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
        return self.boxes.missing if name in self.boxed else None
