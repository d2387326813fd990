"""The hands of this process: what works on runs, until when, with which chores beside it."""

from __future__ import annotations

import asyncio
from contextlib import AsyncExitStack

from koda.animation.workshop import Workshop
from koda.assets.collect import Collector
from koda.assets.uploads import Uploads
from koda.db.base import Database, Ringing
from koda.db.progress import ProgressRecords
from koda.runs.attendance import Attendance
from koda.runs.executor import Executor
from koda.runs.jobs import Jobs
from koda.runs.live import Live
from koda.runs.maintenance import Maintenance, seldom
from koda.runs.relay import Relay
from koda.runs.slots import Slots
from koda.runs.tables import Tables
from koda.runs.watch import Watch
from koda.runs.worker import Worker
from koda.runs.writings import Writings
from koda.settings import Settings

_HOUR = 3600.0
_SOON = 10.0
_SOON_WITH_CALLS = 2.0


def make_worker(
    settings: Settings, tables: Tables, executor: Executor, jobs: Jobs, live: Live, slots: Slots
) -> Worker:
    """Make the worker; on serverless hosts it leaves the leases of others to their end."""
    return Worker(
        tables,
        executor,
        jobs,
        live,
        settings.run_concurrency,
        slots,
        frees_the_dead=not settings.serverless,
    )


async def start_work(
    database: Database, writings: Writings, worker: Worker, watch: Watch, stack: AsyncExitStack
) -> None:
    """Work on runs until everything is closed."""
    await writings.settle()
    await worker.start()
    stack.push_async_callback(worker.stop)
    watch.start()
    stack.push_async_callback(watch.stop)
    if isinstance(database, Ringing):
        hearing = asyncio.create_task(database.listen(watch.look_now))
        stack.push_async_callback(end, hearing)


def open_relay(
    settings: Settings, database: Database, live: Live, stack: AsyncExitStack
) -> Relay | None:
    """Tell others how far steps are, where there may be others: not on a file of our own."""
    if settings.database_url is None and not settings.turso_database_url:
        return None
    relay = Relay(ProgressRecords(database), live)
    stack.push_async_callback(end, asyncio.create_task(relay.keep_telling()))
    return relay


def make_maintenance(
    settings: Settings,
    attendance: Attendance | None,
    writings: Writings,
    uploads: Uploads,
    collector: Collector,
    workshop: Workshop,
) -> Maintenance:
    """Gather what a timer of the host has done: looking after runs, texts, uploads, media."""
    sweeps = {"assets": seldom(collector.sweep, _HOUR)} if settings.collect == "on" else {}
    if attendance is not None:  # elsewhere this process sweeps by itself
        # Boxes end by themselves there: where machines are cloned, no process knows who is dead.
        sweeps["animations"] = seldom(workshop.sweep_films, _HOUR)
    return Maintenance(
        attendance, {"writings": writings.settle, "uploads": uploads.sweep, **sweeps}
    )


def make_attendance(
    settings: Settings, worker: Worker, watch: Watch, stack: AsyncExitStack
) -> Attendance:
    """Attend until nothing is due soon: what fal.ai calls about need not be waited for."""
    soon = _SOON_WITH_CALLS if settings.public_url else _SOON
    attendance = Attendance(worker, watch, settings.request_seconds, soon)
    stack.push_async_callback(attendance.close)
    return attendance


def webhook_address(settings: Settings, provider: str, token: str) -> str | None:
    """Give the address that a provider calls when a job has ended; none if it cannot reach us."""
    if provider != "fal" or not settings.public_url:
        return None
    return f"{settings.public_url}/api/webhooks/fal/{token}"


async def end(task: asyncio.Task[None]) -> None:
    """End a task of ours, whatever it is about."""
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)
