"""How far a step is reaches those who follow it from another process, for few writes (R34)."""

from __future__ import annotations

import asyncio
from contextlib import AsyncExitStack
from pathlib import Path

import pytest

from koda.core.run import Progress
from koda.db.heads import HeadRecords
from koda.db.progress import KEPT_MS, ProgressRecords
from koda.db.transcripts import TranscriptRecords
from koda.runs.live import Live
from koda.runs.relay import PAUSE_SECONDS, Relay
from koda.runs.watch import Watch
from tests.runs.studio import CANVAS, Studio, open_studio, word
from tests.runs.test_watch import Counting

pytestmark = pytest.mark.rule("R34")


async def look(studio: Studio) -> None:
    """Look once, as the watch of another process does."""
    records = studio.database
    relay = Relay(ProgressRecords(records), studio.live)
    watch = Watch(
        HeadRecords(records),
        TranscriptRecords(records),
        studio.live,
        studio.canvases.ring,
        relay,
    )
    with studio.live.following(CANVAS):
        await watch.look()


async def test_how_far_a_step_is_reaches_another_process_until_it_ends(tmp_path: Path) -> None:
    async with AsyncExitStack() as stack:
        here = await stack.enter_async_context(open_studio(tmp_path, work=False))
        there = await stack.enter_async_context(open_studio(tmp_path))
        telling = Relay(ProgressRecords(there.database), there.live)
        await there.put(word("a", "go", act="hold"))
        run = await there.start("k")
        async with asyncio.timeout(60):
            while not there.live.progress(CANVAS):
                await asyncio.sleep(0.02)
        await telling.tell()
        await look(here)
        (step,) = (await here.runs.get(run.id)).steps
        assert step.progress == Progress(fraction=0.5, message="half way")
        there.calls.gate.set()
        await there.runs.wait(run.id)
        await telling.tell()
        await look(here)
        (step,) = (await here.runs.get(run.id)).steps
        assert (step.state, step.progress) == ("done", None)
        assert await here.database.read("SELECT * FROM step_progress") == []


async def test_a_follower_hears_it_as_it_comes(tmp_path: Path) -> None:
    async with open_studio(tmp_path, work=False) as studio:
        bell = studio.live.bell(CANVAS)
        studio.live.hear_progress([CANVAS], {"s": (CANVAS, Progress(fraction=0.1))})
        assert bell.is_set()
        bell = studio.live.bell(CANVAS)
        studio.live.hear_progress([CANVAS], {"s": (CANVAS, Progress(fraction=0.1))})
        assert not bell.is_set()  # nothing new
        studio.live.hear_progress([CANVAS], {})
        assert bell.is_set()
        assert studio.live.progress(CANVAS) == {}


async def test_a_thousand_reports_of_many_steps_are_one_write(tmp_path: Path) -> None:
    async with open_studio(tmp_path, work=False) as studio:
        counted, live = Counting(studio.database), Live()
        relay = Relay(ProgressRecords(counted), live)
        telling = asyncio.create_task(relay.keep_telling())
        try:
            for percent in range(100):
                for step in range(10):
                    live.report(CANVAS, f"s{step}", Progress(fraction=percent / 100))
            async with asyncio.timeout(60):
                while not await studio.database.read("SELECT * FROM step_progress"):
                    await asyncio.sleep(0.01)
            for _ in range(50):  # within the pause that follows
                live.report(CANVAS, "s0", Progress(fraction=1.0))
                await asyncio.sleep(0)
            assert counted.writes == 1
            assert PAUSE_SECONDS >= 1.0
        finally:
            telling.cancel()
            await asyncio.gather(telling, return_exceptions=True)
        rows = await studio.database.read("SELECT * FROM step_progress")
        assert {row["step"] for row in rows} == {f"s{step}" for step in range(10)}
        before = counted.writes
        await relay.tell()
        await relay.tell()
        assert counted.writes == before + 1  # what is told is not told again


async def test_what_a_dead_process_told_is_forgotten(tmp_path: Path) -> None:
    async with open_studio(tmp_path, work=False) as studio:
        records = ProgressRecords(studio.database)
        await records.put({"old": (CANVAS, "{}")}, 1_000)
        assert len(await records.of([CANVAS], 1_000 + KEPT_MS)) == 1
        assert await records.of([CANVAS], 1_001 + KEPT_MS) == []
        await records.put({"new": (CANVAS, "{}")}, 1_001 + KEPT_MS)
        assert [row["step"] for row in await records.of([CANVAS], 1_001)] == ["new"]
