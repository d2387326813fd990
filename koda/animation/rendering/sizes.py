"""Says how many pixels films and stills have."""

from __future__ import annotations

from koda.animation.engine import RenderSpec
from koda.animation.project import Project
from koda.animation.rendering.agent.shape import Shape
from koda.core.errors import Invalid

_LEAST_SCALE, _MOST_SCALE = 0.05, 4.0
_MOST_SIDE = 5_120
_GIF_SIDE = 960
"""A GIF has no compression worth the name: a larger one is of no use to anybody."""


def check_size(project: Project) -> None:
    """Refuse a project that no film can be made of.

    Raises:
        Invalid: A side is odd.
    """
    if project.width % 2 or project.height % 2:
        raise Invalid(
            f"The animation is {project.width} × {project.height} pixels; both must be even.",
            remedy="Choose another size.",
            width=project.width,
            height=project.height,
        )


def film_size(project: Project, spec: RenderSpec) -> Shape:
    """Give the size of a film; both sides are even.

    Raises:
        Invalid: The scale makes no sense.
    """
    scale = spec.scale
    if spec.format == "gif":
        scale = min(scale, _GIF_SIDE / max(project.width, project.height))
    return _scaled(project, scale)


def still_size(project: Project, scale: float) -> Shape:
    """Give the size of stills; see `film_size`."""
    return _scaled(project, scale)


def _scaled(project: Project, scale: float) -> Shape:
    if not _LEAST_SCALE <= scale <= _MOST_SCALE:
        raise Invalid(f"A scale of {scale:g} is not possible.", remedy="Choose 0.25 to 2.")
    width, height = (
        max(2, round(side * scale / 2) * 2) for side in (project.width, project.height)
    )
    if max(width, height) > _MOST_SIDE:
        raise Invalid(
            f"The film would be {width} × {height} pixels; the limit is {_MOST_SIDE} each.",
            remedy="Choose a smaller scale.",
        )
    return Shape(width, height, project.plan.fps)
