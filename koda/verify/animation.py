"""Has an animation planned, written and drawn by the engine that needs no box; renders none."""

from __future__ import annotations

import asyncio
import secrets
import time
from collections.abc import Mapping, Sequence
from typing import Any

from koda.verify.deployment import Session
from koda.verify.finding import CheckFailedError, CheckSkippedError
from koda.verify.json_parts import member, members, number
from koda.verify.pictures import MaySpend, Quote

_KIND = "animation"
_WISH: Mapping[str, Any] = {
    "prompt": "A film about a check-up: it is planned. It is written. It is drawn.",
    "engine": "python",
    "duration": 3,
    "fps": 24,
    "resolution": "720p",
    "approve": "auto",
    "preview": "ask",
}
_PAUSE = 0.5
_NOT_SET_UP = {"not_configured", "not_here", "sandbox.unavailable"}
_OFFLINE = "offline/"


async def draw_scenes(session: Session, canvas: str, may_spend: MaySpend) -> tuple[str, bool]:
    """Make it; gives a sentence, and whether a language model planned and wrote it.

    Raises:
        CheckSkippedError: It must not cost anything, or what it needs is not installed there.
        CheckFailedError: It was not drawn, or an address gives no picture.
    """
    act = {"key": secrets.token_hex(8), "kind": _KIND, "parameters": dict(_WISH), "fresh": True}
    quote = await _quote(session, canvas, act)
    if quote.price != 0 and not await may_spend(quote):
        raise CheckSkippedError(
            f"An animation by {quote.title} would cost about {quote.words}, and was not agreed to.",
            "Agree to it, or run it again with --yes.",
        )
    begun = time.monotonic()
    run = await session.call("POST", f"/api/canvases/{canvas}/acts", act)
    try:
        stills = await _drawn(session, str(run.get("id")))
    finally:
        await session.call("POST", f"/api/runs/{run.get('id')}/cancel", {})
    seconds = round(time.monotonic() - begun)
    picture = await session.fetch(f"/api/assets/{stills[0].get('asset')}")
    if not picture.mime.startswith("image/") or not picture.content:
        raise CheckFailedError(f"A scene's address gives {picture.mime or 'nothing'}, no picture.")
    words = f"A film of {len(stills)} scenes was planned, written and drawn in {seconds} s."
    return words, not quote.is_offline


async def _quote(session: Session, canvas: str, act: Mapping[str, Any]) -> Quote:
    plan = await session.call("POST", f"/api/canvases/{canvas}/acts/plan", act)
    for problem in members(plan, "problems"):
        raise CheckSkippedError(str(problem.get("message")), str(problem.get("remedy") or ""))
    model = next((str(one.get("model") or "") for one in members(plan, "steps")), "")
    price = None if plan.get("unpriced") else number(plan, "price")
    return Quote(model, model, model.startswith(_OFFLINE), price)


async def _drawn(session: Session, run: str) -> Sequence[Mapping[str, Any]]:
    """Wait for the preview; gives the pictures that it asks about."""
    async with asyncio.timeout(session.there.patience.making):
        while True:
            found = await session.get(f"/api/runs/{run}")
            step: Mapping[str, Any] = (members(found, "steps") or [{}])[0]
            if step.get("state") not in {"blocked", "ready", "running", "waiting"}:
                break
            await asyncio.sleep(_PAUSE)
    stills = members(member(member(step, "question"), "fields"), "stills")
    if stills:
        return stills
    failure = member(step, "failure")
    message = str(failure.get("message") or "No scene was drawn.")
    remedy = str(failure.get("remedy") or "Look into the deployment's log.")
    if failure.get("code") in _NOT_SET_UP:
        raise CheckSkippedError(message, remedy)
    raise CheckFailedError(message, remedy)
