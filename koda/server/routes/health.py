"""Whether the server is there: the only route that is open to everybody."""

from __future__ import annotations

from fastapi import APIRouter
from pydantic import BaseModel

from koda import __version__

router = APIRouter(tags=["health"])


class Health(BaseModel):
    """The server answers."""

    status: str = "ok"
    version: str = __version__


@router.get("/health")
async def get_health() -> Health:
    """Tell that the server is there."""
    return Health()
