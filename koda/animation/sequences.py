"""Renders a project into numbered pictures, in one zip that is taken home."""

from __future__ import annotations

from koda.animation.engine import RenderSpec
from koda.animation.filming import reporter
from koda.animation.looking import media_files
from koda.animation.project import Project
from koda.animation.studio import Studio
from koda.core.errors import TooLarge
from koda.core.ids import AssetId
from koda.runs.context import NodeContext

MOST_PIXELS = 2_000_000_000
"""Of all pictures together: 32 seconds of 1080p at 30 frames per second, 8 of 4K."""


def check_sequence(width: int, height: int, frames: int) -> None:
    """Refuse what would be too many pixels, before any of them is drawn.

    Raises:
        TooLarge: Says how long it may be at this size.
    """
    if width * height * frames <= MOST_PIXELS:
        return
    most = MOST_PIXELS // (width * height)
    raise TooLarge(
        f"{frames} pictures of {width} × {height} pixels are too many for a zip; {most} would do.",
        remedy="Choose a lower resolution, fewer frames per second, a shorter film, or WebM, "
        "which is transparent, too.",
        limit=most,
        frames=frames,
    )


async def sequence_of(studio: Studio, context: NodeContext, project: Project) -> AssetId:
    """Render every frame as a PNG with transparency, once; gives the file that has them.

    Raises:
        TooLarge: Too many pixels, or more bytes than a file may have.
        RenderFailed: A frame cannot be drawn.
        SandboxUnavailable: The engine needs a box, and there are none.
    """
    check_sequence(project.width, project.height, project.frames)

    async def make() -> str:
        context.report(0.0, "Beginning to draw the pictures")
        path = await studio.tools(project.engine).drawing.render(
            project,
            await media_files(context, project),
            RenderSpec(format="png"),
            reporter(context),
        )
        context.report(1.0, "Storing the pictures")
        name = f"{project.plan.title}, pictures"
        return await context.save_sequence(path, name=name, once=f"pictures/{project.id}")

    return AssetId(str(await context.checkpoint(f"pictures/{project.id}", make)))
