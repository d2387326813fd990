"""The check-up: the checks of `koda verify`, made by this Koda of itself."""

from __future__ import annotations

from contextlib import aclosing
from dataclasses import replace

from fastapi import APIRouter, Request
from pydantic import BaseModel, ConfigDict, Field

from koda.server.inputs import Ending, Koda
from koda.server.sse import EventStream, Message, Messages
from koda.verify.deployment import Deployment, Patience
from koda.verify.finding import CheckFailedError, Finding
from koda.verify.journey import TITLES, verify
from koda.verify.pictures import MaySpend, Quote, cheapest

router = APIRouter(tags=["check-up"])

_WHO = ("authorization", "cookie")
_ANY = frozenset({"0.0.0.0", "::", ""})  # noqa: S104 - compared with, not listened on
_SOON = Patience(answer=5.0)


class CheckTitle(BaseModel):
    """A check that will be made."""

    id: str
    title: str


class CheckUpPlan(BaseModel):
    """What a check-up does, and what its picture costs (micro-dollars; none: nobody says)."""

    checks: list[CheckTitle]
    model: str
    title: str
    is_offline: bool
    price: int | None


class CheckUpBody(BaseModel):
    """`ceiling`: the most that the picture may cost, in micro-dollars."""

    model_config = ConfigDict(extra="forbid")

    ceiling: int = Field(0, ge=0, le=10**9)


@router.get("/verify")
async def plan_check_up(koda: Koda) -> CheckUpPlan:
    """Say what would be checked, and what that costs; starts nothing."""
    quote = cheapest(
        [
            {**offer.card.model_dump(mode="json"), "available": not offer.unavailable}
            for offer in koda.models.offers.values()
        ]
    ) or Quote("", "", is_offline=True, price=None)
    return CheckUpPlan(
        checks=[CheckTitle(id=name, title=title) for name, title in TITLES.items()],
        model=quote.model,
        title=quote.title,
        is_offline=quote.is_offline,
        price=quote.price,
    )


@router.post(
    "/verify", status_code=200, response_class=EventStream, responses={200: {"model": Finding}}
)
async def check_up(koda: Koda, request: Request, ending: Ending, body: CheckUpBody) -> EventStream:
    """Make the checks; each finding is an event `finding`, in order. What they make is removed."""

    async def may_spend(quote: Quote) -> bool:
        return quote.price is not None and quote.price <= body.ceiling

    there = await _own_place(request)
    return EventStream([_findings(there, may_spend)], ending)


async def _findings(there: Deployment, may_spend: MaySpend) -> Messages:
    async with aclosing(verify(there, may_spend)) as findings:
        async for finding in findings:
            yield Message("finding", finding.model_dump_json())


async def _own_place(request: Request) -> Deployment:
    """Give where this Koda is reached as the browser reaches it, else by its own socket.

    Whoever asks is also who asks there: no more than their own right is used.
    """
    who = {name: request.headers[name] for name in _WHO if name in request.headers}
    there = Deployment(str(request.base_url).rstrip("/"), who)
    server = request.scope.get("server")
    if server is None or await _answers(there):
        return there
    # As in a container that does not know its own public name.
    host, port = server
    own = f"http://{'127.0.0.1' if host in _ANY else host}:{port}"
    return Deployment(own, {**who, "host": request.headers.get("host", "")})


async def _answers(there: Deployment) -> bool:
    try:
        async with replace(there, patience=_SOON).session() as session:
            await session.get("/api/health")
    except CheckFailedError:
        return False
    return True
