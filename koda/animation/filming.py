"""Renders a project into a film with its poster, once, and says how long it still takes."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable

from pydantic import JsonValue

from koda.animation.engine import Format, RenderSpec
from koda.animation.looking import Look, media_files, shown_frames
from koda.animation.project import Project
from koda.animation.studio import Studio
from koda.core.values import MediaValue
from koda.runs.context import NodeContext

_SOON = 2.0
"""Seconds until the time that is left is worth saying."""


async def film_of(
    studio: Studio, context: NodeContext, project: Project, wanted: Format
) -> MediaValue:
    """Render a project and store the film; a step that begins again has it already.

    Raises:
        RenderFailed: A frame cannot be drawn.
        SandboxUnavailable: The engine needs a box, and there are none.
    """

    async def make() -> JsonValue:
        tracks = tuple(one.name for one in project.media if one.role == "track")
        context.report(0.0, "Beginning to render")
        path = await studio.tools(project.engine).drawing.render(
            project,
            await media_files(context, project),
            RenderSpec(format=wanted, tracks=tracks),
            reporter(context),
        )
        context.report(1.0, "Storing the film")
        saved = await context.save(path, name=project.plan.title, once=f"film/{project.id}")
        return saved.model_dump(mode="json")

    return MediaValue.model_validate(await context.checkpoint(f"film/{project.id}", make))


async def preview_of(studio: Studio, context: NodeContext, project: Project) -> MediaValue | None:
    """Give a small film to look at before; none where the browser plays the code itself."""
    play = studio.tools(project.engine).play
    if play is None:
        return None

    async def make() -> JsonValue:
        context.report(0.0, "Drawing a small film to look at")
        path = await play(project, await media_files(context, project), reporter(context))
        name = f"{project.plan.title}, preview"
        saved = await context.save(path, name=name, once=f"small/{project.id}")
        return saved.model_dump(mode="json")

    return MediaValue.model_validate(await context.checkpoint(f"small/{project.id}", make))


async def poster_of(
    studio: Studio, context: NodeContext, project: Project, look: Look
) -> MediaValue | None:
    """Give a picture that stands for the film, at full size: of the middle scene."""

    async def make() -> JsonValue:
        frames = sorted(shown_frames(project.plan))
        frame = frames[len(frames) // 2]
        drawn = await studio.tools(project.engine).drawing.stills(
            project, await media_files(context, project), [frame], scale=1.0
        )
        if not drawn.pictures:
            return look.stills[0].value.model_dump(mode="json") if look.stills else None
        saved = await context.save(
            drawn.pictures[0].content,
            name=f"{project.plan.title}, poster",
            once=f"poster/{project.id}",
        )
        return saved.model_dump(mode="json")

    kept = await context.checkpoint(f"poster/{project.id}", make)
    return None if kept is None else MediaValue.model_validate(kept)


def reporter(context: NodeContext) -> Callable[[int, int], None]:
    """Hear of frames from any thread, and say how far it is."""
    loop, begun = asyncio.get_running_loop(), time.monotonic()

    def heard(done: int, of: int) -> None:
        share = done / of if of else 0.0
        said = f"{done} of {of} frames{_left(time.monotonic() - begun, share)}"
        loop.call_soon_threadsafe(context.report, min(share, 1.0), said)

    return heard


def _left(passed: float, share: float) -> str:
    if passed < _SOON or not 0 < share < 1:
        return ""
    seconds = round(passed * (1 - share) / share)
    return f", {seconds // 60}:{seconds % 60:02} left"
