"""The calls of the emulated fal.ai when a job has ended: signed, repeated, and wrong on demand.

Source: fal.ai/docs/documentation/model-apis/inference/webhooks (body, headers, what is signed).
"""

from __future__ import annotations

import asyncio
import base64
import hashlib
import json
import time
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

import httpx2
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from koda.emulators.fal_outputs import output_of
from koda.emulators.fal_world import Job, World, base_of

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

_USER = "auth0|emulated"
_TRIES = 10
_FIRST_PAUSE, _LONGEST_PAUSE = 0.1, 5.0
_TIMEOUT = 15.0
_COPIES = 3
_STALE_SECONDS = 3600
_FAULTS = (
    "webhook_lost", "webhook_duplicate", "webhook_late", "webhook_forged", "webhook_stale",
    "webhook_early",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Call:
    """One delivery: what is sent, and how it is wrong."""

    job: Job
    body: bytes
    forged: bool = False
    stale: bool = False


class Webhooks:
    """Calls whom a job was submitted for, and publishes the keys that it signs with."""

    def __init__(self, world: World) -> None:
        """Tell of the jobs of this world."""
        self._world = world
        self._tasks: set[asyncio.Task[None]] = set()

    def routes(self) -> list[Route]:
        """Give the route of the keys."""
        return [Route("/.well-known/jwks.json", self.keys, methods=["GET"])]

    async def keys(self, request: Request) -> Response:
        """Give the public keys."""
        if self._world.take(request, "", "no_keys"):
            return JSONResponse({"detail": "Service Unavailable"}, 503)
        raw = self._key.public_key().public_bytes_raw()
        x = base64.urlsafe_b64encode(raw).decode().rstrip("=")
        return JSONResponse({"keys": [{"kty": "OKP", "crv": "Ed25519", "x": x, "kid": "1"}]})

    def plan(self, request: Request, job: Job) -> None:
        """Call when the job has ended, if it was submitted with an address."""
        if job.webhook:
            task = asyncio.create_task(self._tell(job, base_of(request)))
            self._tasks.add(task)
            task.add_done_callback(self._tasks.discard)

    @cached_property
    def _key(self) -> Ed25519PrivateKey:
        return _new_key()

    async def _tell(self, job: Job, base: str) -> None:
        fault = self._world.faults.take(f"{job.endpoint} {job.body}", *_FAULTS)
        kind = fault.kind if fault else ""
        if kind == "webhook_early":
            await self._deliver(_Call(job, _body_of(job, base)))
        await asyncio.sleep(max(0.0, job.ends_at - time.time()))
        good = _Call(job, _body_of(job, base))
        match kind:
            case "webhook_lost":
                return
            case "webhook_late":
                await asyncio.sleep(fault.seconds if fault else 0)
            case "webhook_forged":
                await self._deliver(_Call(job, good.body, forged=True), tries=1)
            case "webhook_stale":
                await self._deliver(_Call(job, good.body, stale=True), tries=1)
            case "webhook_duplicate":
                await asyncio.gather(*(self._deliver(good) for _ in range(_COPIES)))
            case _:
                pass
        await self._deliver(good)

    async def _deliver(self, call: _Call, tries: int = _TRIES) -> None:
        """Call until it is taken; what is answered is noted with the job."""
        async with httpx2.AsyncClient(timeout=_TIMEOUT, trust_env=False) as client:
            for attempt in range(tries):
                try:
                    answer = await client.post(
                        call.job.webhook, content=call.body, headers=self._headers(call)
                    )
                    status = answer.status_code
                except httpx2.HTTPError:
                    status = 0
                call.job.calls.append(status)
                if 200 <= status < 300:
                    return
                await asyncio.sleep(min(_FIRST_PAUSE * 2**attempt, _LONGEST_PAUSE))

    def _headers(self, call: _Call) -> dict[str, str]:
        stamp = str(int(time.time()) - (_STALE_SECONDS if call.stale else 0))
        digest = hashlib.sha256(call.body).hexdigest()
        message = "\n".join([call.job.request_id, _USER, stamp, digest]).encode()
        key = _new_key() if call.forged else self._key
        return {
            "content-type": "application/json",
            "x-fal-webhook-request-id": call.job.request_id,
            "x-fal-webhook-user-id": _USER,
            "x-fal-webhook-timestamp": stamp,
            "x-fal-webhook-signature": key.sign(message).hex(),
        }


def _new_key() -> Ed25519PrivateKey:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import (  # noqa: PLC0415  (not needed by most)
        Ed25519PrivateKey,
    )

    return Ed25519PrivateKey.generate()


def _body_of(job: Job, base: str) -> bytes:
    good = job.status_code == 200
    said: dict[str, Any] = {
        "request_id": job.request_id,
        "gateway_request_id": job.request_id,
        "status": "OK" if good else "ERROR",
        "payload": output_of(base, job) if good else {"detail": job.problems},
    }
    if not good:
        said["error"] = f"Unexpected status code: {job.status_code}"
    return json.dumps(said).encode()
