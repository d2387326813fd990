"""Passes on to other processes how far steps are, and hears it from them (R34).

Written at most once a second by each process, however often its steps report, and not at all
while they do not; read with the watch's look, for the canvases that somebody follows here.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Collection

from koda.clock import now
from koda.core.errors import KodaError
from koda.core.run import Progress
from koda.db.progress import ProgressRecords
from koda.runs.live import Live

log = logging.getLogger("koda.runs")

PAUSE_SECONDS = 1.0
_PAUSE_AFTER_ERROR = 5.0


class Relay:
    """Between the progress of this process and the table of all."""

    def __init__(self, records: ProgressRecords, live: Live) -> None:
        """Pass on what `live` is told from now on."""
        self._records = records
        self._live = live
        self._own = live.pass_on()

    async def keep_telling(self) -> None:
        """Write what has changed, for as long as this is awaited."""
        while True:
            await self._own.due.wait()
            try:
                await self.tell()
                pause = PAUSE_SECONDS
            except KodaError as error:
                log.warning("how far steps are cannot be passed on now: %s", error.message)
                pause = _PAUSE_AFTER_ERROR
            await asyncio.sleep(pause)

    async def tell(self) -> None:
        """Write what has changed since the last time, in one batch."""
        changed = self._own.take()
        if changed:
            rows = {
                step: (canvas, None if progress is None else progress.model_dump_json())
                for step, (canvas, progress) in changed.items()
            }
            await self._records.put(rows, now())

    async def look(self, canvases: Collection[str]) -> None:
        """Read how far the steps of other processes are."""
        if not canvases:
            return
        rows = await self._records.of(canvases, now())
        self._live.hear_progress(
            canvases,
            {
                str(row["step"]): (
                    str(row["canvas"]),
                    Progress.model_validate_json(str(row["progress"])),
                )
                for row in rows
            },
        )
