"""Draws projects of the engine Python: stills, films and quick previews, in worker processes."""

from __future__ import annotations

import asyncio
import hashlib
import os
import tempfile
from collections.abc import Sequence
from functools import cache
from importlib import resources
from pathlib import Path

from koda.animation.engine import Fault, Files, OnFrames, RenderSpec, Still, Stills
from koda.animation.engines.python.document import ENTRY, Document
from koda.animation.engines.python.reading import read
from koda.animation.engines.python.workers import Workers
from koda.animation.project import Project
from koda.animation.rendering.agent.shape import Chunk
from koda.animation.rendering.checks import judge
from koda.animation.rendering.chunks import shelf_for
from koda.animation.rendering.finishing import finish
from koda.animation.rendering.keeping import FolderKeep
from koda.animation.rendering.naming import KINDS, film_name
from koda.animation.rendering.sizes import check_size, film_size, still_size
from koda.animation.rendering.taking import Seen
from koda.core.errors import RenderFailed

_PREVIEW_SIDE = 480
"""Pixels of a preview's shorter side."""

_MOST_WORKERS = 8


class PythonDrawing:
    """Draws without a box: the code is a document, and what draws it is our own.

    Args:
        folder: Where chunks and films are kept while they are needed.
        workers: How many processes draw one film; as many as there are cores if 0.
    """

    def __init__(self, folder: Path, *, workers: int = 0) -> None:
        self._keep = FolderKeep(folder)
        self._workers = workers or min(os.cpu_count() or 1, _MOST_WORKERS)

    async def stills(
        self, project: Project, files: Files, frames: Sequence[int], *, scale: float = 0.5
    ) -> Stills:
        """See `Drawing`."""
        check_size(project)
        faults = _faults(project)
        if faults:
            return Stills((), faults)
        wanted = [frame for frame in dict.fromkeys(frames) if 0 <= frame < project.frames]
        shape = still_size(project, scale)
        with tempfile.TemporaryDirectory(prefix="koda-stills-") as folder:
            count = min(self._workers, max(1, len(wanted) // 4))
            async with Workers(project, files, shape, "png", count) as workers:
                targets = {frame: Path(folder, f"{frame}.png") for frame in wanted}
                try:
                    told = await workers.stills(targets)
                except RenderFailed as error:
                    frame = error.fields.get("frame")
                    at = frame if isinstance(frame, int) else None
                    return Stills((), [Fault("runtime", str(error), file=ENTRY, frame=at)])
            pictures = [Still(frame, await _bytes(target)) for frame, target in targets.items()]
        looks = {frame: Seen.model_validate(look) for frame, look in told.items()}
        return Stills(pictures, await asyncio.to_thread(judge, project, pictures, looks))

    async def render(
        self, project: Project, files: Files, spec: RenderSpec, on_frames: OnFrames
    ) -> Path:
        """See `Drawing`."""
        check_size(project)
        faults = _faults(project)
        if faults:
            raise RenderFailed(
                f"The code cannot be drawn: {faults[0].message}", file=ENTRY, line=faults[0].line
            )
        shape, kind = film_size(project, spec), KINDS[spec.format]
        await self._keep.sweep()
        made_of = (project.id, await asyncio.to_thread(_renderer_hash))
        shelf = shelf_for(project.frames, kind, shape, made_of)
        film = self._keep.place(shelf.film, film_name(project, spec))
        await self._keep.begin(shelf.film)
        shelf = shelf.holding(await self._keep.names(shelf.film))
        if film.name not in shelf.there:
            missing = shelf.missing()
            places = {span: film.with_name(shelf.name(span)) for span in shelf.spans()}
            if missing:
                drawn = project.frames - sum(end - begin for begin, end in missing)

                def told(count: int) -> None:
                    on_frames(drawn + count, project.frames)

                count = min(self._workers, len(missing))
                async with Workers(project, files, shape, kind, count) as workers:
                    await workers.chunks({span: places[span] for span in missing}, told)
            chunks = [
                Chunk(str(path), path.name, begin, end - begin)
                for (begin, end), path in places.items()
            ]
            tracks = [files[name] for name in spec.tracks]
            await asyncio.to_thread(finish, chunks, film, spec.format, shape, tracks)
        on_frames(project.frames, project.frames)
        return film

    async def preview(self, project: Project, files: Files, on_frames: OnFrames) -> Path:
        """Make a small film for the browser, which has no live page of this engine to play.

        An MP4 of at most 480 pixels on the shorter side, with the film's own frames per second
        and its sound, so that a place in it is the same place in the film. Takes seconds; made
        once for a project, then found. Raises as `render`; the file stays as long as its films.
        """
        scale = min(1.0, _PREVIEW_SIDE / min(project.width, project.height))
        tracks = tuple(one.name for one in project.media if one.role == "track")
        spec = RenderSpec("mp4", scale=scale, tracks=tracks)
        return await self.render(project, files, spec, on_frames)


def document_of(project: Project) -> Document | list[Fault]:
    """Read a project's document, or say what is wrong with it."""
    text = project.files.get(ENTRY)
    if text is None:
        return [Fault("path", f"There is no file {ENTRY}.", file=ENTRY)]
    media = {one.name: str(one.type) for one in project.media}
    return read(text, media, [scene.number for scene in project.plan.scenes])


def _faults(project: Project) -> list[Fault]:
    found = document_of(project)
    return found if isinstance(found, list) else []


async def _bytes(path: Path) -> bytes:
    return await asyncio.to_thread(path.read_bytes)


@cache
def _renderer_hash() -> str:
    """Give a name for the renderer as it is: chunks of another one are not taken."""
    digest = hashlib.sha256()
    package = resources.files("koda.animation.engines.python")
    for folder in (package, package.joinpath("renderer")):
        for file in sorted(folder.iterdir(), key=lambda one: one.name):
            if file.name.endswith(".py"):
                digest.update(file.read_bytes())
    return digest.hexdigest()[:16]
