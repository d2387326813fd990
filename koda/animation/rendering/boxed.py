"""Runs the program that draws in a box of its own, and takes out what it has drawn."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncGenerator, Awaitable, Callable, Coroutine, Mapping
from contextlib import asynccontextmanager
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any, cast

from koda.animation.rendering.agent.job import Job
from koda.animation.rendering.hearing import Hearing
from koda.animation.rendering.inputs import AGENT, job_text
from koda.core.errors import RenderFailed, SandboxFailed
from koda.sandbox.port import WORK, Command, Ended, Limits, Sandbox, Sandboxes, SandboxSpec

_ENVIRONMENT = {"PATH": "/usr/bin:/bin", "LANG": "C.UTF-8", "PYTHONDONTWRITEBYTECODE": "1"}
_UNPACK_SECONDS = 120.0
_STEP = 256 * 1024**2
_TOLD = 3
"""How the program ends when it has told a fault."""


@asynccontextmanager
async def box_for(
    sandboxes: Sandboxes,
    purpose: str,
    inputs: Path,
    seconds: float,
    pixels: int,
    more: int = 0,
) -> AsyncGenerator[Sandbox]:
    """Give a box with everything in it but the job; it ends with the block.

    `more`: bytes that will be written into it besides `inputs`.

    Raises:
        SandboxUnavailable: There are none to be had here.
    """
    size = await asyncio.to_thread(lambda: inputs.stat().st_size)
    limits = Limits(memory=_memory(pixels, size + more), seconds=seconds + _UNPACK_SECONDS + 30)
    box = await sandboxes.create(SandboxSpec(purpose, limits))
    try:
        await box.write(f"{WORK}/inputs.zip", inputs)
        unpack = [box.tools.python, "-m", "zipfile", "-e", "inputs.zip", "."]
        ended = await box.run(Command(unpack, environment=_ENVIRONMENT, seconds=_UNPACK_SECONDS))
        if ended.code != 0:
            raise SandboxFailed(f"A box cannot unpack what it is given: {_last_words(ended)}")
        await forget(box, "inputs.zip")
        yield box
    finally:
        await asyncio.shield(box.kill())


def _memory(pixels: int, held: int) -> int:
    """Give the memory of a box, in whole steps: Chromium ends itself at a limit of odd bytes.

    What is in the folder of a box may be held in memory: the archive, and what it becomes.
    """
    least = (2 if pixels <= 1920 * 1200 else 4) * 1024**3
    return least + -(-2 * held // _STEP) * _STEP


async def forget(box: Sandbox, path: str) -> None:
    """Give back the room that a file of the box takes."""
    await box.write(f"{WORK}/{path}", b"")


async def draw(
    box: Sandbox,
    job: Job,
    hearing: Hearing,
    seconds: float,
    take: Callable[[int, int], Awaitable[None]],
) -> None:
    """Draw a job to its end.

    `take` is awaited for each chunk that is whole, while the next one is drawn.

    Raises:
        RenderFailed: The box went beyond its limits.
        SandboxFailed: The program ended without having said why.
    """
    there = replace(job, chromium=box.tools.chromium, begin_frame=box.tools.has_begin_frame)
    await box.write(f"{WORK}/job.json", job_text(asdict(there)))
    command = Command([box.tools.python, "-m", AGENT], environment=_ENVIRONMENT, seconds=seconds)

    loop = asyncio.get_running_loop()

    def hear(kind: str, content: bytes) -> None:
        loop.call_soon_threadsafe(hearing.hear, kind, content)  # who calls is the provider's choice

    async def run() -> Ended:
        try:
            return await box.run(command, hear)
        finally:
            loop.call_soon_threadsafe(hearing.end)  # after all that was heard

    async def take_all() -> None:
        while (chunk := await hearing.chunks.get()) is not None:
            await take(*chunk)

    ended, _ = await together(run(), take_all())
    if ended.killed_for is not None:
        raise _beyond(ended)
    if ended.code not in {0, _TOLD}:
        raise SandboxFailed(f"The program that draws has ended by itself: {_last_words(ended)}")


async def run_part(
    box: Sandbox, part: str, order: Mapping[str, Any], seconds: float
) -> Mapping[str, Any]:
    """Run one part of the program to its end, and give the last that it has told.

    Raises:
        RenderFailed: The box went beyond its limits.
        SandboxFailed: It ended without having said why.
    """
    await box.write(f"{WORK}/{part}.json", job_text(order))
    argv = [box.tools.python, "-m", f"{AGENT}.{part}"]
    ended = await box.run(Command(argv, environment=_ENVIRONMENT, seconds=seconds))
    if ended.killed_for is not None:
        raise _beyond(ended)
    if ended.code in {0, _TOLD}:
        for line in reversed(ended.stdout.splitlines()):
            try:
                told: object = json.loads(line)
            except ValueError:
                continue
            if isinstance(told, dict):
                return cast("dict[str, Any]", told)
    raise SandboxFailed(f"The program in the box has ended by itself: {_last_words(ended)}")


async def together(*all_of_it: Coroutine[Any, Any, Any]) -> list[Any]:
    """Await all at once; the first that fails ends the others, and its error is raised."""
    tasks = [asyncio.create_task(one) for one in all_of_it]
    try:
        await asyncio.wait(tasks, return_when=asyncio.FIRST_EXCEPTION)
        failed = [task for task in tasks if task.done() and task.exception() is not None]
        return [task.result() for task in failed or tasks]
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)


def _beyond(ended: Ended) -> RenderFailed:
    what = {"time": "time", "memory": "memory"}.get(ended.killed_for or "", "room")
    return RenderFailed(
        f"Drawing this animation takes more {what} than a box may have.",
        remedy="Make it simpler, smaller or shorter.",
    )


def _last_words(ended: Ended) -> str:
    words = ended.stderr.decode(errors="replace").strip()
    return words[-600:] or f"it ended with {ended.code}"
