"""Draws projects of the engines that run on a stage: Remotion and Theatre.js, each in boxes."""

from __future__ import annotations

import asyncio
import os
from collections.abc import AsyncGenerator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

from koda.animation.engine import Fault, Files, OnFrames, RenderSpec, Still, Stills
from koda.animation.project import Project, ProjectMedia
from koda.animation.rendering.agent.job import Job
from koda.animation.rendering.agent.shape import Chunk, Shape
from koda.animation.rendering.boxed import box_for, draw, forget, together
from koda.animation.rendering.checks import judge
from koda.animation.rendering.chunks import Shelf, Span, groups_of, shelf_for
from koda.animation.rendering.footage import PICTURES, Footage, footage_in, footage_key
from koda.animation.rendering.hearing import Hearing
from koda.animation.rendering.inputs import PAGE, drawn_by, film_facts, pack, stage_page
from koda.animation.rendering.joining import join_in_box, take_apart_in_box
from koda.animation.rendering.keeping import Keep
from koda.animation.rendering.naming import KINDS, film_name
from koda.animation.rendering.scratch import scratch_file
from koda.animation.rendering.sizes import check_size, film_size, still_size
from koda.animation.rendering.taking import looks_of, picture_of
from koda.core.errors import RenderFailed, SandboxFailed, SandboxGone
from koda.sandbox.port import WORK, Sandboxes

_SECONDS_A_FRAME = 6.0
_LEAST_SECONDS = 180.0
_MOST_BOXES = 8
_FAR_BOXES = 4
_MOST_CHUNK_BYTES = 512 * 1024**2
_TRIES = 2


@dataclass(frozen=True, slots=True)
class _Wanted:
    """What is asked of the boxes of one call."""

    project: Project
    inputs: Path
    footage: dict[str, Footage]
    shape: Shape


class StageDrawing:
    """Draws one engine's projects.

    Args:
        sandboxes: Where the boxes come from.
        entry: The file that the engine's projects begin with.
        keep: Where chunks and films are kept while they are needed.
        page: The stage; the one that Koda ships if none is given.
        boxes: How many may draw one film at once; as many as there are cores,
            but none for a single chunk of several (4 elsewhere), if 0.
        frame_seconds: How long the drawing of one frame may take.
    """

    def __init__(
        self,
        sandboxes: Sandboxes,
        entry: str,
        keep: Keep,
        *,
        page: Path | None = None,
        boxes: int = 0,
        frame_seconds: float = 30.0,
    ) -> None:
        self._sandboxes, self._entry = sandboxes, entry
        self._keep, self._page = keep, page
        self._boxes = boxes
        self._frame_seconds = frame_seconds

    async def stills(
        self, project: Project, files: Files, frames: Sequence[int], *, scale: float = 0.5
    ) -> Stills:
        """See `Drawing`."""
        check_size(project)
        wanted = [frame for frame in dict.fromkeys(frames) if 0 <= frame < project.frames]
        shape = still_size(project, scale)
        async with self._prepared(project, files, shape) as work:
            hearing = Hearing(project.plan, _unheard)
            seconds = _LEAST_SECONDS + self._frame_seconds * len(wanted)
            pixels = shape.width * shape.height
            async with box_for(self._sandboxes, "stills", work.inputs, seconds, pixels) as box:
                job = self._job(work, frames=wanted)
                await draw(box, job, hearing, seconds, _untaken)
                pictures = [
                    Still(frame, content)
                    for frame in wanted
                    if frame in hearing.stills
                    and (content := await picture_of(box, frame, shape)) is not None
                ]
                looks = await looks_of(box, [one.frame for one in pictures])
        faults = [*hearing.faults]
        if pictures and not any(fault.is_sure for fault in faults):
            faults += await asyncio.to_thread(judge, project, pictures, looks)
        return Stills(pictures, faults)

    async def render(
        self, project: Project, files: Files, spec: RenderSpec, on_frames: OnFrames
    ) -> Path:
        """See `Drawing`."""
        check_size(project)
        shape, kind = film_size(project, spec), KINDS[spec.format]
        page = self._page or stage_page(project.engine)
        await self._keep.sweep()
        made_of = (project.id, await asyncio.to_thread(drawn_by, page))
        shelf = shelf_for(project.frames, kind, shape, made_of)
        name = film_name(project, spec)
        await self._keep.begin(shelf.film)
        shelf = shelf.holding(await self._keep.names(shelf.film))
        if name in shelf.there:
            path = await self._keep.get(shelf.film, name)
        else:
            if missing := shelf.missing():
                async with self._prepared(project, files, shape) as work:
                    await self._draw_missing(work, shelf, missing, on_frames)
            path = await self._join(shelf, name, spec, shape, files)
        on_frames(project.frames, project.frames)
        return path

    async def _join(
        self, shelf: Shelf, name: str, spec: RenderSpec, shape: Shape, files: Files
    ) -> Path:
        chunks = [
            Chunk(
                str(await self._keep.get(shelf.film, shelf.name(span))),
                shelf.name(span),
                span[0],
                span[1] - span[0],
            )
            for span in shelf.spans()
        ]
        tracks = [] if spec.format in {"gif", "png"} else [files[one] for one in spec.tracks]
        with scratch_file(self._keep.scratch, name) as made:
            await join_in_box(self._sandboxes, chunks, made, spec.format, shape, tracks)
            return await self._keep.put(shelf.film, name, made)

    async def _draw_missing(
        self, work: _Wanted, shelf: Shelf, missing: Sequence[Span], on_frames: OnFrames
    ) -> None:
        progress = _Progress(work.project.frames, missing, on_frames)
        most = self._boxes or _boxes_at_once(self._sandboxes, len(missing))
        groups = groups_of(missing, most)
        await together(*(self._draw_group(work, shelf, group, progress) for group in groups))

    async def _draw_group(
        self, work: _Wanted, shelf: Shelf, spans: Sequence[Span], progress: _Progress
    ) -> None:
        """Draw neighbouring chunks in one box; in another one once more if it dies."""
        todo = list(spans)
        for left in reversed(range(_TRIES)):
            try:
                await self._draw_in_box(work, shelf, todo, progress)
            except (SandboxFailed, SandboxGone):
                if not left:
                    raise
            else:
                return

    async def _draw_in_box(
        self, work: _Wanted, shelf: Shelf, todo: list[Span], progress: _Progress
    ) -> None:
        """Draw chunks; what is drawn and kept is taken from the list."""
        frames = sum(end - begin for begin, end in todo)
        seconds = _LEAST_SECONDS + _SECONDS_A_FRAME * frames
        pixels = work.shape.width * work.shape.height
        hearing = Hearing(work.project.plan, progress.drawn)
        async with box_for(self._sandboxes, "render", work.inputs, seconds, pixels) as box:

            async def take(begin: int, end: int) -> None:
                if (begin, end) in todo:
                    name = shelf.name((begin, end))
                    with scratch_file(self._keep.scratch, name) as part:
                        await box.fetch(f"{WORK}/out/{name}", part, limit=_MOST_CHUNK_BYTES)
                        await self._keep.put(shelf.film, name, part)
                    todo.remove((begin, end))
                    await self._mark_first(shelf, todo)
                    await forget(box, f"out/{name}")

            await self._mark_first(shelf, todo)
            job = self._job(work, shelf=shelf, spans=tuple(todo))
            await draw(box, job, hearing, seconds, take)
        _raise_first(hearing.faults)
        if todo:
            raise SandboxFailed("A box has not drawn what it was asked to.")

    async def _mark_first(self, shelf: Shelf, todo: Sequence[Span]) -> None:
        """Keep that the first of these chunks is begun."""
        if todo:
            with scratch_file(self._keep.scratch, "mark") as mark:
                await asyncio.to_thread(mark.write_bytes, b"-")
                await self._keep.put(shelf.film, shelf.mark(todo[0]), mark)

    @asynccontextmanager
    async def _prepared(
        self, project: Project, files: Files, shape: Shape
    ) -> AsyncGenerator[_Wanted]:
        """Take films apart, and pack what every box of a call is given."""
        page = self._page or stage_page(project.engine)
        footage: dict[str, Footage] = {}
        for one in project.media:
            if one.type == "video":
                footage[one.name] = await self._footage(project, one, files[one.name])
        with scratch_file(self._keep.scratch, "inputs.zip") as inputs:
            await asyncio.to_thread(pack, inputs, page, project, files, footage)
            yield _Wanted(project, inputs, footage, shape)

    async def _footage(self, project: Project, medium: ProjectMedia, film: Path) -> Footage:
        """Give the pictures of a film of the canvas, made once."""
        fps, size = project.plan.fps, (project.width, project.height)
        key = footage_key(medium, fps, size)
        await self._keep.begin(key)
        if PICTURES in await self._keep.names(key):
            archive = await self._keep.get(key, PICTURES)
        else:
            with scratch_file(self._keep.scratch, PICTURES) as made:
                await take_apart_in_box(self._sandboxes, medium, film, made, fps, size)
                await asyncio.to_thread(footage_in, made, fps)
                archive = await self._keep.put(key, PICTURES, made)
        return await asyncio.to_thread(footage_in, archive, fps)

    def _job(
        self,
        work: _Wanted,
        *,
        frames: Sequence[int] = (),
        shelf: Shelf | None = None,
        spans: Sequence[Span] = (),
    ) -> Job:
        project = work.project
        return Job(
            mode="stills" if shelf is None else "chunks",
            page=PAGE,
            film=film_facts(project, self._entry, work.footage),
            width=project.width,
            height=project.height,
            out_width=work.shape.width,
            out_height=work.shape.height,
            fps=project.plan.fps,
            chromium="",
            begin_frame=False,
            is_3d=project.engine == "theatre",
            frames=frames,
            chunks=spans,
            kind="png" if shelf is None else shelf.kind,
            seconds=self._frame_seconds,
        )


def _boxes_at_once(sandboxes: Sandboxes, chunks: int) -> int:
    """Say how many may draw: those elsewhere use none of this machine's cores.

    Here each has at least two chunks: to start one costs as much CPU as a dozen frames.
    """
    if sandboxes.name == "e2b":
        return _FAR_BOXES
    return min(os.cpu_count() or 1, _MOST_BOXES, -(-chunks // 2))


class _Progress:
    """How many frames there are by now; one that is drawn again counts once."""

    def __init__(self, frames: int, missing: Sequence[Span], on_frames: OnFrames) -> None:
        self._frames, self._on_frames = frames, on_frames
        left = {frame for begin, end in missing for frame in range(begin, end)}
        self._done = set(range(frames)) - left

    def drawn(self, frame: int) -> None:
        """Count a frame, and tell."""
        if 0 <= frame < self._frames and frame not in self._done:
            self._done.add(frame)
            self._on_frames(len(self._done), self._frames)


def _unheard(_: int) -> None:
    """Nobody counts the frames of stills."""


async def _untaken(_begin: int, _end: int) -> None:
    """Stills have no chunks."""


def _raise_first(faults: Sequence[Fault]) -> None:
    """Refuse the film for what its code did."""
    fault = next((one for one in faults if one.is_sure), None)
    if fault is None:
        return
    what = "The code cannot be drawn" if fault.frame is None else f"Frame {fault.frame} failed"
    raise RenderFailed(
        f"{what}: {fault.message}",
        frame=fault.frame,
        scene=fault.scene,
        file=fault.file,
        line=fault.line,
        column=fault.column,
    )
