"""Starts the processes that draw, gives them their orders, and ends them."""

from __future__ import annotations

import asyncio
import json
import os
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from types import TracebackType
from typing import Any, Self, cast

from koda.animation.engine import Files
from koda.animation.engines.python.worker import Order, Setup
from koda.animation.project import Project
from koda.animation.rendering.agent.shape import ChunkKind, Shape
from koda.animation.rendering.boxed import together
from koda.core.errors import KodaError, NotConfigured, RenderFailed

_MODULE = "koda.animation.engines.python.worker"
_HOME = Path(__file__).parents[4]
"""Where the package koda lies, also where it is not installed."""

_LONGEST_LINE = 4 * 1024**2
_PASSED_ON = (
    *("PATH", "HOME", "LANG", "TMPDIR", "SYSTEMROOT", "PYTHONPATH", "LD_LIBRARY_PATH"),
    *("DYLD_LIBRARY_PATH", "FONTCONFIG_PATH", "FONTCONFIG_FILE"),
)
"""Of the environment; nothing secret reaches a process that opens foreign pictures."""


class Workers:
    """Processes that draw one project; an `async with` block ends them, whatever happens."""

    def __init__(
        self, project: Project, files: Files, shape: Shape, kind: ChunkKind, count: int
    ) -> None:
        """Draw frames of `shape`, in `count` processes."""
        self._setup = Setup(
            project=project, files=dict(files), width=shape.width, height=shape.height, kind=kind
        )
        self._count = count
        self._processes: list[asyncio.subprocess.Process] = []

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        for process in self._processes:
            if process.returncode is None:
                process.kill()
        for process in self._processes:
            await process.wait()

    async def stills(self, targets: Mapping[int, Path]) -> dict[int, Any]:
        """Draw frames into files; gives what is on show in each.

        Raises:
            RenderFailed: A frame cannot be drawn; its number is in the fields.
            NotConfigured: Skia is missing.
        """
        orders = [Order(begin=at, end=0, target=target) for at, target in targets.items()]
        answers = await self._follow(orders, _unheard)
        return {cast("int", one["done"]): one["look"] for one in answers}

    async def chunks(
        self, targets: Mapping[tuple[int, int], Path], on_count: Callable[[int], None]
    ) -> None:
        """Draw chunks into files, whole or not at all; hears how many frames there are by now.

        Raises as `stills`.
        """
        orders = [Order(begin=at, end=end, target=file) for (at, end), file in targets.items()]
        await self._follow(orders, on_count)

    async def _follow(
        self, orders: list[Order], on_count: Callable[[int], None]
    ) -> list[dict[str, Any]]:
        waiting = list(reversed(orders))
        answers: list[dict[str, Any]] = []
        counted = 0

        def count() -> None:
            nonlocal counted
            counted += 1
            on_count(counted)

        async def work() -> None:
            process = await self._start()
            while waiting:
                answers.append(await _do(process, waiting.pop(), count))

        await together(*(work() for _ in range(min(self._count, len(orders)))))
        return answers

    async def _start(self) -> asyncio.subprocess.Process:
        environment = {name: os.environ[name] for name in _PASSED_ON if name in os.environ}
        paths = [str(_HOME), *environment.get("PYTHONPATH", "").split(os.pathsep)]
        environment["PYTHONPATH"] = os.pathsep.join(path for path in paths if path)
        process = await asyncio.create_subprocess_exec(
            sys.executable, "-P", "-m", _MODULE,
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.DEVNULL,
            limit=_LONGEST_LINE,
            env=environment,
        )  # fmt: skip
        self._processes.append(process)
        await _send(process, self._setup.model_dump_json())
        return process


async def _do(
    process: asyncio.subprocess.Process, order: Order, count: Callable[[], None]
) -> dict[str, Any]:
    assert process.stdout is not None
    await _send(process, order.model_dump_json())
    while line := await process.stdout.readline():
        told = cast("dict[str, Any]", json.loads(line))
        if "failed" in told:
            raise _failure(told)
        if "done" in told:
            return told
        count()
    code = await process.wait()
    raise RenderFailed(
        f"The process that draws has ended ({code}) at frame {order.begin}.",
        remedy="Render again; what was drawn is kept. If it ends again, there is too little "
        "memory for this size.",
        frame=order.begin,
    )


async def _send(process: asyncio.subprocess.Process, line: str) -> None:
    assert process.stdin is not None
    try:
        process.stdin.write(line.encode() + b"\n")
        await process.stdin.drain()
    except (BrokenPipeError, ConnectionResetError):
        pass  # it has said why, or its exit code does


def _failure(told: Mapping[str, Any]) -> KodaError:
    message, remedy = str(told["failed"]), told.get("remedy")
    if told.get("code") == NotConfigured.code:
        return NotConfigured(message, remedy=remedy)
    return RenderFailed(message, remedy=remedy, frame=told.get("frame"))


def _unheard(_: int) -> None:
    """Nobody counts the frames of stills."""
