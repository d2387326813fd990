"""What other processes do reaches those who follow here, for few queries (R34)."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, Callable, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from pathlib import Path

import pytest

from koda.core.canvas import Canvas
from koda.core.events import SaidEvent, StepEvent
from koda.core.ids import CanvasId
from koda.core.run import StepState
from koda.db.base import Database, Dialect, Row, SqlValue, Statement, Written
from koda.db.heads import HeadRecords
from koda.db.transcripts import TranscriptRecords
from koda.runs.watch import Watch
from tests.runs.studio import CANVAS, Studio, open_studio, word
from tests.runs.test_writings import WHOLE, Author

pytestmark = pytest.mark.rule("R34")


class Counting(Database):
    """A database that counts its queries."""

    def __init__(self, inner: Database) -> None:
        self._inner = inner
        self.reads: list[str] = []
        self.writes = 0

    @property
    def dialect(self) -> Dialect:
        return self._inner.dialect

    async def read(self, sql: str, args: Sequence[SqlValue] = ()) -> list[Row]:
        self.reads.append(sql)
        return await self._inner.read(sql, args)

    async def write(self, batch: Sequence[Statement]) -> list[Written]:
        self.writes += 1
        return await self._inner.write(batch)

    async def script(self, sql: str) -> None:
        await self._inner.script(sql)

    async def close(self) -> None:
        await self._inner.close()


def watch_of(studio: Studio, database: Database | None = None) -> Watch:
    """Watch for a studio."""
    records = database or studio.database
    return Watch(
        HeadRecords(records), TranscriptRecords(records), studio.live, studio.canvases.ring
    )


@asynccontextmanager
async def watching(studio: Studio) -> AsyncGenerator[Watch]:
    watch = watch_of(studio)
    watch.start()
    try:
        yield watch
    finally:
        await watch.stop()


@pytest.mark.rule("R30")
async def test_steps_and_words_of_another_process_are_told(tmp_path: Path) -> None:
    async with AsyncExitStack() as stack:
        here = await stack.enter_async_context(open_studio(tmp_path, work=False))
        author = Author()
        author.gate = asyncio.Event()
        there = await stack.enter_async_context(open_studio(tmp_path, writers={"test": author}))
        await there.put(word("a", "go", act="write"))
        await stack.enter_async_context(watching(here))
        states: list[StepState] = []
        said: dict[int, str] = {}
        following = asyncio.create_task(_follow(here, states, said))
        await _until(lambda: CANVAS in here.live.followed)
        await asyncio.sleep(0.3)  # it has looked, and found nothing
        run = await there.start("k")
        await _until(lambda: bool(said))
        author.gate.set()
        await asyncio.wait_for(following, 60)
        parts, _ = await here.transcripts.read(run.id, run.steps[0].id, 0)
    assert states[-1] == StepState.DONE
    assert said == {one.number: one.text for one in parts if one.number in said}
    assert len(parts) >= len(said)


async def _follow(here: Studio, states: list[StepState], said: dict[int, str]) -> None:
    async for _, event in here.runs.follow(CANVAS, None):
        if isinstance(event, SaidEvent):
            for part in event.parts:
                assert part.number not in said, "told twice"
                said[part.number] = part.text
        if isinstance(event, StepEvent):
            states.append(event.step.state)
            if event.step.state == StepState.DONE:
                return


async def test_who_follows_a_transcript_hears_another_process(tmp_path: Path) -> None:
    author = Author()
    async with AsyncExitStack() as stack:
        here = await stack.enter_async_context(open_studio(tmp_path, work=False))
        there = await stack.enter_async_context(open_studio(tmp_path, writers={"test": author}))
        await stack.enter_async_context(watching(here))
        author.gate = asyncio.Event()
        await there.put(word("a", "go", act="write"))
        run = await there.start("k")
        told: list[str] = []
        async with asyncio.timeout(60):
            async for parts in here.transcripts.follow(run.id, run.steps[0].id):
                told += [one.text for one in parts if one.kind == "text"]
                if told:
                    author.gate.set()
    assert "".join(told) == WHOLE


async def test_an_edit_of_another_process_is_heard(tmp_path: Path) -> None:
    async with AsyncExitStack() as stack:
        here = await stack.enter_async_context(open_studio(tmp_path, work=False))
        there = await stack.enter_async_context(open_studio(tmp_path, work=False))
        await there.put(word("a"))
        await stack.enter_async_context(watching(here))
        with here.live.following(CANVAS):
            events = here.canvases.follow(CANVAS, 1)
            first = await anext(events)
            assert first.type == "caught_up"
            await there.canvases.change(
                CANVAS, lambda canvas: canvas.model_copy(update={"name": "Renamed"})
            )
            async with asyncio.timeout(60):
                assert (await anext(events)).type == "update"
            await events.aclose()


async def test_a_look_at_many_canvases_is_two_queries_that_write_nothing(tmp_path: Path) -> None:
    async with open_studio(tmp_path, work=False) as studio, AsyncExitStack() as stack:
        for place in range(60):
            canvas = CanvasId(f"c{place}")
            await studio.canvases.create(Canvas(id=canvas, name="Many"))
            for _ in range(5):
                stack.enter_context(studio.live.following(canvas))
        counting = Counting(studio.database)
        watch = watch_of(studio, counting)
        for _ in range(3):
            await watch.look()
        assert (len(counting.reads), counting.writes) == (6, 0)


async def test_nobody_who_follows_costs_nothing(tmp_path: Path) -> None:
    async with open_studio(tmp_path, work=False) as studio:
        counting = Counting(studio.database)
        watch = watch_of(studio, counting)
        watch.start()
        await asyncio.sleep(0.3)
        await watch.stop()
        assert counting.reads == []


async def test_an_idle_worker_only_reads(tmp_path: Path) -> None:
    found: list[Counting] = []

    def wrap(database: Database) -> Database:
        found.append(Counting(database))
        return found[0]

    async with open_studio(tmp_path, wrap=wrap):
        await asyncio.sleep(0.5)
        before, reads = found[0].writes, len(found[0].reads)
        await asyncio.sleep(2.5)
        assert found[0].writes == before
        assert len(found[0].reads) - reads <= 4


async def test_a_bell_from_outside_makes_it_look_at_once(tmp_path: Path) -> None:
    async with open_studio(tmp_path, work=False) as studio:
        await studio.put(word("a"))
        counting = Counting(studio.database)
        watch = watch_of(studio, counting)
        with studio.live.following(CANVAS):
            watch.start()
            await _until(lambda: len(counting.reads) == 2)
            watch.look_now()
            await _until(lambda: len(counting.reads) == 4)
            await watch.stop()


async def _until(true: Callable[[], bool]) -> None:
    async with asyncio.timeout(60):
        while not true():
            await asyncio.sleep(0.01)
