"""Runs a canvas in processes that are killed at a durable write, until one lives to the end.

Programs import this once and fork for every life, so that a kill point costs no start-up.
"""

from __future__ import annotations

import asyncio
import contextlib
import json
import os
import signal
import sys
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from koda import wiring
from koda.core.canvas import Canvas
from koda.core.errors import Conflict
from koda.core.ids import CanvasId
from koda.core.run import Run, RunMode, RunState
from koda.db.base import Database, Dialect, Row, SqlValue, Statement, Written
from koda.runs.request import RunRequest
from koda.services import Services
from koda.settings import Settings

CANVAS = CanvasId("chaos")
MOST_LIVES = 6
MOST_WRITES = 400
LIFE_SECONDS = 120.0

Moment = Literal["before", "after"]


@dataclass(frozen=True)
class World:
    """What is run, and where.

    Attributes:
        settings: Of a life over a folder.
        canvas: What is run, under a label of its own.
        person: Does what a person would do while it runs.
    """

    settings: Callable[[Path], Settings]
    canvas: Callable[[str], Canvas]
    person: Callable[[Services, str, Run], Awaitable[None]]


class Killing:
    """A database whose process dies before or after its n-th write."""

    def __init__(self, inner: Database, at: int, moment: Moment) -> None:
        self._inner = inner
        self._left = at
        self._moment = moment

    @property
    def dialect(self) -> Dialect:
        return self._inner.dialect

    async def read(self, sql: str, args: Sequence[SqlValue] = ()) -> list[Row]:
        return await self._inner.read(sql, args)

    async def write(self, batch: Sequence[Statement]) -> list[Written]:
        self._left -= 1
        if self._left == 0 and self._moment == "before":
            os.kill(os.getpid(), signal.SIGKILL)
        last = self._left == 0
        done = await self._inner.write(batch)
        if last:
            os.kill(os.getpid(), signal.SIGKILL)
        return done

    async def script(self, sql: str) -> None:
        await self._inner.script(sql)

    async def close(self) -> None:
        await self._inner.close()


async def live(world: World, folder: Path, at: int, moment: Moment) -> None:
    """One life: start the run, or find it, and see it to its end."""
    real = wiring.open_database
    wiring.open_database = lambda settings: Killing(real(settings), at, moment)
    async with wiring.open_services(world.settings(folder)) as koda:
        with contextlib.suppress(Conflict):
            await koda.canvases.create(world.canvas(folder.name))
        run = await koda.runs.start(CANVAS, RunRequest(key="the run", mode=RunMode.ALL))
        async with asyncio.timeout(LIFE_SECONDS):
            while run.state == RunState.RUNNING:
                await world.person(koda, folder.name, run)
                await asyncio.sleep(0.03)
                run = await koda.runs.get(run.id)


def survive(world: World, folder: Path, at: int, moment: Moment) -> int:
    """Fork lives until one ends by itself; gives how many were killed."""
    for killed in range(MOST_LIVES):
        child = os.fork()
        if child == 0:
            try:
                asyncio.run(live(world, folder, at if killed == 0 else -1, moment))
                os._exit(0)
            except BaseException as error:  # noqa: BLE001  (the fork must end here)
                print(f"a life ended with {error!r}", file=sys.stderr)
                os._exit(1)
        _, status = os.waitpid(child, 0)
        if not os.WIFSIGNALED(status):
            if os.WEXITSTATUS(status):
                sys.exit(f"kill point {moment} {at}: the run did not end")
            return killed
    sys.exit(f"kill point {moment} {at}: no life survived")


def every_kill_point(
    world: World,
    folder: Path,
    first: int,
    stride: int,
    report: Callable[[Path], Mapping[str, Any]],
) -> None:
    """Print a JSON line for each kill point: before and after each write, until none is left."""
    for at in range(first, MOST_WRITES, stride):
        moment: Moment = "before" if at % 2 else "after"
        place = folder / f"{moment}-{at}"
        place.mkdir()
        killed = survive(world, place, (at + 1) // 2, moment)
        line = {"moment": moment, "at": at, "killed": killed, **report(place)}
        print(json.dumps(line), flush=True)
        if killed == 0:  # the run had no such write any more
            return
