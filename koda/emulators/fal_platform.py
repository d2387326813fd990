"""The emulated platform interface: past requests, prices, models."""

from __future__ import annotations

import hashlib
import time
from datetime import UTC, datetime
from io import BytesIO
from typing import Any

from PIL import Image, ImageDraw
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from koda.emulators.fal_openapi import document_of
from koda.emulators.fal_outputs import output_of
from koda.emulators.fal_schemas import SCHEMAS
from koda.emulators.fal_world import Job, World, base_of

_CATEGORY_WORDS = "text-to-image-to-video-to-audio-to-text"
_PRICES: dict[str, dict[str, Any]] = {
    "image": {"unit_price": 0.05, "unit": "images"},
    "video": {"unit_price": 0.1, "unit": "seconds"},
    "audio": {"unit_price": 0.03, "unit": "1000 characters"},
}


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
            Route("/v1/thumbnails/{endpoint:path}", self.thumbnail, methods=["GET"]),
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
        prices = [
            {"endpoint_id": name, **_price_of(name), "currency": "USD"}
            for name in _asked_for(request)
            if name in SCHEMAS
        ]
        return JSONResponse({"prices": prices, "has_more": False, "next_cursor": None})

    async def models(self, request: Request) -> Response:
        """List the endpoints that this emulator knows, as fal does: with or without a key."""
        if self._world.take(request, "", "server_error"):
            return Response("<html>", 503, media_type="text/html")
        query = request.query_params
        asked = set(_asked_for(request))
        if asked and not asked & SCHEMAS.keys():
            return JSONResponse({"detail": "No such endpoint."}, 404)
        category, words = query.get("category", ""), query.get("q", "").lower().split()
        found = [
            name
            for name in SCHEMAS
            if (not asked or name in asked)
            and all(word in name or _is_of(name, word) for word in words)
            and (not category or category == SCHEMAS[name].category)
        ]
        limit, page = int(query.get("limit", "50")), int(query.get("cursor", "0"))
        shown, rest = found[page * limit : (page + 1) * limit], found[(page + 1) * limit :]
        whole = any("openapi-3.0" in one for one in query.getlist("expand"))
        return JSONResponse(
            {
                "models": [_model(request, name, whole=whole) for name in shown],
                "has_more": bool(rest),
                "next_cursor": str(page + 1) if rest else None,
            }
        )

    async def thumbnail(self, request: Request) -> Response:
        """Draw a small picture that stands for an endpoint."""
        digest = hashlib.sha256(str(request.path_params["endpoint"]).encode()).digest()
        picture = Image.new("RGB", (96, 96), (digest[0], digest[1], digest[2]))
        ImageDraw.Draw(picture).ellipse((24, 24, 72, 72), (digest[3], digest[4], digest[5]))
        out = BytesIO()
        picture.save(out, "PNG")
        return Response(out.getvalue(), media_type="image/png")


def _asked_for(request: Request) -> list[str]:
    values = request.query_params.getlist("endpoint_id")
    return [name for value in values for name in value.split(",")]


def _is_of(name: str, word: str) -> bool:
    """Tell whether a word is in an endpoint's category; most words can be in none."""
    return word in _CATEGORY_WORDS and word in SCHEMAS[name].category


def _model(request: Request, name: str, *, whole: bool) -> dict[str, Any]:
    schema = SCHEMAS[name]
    title = name.partition("/")[2].replace("/", " ").replace("-", " ")
    model: dict[str, Any] = {
        "endpoint_id": name,
        "metadata": {
            "display_name": title.title(),
            "category": schema.category,
            "description": f"{schema.category.replace('-', ' ').capitalize()}, emulated.",
            "status": "active",
            "thumbnail_url": f"{base_of(request)}/api/v1/thumbnails/{name}",
        },
    }
    return {**model, "openapi": document_of(name, schema)} if whole else model


def _price_of(name: str) -> dict[str, Any]:
    made = SCHEMAS[name].category.rpartition("-to-")[2]
    return _PRICES.get(made, {"unit_price": 0.01, "unit": "requests"})


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
