"""A host that does nothing between requests: who is there drives, who leaves loses nothing."""

from __future__ import annotations

import asyncio
import contextlib
import random
from pathlib import Path
from typing import Any

import pytest

from koda.core.run import RunMode
from koda.runs.request import RunRequest
from tests.emulators.anthropic_server import running_anthropic
from tests.emulators.fal_server import running_fal
from tests.server.listening import listen
from tests.server.serverless import CANVAS, Instance, draw, instance

pytestmark = pytest.mark.rule("R35")

HOST: dict[str, Any] = {"KODA_SERVERLESS": True, "KODA_REQUEST_SECONDS": 60}


async def test_nothing_is_done_before_somebody_is_there(tmp_path: Path) -> None:
    with running_fal() as fal:
        async with instance(tmp_path, fal, **HOST) as koda:
            await draw(koda)
            run = await koda.services.runs.start(CANVAS, RunRequest(key="k", mode=RunMode.ALL))
            assert (await koda.http.get("/api/health")).status_code == 200
            await asyncio.sleep(1.5)
            assert fal.ledger() == []
            async with listen(koda.address, CANVAS):
                assert (await koda.until(run.id, "done"))["state"] == "done"


async def test_a_request_that_is_answered_goes_on_until_nothing_is_due_soon(tmp_path: Path) -> None:
    with running_fal() as fal:
        fal.pace(run_seconds=1.0)
        async with instance(tmp_path, fal, calls=False, **HOST) as koda:
            await draw(koda, 2)
            answer = await koda.http.post(
                f"/api/canvases/{CANVAS}/runs", json={"key": "k", "mode": "all"}
            )
            assert answer.headers["connection"] == "close"
            run = answer.json()
            assert run["state"] == "running"
            assert (await koda.until(run["id"], "done"))["done"] == 2


@pytest.mark.rule("R36")
async def test_fals_call_alone_drives_a_run_to_its_end(tmp_path: Path) -> None:
    with running_fal() as fal:
        fal.pace(queue_seconds=2.5, run_seconds=0.5)
        async with instance(tmp_path, fal, **HOST) as koda:
            await draw(koda, 2)
            run = await koda.start_run()
            assert (await koda.until(run["id"], "done"))["done"] == 2
            assert [job["calls"] for job in fal.ledger()] == [[200], [200]]


async def test_who_waits_for_a_picture_is_sent_away_in_time_and_comes_back_for_it(
    tmp_path: Path,
) -> None:
    with running_fal() as fal:
        fal.pace(run_seconds=3.0)
        async with instance(tmp_path, fal, calls=False, **HOST) as koda:
            assert koda.services.attendance is not None
            koda.services.attendance.seconds = 3.0
            body = {"prompt": "a harbour", "model": "nanobanana-pro"}
            answer = await koda.http.post("/api/generate", json=body)
            assert (answer.status_code, answer.json()["code"]) == (504, "run.still_going")
            run = answer.json()["fields"]["run"]
            async with asyncio.timeout(60):
                while (found := (await koda.http.get(f"/api/runs/{run}")).json())["state"] == (
                    "running"
                ):
                    await asyncio.sleep(0.2)
            assert found["state"] == "done"
            assert len(fal.ledger()) == 1


@pytest.mark.rule("R9")
async def test_a_stream_that_is_sent_away_again_and_again_misses_nothing(tmp_path: Path) -> None:
    """Edits, runs and their steps, while the reader's requests end at random times."""
    chance = random.Random(5)
    with running_fal() as fal:
        fal.pace(queue_seconds=0.2, run_seconds=0.3)
        async with instance(tmp_path, fal, **HOST) as koda:
            await draw(koda, 3)
            assert koda.services.attendance is not None
            seqs: list[int] = []
            steps: dict[str, str] = {}
            place, cuts = "0.0", 0
            acting = asyncio.create_task(_act(koda))
            try:
                while not acting.done() or cuts % 3:
                    koda.services.attendance.seconds = chance.uniform(0.1, 2.0)
                    async with listen(koda.address, CANVAS, place=place) as tab:
                        await tab.until_end()
                    cuts += 1
                    place = tab.place or place
                    for one in tab.messages:
                        match one.tag:
                            case "update":
                                seqs.append(one.data["seq"])
                            case "snapshot":
                                seqs[:] = range(1, one.data["seq"] + 1)
                            case "step":
                                step = one.data["step"]
                                steps[step["id"]] = step["state"]
                            case _:
                                pass
            finally:
                acting.cancel()
                with contextlib.suppress(asyncio.CancelledError):
                    await acting
            koda.services.attendance.seconds = 3.0
            async with listen(koda.address, CANVAS, place=place) as tab:
                await tab.until_end()
            seqs += [one.data["seq"] for one in tab.tagged("update")]
            steps |= {
                one.data["step"]["id"]: one.data["step"]["state"] for one in tab.tagged("step")
            }
            head = (await koda.services.canvases.get_record(CANVAS)).head_seq
            assert seqs == list(range(1, head + 1))
            runs = [await koda.services.runs.get(one.id) for one in await _runs(koda)]
            truth = {step.id: step.state.value for run in runs for step in run.steps}
            assert steps == truth
            assert set(truth.values()) == {"done"}
            assert cuts >= 3


async def _act(koda: Instance) -> None:
    """Edit the canvas and run it, again and again."""
    for turn in range(3):
        for name in ("Dawn", "Noon", "Dusk"):
            title = f"{name} {turn}"
            await koda.services.canvases.change(
                CANVAS, lambda canvas, title=title: canvas.model_copy(update={"name": title})
            )
            await asyncio.sleep(0.1)
        run = await koda.services.runs.start(
            CANVAS,
            RunRequest(
                key=f"run {turn}",
                mode=RunMode.ALL,
                fresh=frozenset((await koda.services.canvases.get(CANVAS)).nodes),
            ),
        )
        await koda.until(run.id, "done", seconds=60)


async def _runs(koda: Instance) -> Any:
    return await koda.services.runs.list(CANVAS)


@pytest.mark.rule("R28")
async def test_a_model_that_writes_longer_than_a_request_lasts_goes_on_in_the_next(
    tmp_path: Path,
) -> None:
    with running_fal() as fal, running_anthropic() as claude:
        claude.pace(token_ms=40.0)
        async with instance(
            tmp_path,
            fal,
            **HOST,
            ANTHROPIC_API_KEY="key",
            ANTHROPIC_BASE_URL=claude.base,
        ) as koda:
            assert koda.services.attendance is not None
            koda.services.attendance.seconds = 4.0
            headers = {"accept": "text/event-stream", "idempotency-key": "board"}
            body = {"product": "a kettle", "sceneCount": 4, "mode": "single-shot"}
            texts: list[str] = []
            place, ended, requests = "", False, 0
            async with asyncio.timeout(120):
                while not ended:
                    requests += 1
                    more = {"last-event-id": place} if place else {}
                    async with koda.http.stream(
                        "POST", "/api/plugins/storyboard", json=body, headers={**headers, **more}
                    ) as answer:
                        assert answer.status_code in {200, 204}, await answer.aread()
                        ended = answer.status_code == 204
                        async for line in answer.aiter_lines():
                            if line.startswith("id: "):
                                place = line.removeprefix("id: ")
                            if line.startswith("data: "):
                                texts.append(line)
                                ended = ended or '"type": "result"' in line or '"error"' in line
            assert requests > 2
            assert any('"type": "result"' in line for line in texts), texts[-1]
