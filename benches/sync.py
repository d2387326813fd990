"""Edits pushed to a real server by 1 and 16 clients, and seen by another tab through its stream.

Each client sends the next edit when the last one is durable. The peer takes the same messages from
the same clients and does nothing but one durable SQLite transaction for each.
"""

from __future__ import annotations

import asyncio
import base64
import time
from collections.abc import Sequence
from typing import Any

from benches.figures import Bench, Figures, median, percentile
from benches.line import Line, open_line
from benches.servers import KODA, PEER, TOKEN, Server, started
from koda.canvases.document import CanvasDoc, new_document, root_map, write_canvas
from koda.core.canvas import Canvas, Node
from koda.core.ids import CanvasId, NodeId

CLIENTS = (1, 16)
NODES = 20
EDITS = {1: 300, 16: 60}
TURNS = 3
WORDS = "a lighthouse over a stormy sea, painted in oil; " * 4
ID = CanvasId("bench")


def document() -> tuple[CanvasDoc, bytes]:
    """Make a document of some text nodes, and the update that says all of it."""
    nodes = [
        Node(id=NodeId(f"n{place}"), kind="text", x=place * 320, parameters={"content": WORDS})
        for place in range(NODES)
    ]
    canvas = Canvas(id=ID, name="Bench", nodes={node.id: node for node in nodes})
    doc = new_document()
    write_canvas(doc, canvas, lambda _kind, name: name == "content")
    return doc, doc.get_update()


def edits(base: bytes, client: int, count: int) -> list[bytes]:
    """Make the updates of one client: it moves a node, bit by bit."""
    doc = new_document()
    doc.apply_update(base)
    made: list[bytes] = []
    for step in range(count):
        before = doc.get_state()
        root_map(doc, "nodes")[f"n{client % NODES}"]["x"] = float(step * 7 + client)
        made.append(doc.get_update(before))
    return made


def message(key: str, update: bytes) -> dict[str, str]:
    """Give the body of a push."""
    return {"key": key, "update": base64.b64encode(update).decode("ascii")}


async def push(
    line: Line, path: str, name: str, updates: Sequence[bytes]
) -> list[tuple[float, float, int]]:
    """Send one after the other: (began, answered, seq) of each."""
    sent: list[tuple[float, float, int]] = []
    for place, update in enumerate(updates):
        began = time.perf_counter()
        answer = await line.post(path, message(f"{name}-{place}", update))
        sent.append((began, time.perf_counter(), answer["seq"]))
    return sent


async def watch(line: Line, canvas: str, seen: dict[int, float], ready: asyncio.Event) -> None:
    """Note when each seq arrives in another tab."""
    async for event in line.follow(f"/api/events?canvas={canvas}&tab=watcher"):
        if event["type"] == "update":
            seen[event["seq"]] = time.perf_counter()
        if event["type"] == "caught_up":
            ready.set()


async def storm(server: Server, path: str, base: bytes, clients: int) -> tuple[float, list[Any]]:
    """Let all clients push at once: the seconds that it took, and what each push saw."""
    plans = [edits(base, client, EDITS[clients]) for client in range(clients)]
    lines = [await open_line(server.port, TOKEN) for _ in plans]
    began = time.perf_counter()
    told = await asyncio.gather(
        *(
            push(line, path, f"{began}-{client}", plan)
            for client, (line, plan) in enumerate(zip(lines, plans, strict=True))
        )
    )
    seconds = time.perf_counter() - began
    for line in lines:
        line.close()
    return seconds, [one for each in told for one in each]


async def on_koda(server: Server, clients: int) -> Figures:
    """Push to a canvas of its own while another tab watches."""
    _, base = document()
    line = await open_line(server.port, TOKEN)
    made = await line.post("/api/canvases", {"name": "Bench", "nodes": [], "edges": []})
    canvas = made["canvas"]["id"]
    path = f"/api/canvases/{canvas}/updates"
    await line.post(path, message(f"all-{canvas}", base))
    seen: dict[int, float] = {}
    ready = asyncio.Event()
    watcher = asyncio.create_task(watch(await open_line(server.port, TOKEN), canvas, seen, ready))
    await ready.wait()
    cpu = server.cpu_seconds()
    seconds, sent = await storm(server, path, base, clients)
    spent = server.cpu_seconds() - cpu
    await asyncio.sleep(0.3)
    watcher.cancel()
    missing = [seq for _, _, seq in sent if seq not in seen]
    assert not missing, f"{len(missing)} edits never reached the other tab"
    return {
        "per_s": len(sent) / seconds,
        "p95": percentile([(answered - at) * 1000 for at, answered, _ in sent], 95),
        "seen": percentile([(seen[seq] - at) * 1000 for at, _, seq in sent], 95),
        "cpu": spent * 1000 / len(sent),
    }


async def on_peer(server: Server, clients: int) -> Figures:
    """Push the same messages to the peer."""
    _, base = document()
    seconds, sent = await storm(server, "/append", base, clients)
    return {
        "per_s": len(sent) / seconds,
        "p95": percentile([(answered - at) * 1000 for at, answered, _ in sent], 95),
    }


def middle(turns: Sequence[Figures], name: str, digits: int = 2) -> float:
    """Give the median of one figure."""
    return median([float(str(turn[name])) for turn in turns], digits)


async def measure_clients(koda: Server, peer: Server, clients: int) -> Figures:
    """Take turns, Koda and the peer one after the other."""
    await on_koda(koda, clients)
    ours: list[Figures] = []
    theirs: list[Figures] = []
    for _ in range(TURNS):
        ours.append(await on_koda(koda, clients))
        theirs.append(await on_peer(peer, clients))
    return {
        "bench": "sync",
        "clients": clients,
        "pushes_per_s": middle(ours, "per_s", 0),
        "durable_p95_ms": middle(ours, "p95"),
        "seen_p95_ms": middle(ours, "seen"),
        "server_cpu_ms": middle(ours, "cpu"),
        "update_bytes": len(edits(document()[1], 0, 1)[0]),
        "append_per_s": middle(theirs, "per_s", 0),
        "append_p95_ms": middle(theirs, "p95"),
        "ratio": round(middle(theirs, "per_s") / middle(ours, "per_s"), 2),
    }


def measure() -> Bench:
    """Measure every number of clients against the same two processes."""
    with started(KODA) as koda, started(PEER) as peer:
        for clients in CLIENTS:
            yield asyncio.run(measure_clients(koda, peer, clients))
