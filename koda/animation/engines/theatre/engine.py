"""The engine of Theatre.js: writes, checks and hands out its projects."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from importlib import resources

from koda.animation.engine import Fault
from koda.animation.engines.theatre.outside import LICENCE, files_outside
from koda.animation.engines.theatre.write import PACKAGE, written
from koda.animation.engines.typescript.check import faults_of
from koda.animation.plan import AnimationPlan, EngineName
from koda.animation.project import Project, ProjectMedia

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


class TheatreEngine:
    """Films in three dimensions: three.js, moved by Theatre.js."""

    @property
    def name(self) -> EngineName:
        """Its id."""
        return "theatre"

    @property
    def entry(self) -> str:
        """The file that every project begins with."""
        return ENTRY

    @property
    def guide(self) -> str:
        """What a model needs to know to write its code."""
        return _guide()

    def write(
        self, plan: AnimationPlan, media: Sequence[ProjectMedia], size: tuple[int, int]
    ) -> Project:
        """Write a whole project by rules, every scene made by its technique. Pure."""
        return written(plan, media, size)

    def check(self, project: Project) -> Sequence[Fault]:
        """Find what is wrong without running anything."""
        return faults_of(project, ENTRY, MODULES)

    def bundle(self, project: Project) -> Mapping[str, str]:
        """Give a project that vite serves and builds; media belong in `public/media`."""
        return files_outside(project)


@cache
def _guide() -> str:
    return resources.files(PACKAGE).joinpath("guide.md").read_text("utf-8")
