"""Requests by 1, 16 and 64 clients to one server, beside `/api/health` in the same turn."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Mapping

import httpx2

from benches.figures import Bench, percentile
from benches.servers import KODA, TOKEN, Server, started

CLIENTS = (1, 16, 64)
SECONDS = 4.0
HEALTH = "/api/health"
READS = {
    "list canvases": "/api/canvases",
    "read a canvas": "/api/canvases/bench",
    "results": "/api/canvases/bench/results",
    "catalog": "/api/catalog",
}
NODES = 60


def measure() -> Bench:
    """Measure one server."""
    with started(KODA) as server:
        for clients in CLIENTS:
            yield asyncio.run(_measure(server, clients))


async def _measure(server: Server, clients: int) -> dict[str, object]:
    headers = {"authorization": f"Bearer {TOKEN}"}
    limits = httpx2.Limits(max_connections=clients)
    async with httpx2.AsyncClient(
        base_url=f"http://127.0.0.1:{server.port}", headers=headers, limits=limits, timeout=60
    ) as http:
        await _prepare(http)
        health = await _times(http, HEALTH, clients)
        found = {name: await _times(http, path, clients) for name, path in READS.items()}
    return {
        "bench": "requests",
        "clients": clients,
        "health_ms": health,
        "ms": found,
        "ratio": {name: _ratio(one, health) for name, one in found.items()},
    }


async def _prepare(http: httpx2.AsyncClient) -> None:
    nodes = [
        {"id": f"n{place}", "type": "text", "position": {"x": place, "y": 0}, "data": {}}
        for place in range(NODES)
    ]
    body = {"id": "bench", "name": "Bench", "nodes": nodes, "edges": []}
    answer = await http.post("/api/canvases", json=body)
    if answer.status_code not in {200, 201, 409}:
        raise SystemExit(answer.text)


async def _times(http: httpx2.AsyncClient, path: str, clients: int) -> dict[str, float]:
    """Ask for some seconds; gives the p50 and p99 in milliseconds, and requests per second."""
    found: list[float] = []
    end = time.monotonic() + SECONDS

    async def ask() -> None:
        while (before := time.monotonic()) < end:
            answer = await http.get(path)
            found.append((time.monotonic() - before) * 1000)
            if answer.status_code != 200:
                raise SystemExit(f"{path}: {answer.status_code} {answer.text[:200]}")

    await asyncio.gather(*(ask() for _ in range(clients)))
    return {
        "p50": percentile(found, 50),
        "p99": percentile(found, 99),
        "per_s": round(len(found) / SECONDS),
    }


def _ratio(one: Mapping[str, float], other: Mapping[str, float]) -> dict[str, float]:
    return {name: round(one[name] / other[name], 2) for name in ("p50", "p99")}
