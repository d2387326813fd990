"""Tells the code that rules wrote from the code that a person or a model has put in its place."""

from __future__ import annotations

from dataclasses import dataclass

from koda.animation.engine import Engine
from koda.animation.project import MOST_FILES, Project


@dataclass(frozen=True, slots=True)
class ByHand:
    """The files of a version that are not as the rules write them, by path.

    Attributes:
        rewritten: Those that the rules write anew when its plan changes.
        kept: Those that the rules do not write: they stay.
    """

    rewritten: tuple[str, ...] = ()
    kept: tuple[str, ...] = ()

    @property
    def warning(self) -> str:
        """Say what would be lost, for a person who may still decide otherwise; may be empty."""
        if not self.rewritten:
            return ""
        names = ", ".join(f"“{path}”" for path in self.rewritten)
        stay = ", ".join(f"“{path}”" for path in self.kept)
        also = f" {stay} stays as it is." if len(self.kept) == 1 else ""
        also = f" {stay} stay as they are." if len(self.kept) > 1 else also
        return (
            "This code was changed by hand or by a model, and without a language model rules write "
            f"{names} anew: the changes are not in the next version. The version that is there "
            f"keeps them.{also}"
        )


def by_hand(engine: Engine, project: Project) -> ByHand:
    """Compare a version with what the engine's rules write for its own, approved plan; pure."""
    size = (project.width, project.height)
    ruled = engine.write(project.plan, project.media, size).files
    other = sorted(path for path, text in project.files.items() if ruled.get(path) != text)
    return ByHand(
        rewritten=tuple(path for path in other if path in ruled),
        kept=tuple(path for path in other if path not in ruled),
    )


def with_kept(project: Project, before: Project, kept: tuple[str, ...]) -> Project:
    """Give a project that rules wrote with the files of the version before that they leave alone.

    Where the rules write a file of the same name by now, theirs is taken; as many are kept as
    a project may have.
    """
    room = MOST_FILES - len(project.files)
    stay = [path for path in kept if path not in project.files][: max(room, 0)]
    files = {**project.files, **{path: before.files[path] for path in stay}}
    return project.model_copy(update={"files": files})
