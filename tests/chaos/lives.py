"""Runs a canvas in processes that are killed at a durable write, until one lives to the end.

A program of its own: it imports Koda once and forks for every life, so that a kill point costs no
start-up. Prints one JSON line per kill point.

    python lives.py FOLDER FAL_BASE STEPS FIRST STRIDE
"""

from __future__ import annotations

import asyncio
import contextlib
import json
import os
import signal
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Literal

import httpx2

from koda import wiring
from koda.core.canvas import Canvas, Edge, Node
from koda.core.errors import Conflict
from koda.core.ids import CanvasId, EdgeId, NodeId
from koda.core.run import RunMode, RunState, StepState
from koda.db.base import Database, Row, SqlValue, Statement, Written
from koda.runs.request import RunRequest
from koda.services import Services
from koda.settings import Settings

MODEL = "nanobanana-pro"
CANVAS = CanvasId("chaos")
MOST_LIVES = 6
MOST_WRITES = 400
LIFE_SECONDS = 40.0

Moment = Literal["before", "after"]


class Killing:
    """A database whose process dies before or after its n-th write."""

    def __init__(self, inner: Database, at: int, moment: Moment) -> None:
        self._inner = inner
        self._left = at
        self._moment = moment
        self.written = 0

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
        self.written += 1
        return done

    async def script(self, sql: str) -> None:
        await self._inner.script(sql)

    async def close(self) -> None:
        await self._inner.close()


def prompt_of(label: str, node: str) -> str:
    return f"{label} picture {node}"


def canvas_of(label: str, steps: int) -> Canvas:
    """Three chains of pictures, each the reference of the next."""
    nodes, edges = {}, {}
    for place in range(steps):
        key = NodeId(f"i{place}")
        parameters = {"prompt": prompt_of(label, key), "model": MODEL, "seed": place}
        nodes[key] = Node(id=key, kind="image-generator", parameters=parameters)
        if place >= 3:
            wire = EdgeId(f"e{place}")
            edges[wire] = Edge(
                id=wire,
                source=NodeId(f"i{place - 3}"),
                output="output",
                target=key,
                input="reference",
            )
    return Canvas(id=CANVAS, name="Chaos", nodes=nodes, edges=edges)


async def live(folder: Path, base: str, steps: int, at: int, moment: Moment) -> None:
    """One life: start the run, or find it, and see it to its end."""
    settings = Settings(
        data=folder,
        fal_key="key",  # pyright: ignore[reportArgumentType]
        fal_queue_url=f"{base}/queue",
        fal_run_url=f"{base}/run",
        fal_rest_url=f"{base}/rest",
        fal_cdn_url=f"{base}/cdn",
        fal_api_url=f"{base}/api",
    )
    real = wiring.open_database
    killing: list[Killing] = []

    def open_killing(settings: Settings) -> Database:
        killing.append(Killing(real(settings), at, moment))
        return killing[0]

    wiring.open_database = open_killing
    async with wiring.open_services(settings) as koda:
        with contextlib.suppress(Conflict):
            await koda.canvases.create(canvas_of(folder.name, steps))
        run = await koda.runs.start(CANVAS, RunRequest(key="the run", mode=RunMode.ALL))
        async with asyncio.timeout(LIFE_SECONDS):
            while run.state == RunState.RUNNING:
                await answer(koda, base, folder.name, run.id)
                await asyncio.sleep(0.03)
                run = await koda.runs.get(run.id)
        (folder / "writes").write_text(str(killing[0].written))


async def answer(koda: Services, base: str, label: str, run_id: Any) -> None:
    """Do what a person would: look into the provider's list, and decide."""
    run = await koda.runs.get(run_id)
    for step in run.steps:
        if step.state != StepState.ASKING or step.question is None:
            continue
        async with httpx2.AsyncClient() as client:
            ledger = (await client.get(f"{base}/ledger")).json()
        prompt = prompt_of(label, step.node)
        was_sent = any(job["body"]["prompt"] == prompt for job in ledger)
        value = "look_again" if was_sent else "submit_again"
        await koda.runs.answer(run.id, step.id, step.question.name, value)


def survive(folder: Path, base: str, steps: int, at: int, moment: Moment) -> int:
    """Fork lives until one ends by itself; gives how many were killed."""
    for killed in range(MOST_LIVES):
        child = os.fork()
        if child == 0:
            try:
                asyncio.run(live(folder, base, steps, at if killed == 0 else -1, moment))
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


def main() -> None:
    folder, base, steps = Path(sys.argv[1]), sys.argv[2], int(sys.argv[3])
    first, stride = int(sys.argv[4]), int(sys.argv[5])
    for at in range(first, MOST_WRITES, stride):
        moment: Moment = "before" if at % 2 else "after"
        place = folder / f"{moment}-{at}"
        place.mkdir()
        killed = survive(place, base, steps, (at + 1) // 2, moment)
        bought = [
            job
            for job in httpx2.get(f"{base}/ledger").json()
            if job["body"]["prompt"].startswith(f"{place.name} ")
        ]
        print(json.dumps(report(place, moment, at, killed, bought)), flush=True)
        if killed == 0:  # the run had no such write any more
            return


def report(
    folder: Path, moment: Moment, at: int, killed: int, ledger: list[dict[str, Any]]
) -> dict[str, Any]:
    import sqlite3

    with sqlite3.connect(folder / "koda.db") as database:
        run = database.execute("SELECT state, done, total, price, cost FROM runs").fetchone()
        assets = database.execute("SELECT count(*) FROM assets").fetchone()[0]
    return {
        "moment": moment,
        "at": at,
        "killed": killed,
        "run": list(run),
        "assets": assets,
        "accepted": len(ledger),
        "distinct": len({job["body"]["prompt"] for job in ledger}),
    }


if __name__ == "__main__":
    main()
