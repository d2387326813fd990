"""The engine of Remotion: writes, checks and hands out its projects."""

from __future__ import annotations

from koda.animation.engines.remotion.outside import LICENCE, files_outside
from koda.animation.engines.remotion.write import PACKAGE, written
from koda.animation.engines.typescript.engine import TypescriptEngine

__all__ = ["ENTRY", "LICENCE", "MODULES", "RemotionEngine"]

ENTRY = "src/Main.tsx"
MODULES = frozenset({"koda", "react", "react/jsx-runtime", "remotion", "@remotion/paths"})
"""What code may import: docs/spec/animation.md, A31."""


class RemotionEngine(TypescriptEngine):
    """Films in two dimensions, as React components."""

    def __init__(self) -> None:
        super().__init__("remotion", ENTRY, MODULES, PACKAGE, written, files_outside)
