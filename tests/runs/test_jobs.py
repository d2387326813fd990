"""Buying from a provider over its real protocol: the emulator's ledger is the judge."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import httpx2
import pytest

from koda.core.canvas import Node
from koda.core.ids import NodeId, StepId
from koda.core.run import RunMode, RunState, StepState
from koda.core.values import ListValue
from koda.providers.base import Accepted, GenerationResult, PreparedRequest
from koda.providers.fal import FalProvider
from koda.providers.models import shipped_cards
from koda.providers.offline import OfflineProvider
from koda.runs.request import RunRequest
from tests.emulators.fal_server import FalServer, running_fal
from tests.runs.studio import CANVAS, Studio, image, open_studio, png, step_of

MODEL = "nanobanana-pro"


@pytest.fixture
def fal() -> Iterator[FalServer]:
    with running_fal() as server:
        yield server


@asynccontextmanager
async def studio_at(fal: FalServer, folder: Path, **more: Any) -> AsyncIterator[Studio]:
    client = httpx2.AsyncClient(timeout=60)
    provider = FalProvider("key", shipped_cards(), client, fal.addresses)
    origins = frozenset({fal.base})
    async with open_studio(folder, providers={"fal": provider}, origins=origins, **more) as studio:
        yield studio


def fox(name: str = "i", **parameters: Any) -> Node:
    return image(name, **{"prompt": "a fox", "model": MODEL, **parameters})


@pytest.mark.rule("R20")
@pytest.mark.rule("R25")
async def test_a_picture_is_bought_once_and_kept_with_its_recipe(
    fal: FalServer, tmp_path: Path
) -> None:
    async with studio_at(fal, tmp_path) as studio:
        await studio.put(fox(image_count=2))
        run = await studio.run("1")
        assert run.state == RunState.DONE
        value = step_of(run, "i").outputs["output"]
        assert isinstance(value, ListValue)
        (first, _) = value.items
        asset = await studio.library.get(first.asset)
        assert asset.recipe is not None
        (job,) = fal.ledger()
        assert asset.recipe.request_id == job["request_id"]
        assert (asset.recipe.model, asset.recipe.prompt) == (MODEL, "a fox")
        assert run.cost == run.price > 0
        assert (await studio.run("2")).cached == 1
        assert len(fal.ledger()) == 1


async def test_a_local_picture_is_uploaded_as_a_reference(fal: FalServer, tmp_path: Path) -> None:
    async with studio_at(fal, tmp_path) as studio:
        from koda.assets.library import Source

        asset = await studio.library.take_bytes(png(size=(64, 64)), Source())
        media = Node(id=NodeId("m"), kind="media", parameters={"asset": asset.id, "type": "image"})
        await studio.put(media, fox(), wires="m>i.reference")
        run = await studio.run("1")
        assert run.state == RunState.DONE
        (job,) = fal.ledger()
        assert job["endpoint"].endswith("/edit")
        assert job["body"]["image_urls"][0].startswith(fal.base)
        (value,) = step_of(run, "i").outputs["output"].items
        made = await studio.library.get(value.asset)
        assert made.recipe is not None
        assert made.recipe.inputs == (asset.id,)


@pytest.mark.rule("R24")
async def test_the_queue_is_shown_while_it_waits(fal: FalServer, tmp_path: Path) -> None:
    fal.pace(queue_seconds=1.0, run_seconds=0.3)
    async with studio_at(fal, tmp_path) as studio:
        await studio.put(fox())
        run = await studio.start("1")
        waiting = await studio.until(run, "i", "waiting")
        assert step_of(waiting, "i").state == StepState.WAITING
        ended = await asyncio.wait_for(studio.runs.wait(run.id), 60)
        assert ended.state == RunState.DONE


@pytest.mark.rule("R22")
@pytest.mark.parametrize("fault", ["lost_answer", "error_after_accept", "unreadable_answer"])
async def test_a_lost_answer_is_found_and_not_bought_again(
    fal: FalServer, tmp_path: Path, fault: str
) -> None:
    fal.fault(fault)
    async with studio_at(fal, tmp_path) as studio:
        await studio.put(fox())
        run = await studio.run("1")
        assert run.state == RunState.DONE
        assert len(fal.ledger()) == 1


@pytest.mark.rule("R22")
async def test_identical_requests_are_told_apart(fal: FalServer, tmp_path: Path) -> None:
    for _ in range(3):
        fal.fault("lost_answer")
    async with studio_at(fal, tmp_path) as studio:
        await studio.put(*(fox(f"i{place}") for place in range(4)))
        run = await studio.start("1", RunMode.ALL, fresh=("i0", "i1", "i2", "i3"))
        ended = await asyncio.wait_for(studio.runs.wait(run.id), 60)
        assert ended.state == RunState.DONE
        jobs = fal.ledger()
        rows = await studio.database.read("SELECT request_id FROM jobs")
        assert sorted(row["request_id"] for row in rows) == sorted(j["request_id"] for j in jobs)
        assert len(jobs) == 4


@pytest.mark.rule("R22")
@pytest.mark.parametrize(
    ("answer", "state", "bought"),
    [("submit_again", "done", 2), ("give_up", "failed", 1)],
)
async def test_a_person_decides_about_what_cannot_be_found(
    fal: FalServer, tmp_path: Path, answer: str, state: str, bought: int
) -> None:
    fal.fault("lost_answer")
    fal.fault("no_history", 1000)
    async with studio_at(fal, tmp_path) as studio:
        await studio.put(fox())
        run = await studio.start("1")
        asking = await studio.until(run, "i", "asking")
        step = step_of(asking, "i")
        assert [choice.value for choice in step.question.choices] == [
            "look_again",
            "submit_again",
            "give_up",
        ]
        await studio.runs.answer(run.id, StepId(step.id), step.question.name, answer)
        ended = await asyncio.wait_for(studio.runs.wait(run.id), 60)
        assert ended.state == state
        assert len(fal.ledger()) == bought


@pytest.mark.rule("R22")
async def test_a_question_is_taken_back_when_the_request_is_found_after_all(
    fal: FalServer, tmp_path: Path
) -> None:
    fal.fault("lost_answer")
    fal.fault("no_history", 1)
    async with studio_at(fal, tmp_path) as studio:
        await studio.put(fox())
        run = await studio.start("1")
        asking = await studio.until(run, "i", "asking")
        step = step_of(asking, "i")
        await studio.runs.answer(run.id, StepId(step.id), step.question.name, "look_again")
        ended = await asyncio.wait_for(studio.runs.wait(run.id), 60)
        assert ended.state == RunState.DONE
        assert len(fal.ledger()) == 1


@pytest.mark.rule("R23")
@pytest.mark.parametrize(
    ("fault", "code"),
    [("content_policy", "provider.content_policy"), ("unauthorized", "provider.auth")],
)
async def test_a_refusal_fails_with_the_providers_reason(
    fal: FalServer, tmp_path: Path, fault: str, code: str
) -> None:
    fal.fault(fault, 20)
    async with studio_at(fal, tmp_path) as studio:
        await studio.put(fox())
        run = await studio.run("1")
        failure = step_of(run, "i").failure
        assert failure.code == code
        assert failure.remedy
        assert (fal.ledger(), run.cost) == ([], 0)


@pytest.mark.rule("R23")
async def test_a_rate_limit_is_waited_for(fal: FalServer, tmp_path: Path) -> None:
    fal.fault("rate_limited")
    async with studio_at(fal, tmp_path) as studio:
        await studio.put(fox())
        run = await studio.run("1")
        assert run.state == RunState.DONE
        assert len(fal.ledger()) == 1


@pytest.mark.parametrize("fault", ["job_failed", "job_content_policy", "no_images"])
async def test_a_job_that_fails_there_fails_here_and_can_be_retried(
    fal: FalServer, tmp_path: Path, fault: str
) -> None:
    fal.fault(fault)
    async with studio_at(fal, tmp_path) as studio:
        await studio.put(fox())
        run = await studio.run("1")
        assert step_of(run, "i").failure.code.startswith("provider.")
        again = await studio.runs.retry(run.id, "2")
        ended = await asyncio.wait_for(studio.runs.wait(again.id), 60)
        assert ended.state == RunState.DONE


@pytest.mark.rule("R26")
@pytest.mark.parametrize("fault", ["truncated_file", "drop_read", "read_error"])
async def test_a_broken_transfer_is_taken_up_again(
    fal: FalServer, tmp_path: Path, fault: str
) -> None:
    fal.fault(fault)
    async with studio_at(fal, tmp_path) as studio:
        await studio.put(fox())
        run = await studio.run("1")
        assert run.state == RunState.DONE
        assert len(fal.ledger()) == 1


async def test_a_result_that_is_gone_fails_and_is_not_bought_again(
    fal: FalServer, tmp_path: Path
) -> None:
    fal.fault("expired_url", 50)
    async with studio_at(fal, tmp_path) as studio:
        await studio.put(fox())
        run = await studio.run("1")
        assert step_of(run, "i").failure.code == "provider.result_gone"
        assert len(fal.ledger()) == 1
        assert run.cost > 0  # it was made, so it is paid


@pytest.mark.rule("R7")
async def test_cancelling_reaches_the_provider(fal: FalServer, tmp_path: Path) -> None:
    fal.pace(queue_seconds=30)
    async with studio_at(fal, tmp_path) as studio:
        await studio.put(fox())
        run = await studio.start("1")
        await studio.until(run, "i", "waiting")
        cancelled = await studio.runs.cancel(run.id)
        assert cancelled.state == RunState.CANCELLED
        async with asyncio.timeout(60):
            while not fal.ledger()[0]["cancelled"]:
                await asyncio.sleep(0.05)
            while (await studio.database.read("SELECT state FROM jobs"))[0]["state"] != "cancelled":
                await asyncio.sleep(0.05)
        assert (await studio.runs.get(run.id)).cost == 0


@pytest.mark.rule("R7")
async def test_cancelled_while_it_is_sent_loses_no_trace(fal: FalServer, tmp_path: Path) -> None:
    fal.pace(queue_seconds=30)
    fal.fault("slow", 1, seconds=0.7)
    async with studio_at(fal, tmp_path) as studio:
        await studio.put(fox())
        run = await studio.start("1")
        async with asyncio.timeout(60):
            while not fal.ledger():
                await asyncio.sleep(0.02)
        await studio.runs.cancel(run.id)
        async with asyncio.timeout(60):
            while not fal.ledger()[0]["cancelled"]:
                await asyncio.sleep(0.05)


class SlowProvider(OfflineProvider):
    """Takes longer to fetch a result than anybody waits before looking again."""

    def __init__(self) -> None:
        super().__init__()
        self.fetched = 0

    async def result(self, prepared: PreparedRequest, accepted: Accepted) -> GenerationResult:
        self.fetched += 1
        await asyncio.sleep(2.5)
        return await super().result(prepared, accepted)


@pytest.mark.rule("R5")
async def test_a_result_that_takes_long_is_fetched_once_also_by_two_workers(
    tmp_path: Path,
) -> None:
    one, two = SlowProvider(), SlowProvider()
    async with (
        open_studio(tmp_path, providers={"offline": one}) as studio,
        open_studio(tmp_path, providers={"offline": two}),
    ):
        await studio.put(image("i", prompt="a fox", model="offline-image"))
        run = await studio.run("1")
        assert run.state == RunState.DONE
        assert one.fetched + two.fetched == 1


async def test_a_missing_key_is_a_problem_with_a_place(tmp_path: Path) -> None:
    async with open_studio(tmp_path) as studio:
        await studio.put(fox())
        preview = await studio.runs.preview(CANVAS, RunRequest(key="", mode=RunMode.ALL))
        (problem,) = preview.problems
        assert (problem.node, problem.code, problem.parameter) == (
            "i",
            "model_not_configured",
            "model",
        )
