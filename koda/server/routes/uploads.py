"""Large files: announced here, sent by the browser into the asset store, then looked at."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Path, Request, Response
from pydantic import BaseModel, Field

from koda.access.limits import UPLOADS
from koda.assets.uploads import Announced
from koda.core.asset import Asset
from koda.server.inputs import ID_OR_NONE, Asking, Koda, canvas_for, uploader
from koda.server.limits import file_too_large
from koda.server.naming import plain_name

router = APIRouter(tags=["assets"])

_MIME = r"^([a-z0-9][a-z0-9.+-]{0,60}/[a-z0-9][a-z0-9.+-]{0,60})?$"
_UNKNOWN = "application/octet-stream"

UploadPath = Annotated[str, Path(alias="upload", pattern=r"^upl_[0-9a-z]{1,60}$")]


class UploadBody(BaseModel):
    """A file before it is sent.

    Attributes:
        size: In bytes.
        mime: What the browser believes; what it is is found in its content.
        hash: Hex sha256, if it is known: what arrives is held to it.
    """

    name: str = Field("", max_length=500)
    size: int = Field(ge=1)
    mime: str = Field("", pattern=_MIME)
    hash: str = Field("", pattern=r"^([0-9a-f]{64})?$")
    canvasId: Annotated[str | None, Field(pattern=ID_OR_NONE)] = None  # noqa: N815
    nodeId: Annotated[str | None, Field(pattern=ID_OR_NONE)] = None  # noqa: N815


class UploadTarget(BaseModel):
    """Where to send the file by PUT, with these headers, without cookies.

    Attributes:
        url: In the asset store, or a path of this server.
        direct: Whether it is in the asset store.
    """

    id: str
    url: str
    headers: dict[str, str]
    direct: bool


@router.post("/assets/uploads", status_code=201)
async def announce_upload(koda: Koda, caller: Asking, body: UploadBody) -> UploadTarget:
    """Say that a file is coming, and learn where to."""
    limit = koda.settings.upload_limit_mb * 1024 * 1024
    if body.size > limit:
        raise file_too_large(limit)
    announced = Announced(
        name=plain_name(body.name)[:200],
        size=body.size,
        mime=body.mime or _UNKNOWN,
        hash=body.hash,
        canvas=canvas_for(caller, body.canvasId),
        node=body.nodeId or None,
    )
    await koda.access.limits.count(UPLOADS, caller.id)
    upload, link = await koda.uploads.announce(announced, uploader(caller))
    if link is not None:
        return UploadTarget(id=upload.id, url=link.url, headers=dict(link.headers), direct=True)
    own = f"/api/assets/uploads/{upload.id}/content"
    return UploadTarget(id=upload.id, url=own, headers={"content-type": upload.mime}, direct=False)


@router.put("/assets/uploads/{upload}/content", status_code=204, response_class=Response)
async def receive_upload(koda: Koda, caller: Asking, upload: UploadPath, request: Request) -> None:
    """Take the bytes, where the asset store has no address of its own."""
    await koda.uploads.receive(upload, uploader(caller), request.stream())


@router.post("/assets/uploads/{upload}/done")
async def finish_upload(koda: Koda, caller: Asking, upload: UploadPath) -> Asset:
    """Look at what arrived and make it an asset; twice gives the same."""
    return await koda.uploads.finish(upload, uploader(caller))
