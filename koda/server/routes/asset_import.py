"""Media files from the web: fetched by the server, past one guard."""

from __future__ import annotations

from typing import Annotated
from urllib.parse import unquote, urlsplit

from fastapi import APIRouter
from pydantic import BaseModel, Field

from koda.assets.library import Source
from koda.core.asset import Asset
from koda.server.inputs import ID_OR_NONE, Koda

router = APIRouter(tags=["assets"])

_MAX_ADDRESS = 8_000
_MAX_NAME = 120


class ImportBody(BaseModel):
    """An address of a picture, film or sound, and where it is for."""

    url: str = Field(min_length=1, max_length=_MAX_ADDRESS)
    canvasId: Annotated[str | None, Field(pattern=ID_OR_NONE)] = None  # noqa: N815
    nodeId: Annotated[str | None, Field(pattern=ID_OR_NONE)] = None  # noqa: N815


@router.post("/assets/import")
async def import_asset(koda: Koda, body: ImportBody) -> Asset:
    """Fetch a file and keep it.

    Private and local addresses are refused, before and after every redirect.
    """
    limit = koda.settings.upload_limit_mb * 1024 * 1024
    source = Source(
        name=_name(body.url),
        origin="imported",
        canvas=body.canvasId or None,
        node=body.nodeId or None,
    )
    return await koda.assets.take_url(body.url.strip(), source, limit)


def _name(url: str) -> str:
    """Give the file's name in the address, or the host."""
    try:
        parts = urlsplit(url.strip())
    except ValueError:
        return ""
    last = unquote(parts.path.rstrip("/").rpartition("/")[2])
    return (last if last.isprintable() and last else parts.hostname or "")[:_MAX_NAME]
