"""Jobs whose answer was lost: looked for at the provider, or left to a person (R22)."""

from __future__ import annotations

import json
import logging
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass

from koda.clock import now
from koda.core.errors import KodaError, ProviderAmbiguous
from koda.core.run import Choice, Question
from koda.db.base import Row
from koda.db.jobs import JobRecords
from koda.providers.base import Accepted, MediaProvider
from koda.runs.failures import failure_of
from koda.runs.job_rows import prepared_of
from koda.runs.live import Live

log = logging.getLogger("koda.runs")

QUESTION = "job:"
"""How the names of these questions begin; the job's token follows."""


class LostJobs:
    """Finds them again, or asks. Nothing is ever sent a second time by itself."""

    def __init__(
        self, records: JobRecords, provider: Callable[[str], MediaProvider], live: Live
    ) -> None:
        """Look at these providers, by name."""
        self._records = records
        self._provider = provider
        self._live = live

    async def look(self, job: Row, at: int) -> int | None:
        """Look for a request: found, free to repeat, or a question; gives when to look again."""
        provider = self._provider(str(job["provider"]))
        token, step = str(job["token"]), str(job["step"])
        try:
            if await self.adopt(job, provider, at):
                return at
        except KodaError as error:
            log.info("job %s cannot be looked for: %s", token, error.message)
        if job["price"] == 0:
            await self._records.drop(token, at)
            await self._records.wake(token, step, asking=True)
            return None
        wait = min(2_000 * 2 ** min(int(job["looks"]), 8), 5 * 60_000)
        if job["step_state"] == "waiting":
            await self._records.ask(token, step, _question(job).model_dump_json(), at + wait, at)
            self._live.ring(str(job["canvas"]))
            return None
        return at + wait

    async def _unowned(self, provider: str, found: Sequence[Accepted]) -> list[Accepted]:
        ids = [one.request_id for one in found]
        known = await self._records.known_requests(provider, ids) if ids else set[str]()
        return [one for one in found if one.request_id not in known]

    async def answer(self, job: Row, value: str) -> None:
        """Do what a person decided about a job of which nothing is known (R22)."""
        token, step = str(job["token"]), str(job["step"])
        if value == "look_again":
            await self._records.look_again(token, step, now())
            return
        if value == "submit_again":
            await self._records.drop(token, now())
        else:
            gone = failure_of(
                ProviderAmbiguous(
                    "Given up: it is not known whether the request was billed.",
                    remedy="Look into the provider's dashboard, then run the node again.",
                    provider=job["provider"],
                )
            )
            await self._records.failed(token, gone, 0, now())
        await self._records.wake(token, step, asking=True)

    async def adopt(self, job: Row, provider: MediaProvider, at: int) -> bool:
        """Take a request that was found for this job's own; tells whether there was one."""
        found = await provider.find(prepared_of(job), int(job["created_at"]) / 1000 - 60)
        for one in await self._unowned(str(job["provider"]), found or []):
            await self.found(job, one)
            return True
        return False

    async def found(self, job: Row, accepted: Accepted) -> None:
        """Note which request is this job's; it is looked at soon."""
        token, at = str(job["token"]), now()
        state = json.dumps(dict(accepted.state))
        await self._records.unknown(token, at)
        await self._records.found(token, str(job["step"]), accepted.request_id, state, at)


def _question(job: Row) -> Question:
    return Question(
        name=f"{QUESTION}{job['token']}",
        text="The request was sent, but its answer was lost. It may have been billed.",
        choices=(
            Choice(value="look_again", title="Look again", description="Costs nothing."),
            Choice(
                value="submit_again",
                title="Send it again",
                description="May be billed twice if the first one arrived.",
            ),
            Choice(value="give_up", title="Give up", description="The node fails."),
        ),
        fields=asdict(_QuestionFacts(str(job["provider"]), str(job["model"]), job["price"])),
    )


@dataclass(frozen=True, slots=True)
class _QuestionFacts:
    provider: str
    model: str
    price: int | None
