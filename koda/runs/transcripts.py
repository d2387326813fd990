"""Transcripts for those who read: what a step has said, and what it goes on to say."""

from __future__ import annotations

from collections.abc import AsyncGenerator

from koda.core.errors import NotFound
from koda.core.ids import CanvasId, RunId, StepId
from koda.core.run import ENDED, StepState
from koda.core.transcript import TranscriptPart
from koda.core.usage import TextUsage
from koda.db.base import Row
from koda.db.runs import RunRecords
from koda.db.transcripts import TranscriptRecords
from koda.runs.live import Live


class Transcripts:
    """The service of transcripts."""

    def __init__(self, runs: RunRecords, records: TranscriptRecords, live: Live) -> None:
        """Use these parts."""
        self._runs = runs
        self._records = records
        self._live = live

    async def read(self, run: RunId, step: StepId, after: int) -> tuple[list[TranscriptPart], bool]:
        """Give a step's pieces after a number, and whether there will be no more.

        Raises:
            NotFound: The run has no such step.
        """
        parts, state = await self._read(run, step, after)
        return parts, state in ENDED

    async def follow(
        self, run: RunId, step: StepId, after: int = 0, *, until_asked: bool = False
    ) -> AsyncGenerator[list[TranscriptPart]]:
        """Give a step's pieces after a number, then every new one as it comes, until it ends.

        With `until_asked` it is over, too, when the step waits for a person.
        """
        canvas = CanvasId((await self._step(run, step))["canvas"])
        with self._live.following(canvas):
            while True:
                bell = self._live.bell(canvas)
                parts, state = await self._read(run, step, after)
                if parts:
                    after = parts[-1].number
                    yield parts
                if state in ENDED or (until_asked and state == StepState.ASKING):
                    return
                await self._live.rung(bell)

    async def _read(
        self, run: RunId, step: StepId, after: int
    ) -> tuple[list[TranscriptPart], StepState]:
        row = await self._step(run, step)  # looked at first: what ends meanwhile is read again
        parts: list[TranscriptPart] = []
        while found := await self._records.after(step, after):
            parts += found
            after = found[-1].number
        return parts, StepState(row["state"])

    async def usage(self, step: StepId) -> TextUsage:
        """Give the tokens that a step has used."""
        return await self._records.usage(step)

    async def _step(self, run: RunId, step: StepId) -> Row:
        rows = await self._runs.steps([step])
        if not rows or rows[0]["run"] != run:
            raise NotFound("There is no such step.", step=step)
        return rows[0]
