"""Whether the server is there, and whether it can serve: open to everybody, and says no more."""

from __future__ import annotations

import asyncio

from fastapi import APIRouter
from pydantic import BaseModel

from koda import __version__
from koda.core.errors import KodaError, Unavailable
from koda.server.inputs import Ending, Koda

router = APIRouter(tags=["health"])

_DATABASE_SECONDS = 4.0


class Health(BaseModel):
    """The server answers."""

    status: str = "ok"
    version: str = __version__


@router.get("/health")
async def get_health() -> Health:
    """Tell that the server is there."""
    return Health()


@router.get("/health/live")
async def get_live() -> Health:
    """Tell that the process is alive: it is started again when this no longer answers."""
    return Health()


@router.get("/health/ready")
async def get_ready(koda: Koda, ending: Ending) -> Health:
    """Tell that requests may be sent here: the records answer, and the server is not ending.

    Raises:
        Unavailable: It cannot serve now.
    """
    if ending.is_set():
        raise Unavailable("This Koda is ending.", remedy="Ask another one, or wait for its start.")
    try:
        async with asyncio.timeout(_DATABASE_SECONDS):
            await koda.reach_records()
    except (TimeoutError, KodaError) as error:
        raise Unavailable(
            "The records cannot be reached.", remedy="`koda doctor` on the server tells why."
        ) from error
    return Health()
