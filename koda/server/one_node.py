"""Runs one node for a caller that knows nothing of canvases: the original's routes."""

from __future__ import annotations

import contextlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from pydantic import JsonValue

from koda.assets.library import Source
from koda.canvases.copies import fresh_id
from koda.clock import new_id
from koda.core.asset import Asset
from koda.core.canvas import Canvas, Edge, Node
from koda.core.errors import Conflict, NodeFailed, NotFound
from koda.core.ids import CanvasId, EdgeId, NodeId, is_id
from koda.core.mentions import NO_LABEL, Label
from koda.core.run import Run, RunMode, Step, StepState
from koda.core.values import MediaValue
from koda.runs.failures import error_of
from koda.runs.outputs import flatten
from koda.runs.request import RunRequest
from koda.server.addresses import held_by, holds_file, own_asset
from koda.services import Services

API_CANVAS = CanvasId("made-over-the-api")


@dataclass(frozen=True, slots=True)
class Call:
    """One node to run.

    Attributes:
        kind: The node's kind.
        parameters: Its parameters; those that are none are left to their defaults.
        media: What goes in: the input, and an address (of an asset of ours, `data:`, or the web).
        labels: What media are called and what they are for, by address.
        canvas, node: Where it belongs, if the caller says so.
        key: The same again, for this kind at this node, is the same run.
    """

    kind: str
    parameters: Mapping[str, JsonValue]
    media: Sequence[tuple[str, str]] = ()
    labels: Mapping[str, Label] = field(default_factory=dict[str, Label])
    canvas: str | None = None
    node: str | None = None
    key: str = ""


@dataclass(frozen=True, slots=True)
class Made:
    """What came out: addresses of assets, the endpoint that made them, the run."""

    urls: tuple[str, ...]
    model: str
    run: str


async def run_one(koda: Services, call: Call) -> Made:
    """Run it, and answer when the results are stored; a caller who leaves loses nothing.

    Raises:
        KodaError: What stopped it, as the step or the plan says.
    """
    started = await start_one(koda, call)
    return await _made(koda, await koda.runs.wait(started.id))


async def start_one(koda: Services, call: Call) -> Run:
    """Start it, and answer at once; the same key again is the same run.

    Raises:
        KodaError: What stops it before it begins.
    """
    canvas = await _canvas(koda, call)
    target = NodeId(call.node) if call.node and is_id(call.node) else NodeId("generate")
    run = await koda.runs.find(canvas, call.key) if call.key else None
    if run is None:  # else what goes in is not fetched again: it may be gone by now
        content = await _content(koda, canvas, target, call)
        request = RunRequest(
            key=call.key or new_id("key"),
            mode=RunMode.NODE,
            targets=(target,),
            fresh=frozenset({target}),
        )
        run = await koda.runs.start_on(content, request)
    return run_of(run, call.kind, target)


def run_of(run: Run, kind: str, node: NodeId) -> Run:
    """Give the run that a key has found, if it is of this node; raises `Conflict`."""
    last = run.steps[-1]
    if (last.kind, last.node) != (kind, node):
        raise Conflict(
            "This key was used for something else.", remedy="Send a new key.", field="key"
        )
    return run


async def _canvas(koda: Services, call: Call) -> CanvasId:
    """Give the canvas of the run: the one that was named, or the one for all others."""
    if call.canvas and is_id(call.canvas):
        with contextlib.suppress(NotFound):
            return (await koda.canvases.get_record(CanvasId(call.canvas))).id
    with contextlib.suppress(Conflict):
        await koda.canvases.create(_api_canvas())
    return API_CANVAS


def _api_canvas() -> Canvas:
    note = Node(
        id=NodeId("note"),
        kind="sticky-note",
        width=320,
        height=140,
        parameters={"content": "What programs made with POST /api/generate belongs here."},
    )
    return Canvas(id=API_CANVAS, name="Made over the API", nodes={note.id: note})


async def _content(koda: Services, canvas: CanvasId, target: NodeId, call: Call) -> Canvas:
    """Lay out what was asked as a canvas: one node, and media nodes for what goes in."""
    parameters: dict[str, JsonValue] = {
        name: value for name, value in call.parameters.items() if value is not None
    }
    nodes = {target: Node(id=target, kind=call.kind, parameters=parameters)}
    edges: dict[EdgeId, Edge] = {}
    for place, (name, address) in enumerate(dict.fromkeys(call.media)):
        asset = await _take(koda, canvas, name, address)
        media = NodeId(fresh_id("n"))
        label = call.labels.get(address, NO_LABEL)
        nodes[media] = Node(
            id=media,
            kind="media",
            name=label.name,
            parameters={"asset": asset.id, "type": asset.kind.value},
        )
        edge = EdgeId(fresh_id("e"))
        edges[edge] = Edge(
            id=edge,
            source=media,
            output="output",
            target=target,
            input=name,
            order=float(place),
            use=label.use,
        )
    return Canvas(id=canvas, name="", nodes=nodes, edges=edges)


async def _take(koda: Services, canvas: CanvasId, name: str, address: str) -> Asset:
    """Take media in: an asset of ours, a `data:` address, or one to fetch."""
    title = name.replace("_", " ").capitalize()
    source = Source(name=title, origin="imported", canvas=canvas)
    if holds_file(address):
        content = await held_by(address, name)
        return await koda.assets.take_bytes(content, source)
    own = own_asset(address)
    if own is not None:
        return await koda.assets.get(own)
    limit = koda.settings.upload_limit_mb * 1024 * 1024
    return await koda.assets.take_url(address, source, limit)


def finished(run: Run) -> Step:
    """Give the step that was asked for, once it is done; raises what stopped it."""
    step = run.steps[-1]
    if step.state != StepState.DONE:
        if step.failure is not None:
            raise error_of(step.failure)
        raise NodeFailed("The run was stopped.", run=run.id)
    return step


async def _made(koda: Services, run: Run) -> Made:
    step = finished(run)
    values = [one for value in step.outputs.values() for one in flatten(value)]
    media = [one for one in values if isinstance(one, MediaValue)]
    if not media:
        raise NodeFailed("The run made no file.", run=run.id)
    records = await koda.assets.find_many([media[0].asset])
    recipe = records[media[0].asset].recipe if media[0].asset in records else None
    return Made(
        urls=tuple(f"/api/assets/{one.asset}" for one in media),
        model=(recipe.endpoint if recipe else None) or step.model or "",
        run=run.id,
    )
