"""Canvases as records, and their content in the original's shape."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from fastapi import APIRouter, Query
from pydantic import BaseModel, Field

from koda.canvases.embedded import keep_embedded
from koda.canvases.exchange import from_original, to_original
from koda.canvases.templates import Template, list_templates, start_from
from koda.clock import new_id
from koda.core.canvas import Canvas
from koda.core.errors import Conflict, Invalid, NotFound
from koda.core.ids import AssetId, CanvasId, is_id
from koda.db.canvases import CanvasRecord
from koda.server.inputs import CanvasPath, Koda

router = APIRouter(tags=["canvases"])

_PICTURES = 4
_BACKEND = "sqlite"
_TEMPLATE_WIDTH = 280.0
_TEMPLATE_HEIGHT = 160.0


class CanvasCard(BaseModel):
    """A canvas on the home page. `thumbnails` are asset addresses, newest first."""

    id: str
    name: str
    createdAt: int  # noqa: N815
    updatedAt: int  # noqa: N815
    nodeCount: int  # noqa: N815
    thumbnail: str | None = None
    thumbnails: list[str] = []
    deletedAt: int | None = None  # noqa: N815


class CanvasList(BaseModel):
    """All canvases that match."""

    canvases: list[CanvasCard]
    backend: str = _BACKEND


class CanvasContent(BaseModel):
    """A canvas in the original's shape."""

    id: str
    name: str
    nodes: list[dict[str, Any]]
    edges: list[dict[str, Any]]
    thumbnail: str | None = None
    createdAt: int  # noqa: N815
    updatedAt: int  # noqa: N815


class CanvasAnswer(BaseModel):
    """A canvas that was read."""

    canvas: CanvasContent
    backend: str = _BACKEND


class CanvasStored(BaseModel):
    """A canvas that was written."""

    success: bool = True
    canvas: CanvasContent


class CanvasDraft(BaseModel):
    """What a client sends. Missing parts stay as they are; times and thumbnails are ours."""

    id: str | None = None
    name: str | None = Field(None, max_length=200)
    nodes: list[dict[str, Any]] | None = None
    edges: list[dict[str, Any]] | None = None
    template: str | None = None


class TemplateNode(BaseModel):
    """A node of a template as a box, in canvas units."""

    kind: str
    x: float
    y: float
    width: float
    height: float


class TemplateCard(BaseModel):
    """A template on the home page, with its outline to draw it small.

    Attributes:
        edges: From and to, as places in `nodes`.
    """

    id: str
    name: str
    description: str
    nodeCount: int  # noqa: N815
    nodes: list[TemplateNode]
    edges: list[tuple[int, int]]


class TemplateList(BaseModel):
    """All templates."""

    templates: list[TemplateCard]


class Done(BaseModel):
    """It is so."""

    success: bool = True


@router.get("/canvases")
async def list_canvases(
    koda: Koda, query: str = Query("", max_length=200), *, trashed: bool = False
) -> CanvasList:
    """List canvases, newest first, with their newest pictures."""
    records = await koda.canvases.list(query=query, trashed=trashed)
    pictures = await _pictures(koda, [one.id for one in records])
    return CanvasList(canvases=[_card(one, pictures[one.id]) for one in records])


@router.post("/canvases")
async def create_canvas(koda: Koda, draft: CanvasDraft) -> CanvasStored:
    """Create a canvas, empty, from a template, or with content; an id that exists is written to.

    One in the trash stays there: a client with an old copy must not bring back what was deleted.
    """
    canvas = CanvasId(draft.id or new_id("cnv"))
    if not is_id(canvas):
        raise Invalid("A canvas id has 1 to 80 letters, digits, `_` or `-`.", field="id")
    draft = await _unpacked(koda, canvas, draft)
    if draft.template:
        wanted = start_from(draft.template, canvas)
    else:
        wanted = from_original(
            canvas, draft.name or "Untitled", draft.nodes or [], draft.edges or []
        )
    try:
        await koda.canvases.create(wanted)
    except Conflict:
        # The original's POST is an upsert; the content that exists is not lost, it is in the log.
        await _write(koda, canvas, draft)
    return CanvasStored(canvas=await _content(koda, canvas))


@router.get("/canvases/{canvas}")
async def get_canvas(koda: Koda, canvas: CanvasPath) -> CanvasAnswer:
    """Read a canvas in the original's shape."""
    return CanvasAnswer(canvas=await _content(koda, canvas))


@router.put("/canvases/{canvas}")
async def put_canvas(koda: Koda, canvas: CanvasPath, draft: CanvasDraft) -> CanvasStored:
    """Write the difference into the canvas's document; see `POST` for one that is not there."""
    try:
        await koda.canvases.get_record(canvas, trashed=True)
    except NotFound:
        return await create_canvas(koda, draft.model_copy(update={"id": canvas}))
    await _write(koda, canvas, await _unpacked(koda, canvas, draft))
    return CanvasStored(canvas=await _content(koda, canvas))


@router.delete("/canvases/{canvas}")
async def delete_canvas(koda: Koda, canvas: CanvasPath, *, forever: bool = False) -> Done:
    """Put a canvas into the trash, or remove it for good; again is no error."""
    if forever:
        await koda.canvases.remove_forever(canvas)
    else:
        await koda.canvases.trash(canvas)
    return Done()


@router.post("/canvases/{canvas}/restore")
async def restore_canvas(koda: Koda, canvas: CanvasPath) -> CanvasStored:
    """Take a canvas out of the trash."""
    await koda.canvases.restore(canvas)
    return CanvasStored(canvas=await _content(koda, canvas))


@router.post("/canvases/{canvas}/duplicate")
async def duplicate_canvas(koda: Koda, canvas: CanvasPath) -> CanvasStored:
    """Copy a canvas; every node and edge of the copy has an id of its own."""
    copy = await koda.canvases.duplicate(canvas)
    return CanvasStored(canvas=await _content(koda, copy.id))


@router.get("/templates")
async def get_templates() -> TemplateList:
    """List the canvases to start from."""
    return TemplateList(templates=[_template(one) for one in list_templates()])


async def _write(koda: Koda, canvas: CanvasId, draft: CanvasDraft) -> None:
    record = await koda.canvases.get_record(canvas, trashed=True)
    if record.deleted_at is not None:
        raise Conflict(
            "This canvas is in the trash.",
            remedy="Restore it first, or use another id.",
            canvas=canvas,
        )
    await koda.canvases.change(canvas, lambda found: _merged(found, draft))


async def _unpacked(koda: Koda, canvas: CanvasId, draft: CanvasDraft) -> CanvasDraft:
    if draft.nodes is None:
        return draft
    nodes = await keep_embedded(koda.assets, draft.nodes, canvas)
    return draft.model_copy(update={"nodes": nodes})


def _merged(found: Canvas, draft: CanvasDraft) -> Canvas:
    """What a draft says; what it does not say stays as it is, with no detour through its shape."""
    flow = to_original(found)
    wanted = from_original(
        found.id,
        found.name if draft.name is None else draft.name,
        flow["nodes"] if draft.nodes is None else draft.nodes,
        flow["edges"] if draft.edges is None else draft.edges,
    )
    if draft.nodes is None:
        wanted = wanted.model_copy(update={"nodes": found.nodes})
    if draft.edges is None:
        kept = {
            key: edge
            for key, edge in found.edges.items()
            if draft.nodes is None or (edge.source in wanted.nodes and edge.target in wanted.nodes)
        }
        wanted = wanted.model_copy(update={"edges": kept})
    return wanted


async def _pictures(koda: Koda, canvases: list[CanvasId]) -> dict[CanvasId, list[AssetId]]:
    """Give what each canvas shows, then what else was made or brought there."""
    shown = await koda.runs.shown_images(canvases)
    held = await koda.assets.newest_images(canvases, _PICTURES)
    both = {key: [*shown.get(key, []), *held.get(key, [])] for key in canvases}
    return {key: list(dict.fromkeys(found))[:_PICTURES] for key, found in both.items()}


async def _content(koda: Koda, canvas: CanvasId) -> CanvasContent:
    record = await koda.canvases.get_record(canvas)
    pictures = await _pictures(koda, [canvas])
    flow = to_original(await koda.canvases.get(canvas))
    return CanvasContent(
        **flow,
        thumbnail=next((_thumbnail(one) for one in pictures[canvas]), None),
        createdAt=record.created_at,
        updatedAt=record.updated_at,
    )


def _template(template: Template) -> TemplateCard:
    canvas = template.canvas
    places = {node: place for place, node in enumerate(canvas.nodes)}
    return TemplateCard(
        id=template.id,
        name=template.name,
        description=template.description,
        nodeCount=len(canvas.nodes),
        nodes=[
            TemplateNode(
                kind=node.kind,
                x=node.x,
                y=node.y,
                width=node.width or _TEMPLATE_WIDTH,
                height=node.height or _TEMPLATE_HEIGHT,
            )
            for node in canvas.nodes.values()
        ],
        edges=[(places[edge.source], places[edge.target]) for edge in canvas.edges.values()],
    )


def _card(record: CanvasRecord, pictures: Sequence[str]) -> CanvasCard:
    addresses = [_thumbnail(one) for one in pictures]
    return CanvasCard(
        id=record.id,
        name=record.name,
        createdAt=record.created_at,
        updatedAt=record.updated_at,
        nodeCount=record.node_count,
        thumbnail=addresses[0] if addresses else None,
        thumbnails=addresses,
        deletedAt=record.deleted_at,
    )


def _thumbnail(asset: str) -> str:
    return f"/api/assets/{asset}/thumbnail?size=512"
