"""A run of 1,000 steps that do nothing, every state change durable, from the request to the end.

The peer is SQLite alone, opened as Koda opens it, with one durable transaction per step: what an
engine costs that writes each step as it ends.
"""

from __future__ import annotations

import asyncio
import sqlite3
import tempfile
import time
from collections.abc import Callable
from contextlib import aclosing
from pathlib import Path

from benches.figures import Bench, Figures, median
from koda.core.canvas import Node
from koda.core.events import RunEvent
from koda.core.ids import CanvasId
from koda.core.run import RunState
from tests.runs.studio import Studio, open_studio, word

STEPS = 1_000
TURNS = 5
WARM_UP = 50


def alone(_places: range) -> str:
    """Wire nothing."""
    return ""


def fan_out(places: range) -> str:
    """Wire the first node to all others."""
    return ", ".join(f"n0>n{place}" for place in places[1:])


def chain(places: range) -> str:
    """Wire each node to the next."""
    return ", ".join(f"n{place - 1}>n{place}" for place in places[1:])


SHAPES: dict[str, Callable[[range], str]] = {"alone": alone, "fan-out": fan_out, "chain": chain}


def nodes_of(places: range, salt: str) -> list[Node]:
    """Make nodes whose results nobody knows yet, each a short word however long the chain is."""
    return [word(f"n{place}", f"{salt} {place}", "seed") for place in places]


async def one_run(studio: Studio, shape: str, turn: int, steps: int = STEPS) -> Figures:
    """Run a new canvas once."""
    canvas = CanvasId(f"{shape}-{turn}-{steps}")
    places = range(steps)
    await studio.put(*nodes_of(places, str(canvas)), wires=SHAPES[shape](places), canvas=canvas)
    cpu, began = time.process_time(), time.perf_counter()
    started = await studio.start("k", canvas=canvas)
    accepted = time.perf_counter() - began
    ended = await studio.runs.wait(started.id)
    seconds, spent = time.perf_counter() - began, time.process_time() - cpu
    assert (ended.state, ended.done) == (RunState.DONE, steps), ended.state
    return {"seconds": seconds, "cpu": spent, "accepted": accepted}


async def watched(studio: Studio, shape: str) -> Figures:
    """Run once more while a tab follows, and count what it is sent."""
    canvas = CanvasId(f"{shape}-watched")
    places = range(STEPS)
    await studio.put(*nodes_of(places, str(canvas)), wires=SHAPES[shape](places), canvas=canvas)
    sent: list[int] = []
    following = asyncio.Event()

    async def follow() -> None:
        following.set()
        async with aclosing(studio.runs.follow(canvas, 0)) as events:
            async for _, event in events:
                sent.append(len(event.model_dump_json().encode()))
                if isinstance(event, RunEvent) and event.run.state == RunState.DONE:
                    return

    reader = asyncio.create_task(follow())
    await following.wait()
    began = time.perf_counter()
    await studio.start("k", canvas=canvas)
    await asyncio.wait_for(reader, 120)
    seconds = time.perf_counter() - began
    return {
        "watched_steps_per_s": round(STEPS / seconds),
        "events_per_step": round(len(sent) / STEPS, 2),
        "event_bytes_per_step": round(sum(sent) / STEPS),
    }


def bare_sqlite(folder: Path, steps: int) -> float:
    """Give the seconds that one durable transaction per step takes."""
    connection = sqlite3.connect(folder / "bare.db", isolation_level=None)
    connection.execute("PRAGMA journal_mode=WAL")
    connection.execute("PRAGMA synchronous=FULL")
    connection.execute("CREATE TABLE IF NOT EXISTS steps (id TEXT PRIMARY KEY, state TEXT)")
    connection.execute("DELETE FROM steps")
    began = time.perf_counter()
    for step in range(steps):
        connection.execute("BEGIN IMMEDIATE")
        connection.execute("INSERT INTO steps VALUES (?, 'done')", (f"step {step}",))
        connection.execute("COMMIT")
    seconds = time.perf_counter() - began
    connection.close()
    return seconds


async def one_shape(folder: Path, shape: str) -> Figures:
    """Measure one shape of canvas, the peer in between."""
    async with open_studio(folder) as studio:
        await one_run(studio, shape, 0, WARM_UP)
        turns: list[Figures] = []
        peers: list[float] = []
        for turn in range(TURNS):
            turns.append(await one_run(studio, shape, turn))
            peers.append(bare_sqlite(folder, STEPS))
        beside = await watched(studio, shape)
    seconds = median([float(str(one["seconds"])) for one in turns], 4)
    return {
        "bench": "engine",
        "shape": shape,
        "steps": STEPS,
        "steps_per_s": round(STEPS / seconds),
        "ms_per_step": round(seconds * 1000 / STEPS, 3),
        "cpu_ms_per_step": median([float(str(one["cpu"])) * 1000 / STEPS for one in turns], 3),
        "accepted_ms": median([float(str(one["accepted"])) * 1000 for one in turns], 1),
        **beside,
        "sqlite_ms_per_step": round(median(peers, 4) * 1000 / STEPS, 3),
        "ratio": round(seconds / median(peers, 4), 2),
    }


def measure() -> Bench:
    """Measure every shape in a folder of its own."""
    for shape in SHAPES:
        with tempfile.TemporaryDirectory(prefix="koda-bench-") as folder:
            yield asyncio.run(one_shape(Path(folder), shape))
