"""The emulated platform interface: past requests, prices, models."""

from __future__ import annotations

import time
from datetime import UTC, datetime
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from koda.emulators.fal_outputs import output_of
from koda.emulators.fal_schemas import SCHEMAS
from koda.emulators.fal_world import Job, World, base_of

_UNIT_PRICE = 0.05


class Platform:
    """The calls to `api.fal.ai`."""

    def __init__(self, world: World) -> None:
        """Answer from this world."""
        self._world = world

    def routes(self) -> list[Route]:
        """Give the routes."""
        return [
            Route("/v1/models/requests/by-endpoint", self.requests, methods=["GET"]),
            Route("/v1/models/pricing", self.pricing, methods=["GET"]),
            Route("/v1/models", self.models, methods=["GET"]),
        ]

    async def requests(self, request: Request) -> Response:
        """List the caller's requests to an endpoint, the last that ended first."""
        refused = self._world.refuse_access(request)
        if refused is not None:
            return refused
        if self._world.take(request, "", "no_history"):
            return JSONResponse({"detail": "The key lacks the permission."}, 403)
        query = request.query_params
        endpoints = {name for value in query.getlist("endpoint_id") for name in value.split(",")}
        if not endpoints:
            return JSONResponse({"detail": "endpoint_id is required"}, 400)
        start = _moment(query.get("start"), time.time() - 86_400)
        end = _moment(query.get("end"), time.time() + 60)
        found = [
            job
            for job in self._world.jobs.values()
            if job.endpoint in endpoints
            and start <= job.accepted_at < end
            and (self._world.pace.list_unfinished or job.ends_at <= time.time())
        ]
        found.sort(key=lambda job: job.ends_at, reverse=True)
        limit, page = int(query.get("limit", "50")), int(query.get("cursor", "0"))
        rest = found[(page + 1) * limit :]
        expand = "payloads" in query.getlist("expand")
        shown = found[page * limit : (page + 1) * limit]
        return JSONResponse(
            {
                "items": [_item(request, job, expand=expand) for job in shown],
                "has_more": bool(rest),
                "next_cursor": str(page + 1) if rest else None,
            }
        )

    async def pricing(self, request: Request) -> Response:
        """Give prices; they are made up."""
        refused = self._world.refuse_access(request)
        if refused is not None:
            return refused
        asked = request.query_params.getlist("endpoint_id")
        prices = [
            {
                "endpoint_id": name,
                "unit_price": _UNIT_PRICE,
                "unit": "images",
                "currency": "USD",
            }
            for value in asked
            for name in value.split(",")
            if name in SCHEMAS
        ]
        return JSONResponse({"prices": prices, "has_more": False, "next_cursor": None})

    async def models(self, request: Request) -> Response:
        """List the endpoints that this emulator knows."""
        asked = request.query_params.getlist("endpoint_id")
        models = [
            {
                "endpoint_id": name,
                "metadata": {
                    "display_name": name.partition("/")[2],
                    "category": SCHEMAS[name].category,
                    "status": "active",
                },
            }
            for name in SCHEMAS
            if not asked or name in asked
        ]
        return JSONResponse({"models": models, "has_more": False, "next_cursor": None})


def _item(request: Request, job: Job, *, expand: bool) -> dict[str, Any]:
    ended = job.ends_at <= time.time()
    item: dict[str, Any] = {
        "request_id": job.request_id,
        "endpoint_id": job.endpoint,
        "sent_at": _iso(job.accepted_at),
        "started_at": _iso(job.starts_at) if job.starts_at <= time.time() else None,
        "ended_at": _iso(job.ends_at) if ended else None,
        "status_code": job.status_code if ended else None,
        "duration": job.run_seconds if ended else None,
    }
    if expand:
        # As a model's own input is listed: with a default filled in.
        item["json_input"] = {"sync_mode": False, **job.body}
        good = ended and job.status_code == 200
        item["json_output"] = output_of(base_of(request), job) if good else None
    return item


def _iso(moment: float) -> str:
    text = datetime.fromtimestamp(moment, UTC).isoformat(timespec="milliseconds")
    return text.replace("+00:00", "Z")


def _moment(text: str | None, otherwise: float) -> float:
    return datetime.fromisoformat(text).timestamp() if text else otherwise
