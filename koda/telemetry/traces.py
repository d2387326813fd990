"""Traces of OpenTelemetry: a run is one, of whichever processes worked on it.

The ids of spans are made of the ids of what they are of, and times come from the records, so that
nothing has to be handed from one process to another.
"""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Mapping, Sequence
from typing import Any

from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter
from opentelemetry.sdk.resources import Resource
from opentelemetry.sdk.trace import ReadableSpan
from opentelemetry.sdk.trace.export import BatchSpanProcessor
from opentelemetry.trace import SpanContext, SpanKind, Status, StatusCode, TraceFlags

from koda import __version__
from koda.db.base import Row
from koda.telemetry.ends import Ends

_SAMPLED = TraceFlags(TraceFlags.SAMPLED)
_NS = 1_000_000
_BAD = frozenset({"failed", "broken", "refused", "unknown"})


class Traces:
    """Sends spans to a collector, in the background (opentelemetry.io/docs/specs/otlp)."""

    def __init__(self, endpoint: str) -> None:
        """Send to a collector's address, such as `http://localhost:4318`."""
        exporter = OTLPSpanExporter(endpoint=f"{endpoint.rstrip('/')}/v1/traces")
        self._out = BatchSpanProcessor(exporter)
        self._resource = Resource.create({"service.name": "koda", "service.version": __version__})

    def close(self) -> None:
        """Send what is left; takes seconds when the collector is away."""
        self._out.shutdown()

    def ended(self, ends: Ends) -> None:
        """Send the spans of what ended; a run's own with the last of its steps."""
        for step in ends.steps:
            self._step(step)
            if step["is_last"]:
                self._run(step)
        for job in ends.jobs:
            names = {"provider": job["provider"], "model": job["model"], "cost": job["cost"]}
            self._under_step(job, f"{job['provider']} {job['model']}", "token", names)
        for one in ends.writings:
            names = {
                "model": one["model"],
                "cost": one["cost"],
                "tokens.in": one["input_tokens"],
                "tokens.out": one["output_tokens"],
            }
            self._under_step(one, f"write {one['model']}", "id", names)

    def request(self, parent: str, name: str, status: int, start: int, end: int) -> None:
        """Send the span of a request.

        Args:
            parent: Its `traceparent` (w3.org/TR/trace-context), or an empty text.
            name: Method and route.
            status: The status of the answer.
            start: When it came, in nanoseconds since 1970.
            end: When it was answered, the same.
        """
        above = _read_parent(parent)
        trace = above.trace_id if above else secrets.randbits(128) or 1
        context = SpanContext(trace, secrets.randbits(64) or 1, False, _SAMPLED)
        self._out.on_end(
            ReadableSpan(
                name,
                context=context,
                parent=above,
                resource=self._resource,
                attributes={"http.response.status_code": status},
                kind=SpanKind.SERVER,
                status=Status(StatusCode.ERROR if status >= 500 else StatusCode.UNSET),
                start_time=start,
                end_time=end,
            )
        )

    def _run(self, step: Row) -> None:
        run = str(step["run"])
        times = (step["run_created_at"], step["run_ended_at"])
        names = {"run": run, "canvas": step["canvas"], "state": step["run_state"]}
        self._send("run", run, run, None, times, names, bad=step["run_state"] == "failed")

    def _step(self, step: Row) -> None:
        run, key = str(step["run"]), str(step["id"])
        began = step["started_at"] or step["ended_at"]
        names = {
            "step": key,
            "node": step["node"],
            "kind": step["kind"],
            "state": step["state"],
            "cached": bool(step["cached"]),
        }
        above = _context(run, run)
        times = (began, step["ended_at"])
        self._send(step["kind"], run, key, above, times, names, bad=step["state"] == "failed")

    def _under_step(self, row: Row, name: str, key: str, names: Mapping[str, Any]) -> None:
        run = str(row["run"])
        above = _context(run, str(row["step"]))
        times = (row["created_at"], row["ended_at"])
        named = {**names, "state": row["state"]}
        bad = row["state"] in _BAD
        self._send(name, run, str(row[key]), above, times, named, bad=bad)

    def _send(
        self,
        name: str,
        run: str,
        key: str,
        parent: SpanContext | None,
        times: Sequence[int],
        names: Mapping[str, Any],
        *,
        bad: bool,
    ) -> None:
        self._out.on_end(
            ReadableSpan(
                name,
                context=_context(run, key),
                parent=parent,
                resource=self._resource,
                attributes={f"koda.{field}": value for field, value in names.items()},
                kind=SpanKind.INTERNAL if parent is None else SpanKind.CLIENT,
                status=Status(StatusCode.ERROR if bad else StatusCode.OK),
                start_time=times[0] * _NS,
                end_time=times[1] * _NS,
            )
        )


def _context(run: str, key: str) -> SpanContext:
    trace = int.from_bytes(hashlib.sha256(f"run {run}".encode()).digest()[:16])
    span = int.from_bytes(hashlib.sha256(f"span {key}".encode()).digest()[:8])
    return SpanContext(trace, span, False, _SAMPLED)


def _read_parent(text: str) -> SpanContext | None:
    parts = text.strip().split("-")
    try:
        if len(parts) < 4 or parts[0] != "00" or (len(parts[1]), len(parts[2])) != (32, 16):
            return None
        found = SpanContext(int(parts[1], 16), int(parts[2], 16), True, _SAMPLED)
    except ValueError:
        return None
    return found if found.is_valid else None
