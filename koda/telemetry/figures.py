"""Figures in the format of Prometheus: requests, steps, jobs, tokens, money, and what waits."""

from __future__ import annotations

from collections.abc import Iterable

from prometheus_client import (
    CollectorRegistry,
    Counter,
    Gauge,
    Histogram,
    PlatformCollector,
    ProcessCollector,
    generate_latest,
)

from koda.clock import now
from koda.db.base import Database, Row
from koda.telemetry.ends import Ends

_MILLION = 1_000_000
_REQUEST_SECONDS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10, 60, 300)
_WORK_SECONDS = (0.1, 0.5, 1, 2, 5, 10, 20, 40, 80, 160, 320, 900, 3600)
_WAITING = (
    "SELECT state, count(*) AS count, min(created_at) AS oldest FROM steps "
    "WHERE state IN ('ready', 'running') GROUP BY state"
)
_JOBS = "SELECT provider, count(*) AS count FROM jobs WHERE next_at IS NOT NULL GROUP BY provider"


class Figures:
    """Counters of this process, and what the records say is waiting at the moment of a look."""

    def __init__(self, database: Database) -> None:
        """Start at nothing."""
        self._database = database
        self._registry = CollectorRegistry()
        ProcessCollector(registry=self._registry)
        PlatformCollector(registry=self._registry)
        self._requests = self._histogram(
            "koda_http_request_seconds",
            "Time of requests by route; event streams are not in it.",
            ("method", "route", "status"),
            _REQUEST_SECONDS,
        )
        self._streams = self._gauge("koda_streams", "Event streams that are open.", ())
        self._runs = self._counter("koda_runs_ended", "Runs that ended.", ("state",))
        self._steps = self._counter(
            "koda_steps_ended", "Steps that ended.", ("kind", "state", "cached")
        )
        self._step_seconds = self._histogram(
            "koda_step_seconds", "Time from a step's start to its end.", ("kind",), _WORK_SECONDS
        )
        self._jobs = self._counter(
            "koda_jobs_ended", "Requests to providers that ended.", ("provider", "model", "state")
        )
        self._job_seconds = self._histogram(
            "koda_job_seconds", "Time from a request to its result.", ("provider",), _WORK_SECONDS
        )
        self._tokens = self._counter(
            "koda_text_tokens", "Tokens of language models.", ("model", "direction")
        )
        self._dollars = self._counter(
            "koda_spent_dollars", "What providers charge, as booked.", ("provider", "model")
        )
        self._waiting = self._gauge("koda_steps", "Steps in hand or to be taken.", ("state",))
        self._oldest = self._gauge(
            "koda_oldest_ready_seconds", "How long the first step in the queue has waited.", ()
        )
        self._open_jobs = self._gauge(
            "koda_jobs_open", "Requests to providers without a result yet.", ("provider",)
        )

    def request(self, method: str, route: str, status: int, seconds: float) -> None:
        """Count a request that was answered."""
        self._requests.labels(method, route, str(status)).observe(seconds)

    def stream(self, change: int) -> None:
        """Count an event stream: 1 when it opens, -1 when it ends."""
        self._streams.inc(change)

    def ended(self, ends: Ends) -> None:
        """Count what has ended; each of it is told once."""
        for step in ends.steps:
            cached = "yes" if step["cached"] else "no"
            self._steps.labels(step["kind"], step["state"], cached).inc()
            if step["started_at"] is not None:
                self._step_seconds.labels(step["kind"]).observe(
                    (step["ended_at"] - step["started_at"]) / 1000
                )
        for run in _whole_runs(ends.steps):
            self._runs.labels(run).inc()
        for job in ends.jobs:
            self._jobs.labels(job["provider"], job["model"], job["state"]).inc()
            seconds = (job["ended_at"] - job["created_at"]) / 1000
            self._job_seconds.labels(job["provider"]).observe(seconds)
            self._dollars.labels(job["provider"], job["model"]).inc(job["cost"] / _MILLION)
        for one in ends.writings:
            provider, _, model = str(one["model"]).partition("/")
            self._tokens.labels(one["model"], "in").inc(one["input_tokens"])
            self._tokens.labels(one["model"], "out").inc(one["output_tokens"])
            self._dollars.labels(provider, model).inc(one["cost"] / _MILLION)

    async def page(self) -> bytes:
        """Give all figures as text (prometheus.io/docs/instrumenting/exposition_formats)."""
        for state in ("ready", "running"):
            self._waiting.labels(state).set(0)
        self._oldest.set(0)
        for row in await self._database.read(_WAITING):
            self._waiting.labels(row["state"]).set(row["count"])
            if row["state"] == "ready":
                self._oldest.set(max(0, now() - row["oldest"]) / 1000)
        self._open_jobs.clear()
        for row in await self._database.read(_JOBS):
            self._open_jobs.labels(row["provider"]).set(row["count"])
        return generate_latest(self._registry)

    def _counter(self, name: str, text: str, labels: Iterable[str]) -> Counter:
        return Counter(name, text, tuple(labels), registry=self._registry)

    def _gauge(self, name: str, text: str, labels: Iterable[str]) -> Gauge:
        return Gauge(name, text, tuple(labels), registry=self._registry)

    def _histogram(
        self, name: str, text: str, labels: Iterable[str], buckets: tuple[float, ...]
    ) -> Histogram:
        return Histogram(name, text, tuple(labels), registry=self._registry, buckets=buckets)


def _whole_runs(steps: Iterable[Row]) -> Iterable[str]:
    """Give the state of each run that ended with one of these steps: with its last one."""
    for step in steps:
        if step["run_ended_at"] is not None and step["is_last"]:
            yield str(step["run_state"])
