"""Following a canvas's runs: what changed since, then every change as it comes (R9)."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, Collection
from contextlib import aclosing
from typing import Any

from koda.core.errors import NotFound, StillGoing
from koda.core.events import RunEvent, SaidEvent, StepEvent
from koda.core.ids import CanvasId, RunId
from koda.core.run import ENDED, RunState, Step
from koda.db.base import Row
from koda.db.runs import RunRecords, read_run, read_step
from koda.runs.attendance import seconds_left
from koda.runs.live import Heard, Live

_CATCH_UP = 500
_BREATH_SECONDS = 0.05
_TO_ANSWER = 2.0

RunsEvent = RunEvent | StepEvent | SaidEvent


class Following:
    """Looks at the table whenever the bell of a canvas rings."""

    def __init__(self, records: RunRecords, live: Live) -> None:
        """Use the table and the bells."""
        self._records = records
        self._live = live

    async def until_ended(self, run: RunId, canvas: CanvasId) -> None:
        """Wait for a run's end.

        Raises:
            StillGoing: The request has to end before.
        """
        left = seconds_left()
        with self._live.following(canvas):
            try:
                async with asyncio.timeout(None if left is None else max(0.0, left - _TO_ANSWER)):
                    await self._ended(run, canvas)
            except TimeoutError:
                raise StillGoing("The run takes longer than a request may.", run=run) from None

    def with_progress(self, row: Row) -> Step:
        """Read a step, with how far it is if it goes on now."""
        step = read_step(row)
        if step.state in ENDED:
            return step  # what it told last may still be on its way
        progress = self._live.progress(str(row["canvas"])).get(step.id)
        return step if progress is None else step.model_copy(update={"progress": progress})

    async def _ended(self, run: RunId, canvas: CanvasId) -> None:
        while True:
            bell = self._live.bell(canvas)
            row = await self._records.find(run)
            if row is None:
                raise NotFound("There is no such run.", run=run)
            if row["state"] != RunState.RUNNING.value:
                return
            await self._live.rung(bell)

    async def follow(
        self, canvas: CanvasId, after: int | None
    ) -> AsyncGenerator[tuple[int, RunsEvent]]:
        """Give what changed after an event number, then every change as it comes (R9).

        Each event is the whole run or step as it is now, so one that was missed costs nothing.
        `after` none, or a number of long ago, begins with what is going on now; until all of that
        is out, and something new is, the number stays 0: who comes back with it misses nothing.
        """
        with self._live.listen(canvas) as heard:
            async with aclosing(self._follow(canvas, after, heard)) as events:
                async for one in events:
                    yield one

    async def _follow(
        self, canvas: CanvasId, after: int | None, heard: Heard
    ) -> AsyncGenerator[tuple[int, RunsEvent]]:
        last = await self._records.last_number(canvas)
        reported: dict[str, Any] = {}
        if after is None or after > last or last - after > _CATCH_UP:
            after = last
            for event in await self._going_on(canvas):
                yield 0, event
        while True:
            bell = self._live.bell(canvas)
            changed = await self._records.changed_after(canvas, after, _CATCH_UP)
            for number, event in await self._read(canvas, changed):
                after = max(after, number)
                yield after, event
            for event in await self._reports(canvas, reported):
                yield after, event
            while heard:
                yield after, heard.popleft()
            if len(changed) < _CATCH_UP:
                await self._live.rung(bell)
                await asyncio.sleep(_BREATH_SECONDS)  # what comes in a burst goes out together

    async def _going_on(self, canvas: CanvasId) -> list[RunsEvent]:
        steps = await self._records.active_steps(canvas)
        runs = await self._records.runs(list({str(row["run"]) for row in steps}))
        return [
            *(RunEvent(canvas=canvas, run=read_run(row)) for row in runs),
            *(self._step_event(canvas, row) for row in steps),
        ]

    async def _read(
        self, canvas: CanvasId, changed: Collection[Row]
    ) -> list[tuple[int, RunsEvent]]:
        if not changed:
            return []
        numbers = {str(row["subject"]): int(row["number"]) for row in changed}
        ids = list(numbers)
        steps = await self._records.steps([one for one in ids if one.startswith("stp")])
        runs = await self._records.runs([one for one in ids if one.startswith("run")])
        events: list[tuple[int, RunsEvent]] = [
            (numbers[str(row["id"])], self._step_event(canvas, row)) for row in steps
        ]
        events += [
            (numbers[str(row["id"])], RunEvent(canvas=canvas, run=read_run(row))) for row in runs
        ]
        return sorted(events, key=lambda event: event[0])

    async def _reports(self, canvas: CanvasId, reported: dict[str, Any]) -> list[RunsEvent]:
        """Give the steps whose progress is new since the last look."""
        progress = dict(self._live.progress(canvas))
        new = [step for step, one in progress.items() if reported.get(step) != one]
        reported.clear()
        reported.update(progress)
        return [self._step_event(canvas, row) for row in await self._records.steps(new)]

    def _step_event(self, canvas: CanvasId, row: Row) -> StepEvent:
        return StepEvent(canvas=canvas, run=RunId(row["run"]), step=self.with_progress(row))
