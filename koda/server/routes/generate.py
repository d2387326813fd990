"""The original's `POST /api/generate`: pictures from a prompt, by a run like any other."""

from __future__ import annotations

import base64
import binascii
import contextlib
import re
from typing import Annotated
from urllib.parse import urlsplit

from fastapi import APIRouter, Header
from pydantic import BaseModel, Field, JsonValue

from koda.assets.library import Source
from koda.canvases.copies import fresh_id
from koda.clock import new_id
from koda.core.asset import Asset
from koda.core.canvas import Canvas, Edge, Node
from koda.core.errors import Conflict, Invalid, NodeFailed, NotFound, PromptMissing
from koda.core.ids import AssetId, CanvasId, EdgeId, NodeId, is_id
from koda.core.run import Run, RunMode, StepState
from koda.core.values import MediaValue
from koda.runs.failures import error_of
from koda.runs.planning import flatten
from koda.runs.request import RunRequest
from koda.server.inputs import Koda

router = APIRouter(tags=["generate"])

API_CANVAS = CanvasId("made-over-the-api")
_OWN_ASSET = re.compile(r"/api/assets/([A-Za-z0-9][A-Za-z0-9_-]{0,79})$")
_DATA = re.compile(r"data:[\w/+.-]*;base64,", re.ASCII)
_MOST_REFERENCES = 14


class GenerateBody(BaseModel):
    """What to make, in the original's names."""

    prompt: str = Field("", max_length=100_000)
    model: str = Field("auto", max_length=80)
    aspectRatio: str | None = None  # noqa: N815
    imageSize: str | None = None  # noqa: N815
    resolution: str | None = None
    imageCount: int = 1  # noqa: N815
    referenceUrl: str | None = Field(None, max_length=30_000_000)  # noqa: N815
    referenceUrls: list[str] = Field([], max_length=_MOST_REFERENCES)  # noqa: N815
    style: str | None = None
    magicPrompt: bool | None = None  # noqa: N815
    cfgScale: float | None = None  # noqa: N815
    steps: int | None = None
    strength: float | None = None
    seed: int | None = None
    canvasId: str | None = None  # noqa: N815
    nodeId: str | None = None  # noqa: N815


class Generated(BaseModel):
    """What was made. `originalUrls` are the same: Koda keeps no address that will expire."""

    success: bool = True
    imageUrl: str  # noqa: N815
    imageUrls: list[str]  # noqa: N815
    originalUrls: list[str]  # noqa: N815
    model: str
    run: str


@router.post("/generate")
async def generate(
    koda: Koda,
    body: GenerateBody,
    key: Annotated[str, Header(alias="idempotency-key", max_length=80)] = "",
) -> Generated:
    """Make pictures and answer when they are stored; a caller who leaves loses nothing.

    The same `Idempotency-Key` again gives the same pictures.
    """
    if not body.prompt.strip():
        raise PromptMissing("The prompt is missing.", field="prompt")
    canvas = await _canvas(koda, body)
    content = await _content(koda, canvas, body)
    target = NodeId(body.nodeId) if body.nodeId and is_id(body.nodeId) else NodeId("generate")
    request = RunRequest(
        key=key or new_id("key"),
        mode=RunMode.NODE,
        targets=(target,),
        fresh=frozenset({target}),
    )
    started = await koda.runs.start_on(content, request)
    return await _answer(koda, await koda.runs.wait(started.id))


async def _canvas(koda: Koda, body: GenerateBody) -> CanvasId:
    """Give the canvas of the run: the one that was named, or the one for all others."""
    if body.canvasId and is_id(body.canvasId):
        try:
            return (await koda.canvases.get_record(CanvasId(body.canvasId))).id
        except NotFound:
            pass
    with contextlib.suppress(Conflict):
        await koda.canvases.create(_api_canvas())
    return API_CANVAS


def _api_canvas() -> Canvas:
    note = Node(
        id=NodeId("note"),
        kind="sticky-note",
        width=320,
        height=140,
        parameters={"content": "Pictures that programs made with POST /api/generate belong here."},
    )
    return Canvas(id=API_CANVAS, name="Made over the API", nodes={note.id: note})


async def _content(koda: Koda, canvas: CanvasId, body: GenerateBody) -> Canvas:
    """Lay out what was asked as a canvas: one generator, and its references."""
    target = NodeId(body.nodeId) if body.nodeId and is_id(body.nodeId) else NodeId("generate")
    nodes = {target: Node(id=target, kind="image-generator", parameters=_parameters(body))}
    edges: dict[EdgeId, Edge] = {}
    addresses = [one for one in (body.referenceUrl, *body.referenceUrls) if one]
    for place, address in enumerate(dict.fromkeys(addresses)):
        asset = await _reference(koda, canvas, address)
        media = NodeId(fresh_id("n"))
        nodes[media] = Node(
            id=media, kind="media", parameters={"asset": asset.id, "type": asset.kind.value}
        )
        edge = EdgeId(fresh_id("e"))
        edges[edge] = Edge(
            id=edge,
            source=media,
            output="output",
            target=target,
            input="reference",
            order=float(place),
        )
    return Canvas(id=canvas, name="", nodes=nodes, edges=edges)


def _parameters(body: GenerateBody) -> dict[str, JsonValue]:
    values: dict[str, JsonValue | None] = {
        "prompt": body.prompt,
        "model": body.model,
        "aspect_ratio": body.aspectRatio,
        "image_size": body.imageSize,
        "resolution": body.resolution,
        "image_count": min(max(body.imageCount, 1), 4),
        "style": body.style,
        "magic_prompt": body.magicPrompt,
        "cfg_scale": body.cfgScale,
        "steps": body.steps,
        "strength": body.strength,
        "seed": body.seed,
    }
    return {name: value for name, value in values.items() if value is not None}


async def _reference(koda: Koda, canvas: CanvasId, address: str) -> Asset:
    """Take a reference in: an asset of ours, a `data:` address, or one to fetch."""
    own = _OWN_ASSET.search(urlsplit(address).path)
    if own is not None:
        return await koda.assets.get(AssetId(own[1]))
    source = Source(name="Reference", origin="imported", canvas=canvas)
    data = _DATA.match(address)
    if data is None:
        limit = koda.settings.upload_limit_mb * 1024 * 1024
        return await koda.assets.take_url(address, source, limit)
    try:
        content = base64.b64decode(address[data.end() :], validate=True)
    except binascii.Error as error:
        raise Invalid("A reference is no base64.", field="referenceUrls") from error
    return await koda.assets.take_bytes(content, source)


async def _answer(koda: Koda, run: Run) -> Generated:
    step = run.steps[-1]
    if step.state != StepState.DONE:
        if step.failure is not None:
            raise error_of(step.failure)
        raise NodeFailed("The run was stopped.", run=run.id)
    values = flatten(step.outputs["output"])
    made = [one for one in values if isinstance(one, MediaValue)]
    records = await koda.assets.find_many([one.asset for one in made])
    urls = [f"/api/assets/{one.asset}" for one in made]
    recipe = records[made[0].asset].recipe if made and made[0].asset in records else None
    return Generated(
        imageUrl=urls[0],
        imageUrls=urls,
        originalUrls=urls,
        model=(recipe.endpoint if recipe else None) or step.model or "",
        run=run.id,
    )
