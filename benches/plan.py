"""Planning with cache keys: every node known, so that every key is made.

The peer does the same of it with the standard library: `graphlib.TopologicalSorter` for the order,
then a hash of each node's canonical JSON.
"""

from __future__ import annotations

import asyncio
import hashlib
import json
from collections.abc import Collection, Mapping
from graphlib import TopologicalSorter

from benches.figures import Bench, cpu_ms
from koda.core.canvas import Canvas, Edge, Node
from koda.core.ids import CanvasId, EdgeId, NodeId
from koda.core.run import RunMode
from koda.core.values import TextValue
from koda.runs.binding import Outputs
from koda.runs.planning import Draft, Planner
from tests.runs.studio import Calls, word_kind

SIZES = (100, 1_000, 10_000)
TURNS = 7
LOOP = asyncio.new_event_loop()
KINDS = {"word": word_kind(Calls())}
KNOWN: Outputs = {"output": TextValue(text="known")}


def mesh(size: int) -> Canvas:
    """Make a canvas where each node hears the one before it in its row, and the one above."""
    width = max(1, round(size**0.5))
    pairs = [
        (place - back, place)
        for place in range(size)
        for back in (1, width)
        if place >= back and (back != 1 or place % width)
    ]
    return canvas_of(size, pairs)


def chain(size: int) -> Canvas:
    """Make a canvas where each node hears the one before it."""
    return canvas_of(size, [(place - 1, place) for place in range(1, size)])


def canvas_of(size: int, pairs: list[tuple[int, int]]) -> Canvas:
    """Make a canvas of word nodes; `pairs`: (source, target) by place."""
    nodes = [
        Node(id=NodeId(f"n{place}"), kind="word", parameters={"word": f"word {place}"})
        for place in range(size)
    ]
    edges = [
        Edge(
            id=EdgeId(f"e{place}"),
            source=nodes[source].id,
            output="output",
            target=nodes[target].id,
            input="words",
            order=place,
        )
        for place, (source, target) in enumerate(pairs)
    ]
    return Canvas(
        id=CanvasId("c"), nodes={one.id: one for one in nodes}, edges={one.id: one for one in edges}
    )


async def everything(keys: Collection[str]) -> Mapping[str, Outputs]:
    """Know the result of every key."""
    return dict.fromkeys(keys, KNOWN)


async def nothing(_keys: Collection[str]) -> Mapping[str, Outputs]:
    """Know no result."""
    return {}


def plan(canvas: Canvas, *, known: bool) -> Draft:
    """Plan a run of all nodes.

    `asyncio.run` would write out the whole draft once more, in the name of its signal handler.
    """
    planner = Planner(canvas=canvas, kinds=KINDS, hashes={}, heads={})
    lookup = everything if known else nothing
    return LOOP.run_until_complete(planner.draft(RunMode.ALL, (), (), lookup))


def peer(canvas: Canvas) -> list[str]:
    """Order the nodes and hash each one's document, with the standard library alone."""
    into: dict[NodeId, list[NodeId]] = {node: [] for node in canvas.nodes}
    for edge in canvas.edges.values():
        into[edge.target].append(edge.source)
    keys: list[str] = []
    for node in TopologicalSorter(into).static_order():
        heard = [["text", "known"] for _ in into[node]]
        inputs = {"words": heard} if heard else {}
        parameters = {"act": "join", **canvas.nodes[node].parameters}
        document = ["word", 1, "", parameters, inputs]
        text = json.dumps(document, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
        keys.append(hashlib.sha256(text.encode()).hexdigest()[:40])
    return keys


def measure() -> Bench:
    """Measure meshes of three sizes, then a chain."""
    cases = [("mesh", size, mesh(size)) for size in SIZES]
    cases.append(("chain", SIZES[-1], chain(SIZES[-1])))
    for shape, size, canvas in cases:
        made = {step.key for step in plan(canvas, known=True).steps}
        assert made == set(peer(canvas)), "the peer must do the same"
        known = cpu_ms(lambda canvas=canvas: plan(canvas, known=True), TURNS)
        beside = cpu_ms(lambda canvas=canvas: peer(canvas), TURNS)
        yield {
            "bench": "plan",
            "shape": shape,
            "nodes": size,
            "edges": len(canvas.edges),
            "known_ms": known,
            "known_us_per_node": round(known * 1000 / size, 1),
            "new_ms": cpu_ms(lambda canvas=canvas: plan(canvas, known=False), TURNS),
            "graphlib_ms": beside,
            "ratio": round(known / beside, 2),
        }
