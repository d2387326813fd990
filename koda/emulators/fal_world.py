"""The emulator's memory: jobs with their truth, uploads, settings."""

from __future__ import annotations

import secrets
import time
import uuid
from dataclasses import dataclass, field
from typing import Any, cast

from starlette.requests import Request
from starlette.responses import JSONResponse

from koda.emulators.fal_checks import check, content_problem, download_problem
from koda.emulators.fal_faults import Fault, Faults
from koda.emulators.fal_pictures import MIMES, Drawing, measure, plan_drawing
from koda.emulators.fal_schemas import SCHEMAS

_NAMESPACES = ("workflows", "comfy")


@dataclass(frozen=True, slots=True)
class Pace:
    """How fast the emulator is, and what it tells.

    Attributes:
        queue_seconds: How long a job waits.
        run_seconds: How long it runs.
        list_unfinished: Whether the list of requests has jobs that have not ended.
    """

    queue_seconds: float = 0.2
    run_seconds: float = 0.6
    list_unfinished: bool = False


@dataclass(slots=True)
class Job:
    """An accepted request; its state follows from the time."""

    request_id: str
    endpoint: str
    body: dict[str, Any]
    key: str
    accepted_at: float
    queue_seconds: float
    run_seconds: float
    webhook: str = ""
    fault: str = ""
    problems: list[dict[str, Any]] = field(default_factory=list[dict[str, Any]])
    drawing: Drawing | None = None
    cancelled_at: float | None = None
    looks: int = 0

    @property
    def starts_at(self) -> float:
        """Unix seconds."""
        return self.accepted_at + self.queue_seconds

    @property
    def ends_at(self) -> float:
        """Unix seconds."""
        return self.cancelled_at or self.starts_at + self.run_seconds

    def state(self, now: float) -> str:
        """Give fal's word for where the job is."""
        if now >= self.ends_at:
            return "COMPLETED"
        return "IN_PROGRESS" if now >= self.starts_at else "IN_QUEUE"

    @property
    def status_code(self) -> int:
        """What the result is answered with, once there is one."""
        if self.cancelled_at is not None:
            return 499
        if self.problems:
            return 422
        return {"job_failed": 503, "job_error": 500}.get(self.fault, 200)


@dataclass(slots=True)
class Upload:
    """An uploaded file."""

    content: bytes
    mime: str


class World:
    """Everything that one emulator knows."""

    def __init__(self, pace: Pace, keys: frozenset[str]) -> None:
        """Start empty; without `keys`, every key is good."""
        self.pace = pace
        self.keys = keys
        self.faults = Faults()
        self.jobs: dict[str, Job] = {}
        self.uploads: dict[str, Upload] = {}
        self.parts: dict[str, dict[int, bytes]] = {}
        self.tokens: set[str] = set()

    def accept(self, request: Request, endpoint: str, body: dict[str, Any], webhook: str) -> Job:
        """Take a request into the ledger."""
        fault = self.faults.take(
            f"{endpoint} {body}", "job_failed", "job_content_policy", "job_error", "no_images"
        )
        job = Job(
            request_id=str(uuid.uuid4()),
            endpoint=endpoint,
            body=body,
            key=key_of(request),
            accepted_at=time.time(),
            queue_seconds=self.pace.queue_seconds,
            run_seconds=self.pace.run_seconds,
            webhook=webhook,
            fault=fault.kind if fault else "",
        )
        job.problems = self._problems(job, request)
        if not job.problems:
            schema = SCHEMAS[endpoint]
            reference = self._reference(body)
            job.drawing = plan_drawing(body, schema.format, schema.size, reference)
        self.jobs[job.request_id] = job
        return job

    def refuse_access(self, request: Request) -> JSONResponse | None:
        """Answer a call without a good key; none if it has one."""
        key = key_of(request)
        if not key:
            return JSONResponse({"detail": "Authentication is required to access this app."}, 401)
        if self.keys and key not in self.keys:
            return JSONResponse({"detail": "Invalid API key."}, 401)
        return None

    def take(self, request: Request, text: str, *kinds: str) -> Fault | None:
        """Take a fault that fits this call."""
        return self.faults.take(f"{request.url.path} {text}", *kinds)

    def store(self, content: bytes, mime: str) -> str:
        """Keep an upload; gives its id."""
        name = secrets.token_urlsafe(16)
        self.uploads[name] = Upload(content, mime)
        return name

    def _problems(self, job: Job, request: Request) -> list[dict[str, Any]]:
        if job.fault == "job_content_policy":
            return [content_problem(job.body.get("prompt"))]
        problems = check(SCHEMAS[job.endpoint], job.body)
        if problems:
            return problems
        return [
            download_problem(name, place, url)
            for name, place, url in addresses_in(job.body)
            if not url.startswith("data:") and self._upload_at(url) is None
        ]

    def _reference(self, body: dict[str, Any]) -> tuple[int, int] | None:
        for _, _, url in addresses_in(body):
            upload = self._upload_at(url)
            if upload is not None:
                return measure(upload.content)
        return None

    def _upload_at(self, url: str) -> Upload | None:
        parts = url.split("/cdn/files/", maxsplit=1)
        if len(parts) != 2:
            return None
        name = parts[1].split("/")[0]
        job = self.jobs.get(name)
        if job is not None and job.drawing is not None:
            return Upload(b"", MIMES[job.drawing.format])
        return self.uploads.get(name)


def addresses_in(body: dict[str, Any]) -> list[tuple[str, int | None, str]]:
    """List the addresses of media in a body, with the member and place they are at."""
    found: list[tuple[str, int | None, str]] = []
    for name, value in body.items():
        if name.endswith("_url") and isinstance(value, str):
            found.append((name, None, value))
        elif name.endswith("_urls") and isinstance(value, list):
            urls = cast("list[object]", value)
            found += [(name, place, str(url)) for place, url in enumerate(urls)]
    return found


def app_of(endpoint: str) -> str:
    """Give the part of an endpoint that its requests are kept under."""
    parts = endpoint.split("/")
    return "/".join(parts[: 3 if parts[0] in _NAMESPACES else 2])


def key_of(request: Request) -> str:
    """Give the key that a call was made with; empty without one."""
    scheme, _, key = request.headers.get("authorization", "").partition(" ")
    return key.strip() if scheme.lower() == "key" else ""


def base_of(request: Request) -> str:
    """Give the address under which the caller reached the emulator."""
    return f"{request.url.scheme}://{request.url.netloc}"
