"""API keys of programs."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Path, Request
from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from koda.access.keys import KeyRecord
from koda.core.access import Scope
from koda.server.inputs import ID, Asking, SignIn
from koda.server.routes.session import Success

router = APIRouter(tags=["keys"])

Title = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=80)]
Money = Annotated[int, Field(ge=0, le=10**15, description="Micro-dollars a day (UTC).")]
Time = Annotated[int, Field(ge=0, le=10**14, description="Unix milliseconds.")]


class KeyDraft(BaseModel):
    """A new key."""

    model_config = ConfigDict(extra="forbid")

    name: Title
    scopes: Annotated[list[Scope], Field(min_length=1, max_length=8)]
    daily_limit: Money | None = None
    expires_at: Time | None = None


class KeyCard(BaseModel):
    """A key, without its secret."""

    id: str
    name: str
    scopes: list[Scope]
    daily_limit: int | None
    made_at: int
    expires_at: int | None
    used_at: int | None
    spent_today: int


class KeyMade(BaseModel):
    """A key with its secret, which is shown this once."""

    key: KeyCard
    secret: str


class KeyList(BaseModel):
    """All keys, the newest first."""

    keys: list[KeyCard]


@router.get("/keys")
async def list_keys(gate: SignIn) -> KeyList:
    """List the keys, with what the runs of each have cost since midnight (UTC)."""
    keys = await gate.access.keys.list()
    spent = await gate.access.spending.today([one.id for one in keys])
    return KeyList(keys=[_card(one, spent.get(one.id, 0)) for one in keys])


@router.post("/keys", status_code=201)
async def make_key(gate: SignIn, caller: Asking, request: Request, draft: KeyDraft) -> KeyMade:
    """Make a key; its secret is in this answer and nowhere else."""
    made, secret = await gate.access.keys.make(
        draft.name, draft.scopes, draft.daily_limit, draft.expires_at
    )
    await gate.note(request, "key.made", caller, made.id, made.name)
    return KeyMade(key=_card(made, 0), secret=secret)


@router.delete("/keys/{key}")
async def remove_key(
    gate: SignIn, caller: Asking, request: Request, key: Annotated[str, Path(pattern=ID)]
) -> Success:
    """Take a key back; its next call is refused."""
    name = await gate.access.audit.called(key)
    await gate.access.keys.remove(key)
    await gate.note(request, "key.removed", caller, key, name)
    return Success()


def _card(key: KeyRecord, spent: int) -> KeyCard:
    return KeyCard(
        id=key.id,
        name=key.name,
        scopes=list(key.scopes),
        daily_limit=key.daily_limit,
        made_at=key.made_at,
        expires_at=key.expires_at,
        used_at=key.used_at,
        spent_today=spent,
    )
