"""Any endpoint of fal.ai: search the catalogue, add one as a node kind, take it away."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query, Response
from pydantic import BaseModel, ConfigDict, Field

from koda.core.spec import NodeSpec
from koda.providers.fal_catalogue import Listed
from koda.providers.fal_prices import price_words
from koda.server.inputs import Koda

router = APIRouter(tags=["endpoints"])

_LONGEST = 200
_DAY = "private, max-age=86400"

EndpointPath = Annotated[str, Field(max_length=_LONGEST)]


class EndpointCard(BaseModel):
    """An endpoint in the catalogue.

    `price` is for people to read; empty when it is not known. `added`: it is a node kind here.
    """

    id: str
    title: str
    description: str
    category: str
    status: str
    price: str
    has_thumbnail: bool
    added: bool


class EndpointPage(BaseModel):
    """What was found; `notice` says why it is only what is kept here, if it is."""

    endpoints: list[EndpointCard]
    next: str | None
    notice: str


class EndpointList(BaseModel):
    """What was added, the oldest first."""

    endpoints: list[EndpointCard]


class NewEndpoint(BaseModel):
    """The endpoint to add: its id, or the address of its page."""

    model_config = ConfigDict(extra="forbid")

    id: str = Field(max_length=_LONGEST)


class EndpointGone(BaseModel):
    """It is taken away."""

    success: bool = True


@router.get("/endpoints")
async def list_endpoints(koda: Koda) -> EndpointList:
    """List the endpoints that were added."""
    return EndpointList(endpoints=[_card(one, added=True) for one in await koda.endpoints.list()])


@router.get("/endpoints/search")
async def search_endpoints(
    koda: Koda,
    q: Annotated[str, Query(max_length=_LONGEST)] = "",
    category: Annotated[str, Query(max_length=60)] = "",
    cursor: Annotated[str, Query(max_length=400)] = "",
) -> EndpointPage:
    """Search fal.ai's catalogue; without an answer from it, what was added here."""
    found = await koda.endpoints.search(q, category, cursor)
    return EndpointPage(
        endpoints=[_card(one, added=one.id in found.added) for one in found.endpoints],
        next=found.cursor,
        notice=found.notice,
    )


@router.post("/endpoints", status_code=201)
async def add_endpoint(koda: Koda, new: NewEndpoint) -> NodeSpec:
    """Add an endpoint as a node kind; one that is here already stays as it is."""
    return await koda.endpoints.add(new.id)


@router.post("/endpoints/{endpoint:path}/refresh")
async def refresh_endpoint(koda: Koda, endpoint: EndpointPath) -> NodeSpec:
    """Ask fal.ai again what an added endpoint takes and gives."""
    return await koda.endpoints.refresh(endpoint)


@router.get("/endpoints/{endpoint:path}/thumbnail", response_class=Response)
async def get_endpoint_thumbnail(koda: Koda, endpoint: EndpointPath) -> Response:
    """Give the small picture of an endpoint that was found or added, as WebP."""
    picture = await koda.endpoints.thumbnail(endpoint)
    return Response(picture, media_type="image/webp", headers={"Cache-Control": _DAY})


@router.delete("/endpoints/{endpoint:path}")
async def remove_endpoint(koda: Koda, endpoint: EndpointPath) -> EndpointGone:
    """Take an endpoint away; refused while a canvas has nodes of it."""
    await koda.endpoints.remove(endpoint)
    return EndpointGone()


def _card(one: Listed, *, added: bool) -> EndpointCard:
    return EndpointCard(
        id=one.id,
        title=one.title,
        description=one.description,
        category=one.category,
        status=one.status,
        price=price_words(one.price),
        has_thumbnail=bool(one.thumbnail),
        added=added,
    )
