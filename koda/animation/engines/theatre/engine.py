"""The engine of Theatre.js: writes, checks and hands out its projects."""

from __future__ import annotations

from koda.animation.engines.theatre.outside import LICENCE, files_outside
from koda.animation.engines.theatre.write import PACKAGE, written
from koda.animation.engines.typescript.engine import TypescriptEngine

__all__ = ["ENTRY", "LICENCE", "MODULES", "TheatreEngine"]

ENTRY = "src/main.ts"
_ADDONS = (
    "environments/RoomEnvironment",
    "geometries/ParametricGeometry",
    "geometries/RoundedBoxGeometry",
    "math/ImprovedNoise",
    "math/MeshSurfaceSampler",
    "math/SimplexNoise",
    "postprocessing/EffectComposer",
    "postprocessing/OutputPass",
    "postprocessing/RenderPass",
    "postprocessing/ShaderPass",
    "postprocessing/UnrealBloomPass",
    "utils/BufferGeometryUtils",
)
MODULES = frozenset(
    {"koda", "react", "react/jsx-runtime", "three", "@theatre/core"}
    | {f"three/{place}/{name}.js" for name in _ADDONS for place in ("examples/jsm", "addons")}
)
"""What code may import: docs/spec/animation.md, A31."""


class TheatreEngine(TypescriptEngine):
    """Films in three dimensions: three.js, moved by Theatre.js."""

    def __init__(self) -> None:
        super().__init__("theatre", ENTRY, MODULES, PACKAGE, written, files_outside)
