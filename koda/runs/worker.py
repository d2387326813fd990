"""Claims steps and jobs by lease, advances them, renews, gives back; may be killed at any point."""

from __future__ import annotations

import asyncio
import logging
import os
import secrets
import socket
import time
from collections.abc import Awaitable, Callable, Generator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from itertools import count

from koda.clock import now
from koda.core.errors import Conflict, Invalid, KodaError
from koda.db.base import Row
from koda.db.outcomes import Outcome
from koda.runs.executor import Executor, needed_steps
from koda.runs.failures import failure_of
from koda.runs.jobs import LEASE_MS, Jobs
from koda.runs.live import Live
from koda.runs.slots import Slots
from koda.runs.tables import Tables

log = logging.getLogger("koda.runs")

_RENEW_SECONDS = 8.0
_SWEEP_SECONDS = 1.0
_QUIET_SWEEP_SECONDS = 5.0
_MOST_CLAIMED = 512
_MOST_LOST = 50
_MOST_LOOKS = 128
_QUICK_SECONDS = 0.05
_BATCH = 256
_PAUSE_AFTER_ERROR = 1.0
_LAST_REQUESTS_SECONDS = 3.0
_LAST_WRITES_SECONDS = 3.0


class Worker:
    """One process's hands. Any number of them may work on the same database."""

    def __init__(
        self,
        tables: Tables,
        executor: Executor,
        jobs: Jobs,
        live: Live,
        concurrency: int,
        slots: Slots,
        *,
        frees_the_dead: bool = True,
    ) -> None:
        """Work on `concurrency` steps at once; waiting ones do not count.

        `frees_the_dead`: whether a process number tells who is dead. On hosts that clone machines,
        all have the same name and the same numbers: there, leases end by themselves.
        """
        self.owner = f"{socket.gethostname()}/{os.getpid()}/{secrets.token_hex(4)}"
        self._runs = tables.runs
        self._outcomes = tables.outcomes
        self._job_records = tables.jobs
        self._results = tables.results
        self._executor = executor
        self._jobs = jobs
        self._live = live
        self._concurrency = concurrency
        self._limit = concurrency
        self._slots = slots
        slots.freed = live.work.set
        self._left_some = True
        self._claims = count(1)
        self._lost: list[str] = []
        self._steps: dict[str, tuple[str, asyncio.Task[None]]] = {}
        self._done: asyncio.Queue[Outcome] = asyncio.Queue()
        self._loops: list[asyncio.Task[None]] = []
        self._look_soon = asyncio.Event()
        self._rung = True
        self._between = 0
        self._frees_the_dead = frees_the_dead
        self._stopping = False

    async def start(self) -> None:
        """Free what a process of this machine has left behind, then work until stopped.

        It may be started again after it was stopped.
        """
        self._stopping, self._rung, self._limit = False, True, self._concurrency
        if self._frees_the_dead:
            await self._free_the_dead()
        for loop in (self._claim_loop, self._commit_loop, self._look_loop, self._renew_loop):
            self._loops.append(asyncio.create_task(self._forever(loop)))

    async def stop(self) -> None:
        """Stop working; steps that were in hand are free for whoever starts next."""
        self._stopping = True
        for _, task in self._steps.values():
            task.cancel()
        await asyncio.gather(*(task for _, task in self._steps.values()), return_exceptions=True)
        await self._jobs.settle(_LAST_REQUESTS_SECONDS)
        try:  # what has ended is written; if the database is away, it is done again later
            async with asyncio.timeout(_LAST_WRITES_SECONDS):
                await self._done.join()
        except TimeoutError:
            log.warning("%d outcomes could not be written", self._done.qsize())
        for loop in self._loops:
            loop.cancel()
        await asyncio.gather(*self._loops, return_exceptions=True)
        self._loops.clear()
        mine = [claim for claim in await self._runs.claims() if self._is_mine(claim)]
        if mine:
            await self._runs.give_back(mine)

    async def is_idle(self, soon: float) -> bool:
        """Tell whether nothing is in hand, and nothing is to be done within so many seconds."""
        if self._steps or self._between:
            return False
        at = now()
        pending = await self._runs.pending(at)
        is_due = pending.next_at is not None and pending.next_at <= at + soon * 1000
        return not (pending.ready or is_due or self._steps or self._between)

    def look_soon(self) -> None:
        """Look at jobs now: one of them has something new."""
        self._look_soon.set()

    def abort(self, run: str) -> None:
        """Stop the steps of a run that are in hand here; the run is cancelled already."""
        for step, (of_run, task) in list(self._steps.items()):
            if of_run == run:
                task.cancel()
                self._steps.pop(step, None)
        self._look_soon.set()

    def _hand_in(self, outcome: Outcome) -> None:
        self._between += 1
        self._done.put_nowait(outcome)

    @contextmanager
    def _handing_over(self) -> Generator[None]:
        """Say that there may be something in hand that neither the database nor a list shows."""
        self._between += 1
        try:
            yield
        finally:
            self._between -= 1

    # Loops

    async def _forever(self, turn: Callable[[], Awaitable[None]]) -> None:
        """Take turn after turn; an error is logged and the next turn is taken.

        The commit loop goes on until it is cancelled; the others end with the worker, too.
        """
        while not self._stopping or turn == self._commit_loop:
            try:
                await turn()
            except asyncio.CancelledError:
                raise
            except Exception:
                log.exception("the worker stumbled and goes on")
                await asyncio.sleep(_PAUSE_AFTER_ERROR)

    async def _claim_loop(self) -> None:
        """Claim when somebody rings; else look now and then, without writing, for other's work."""
        self._live.work.clear()
        free, pause = self._limit - self._in_hand(), _SWEEP_SECONDS
        if free <= 0 or self._stopping:
            self._left_some = True
        else:
            self._left_some = False
            pending = None if self._rung else await self._runs.pending(now())
            if pending is None or pending.ready:
                with self._handing_over():
                    self._left_some = await self._claim(free)
            elif not pending.going_on:
                pause = _QUIET_SWEEP_SECONDS
            if self._left_some:
                return
        self._rung = await _wait(self._live.work, pause)

    async def _commit_loop(self) -> None:
        batch = [await self._done.get()]
        await asyncio.sleep(0)  # others may be done by now
        while len(batch) < _BATCH and not self._done.empty():
            batch.append(self._done.get_nowait())
        try:
            await self._commit(batch)
        finally:
            for _ in batch:
                self._done.task_done()
                self._between -= 1

    async def _look_loop(self) -> None:
        self._look_soon.clear()
        due = (await self._runs.pending(now())).next_at
        wait = _QUIET_SWEEP_SECONDS if due is None else (due - now()) / 1000
        with self._handing_over():
            looked = wait <= 0 and await self._look_at_due()
        if not looked:
            await _wait(self._look_soon, min(max(wait, 0.02), _QUIET_SWEEP_SECONDS))

    async def _renew_loop(self) -> None:
        await asyncio.sleep(_RENEW_SECONDS)
        await self._runs.renew(self.owner, now() + LEASE_MS)
        if self._lost:
            await self._runs.expire(self._lost)

    # Steps

    async def _claim(self, limit: int) -> bool:
        """Claim steps and set out on them; tells whether it may have left some."""
        claim = f"{self.owner}#{next(self._claims)}"
        with self._lost_if_unsure(claim):
            rows = await self._runs.claim_ready(claim, now(), now() + LEASE_MS, limit)
        if not rows:
            return False
        for canvas in {str(row["canvas"]) for row in rows}:
            self._live.ring(canvas)
        needed = await self._runs.steps(needed_steps(rows))
        made = {str(row["id"]): str(row["outputs"]) for row in needed}
        keys = [self._executor.key(row, made) for row in rows if not row["fresh"]]
        known = await self._results.find_many([key for key in keys if key is not None])
        started = time.monotonic()
        for row in rows:
            task = asyncio.create_task(self._run(row, made, known))
            self._steps[row["id"]] = (row["run"], task)
        await asyncio.sleep(0)
        self._pace(len(rows), time.monotonic() - started)
        return len(rows) >= limit

    def _pace(self, taken: int, seconds: float) -> None:
        """Take more at a time while steps are over at once, back to the setting when they last."""
        if seconds < _QUICK_SECONDS and self._in_hand() < self._concurrency:
            self._limit = min(
                _MOST_CLAIMED, self._limit * 2 if taken >= self._limit else self._limit
            )
        else:
            self._limit = self._concurrency

    def _in_hand(self) -> int:
        """Count the steps that take a place: those that wait for a language model do not."""
        return len(self._steps) - self._slots.away

    async def _run(self, row: Row, made: dict[str, str], known: dict[str, str]) -> None:
        try:
            self._hand_in(await self._executor.execute(row, made, known))
        finally:
            self._steps.pop(row["id"], None)
            # What this step makes ready is claimed once its outcome is written (`_announce`).
            if self._left_some and self._in_hand() < self._concurrency:
                self._live.work.set()

    async def _commit(self, batch: Sequence[Outcome]) -> None:
        try:
            await self._outcomes.write(batch, now())
        except (Conflict, Invalid):
            await self._commit_one_by_one(batch)
        except KodaError:
            # What was made is stored and its jobs are recorded: write the same again.
            log.exception("outcomes could not be written; they are written again")
            for one in batch:
                self._hand_in(one)
            await asyncio.sleep(_PAUSE_AFTER_ERROR)
            return
        self._announce(batch)

    async def _commit_one_by_one(self, batch: Sequence[Outcome]) -> None:
        for one in batch:
            try:
                await self._outcomes.write([one], now())
            except Conflict:
                log.info("step %s was taken from this worker", one.step)
            except Invalid as error:  # it is too large, and would be at every try
                failed = replace(
                    one, state="failed", outputs=None, result_key=None, failure=failure_of(error)
                )
                await self._outcomes.write([failed], now())

    def _announce(self, batch: Sequence[Outcome]) -> None:
        self._live.ended([one.step for one in batch if one.state in {"done", "failed"}])
        for one in batch:
            if one.state != "waiting":
                self._live.forget(one.canvas, one.step)
        for canvas in {one.canvas for one in batch}:
            self._live.ring(canvas)
        self._live.work.set()
        if any(one.state == "waiting" for one in batch):
            self._look_soon.set()

    # Jobs

    async def _look_at_due(self) -> bool:
        if self._stopping:
            return False
        claim = f"{self.owner}#{next(self._claims)}"
        with self._lost_if_unsure(claim):
            due = await self._job_records.claim_due(claim, now(), now() + LEASE_MS, _MOST_LOOKS)
        if not due:
            return False
        later: list[tuple[str, str, int]] = []

        async def look(job: Row) -> None:
            when = await self._look(job)
            if when is not None:
                later.append((str(job["token"]), claim, when))

        await asyncio.gather(*(look(job) for job in due))
        if later:
            await self._job_records.look_later(later)
        for canvas in {str(job["canvas"]) for job in due}:
            self._live.ring(canvas)
        self._live.work.set()
        return True

    async def _look(self, job: Row) -> int | None:
        try:
            return await self._jobs.look(job)
        except Conflict:
            return now() + round(_SWEEP_SECONDS * 1000)  # somebody else is at it
        except KodaError as error:
            log.warning("job %s: %s", job["token"], error.message)
            return now() + LEASE_MS

    # Leases

    @contextmanager
    def _lost_if_unsure(self, claim: str) -> Generator[None]:
        """Keep in mind a claim whose answer did not come: what it may have taken is not in hand."""
        try:
            yield
        except KodaError:
            self._lost.append(claim)
            self._lost[:-_MOST_LOST] = []
            raise

    async def _free_the_dead(self) -> None:
        claims = await self._runs.claims()
        await self._runs.expire([claim for claim in claims if is_dead(claim)])

    def _is_mine(self, claim: str) -> bool:
        return claim.startswith(f"{self.owner}#")


def is_dead(claim: str) -> bool:
    """Tell whether a claim's owner was a process of this machine that is gone.

    Nothing is known of owners on other machines: their leases end by themselves.
    """
    host, _, rest = claim.partition("/")
    pid = rest.partition("/")[0]
    if host != socket.gethostname() or not pid.isdigit():
        return False
    if int(pid) == os.getpid():
        return True  # a process with our number that was here before us
    try:
        os.kill(int(pid), 0)
    except ProcessLookupError:
        return True
    except PermissionError:
        return False
    return False


async def _wait(event: asyncio.Event, seconds: float) -> bool:
    """Wait for an event; tells whether it came."""
    try:
        async with asyncio.timeout(seconds):
            await event.wait()
    except TimeoutError:
        return False
    return True
