"""A stand-in for fal.ai on one port: queue, direct calls, storage, files, platform interface.

It accepts what the queue accepts, makes real pictures, films and sounds that follow from the body,
and writes down the truth. Point Koda at it with these settings (`main_lines` gives them for an
address):

    FAL_KEY=emulator
    FAL_QUEUE_URL=http://127.0.0.1:9401/queue
    FAL_RUN_URL=http://127.0.0.1:9401/run
    FAL_REST_URL=http://127.0.0.1:9401/rest
    FAL_CDN_URL=http://127.0.0.1:9401/cdn
    FAL_API_URL=http://127.0.0.1:9401/api
    FAL_JWKS_URL=http://127.0.0.1:9401/rest/.well-known/jwks.json

* `GET /ledger`: every accepted request with endpoint, body, key, time, state.
* `POST /faults {kind, count, match, seconds}`: what goes wrong next (`GET` lists kinds and what
  is still to come, `DELETE` forgets it); `match` is a part of the path or the body.
* `POST /pace {queue_seconds, run_seconds, list_unfinished}`.

As at fal.ai, a submit is not checked against the model's input: a body that is wrong is accepted,
and its result is a 422. Whoever is named as `fal_webhook` is called when a job has ended, up to ten
times until the call is taken.
"""

from __future__ import annotations

import time
from collections.abc import Iterable
from dataclasses import asdict
from typing import Any

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Mount, Route
from starlette.types import ASGIApp

from koda.emulators.fal_platform import Platform
from koda.emulators.fal_queue import Queue
from koda.emulators.fal_storage import Storage
from koda.emulators.fal_webhooks import Webhooks
from koda.emulators.fal_world import Job, Pace, World
from koda.emulators.faults import Connections, fault_routes

PORT = 9401


def create_app(pace: Pace | None = None, keys: Iterable[str] = ()) -> ASGIApp:
    """Make the emulator.

    Args:
        pace: How fast it is.
        keys: The keys it takes; none: any.
    """
    world = World(pace or Pace(), frozenset(keys))
    webhooks = Webhooks(world)
    queue, storage, platform = Queue(world, webhooks), Storage(world), Platform(world)
    app = Starlette(
        routes=[
            Mount("/queue", routes=queue.routes()),
            Mount("/run", routes=queue.run_routes()),
            Mount("/rest", routes=[*storage.rest_routes(), *webhooks.routes()]),
            Mount("/cdn", routes=storage.cdn_routes()),
            Mount("/api", routes=platform.routes()),
            *_control_routes(world),
        ]
    )
    return Connections(app)


def main_lines(base: str) -> list[str]:
    """Give the lines of a `.env` file that point Koda at an emulator, e.g. `http://host:9401`."""
    places = {"QUEUE": "queue", "RUN": "run", "REST": "rest", "CDN": "cdn", "API": "api"}
    return [
        "FAL_KEY=emulator",
        *(f"FAL_{name}_URL={base.rstrip('/')}/{path}" for name, path in places.items()),
        f"FAL_JWKS_URL={base.rstrip('/')}/rest/.well-known/jwks.json",
    ]


def _control_routes(world: World) -> list[Route]:
    async def ledger(_: Request) -> Response:
        return JSONResponse([_entry(job) for job in world.jobs.values()])

    def _entry(job: Job) -> dict[str, Any]:
        facts = asdict(job)
        del facts["works"]
        return {
            **facts,
            "state": job.state(time.time()),
            "cancelled": job.cancelled_at is not None,
            "status_code": job.status_code,
        }

    async def set_pace(request: Request) -> Response:
        try:
            world.pace = Pace(**{**asdict(world.pace), **await request.json()})
        except TypeError as error:
            return JSONResponse({"detail": str(error)}, 422)
        return JSONResponse(asdict(world.pace))

    return [
        Route("/ledger", ledger, methods=["GET"]),
        *fault_routes(world.faults, "/faults"),
        Route("/pace", set_pace, methods=["POST"]),
    ]
