"""Makes one picture by the cheapest model, and sees whether it stays."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urljoin, urlsplit

from koda.core.money import format_dollars
from koda.verify.deployment import Fetched, Session
from koda.verify.finding import CheckFailedError, CheckSkippedError
from koda.verify.json_parts import member, members, number

VENDOR_HOSTS = ("fal.ai", "fal.run", "fal.media")
_OFFLINE = "offline"
_SUBJECTS = ("lighthouse", "teapot", "fox", "bicycle", "mountain", "paper boat")

MaySpend = Callable[["Quote"], Awaitable[bool]]
"""Decides about the money before it is spent."""


@dataclass(frozen=True, slots=True)
class Quote:
    """What a picture would cost: its model, and micro-dollars; none when nobody has said."""

    model: str
    title: str
    is_offline: bool
    price: int | None

    @property
    def words(self) -> str:
        """As a person reads it."""
        return "an unknown price" if self.price is None else format_dollars(self.price)


@dataclass(frozen=True, slots=True)
class Picture:
    """What was made: its address and asset, and its bytes as they were read first."""

    address: str
    asset: str
    fetched: Fetched


def cheapest(models: Sequence[Mapping[str, Any]]) -> Quote | None:
    """Choose the cheapest model that makes a picture from words; the offline preview is last."""
    fitting = [
        one
        for one in models
        if one.get("task") == "image"
        and one.get("available") is True
        and not one.get("retired")
        and not _needs_media(member(one, "inputs"))
    ]
    fitting.sort(
        key=lambda one: (
            one.get("provider") == _OFFLINE,
            one.get("price_per") not in {None, "result"} or number(one, "price") is None,
            number(one, "price") or 0,
        )
    )
    if not fitting:
        return None
    first = fitting[0]
    is_offline = first.get("provider") == _OFFLINE
    price = 0 if is_offline else number(first, "price")
    return Quote(str(first["id"]), str(first.get("title", first["id"])), is_offline, price)


def _needs_media(inputs: Mapping[str, Any]) -> bool:
    return any(number(member(inputs, name), "least") for name in inputs)


async def make_picture(session: Session, canvas: str, may_spend: MaySpend) -> tuple[Picture, Quote]:
    """Make a picture that was never made before, and load it.

    Raises:
        CheckSkippedError: It must not cost anything, or there is no model.
        CheckFailedError: It was not made, is no picture, or is kept at the vendor.
    """
    quote = cheapest(members(await session.get("/api/catalog"), "models"))
    if quote is None:
        raise CheckFailedError("No model here makes a picture.", "Look into the deployment's log.")
    quote = await _priced(session, canvas, quote)
    if quote.price != 0 and not await may_spend(quote):
        raise CheckSkippedError(
            f"A picture by {quote.title} would cost {quote.words}, and was not agreed to.",
            "Agree to it, or run it again with --yes.",
        )
    body = {**_wish(quote), "canvasId": canvas, "nodeId": "check"}
    made = await session.call("POST", "/api/generate", body, seconds=session.there.patience.making)
    address = str(made.get("imageUrl") or "")
    refuse_vendor(urljoin(f"{session.there.base}/", address))
    fetched = await session.fetch(address)
    refuse_vendor(fetched.address)
    if not fetched.mime.startswith("image/") or not fetched.content:
        raise CheckFailedError(
            f"The picture's address gives {fetched.mime or 'something'}, which is no picture."
        )
    return Picture(address, address.partition("?")[0].rpartition("/")[2], fetched), quote


async def stays(session: Session, picture: Picture) -> str:
    """Load the picture again; gives a sentence."""
    again = await session.fetch(picture.address)
    if _hash(again) != _hash(picture.fetched):
        raise CheckFailedError("The picture has other bytes when it is loaded again.")
    place = urlsplit(again.address).hostname or "the deployment"
    size = len(again.content) // 1024 + 1
    return f"The same {size} KB came again over a new connection, from {place}."


def refuse_vendor(address: str) -> None:
    """Refuse an address that the vendor keeps for a day or two only."""
    host = urlsplit(address).hostname or ""
    if any(host == one or host.endswith(f".{one}") for one in VENDOR_HOSTS):
        raise CheckFailedError(
            f"The picture is kept at {host}, where it is gone after a day or two.",
            "Set ASSET_STORAGE=r2 (or s3, or local on a host with a disk) and its variables.",
        )


async def _priced(session: Session, canvas: str, quote: Quote) -> Quote:
    """Ask what the run would really cost."""
    if quote.is_offline:
        return quote
    wish = _wish(quote)
    act = {
        "key": secrets.token_hex(8),
        "kind": "image-generator",
        "parameters": {"prompt": wish["prompt"], "model": quote.model, "image_count": 1},
        "fresh": True,
    }
    plan = await session.call("POST", f"/api/canvases/{canvas}/acts/plan", act)
    price = None if plan.get("unpriced") else number(plan, "price")
    return Quote(quote.model, quote.title, quote.is_offline, price)


def _wish(quote: Quote) -> dict[str, Any]:
    subject = secrets.choice(_SUBJECTS)
    prompt = f"A small {subject}, plain background, number {secrets.randbelow(10**9)}"
    return {"prompt": prompt, "model": quote.model, "imageCount": 1}


def _hash(fetched: Fetched) -> str:
    return hashlib.sha256(fetched.content).hexdigest()
