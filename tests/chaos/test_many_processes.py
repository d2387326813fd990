"""Two servers on one PostgreSQL work on one run, and are killed again and again."""

from __future__ import annotations

import asyncio
import random
from collections import Counter
from contextlib import ExitStack
from pathlib import Path

import psycopg
import pytest

from koda.core.ids import CanvasId
from koda.core.run import RunMode, RunState, StepState
from koda.runs.request import RunRequest
from koda.services import Services
from koda.settings import Settings
from koda.wiring import open_services
from tests.chaos.lives import World
from tests.chaos.pictures import world_of
from tests.cli.shell import Server, started
from tests.databases import database_variables
from tests.emulators.fal_server import FalServer, running_fal

STEPS = 12
KILLS = 6


def variables(folder: Path, fal: FalServer) -> dict[str, str]:
    return {
        **database_variables("postgres", folder, migrated=True),
        "KODA_DATA": str(folder),
        "KODA_TOKEN": "t",
        "FAL_KEY": "key",
        "FAL_QUEUE_URL": f"{fal.base}/queue",
        "FAL_RUN_URL": f"{fal.base}/run",
        "FAL_REST_URL": f"{fal.base}/rest",
        "FAL_CDN_URL": f"{fal.base}/cdn",
        "FAL_API_URL": f"{fal.base}/api",
    }


class Pair:
    """Two servers over one database; a killed one is started anew."""

    def __init__(self, folder: Path, fal: FalServer) -> None:
        self._folder = folder
        self._variables = variables(folder, fal)
        self._slots = [ExitStack(), ExitStack()]
        self.servers = [self._start(0), self._start(1)]

    def _start(self, slot: int) -> Server:
        arguments = ("serve", "--no-open", "--port", "0")
        return self._slots[slot].enter_context(started(self._folder, *arguments, **self._variables))

    async def kill_on(self) -> None:
        """Kill one or the other, so many times, at times that are always the same."""
        dice = random.Random(5)
        for _ in range(KILLS):
            await asyncio.sleep(dice.uniform(0.05, 0.9))
            await asyncio.to_thread(self._kill, dice.randrange(2))

    def _kill(self, slot: int) -> None:
        self.servers[slot].process.kill()
        self._slots[slot].close()
        self.servers[slot] = self._start(slot)

    def close(self) -> None:
        for slot in self._slots:
            slot.close()


@pytest.mark.rule("R5")
@pytest.mark.rule("R20")
@pytest.mark.timeout(600)
async def test_kill_9_of_either_server_loses_nothing_and_buys_nothing_twice(
    tmp_path: Path,
) -> None:
    """Runs follow each other until the servers were killed often enough, at any time of a run."""
    with running_fal() as fal:
        fal.pace(run_seconds=0.4)
        world = world_of(fal.base, STEPS)
        settings = Settings.model_validate(variables(tmp_path, fal))
        pair = Pair(tmp_path, fal)
        killing = asyncio.create_task(pair.kill_on())
        labels: list[str] = []
        try:
            async with open_services(settings, work=False) as koda:
                while not killing.done():
                    labels.append(f"round{len(labels)}")
                    await live(koda, world, labels[-1])
        finally:
            await killing
            pair.close()
        bought = Counter(job["body"]["prompt"] for job in fal.ledger())
    assert bought.total() == len(bought) == STEPS * len(labels), bought
    assert settings.database_url is not None
    with psycopg.connect(settings.database_url.get_secret_value()) as link:
        assets = link.execute("SELECT count(*), count(DISTINCT step) FROM assets").fetchone()
    assert assets == (STEPS * len(labels), STEPS * len(labels))


async def live(koda: Services, world: World, label: str) -> None:
    """Run a canvas to its end; its answers are a person's."""
    canvas = CanvasId(label)
    await koda.canvases.create(world.canvas(label).model_copy(update={"id": canvas}))
    run = await koda.runs.start(canvas, RunRequest(key="the run", mode=RunMode.ALL))
    async with asyncio.timeout(240):
        while run.state == RunState.RUNNING:
            await world.person(koda, label, run)
            await asyncio.sleep(0.05)
            run = await koda.runs.get(run.id)
    assert (run.state, run.done, run.failed, run.total) == (RunState.DONE, STEPS, 0, STEPS)
    assert all(step.state == StepState.DONE for step in run.steps)
    assert run.cost == run.price
