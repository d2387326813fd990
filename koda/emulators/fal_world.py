"""The emulator's memory: jobs with their truth, uploads, settings."""

from __future__ import annotations

import secrets
import time
import uuid
from dataclasses import dataclass, field
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse

from koda.emulators.fal_checks import addresses_in, check, content_problem, download_problem
from koda.emulators.fal_faults import KINDS
from koda.emulators.fal_media import make, measure
from koda.emulators.fal_schemas import SCHEMAS
from koda.emulators.fal_works import Order, Source, Work, plan_works
from koda.emulators.faults import Fault, Faults

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
    works: dict[str, list[Work]] = field(default_factory=dict[str, list[Work]])
    cancelled_at: float | None = None
    looks: int = 0
    calls: list[int] = field(default_factory=list[int])
    """What its webhook was answered with, call by call; 0: not at all."""

    @property
    def starts_at(self) -> float:
        """Unix seconds."""
        return self.accepted_at + self.queue_seconds

    @property
    def ends_at(self) -> float:
        """Unix seconds."""
        return self.cancelled_at or self.starts_at + self.run_seconds

    @property
    def files(self) -> list[Work]:
        """The files it makes, in the order of the result's members."""
        return [work for works in self.works.values() for work in works]

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
    facts: Source | None = None


class World:
    """Everything that one emulator knows."""

    def __init__(self, pace: Pace, keys: frozenset[str]) -> None:
        """Start empty; without `keys`, every key is good."""
        self.pace = pace
        self.keys = keys
        self.faults = Faults(KINDS)
        self.jobs: dict[str, Job] = {}
        self.uploads: dict[str, Upload] = {}
        self.parts: dict[str, dict[int, bytes]] = {}
        self.tokens: set[str] = set()
        self._made: dict[tuple[str, int], Upload] = {}

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
            job.works = plan_works(Order(endpoint, schema, body, self._source(endpoint, body)))
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
            download_problem(place, url)
            for place, url in addresses_in(SCHEMAS[job.endpoint], job.body)
            if not url.startswith("data:") and self._upload_at(url) is None
        ]

    def _source(self, endpoint: str, body: dict[str, Any]) -> Source:
        """Say what is known of the media in a body: the first picture's size, the longest sound."""
        found: list[Source] = []
        for _, url in addresses_in(SCHEMAS[endpoint], body):
            upload = self._upload_at(url)
            if upload is not None:
                upload.facts = upload.facts or measure(upload.content)
                found.append(upload.facts)
        sizes = (one.size for one in found if one.size)
        seconds = [one.seconds for one in found if one.seconds]
        sound = any(one.sound for one in found)
        return Source(next(sizes, None), max(seconds, default=None), sound)

    def _upload_at(self, url: str) -> Upload | None:
        parts = url.split("/cdn/files/", maxsplit=1)
        if len(parts) != 2:
            return None
        name = parts[1].split("/")[0]
        if name in self.uploads:
            return self.uploads[name]
        place = parts[1].rpartition("/")[2].partition(".")[0]
        return self.made(name, int(place)) if place.isdecimal() else None

    def made(self, request_id: str, place: int) -> Upload | None:
        """Make a file of a job, the first time that somebody asks for it."""
        job = self.jobs.get(request_id)
        if job is None or place >= len(job.files):
            return None
        if (request_id, place) not in self._made:
            work = job.files[place]
            self._made[request_id, place] = Upload(make(work, place), work.mime)
        return self._made[request_id, place]


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
