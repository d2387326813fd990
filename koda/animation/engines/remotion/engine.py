"""The engine of Remotion: writes, checks and hands out its projects."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from importlib import resources

from koda.animation.engine import Fault
from koda.animation.engines.remotion.outside import LICENCE, files_outside
from koda.animation.engines.remotion.write import PACKAGE, written
from koda.animation.engines.typescript.check import faults_of
from koda.animation.plan import AnimationPlan, EngineName
from koda.animation.project import Project, ProjectMedia

__all__ = ["ENTRY", "LICENCE", "MODULES", "RemotionEngine"]

ENTRY = "src/Main.tsx"
MODULES = frozenset({"koda", "react", "react/jsx-runtime", "remotion", "@remotion/paths"})
"""What code may import: docs/spec/animation.md, A31."""


class RemotionEngine:
    """Films in two dimensions, as React components."""

    @property
    def name(self) -> EngineName:
        """Its id."""
        return "remotion"

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
        """Give a project that Remotion's own tools render; media belong in `public/media`."""
        return files_outside(project)


@cache
def _guide() -> str:
    return resources.files(PACKAGE).joinpath("guide.md").read_text("utf-8")
