"""What the engines of TypeScript share: projects by rules, checks, projects that run outside."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from importlib import resources

from koda.animation.engine import Fault
from koda.animation.engines.typescript.check import faults_of
from koda.animation.plan import AnimationPlan, EngineName
from koda.animation.project import Project, ProjectMedia

Write = Callable[[AnimationPlan, Sequence[ProjectMedia], tuple[int, int]], Project]
Bundle = Callable[[Project], Mapping[str, str]]


class TypescriptEngine:
    """An engine whose code is TypeScript that runs on a stage.

    Args:
        name: Its id.
        entry: The file that every project begins with.
        modules: What code may import: docs/spec/animation.md, A31.
        package: Where its `guide.md` is.
        write: Writes a project by rules.
        bundle: Gives the files of a project that runs outside Koda.
    """

    def __init__(
        self,
        name: EngineName,
        entry: str,
        modules: Collection[str],
        package: str,
        write: Write,
        bundle: Bundle,
    ) -> None:
        self._name: EngineName = name
        self._entry, self._modules, self._package = entry, frozenset(modules), package
        self._write, self._bundle = write, bundle

    @property
    def name(self) -> EngineName:
        """Its id."""
        return self._name

    @property
    def entry(self) -> str:
        """The file that every project begins with."""
        return self._entry

    @property
    def guide(self) -> str:
        """What a model needs to know to write its code."""
        return resources.files(self._package).joinpath("guide.md").read_text("utf-8")

    def write(
        self, plan: AnimationPlan, media: Sequence[ProjectMedia], size: tuple[int, int]
    ) -> Project:
        """Write a whole project by rules, every scene made by its technique. Pure."""
        return self._write(plan, media, size)

    def check(self, project: Project) -> Sequence[Fault]:
        """Find what is wrong without running anything."""
        return faults_of(project, self._entry, self._modules)

    def bundle(self, project: Project) -> Mapping[str, str]:
        """Give a project that its own tools render; media belong in `public/media`."""
        return self._bundle(project)
