"""The host's timer: what is due is done (docs/spec/runs.md, R37)."""

from __future__ import annotations

from fastapi import APIRouter, Depends, Request
from pydantic import BaseModel

from koda.access.secret import same
from koda.core.access import Need, Rule, permit
from koda.server.inputs import Koda, SignIn


async def _may_tick(koda: Koda, gate: SignIn, request: Request) -> None:
    """Let the host's timer pass by its secret, and the owner as everywhere."""
    secret = koda.settings.cron_secret
    expected = "" if secret is None else secret.get_secret_value()
    scheme, _, shown = request.headers.get("authorization", "").partition(" ")
    if expected and scheme.lower() == "bearer" and same(shown.strip(), expected):
        return
    permit(await gate.recognise(request), Rule("/api/tick", Need.ADMIN))


router = APIRouter(tags=["runs"], dependencies=[Depends(_may_tick)])


class TickAnswer(BaseModel):
    """Whether everything that was due is done; `failed`: sweeps that the next tick does again."""

    finished: bool
    failed: list[str]


@router.get("/tick")
async def tick(koda: Koda) -> TickAnswer:
    """Advance runs that nobody attends to, and take away what is too old. Safe to be repeated."""
    done = await koda.maintenance.turn()
    return TickAnswer(finished=done.finished, failed=list(done.failed))


@router.post("/tick")
async def tick_by_post(koda: Koda) -> TickAnswer:
    """Do the same as GET, for timers that post."""
    return await tick(koda)
