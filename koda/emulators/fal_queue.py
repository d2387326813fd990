"""The emulated queue, and the direct calls beside it."""

from __future__ import annotations

import asyncio
import json
import time
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from typing import Any, cast

from starlette.requests import Request
from starlette.responses import JSONResponse, Response, StreamingResponse
from starlette.routing import Route

from koda.emulators.fal_checks import content_problem
from koda.emulators.fal_outputs import output_of
from koda.emulators.fal_schemas import SCHEMAS
from koda.emulators.fal_webhooks import Webhooks
from koda.emulators.fal_world import Job, World, app_of, base_of
from koda.emulators.faults import HangUp

_PERIOD = 0.1
_BEFORE = (
    "refuse", "rate_limited", "server_error", "unauthorized", "locked", "content_policy",
)  # fmt: skip
_AFTER = ("lost_answer", "error_after_accept", "unreadable_answer", "slow")
_GATEWAY = "<html><body><center>nginx</center></body></html>"


class Queue:
    """The calls to `queue.fal.run` and `fal.run`."""

    def __init__(self, world: World, webhooks: Webhooks) -> None:
        """Answer from this world."""
        self._world = world
        self._webhooks = webhooks

    def routes(self) -> list[Route]:
        """Give the queue's routes, the longest paths first."""
        request = "/{app:path}/requests/{request_id}"
        return [
            Route(f"{request}/status/stream", self.stream, methods=["GET"]),
            Route(f"{request}/status", self.status, methods=["GET"]),
            Route(f"{request}/cancel", self.cancel, methods=["PUT"]),
            Route(request, self.result, methods=["GET"]),
            Route("/{endpoint:path}", self.submit, methods=["POST"]),
        ]

    def run_routes(self) -> list[Route]:
        """Give the routes of the direct calls."""
        return [Route("/{endpoint:path}", self.run, methods=["POST"])]

    async def submit(self, request: Request) -> Response:
        """Accept a request, as fal does: whether its body is good is found when it runs."""
        job = await self._accept(request)
        if isinstance(job, Response):
            return job
        fault = self._world.take(request, str(job.body), *_AFTER)
        match fault.kind if fault else "":
            case "lost_answer":
                return HangUp()
            case "error_after_accept":
                return JSONResponse({"detail": "Internal Server Error"}, 500)
            case "unreadable_answer":
                return Response("<html>", media_type="text/html")
            case "slow":
                await asyncio.sleep(fault.seconds if fault else 0)
            case _:
                pass
        place = self._place(job)
        return _answer(job, {**self._links(request, job), "queue_position": place})

    async def run(self, request: Request) -> Response:
        """Make it while the caller waits."""
        job = await self._accept(request)
        if isinstance(job, Response):
            return job
        await asyncio.sleep(max(0.0, job.ends_at - time.time()))
        return self._result_of(request, job)

    async def status(self, request: Request) -> Response:
        """Say where a job is."""
        job = self._find(request)
        if isinstance(job, Response):
            return job
        job.looks += 1
        said = self._status_of(request, job)
        return _answer(job, said, 200 if said["status"] == "COMPLETED" else 202)

    async def stream(self, request: Request) -> Response:
        """Say where a job is whenever it changes, until it has ended."""
        job = self._find(request)
        if isinstance(job, Response):
            return job

        async def events() -> AsyncIterator[str]:
            last = ""
            while True:
                said = self._status_of(request, job)
                if (text := json.dumps(said)) != last:
                    yield f"data: {text}\n\n"
                    last = text
                if said["status"] == "COMPLETED":
                    return
                await asyncio.sleep(_PERIOD)

        return StreamingResponse(events(), media_type="text/event-stream")

    async def result(self, request: Request) -> Response:
        """Give what a job made, or the model's own error."""
        job = self._find(request)
        if isinstance(job, Response):
            return job
        if self._world.take(request, str(job.body), "result_gone"):
            return JSONResponse({"detail": "Request not found"}, 404)
        if job.state(time.time()) != "COMPLETED":
            return _answer(job, {"detail": "Request is still in progress"}, 400)
        return self._result_of(request, job)

    async def cancel(self, request: Request) -> Response:
        """Take a job out of the queue; one that runs goes on, as models that cannot stop do."""
        job = self._find(request)
        if isinstance(job, Response):
            return JSONResponse({"status": "NOT_FOUND"}, job.status_code)
        match job.state(time.time()):
            case "IN_QUEUE":
                job.cancelled_at = time.time()
                return _answer(job, {"status": "OK"}, 200)
            case "IN_PROGRESS":
                return _answer(job, {"status": "CANCELLATION_REQUESTED"}, 202)
            case _:
                return _answer(job, {"status": "ALREADY_COMPLETED"}, 400)

    async def _accept(self, request: Request) -> Job | Response:
        endpoint = str(request.path_params["endpoint"])
        raw = await request.body()
        refused = self._world.refuse_access(request) or self._fault_before(request, raw)
        if refused is not None:
            return refused
        try:
            body: Any = json.loads(raw)
        except ValueError:
            return JSONResponse({"detail": "The body is not JSON."}, 400)
        if not isinstance(body, dict):
            return JSONResponse({"detail": "The body is not an object."}, 422)
        if endpoint not in SCHEMAS:
            name = app_of(endpoint).rpartition("/")[2]
            return JSONResponse({"detail": f"Application '{name}' not found"}, 404)
        webhook = request.query_params.get("fal_webhook", "")
        job = self._world.accept(request, endpoint, cast("dict[str, Any]", body), webhook)
        self._webhooks.plan(request, job)
        return job

    def _fault_before(self, request: Request, raw: bytes) -> Response | None:
        fault = self._world.take(request, raw.decode("utf-8", "replace"), *_BEFORE)
        match fault.kind if fault else "":
            case "refuse":
                return HangUp()
            case "rate_limited":
                return JSONResponse(
                    {"detail": "Too many requests."}, 429, headers={"Retry-After": "2"}
                )
            case "server_error":
                return Response(_GATEWAY, 503, media_type="text/html")
            case "unauthorized":
                return JSONResponse({"detail": "Invalid API key."}, 401)
            case "locked":
                text = "User is locked. Reason: Exhausted balance."
                return JSONResponse({"detail": text}, 403)
            case "content_policy":
                return JSONResponse({"detail": [content_problem("")]}, 422)
            case _:
                return None

    def _find(self, request: Request) -> Job | Response:
        """Find a job by the path, or answer with what is wrong."""
        job = self._world.jobs.get(str(request.path_params["request_id"]))
        refused = self._world.refuse_access(request)
        if refused is not None:
            return refused
        if self._world.take(request, str(job.body if job else ""), "drop_read"):
            return HangUp()
        if self._world.take(request, str(job.body if job else ""), "read_error"):
            return Response(_GATEWAY, 503, media_type="text/html")
        if job is None or app_of(job.endpoint) != request.path_params["app"]:
            return JSONResponse({"detail": "Request not found"}, 404)
        return job

    def _place(self, job: Job) -> int:
        now = time.time()
        waiting = (one for one in self._world.jobs.values() if one.state(now) == "IN_QUEUE")
        return sum(one.accepted_at < job.accepted_at for one in waiting)

    def _links(self, request: Request, job: Job) -> dict[str, Any]:
        base = f"{base_of(request)}/queue/{app_of(job.endpoint)}/requests/{job.request_id}"
        return {
            "status": "IN_QUEUE",
            "request_id": job.request_id,
            "gateway_request_id": job.request_id,
            "response_url": base,
            "status_url": f"{base}/status",
            "cancel_url": f"{base}/cancel",
        }

    def _status_of(self, request: Request, job: Job) -> dict[str, Any]:
        now = time.time()
        state = job.state(now)
        said = {**self._links(request, job), "status": state}
        if state == "IN_QUEUE":
            return {**said, "queue_position": self._place(job)}
        # With logs=0 the vendor's client still reads the member.
        said["logs"] = (
            _logs(job, now) if request.query_params.get("logs") in {"1", "true"} else None
        )
        if state == "COMPLETED":
            said["metrics"] = {"inference_time": job.run_seconds}
            if job.cancelled_at is not None:
                said |= {"error": "The request was cancelled.", "error_type": "client_cancelled"}
            elif job.fault == "job_failed":
                said |= {"error": "Runner disconnected", "error_type": "runner_disconnected"}
        return said

    def _result_of(self, request: Request, job: Job) -> Response:
        match job.status_code:
            case 499:
                text = {"detail": "The request was cancelled.", "error_type": "client_cancelled"}
                return _answer(job, text, 499, {"X-Fal-Error-Type": "client_cancelled"})
            case 422:
                return _answer(job, {"detail": job.problems}, 422, {"X-Fal-Retryable": "false"})
            case 503:
                text = {"detail": "Runner disconnected", "error_type": "runner_disconnected"}
                return _answer(job, text, 503, {"X-Fal-Error-Type": "runner_disconnected"})
            case 500:
                return _answer(job, {"detail": "Internal Server Error"}, 500)
            case _:
                return _answer(job, output_of(base_of(request), job))


def _logs(job: Job, now: float) -> list[dict[str, str]]:
    done = min(1.0, (now - job.starts_at) / job.run_seconds) if job.run_seconds else 1.0
    moment = datetime.fromtimestamp(job.starts_at, UTC).isoformat()
    steps = [percent for percent in range(0, 101, 25) if percent <= done * 100]
    return [
        {"timestamp": moment, "level": "INFO", "source": "RUNNER", "message": f"{percent}% drawn"}
        for percent in steps
    ]


def _answer(
    job: Job, content: dict[str, Any], status: int = 200, headers: dict[str, str] | None = None
) -> JSONResponse:
    return JSONResponse(content, status, {"x-fal-request-id": job.request_id, **(headers or {})})
