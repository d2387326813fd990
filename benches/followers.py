"""What 2,000 tabs cost that follow canvases on which nothing happens: memory and CPU of the server.

Half of them follow one canvas, the others one each of 20. What they cost the database is counted in
`tests/runs/test_watch.py`: two queries every two seconds, for all of them together.
"""

from __future__ import annotations

import asyncio
import json
import time

from benches.figures import Bench, Figures
from benches.servers import KODA, TOKEN, Server, started

FOLLOWERS = 2_000
CANVASES = 21
AT_ONCE = 50
WATCHED_SECONDS = 20.0
SETTLING_SECONDS = 8.0

Stream = tuple[asyncio.StreamReader, asyncio.StreamWriter]


def measure() -> Bench:
    """Measure one server."""
    with started(KODA) as server:
        yield asyncio.run(_follow_all(server))


async def _follow_all(server: Server) -> Figures:
    canvases = [await _create(server.port, place) for place in range(CANVASES)]
    await asyncio.sleep(SETTLING_SECONDS)
    before, alone = server.memory_mb() or 0.0, await _cpu_percent(server)
    wanted = [
        canvases[0] if place % 2 else canvases[1 + place % (CANVASES - 1)]
        for place in range(FOLLOWERS)
    ]
    streams: list[Stream] = []
    began = time.monotonic()
    for start in range(0, FOLLOWERS, AT_ONCE):
        part = wanted[start : start + AT_ONCE]
        streams += await asyncio.gather(*(_follow(server.port, one) for one in part))
    opened = time.monotonic() - began
    await asyncio.sleep(SETTLING_SECONDS)
    after, idle = server.memory_mb() or 0.0, await _cpu_percent(server)
    for _, writer in streams:
        writer.close()
    return {
        "bench": "followers",
        "followers": FOLLOWERS,
        "kb_each": round((after - before) * 1024 / FOLLOWERS, 1),
        "server_mb": after,
        "opened_per_s": round(FOLLOWERS / opened),
        "idle_cpu_percent": idle,
        "cpu_percent_without": alone,
    }


async def _cpu_percent(server: Server) -> float:
    before = server.cpu_seconds()
    await asyncio.sleep(WATCHED_SECONDS)
    return round((server.cpu_seconds() - before) / WATCHED_SECONDS * 100, 1)


async def _create(port: int, place: int) -> str:
    body = json.dumps({"id": f"canvas{place}", "name": "Idle"}).encode()
    reader, writer = await _ask(port, "POST", "/api/canvases", body)
    answer = await reader.read()
    writer.close()
    if b" 200 " not in answer[:20] and b" 201 " not in answer[:20]:
        raise SystemExit(answer[:300].decode())
    return f"canvas{place}"


async def _follow(port: int, canvas: str) -> Stream:
    """Open a stream, and wait until it has caught up."""
    reader, writer = await _ask(port, "GET", f"/api/events?canvas={canvas}", b"", keep=True)
    while b"caught_up" not in await reader.readline():
        if reader.at_eof():
            raise SystemExit("a stream was not opened")
    return reader, writer


async def _ask(port: int, method: str, path: str, body: bytes, *, keep: bool = False) -> Stream:
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    close = "" if keep else "Connection: close\r\n"
    writer.write(
        (
            f"{method} {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\n"
            f"Authorization: Bearer {TOKEN}\r\nContent-Type: application/json\r\n"
            f"Content-Length: {len(body)}\r\n{close}\r\n"
        ).encode()
        + body
    )
    await writer.drain()
    return reader, writer
