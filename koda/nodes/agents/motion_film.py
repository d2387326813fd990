"""Measures a film once, keeps its key frames as assets, and cuts out the part that is looked at."""

# What decodes films takes 30 MB and is only loaded when a node runs.
# ruff: noqa: PLC0415
from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from pathlib import Path
from threading import Event
from typing import TypeVar

from pydantic import JsonValue, TypeAdapter

from koda.core.values import MediaValue
from koda.media.motion_facts import Measured
from koda.nodes.agents.motion_brief import MotionParameters
from koda.nodes.tooling import saved_film
from koda.runs.context import NodeContext

T = TypeVar("T")

_FRAMES = TypeAdapter(tuple[MediaValue, ...])
_WHOLE = 0.05
"""Seconds that may be missing from a film that is given whole."""


async def measured_film(
    context: NodeContext, video: MediaValue, asked: MotionParameters
) -> Measured:
    """Measure the chosen part of a film; a step that is begun again remembers what it found."""

    async def make() -> JsonValue:
        from koda.media.motion import measure

        path = await context.file(video)
        context.report(0.0, "Measuring")

        def work(tell: Callable[[float], None]) -> JsonValue:
            found = measure(path, asked.start or 0.0, asked.end, tell)
            return found.model_dump(mode="json")

        return await _worked(context, work)

    return Measured.model_validate(await context.checkpoint("measured", make))


async def key_frames(
    context: NodeContext, video: MediaValue, measured: Measured
) -> tuple[MediaValue, ...]:
    """Give pictures of the film, stored, one for each of `measured.keys`."""

    async def make() -> JsonValue:
        from koda.media.contact import key_frames as pictures_of

        path = await context.file(video)
        pictures: Sequence[bytes] = await context.work(
            lambda: list(pictures_of(path, measured.keys))
        )
        kept = [
            await context.save(picture, name=f"Frame at {at:.2f} s")
            for picture, at in zip(pictures, measured.keys, strict=False)
        ]
        return [one.model_dump(mode="json") for one in kept]

    return _FRAMES.validate_python(await context.checkpoint("frames", make))


async def clip(context: NodeContext, video: MediaValue, measured: Measured) -> MediaValue:
    """Give the part that was measured as a film of its own: what a model gets to see."""
    if measured.start < _WHOLE and measured.end > measured.seconds - _WHOLE:
        return video

    async def make() -> JsonValue:
        from koda.media.trimming import trim

        path = await context.file(video)

        def cut(target: Path, tell: Callable[[float], None]) -> None:
            trim(path, target, measured.start, measured.end, tell)

        return (await saved_film(context, cut, "Clip")).model_dump(mode="json")

    return MediaValue.model_validate(await context.checkpoint("clip", make))


async def _worked(context: NodeContext, work: Callable[[Callable[[float], None]], T]) -> T:
    """Work beside the event loop; when the step is cancelled, the work ends, too."""
    ended, loop = Event(), asyncio.get_running_loop()

    def tell(done: float) -> None:
        if ended.is_set():
            raise _Ended
        loop.call_soon_threadsafe(context.report, done / 2, "Measuring")

    try:
        return await context.work(work, tell)
    finally:
        ended.set()


class _Ended(Exception):
    """Nobody waits for the result any more."""
