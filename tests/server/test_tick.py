"""The host's timer: who may tick, and what a tick does."""

from __future__ import annotations

import asyncio
from pathlib import Path

import httpx2
import pytest

from koda.core.errors import StorageFailed
from koda.runs.maintenance import Maintenance, seldom
from tests.emulators.fal_server import running_fal
from tests.server.serverless import Instance, draw, instance

pytestmark = pytest.mark.rule("R37")

SECRET = "the host's timer"


async def _tick(koda: Instance, secret: str = "", method: str = "GET") -> httpx2.Response:
    headers = {"authorization": f"Bearer {secret}"} if secret else {}
    async with httpx2.AsyncClient(base_url=koda.address, headers=headers, timeout=60) as far:
        return await far.request(method, "/api/tick")


async def test_the_timer_passes_by_its_secret_and_nobody_else(tmp_path: Path) -> None:
    with running_fal() as fal:
        async with instance(tmp_path, fal, CRON_SECRET=SECRET) as koda:
            for method in ("GET", "POST"):
                answer = await _tick(koda, SECRET, method)
                assert (answer.status_code, answer.json()["finished"]) == (200, True)
            for wrong in ("", "x", SECRET[:-1], f"{SECRET}x"):
                assert (await _tick(koda, wrong)).status_code == 401
            assert (await koda.http.get("/api/tick")).status_code == 200  # the owner


async def test_without_a_secret_only_the_owner_ticks(tmp_path: Path) -> None:
    with running_fal() as fal:
        async with instance(tmp_path, fal) as koda:
            for wrong in ("", "None", "null", "undefined"):
                assert (await _tick(koda, wrong)).status_code == 401
            assert (await koda.http.post("/api/tick")).status_code == 200


async def test_a_tick_finds_the_result_whose_call_was_lost(tmp_path: Path) -> None:
    with running_fal() as fal:
        fal.fault("webhook_lost", count=3)
        fal.pace(queue_seconds=2.5, run_seconds=0.1)
        async with instance(
            tmp_path, fal, CRON_SECRET=SECRET, KODA_SERVERLESS=True, KODA_REQUEST_SECONDS=60
        ) as koda:
            await draw(koda, 3)
            run = await koda.start_run()
            await asyncio.sleep(3)
            assert (await koda.run(run["id"]))["state"] == "running"  # nobody is there
            ticks = await asyncio.gather(*(_tick(koda, SECRET) for _ in range(3)))
            assert [one.status_code for one in ticks] == [200] * 3
            async with asyncio.timeout(60):
                while (await koda.run(run["id"]))["state"] == "running":
                    await _tick(koda, SECRET)
            ended = await koda.run(run["id"])
            assert (ended["state"], ended["done"], ended["cost"]) == ("done", 3, run["price"])
            assert len(fal.ledger()) == 3


async def test_a_sweep_that_fails_stops_nothing_else() -> None:
    swept: list[str] = []

    async def broken() -> None:
        raise StorageFailed("The disk is full.")

    async def whole() -> None:
        swept.append("whole")

    done = await Maintenance(None, {"uploads": broken, "assets": whole}).turn()
    assert (done.finished, done.failed, swept) == (True, ("uploads",), ["whole"])


async def test_what_is_seldom_due_is_done_again_only_after_a_failure_or_its_time() -> None:
    done: list[int] = []

    async def sweep() -> None:
        done.append(len(done))
        if len(done) == 1:
            raise StorageFailed("the database is away")

    turns = Maintenance(None, {"assets": seldom(sweep, 3600)})
    assert (await turns.turn()).failed == ("assets",)
    for _ in range(3):
        assert (await turns.turn()).failed == ()
    assert len(done) == 2
    always = Maintenance(None, {"assets": seldom(sweep, 0)})
    await always.turn()
    await always.turn()
    assert len(done) == 4
