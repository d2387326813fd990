"""What the tools share: ratios, and making a file from files beside the event loop."""

from __future__ import annotations

import asyncio
import tempfile
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from threading import Event
from typing import Literal

from koda.core.errors import Invalid
from koda.core.spec import InputSpec, OutputSpec
from koda.core.values import ListValue, MediaValue, Value, ValueType
from koda.runs.context import NodeContext
from koda.runs.kind import NodeInputs

GROUP = "tool"
MOST = 100
"""Media that one tool works on, one after the other."""

Tell = Callable[[float], None]
"""Says how far the work is, as a share of it; called from the thread that works."""

Ratio = Literal["auto", "1:1", "4:3", "3:4", "16:9", "9:16", "3:2", "2:3", "21:9", "5:4", "4:5"]


def ratio_of(words: str | None) -> float | None:
    """Read `16:9`; none for anything else."""
    wide, _, tall = (words or "").partition(":")
    return float(wide) / float(tall) if wide.isdigit() and tall.isdigit() and int(tall) else None


def many(name: str, title: str, type_: ValueType, description: str = "") -> InputSpec:
    """Declare an input whose media are worked on one by one."""
    return InputSpec(
        name=name,
        title=title,
        types=(type_,),
        many=True,
        required=True,
        limit=MOST,
        description=description,
    )


def made_list(title: str, type_: ValueType) -> OutputSpec:
    """Declare the results of a tool, one for each of what came in."""
    return OutputSpec(name="output", title=title, types=(type_,), list=True)


async def for_each(
    inputs: NodeInputs, context: NodeContext, name: str, make: Callable[[Path], bytes], called: str
) -> dict[str, Value]:
    """Make a picture of each media value of an input, in order.

    Args:
        inputs: What has arrived.
        context: The step's services.
        name: The input.
        make: Blocking: a file becomes the bytes of another.
        called: What each result is called.
    """
    media = arrived(inputs, name)
    made: list[MediaValue] = []
    for place, one in enumerate(media):
        context.report(place / len(media))
        content = await context.work(make, await context.file(one))
        made.append(await context.save(content, name=called))
    return {"output": ListValue(items=tuple(made))}


async def film_for_each(
    inputs: NodeInputs,
    context: NodeContext,
    name: str,
    make: Callable[[Path, Path, Tell], None],
    called: str,
) -> dict[str, Value]:
    """Make a film or sound of each media value of an input; `make` writes to its second path."""
    media = arrived(inputs, name)
    made: list[MediaValue] = []
    for place, one in enumerate(media):
        path = await context.file(one)
        share = (place, len(media))
        made.append(await saved_film(context, partial(make, path), called, share))
    return {"output": ListValue(items=tuple(made))}


async def saved_film(
    context: NodeContext,
    make: Callable[[Path, Tell], None],
    called: str,
    share: tuple[int, int] = (0, 1),
) -> MediaValue:
    """Store the film or sound that a blocking function writes to the path it is given.

    When the step is cancelled, the function is ended too: a thread cannot be.

    Args:
        context: The step's services.
        make: Writes the file, and tells how far it is.
        called: What the result is called.
        share: Which part of the step's work it is, and of how many.
    """
    ended, loop = Event(), asyncio.get_running_loop()

    def tell(done: float) -> None:
        if ended.is_set():
            raise _Ended
        loop.call_soon_threadsafe(context.report, (share[0] + done) / share[1])

    with tempfile.TemporaryDirectory(prefix="koda-", ignore_cleanup_errors=True) as folder:
        target = Path(folder, "made")
        try:
            await context.work(make, target, tell)
        finally:
            ended.set()
        return await context.save(target, name=called)


class _Ended(Exception):
    """Nobody waits for the result any more."""


def arrived(inputs: NodeInputs, name: str) -> Sequence[MediaValue]:
    """Give the media of an input; raises `Invalid` for none, or for too many at once."""
    media = inputs.media(name)
    if not media:
        raise Invalid("Nothing has arrived to work on.", remedy="Connect a node that gives some.")
    if len(media) > MOST:
        raise Invalid(
            f"{len(media)} files have arrived; {MOST} are worked on at once.",
            remedy="Connect fewer, or use two nodes.",
            limit=MOST,
        )
    return media


async def files(context: NodeContext, media: Sequence[MediaValue]) -> list[Path]:
    """Give the files of several media values."""
    return [await context.file(one) for one in media]
