"""Share links of a canvas."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Path, Request
from pydantic import BaseModel, ConfigDict, StringConstraints

from koda.access.shares import ShareRecord
from koda.core.access import ShareAccess
from koda.core.ids import CanvasId
from koda.server.inputs import ID, Asking, CanvasPath, Koda, SignIn
from koda.server.routes.keys import Money, Time
from koda.server.routes.session import Success

router = APIRouter(tags=["shares"])


class ShareDraft(BaseModel):
    """A new link. `edit` views, too; `run` edits, too, and may spend up to `daily_limit`."""

    model_config = ConfigDict(extra="forbid")

    access: ShareAccess
    name: Annotated[str, StringConstraints(strip_whitespace=True, max_length=80)] = ""
    daily_limit: Money | None = None
    expires_at: Time | None = None


class ShareCard(BaseModel):
    """A link, without its address."""

    id: str
    canvas: CanvasId
    name: str
    access: ShareAccess
    daily_limit: int | None
    made_at: int
    expires_at: int | None
    used_at: int | None
    spent_today: int


class ShareMade(BaseModel):
    """A link with its address (from this Koda's root), which is shown this once."""

    id: str
    url: str
    share: ShareCard


class ShareList(BaseModel):
    """The links of a canvas, the newest first."""

    shares: list[ShareCard]


@router.get("/canvases/{canvas}/shares")
async def list_shares(koda: Koda, gate: SignIn, canvas: CanvasPath) -> ShareList:
    """List the links of a canvas."""
    await koda.canvases.get_record(canvas)
    shares = await gate.access.shares.list(canvas)
    spent = await gate.access.spending.today([one.id for one in shares])
    return ShareList(shares=[_card(one, spent.get(one.id, 0)) for one in shares])


@router.post("/canvases/{canvas}/shares", status_code=201)
async def make_share(
    koda: Koda,
    gate: SignIn,
    caller: Asking,
    request: Request,
    canvas: CanvasPath,
    draft: ShareDraft,
) -> ShareMade:
    """Make a link; its address is in this answer and nowhere else."""
    await koda.canvases.get_record(canvas)
    made, secret = await gate.access.shares.make(
        canvas, draft.name, draft.access, draft.daily_limit, draft.expires_at
    )
    await gate.note(request, f"share.made.{made.access}", caller, f"{canvas} {made.id}")
    return ShareMade(id=made.id, url=f"/s/{secret}", share=_card(made, 0))


@router.delete("/canvases/{canvas}/shares/{share}")
async def remove_share(
    gate: SignIn,
    caller: Asking,
    request: Request,
    canvas: CanvasPath,
    share: Annotated[str, Path(pattern=ID)],
) -> Success:
    """Take a link back; whoever came in by it is out."""
    target = f"{canvas} {share}"
    name = await gate.access.audit.called(target)
    await gate.access.shares.remove(canvas, share)
    await gate.note(request, "share.removed", caller, target, name)
    return Success()


def _card(share: ShareRecord, spent: int) -> ShareCard:
    return ShareCard(
        id=share.id,
        canvas=share.canvas,
        name=share.name,
        access=share.access,
        daily_limit=share.daily_limit,
        made_at=share.made_at,
        expires_at=share.expires_at,
        used_at=share.used_at,
        spent_today=spent,
    )
