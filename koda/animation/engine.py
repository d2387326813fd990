"""The contract of an engine: how code is written without a model, checked, drawn and handed out."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, Protocol

from koda.animation.plan import AnimationPlan, EngineName
from koda.animation.project import Project, ProjectMedia

Format = Literal["mp4", "webm", "gif", "png"]
"""`mp4`: H.264, fast start; `webm`: VP9 with transparency; `png`: a zip of pictures."""


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with code or with what it draws; goes to the fixer and to the screen.

    Attributes:
        code: `compile`, `runtime`, `import`, `path`, `size`, `blank`, `frozen`, `clipped_text`,
            `missing_letters`, `missing_media`, `colors`, `timing`.
        message: What is wrong, for a person and for the fixer.
        file, line, column: Where, from 1; none when it is of a picture.
        frame: The frame that shows it.
        scene: The scene's number.
        is_sure: Whether the project is of no use with it; otherwise it is a warning.
    """

    code: str
    message: str
    file: str | None = None
    line: int | None = None
    column: int | None = None
    frame: int | None = None
    scene: int | None = None
    is_sure: bool = True


@dataclass(frozen=True, slots=True)
class Still:
    """One frame of the film as PNG bytes; `scale` 1 is full size."""

    frame: int
    content: bytes


@dataclass(frozen=True, slots=True)
class Stills:
    """What drawing some frames gave; with a sure fault there may be no pictures."""

    pictures: Sequence[Still]
    faults: Sequence[Fault]


@dataclass(frozen=True, slots=True)
class RenderSpec:
    """What file is wanted.

    Attributes:
        scale: 1: the project's own pixels.
        tracks: Sound to mix in, by the names of the project's media with the role `track`.
    """

    format: Format = "mp4"
    scale: float = 1.0
    tracks: Sequence[str] = ()


OnFrames = Callable[[int, int], None]
"""Hears how many frames of how many are done; may be called from any place, often."""

Files = Mapping[str, Path]
"""A file on this machine for each of the project's media, by name."""


class Engine(Protocol):
    """One way of making films from code."""

    @property
    def name(self) -> EngineName:
        """Its id."""
        ...

    @property
    def entry(self) -> str:
        """The file that every project begins with."""
        ...

    @property
    def guide(self) -> str:
        """What a model needs to know to write its code: what there is, rules, short examples."""
        ...

    def write(
        self, plan: AnimationPlan, media: Sequence[ProjectMedia], size: tuple[int, int]
    ) -> Project:
        """Write a whole project by rules, every scene made by its technique. Pure."""
        ...

    def check(self, project: Project) -> Sequence[Fault]:
        """Find what is wrong without running anything: paths, sizes, imports, names of media."""
        ...

    def bundle(self, project: Project) -> Mapping[str, str]:
        """Give all files of a project that runs outside Koda, but for the media."""
        ...


class Drawing(Protocol):
    """Draws projects of the engines that it knows."""

    async def stills(
        self, project: Project, files: Files, frames: Sequence[int], *, scale: float = 0.5
    ) -> Stills:
        """Draw some frames; faults of the code come back as faults, not as errors.

        Raises:
            SandboxUnavailable: The engine needs a box, and there are none here.
        """
        ...

    async def render(
        self, project: Project, files: Files, spec: RenderSpec, on_frames: OnFrames
    ) -> Path:
        """Make the film; what an earlier call for the same made before it was killed is used.

        Gives a file that stays until the next sweep of the work folder.

        Raises:
            RenderFailed: A frame cannot be drawn; with the frame and the code's own message.
            SandboxUnavailable: See `stills`.
        """
        ...
