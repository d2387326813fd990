"""Small documents and films that the tests of the engine Python share."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from koda.animation.design import design_of
from koda.animation.engines.python.document import ENTRY, Document
from koda.animation.engines.python.renderer.film import Film
from koda.animation.plan import AnimationPlan, Scene
from koda.animation.project import Project, ProjectMedia

SIZE = (192, 108)


def plan_of(scenes: int = 1, seconds: float = 3.0, fps: int = 30) -> AnimationPlan:
    """A plan with scenes of equal length."""
    parts = tuple(
        Scene(number=number, title=f"Scene {number}", seconds=seconds / scenes)
        for number in range(1, scenes + 1)
    )
    return AnimationPlan(title="A test", scenes=parts, seconds=seconds, fps=fps, design=design_of())


def document_of(*scenes: Sequence[Mapping[str, Any]], **more: object) -> Document:
    """A document whose scenes have these layers."""
    drawn = [{"number": number, "layers": layers} for number, layers in enumerate(scenes, 1)]
    return Document.model_validate({"scenes": drawn, **more})


def film_of(
    *layers: Mapping[str, Any],
    files: Mapping[str, Path] | None = None,
    size: tuple[int, int] = SIZE,
    keeps: bool = True,
    **more: object,
) -> Film:
    """A film of one scene with these layers, three seconds at 30 frames."""
    return Film(document_of(layers, **more), plan_of(), size, files or {}, keeps=keeps)


def project_of(
    scenes: Sequence[Mapping[str, Any]],
    *,
    seconds: float = 3.0,
    media: Sequence[ProjectMedia] = (),
    size: tuple[int, int] = SIZE,
) -> Project:
    """A project with this document."""
    return Project(
        engine="python",
        files={ENTRY: json.dumps({"scenes": list(scenes)}, indent=1)},
        media=tuple(media),
        plan=plan_of(len(scenes), seconds),
        width=size[0],
        height=size[1],
    )


def frame(film: Film, number: int) -> np.ndarray:
    """A copy of a frame."""
    return film.frame(number).copy()


def ink(pixels: np.ndarray) -> np.ndarray:
    """Where a frame differs from its upper left corner."""
    return np.abs(pixels[:, :, :3].astype(int) - pixels[0, 0, :3].astype(int)).max(axis=2) > 12
