"""Media files: in, out, small, and what is known of them."""

from __future__ import annotations

import asyncio
import re
import tempfile
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Annotated
from urllib.parse import quote

from fastapi import APIRouter, File, Form, Header, Query, Request, Response, UploadFile
from pydantic import BaseModel
from starlette.responses import StreamingResponse

from koda.access.limits import UPLOADS
from koda.assets.library import Source
from koda.assets.naming import download_name
from koda.core.asset import Asset, AssetKind
from koda.core.errors import Invalid
from koda.server.delivery import VARIES, redirect_to_store
from koda.server.inputs import ID_OR_NONE, Asking, AssetName, AssetPath, Koda, canvas_for
from koda.server.limits import file_too_large
from koda.server.naming import plain_name

router = APIRouter(tags=["assets"])

_FOREVER = "private, max-age=31536000, immutable"
# Whatever a file claims to be, a browser that opens it alone runs nothing of it.
_INERT = {
    "X-Content-Type-Options": "nosniff",
    "Content-Security-Policy": "sandbox; default-src 'none'; img-src 'self'; media-src 'self'; "
    "style-src 'unsafe-inline'",
    "Cross-Origin-Resource-Policy": "same-origin",
}
_RANGE = re.compile(r"bytes=(\d{0,15})-(\d{0,15})", re.ASCII | re.IGNORECASE)
_PLACE = re.compile(r"(\d{1,15})\.([A-Za-z0-9_-]{1,80})", re.ASCII)
_CHUNK = 1024 * 1024
MOST_RECORDS = 100


class Uploaded(BaseModel):
    """The original's answer, and the whole record."""

    id: str
    url: str
    mimeType: str  # noqa: N815
    sizeBytes: int  # noqa: N815
    asset: Asset


class AssetList(BaseModel):
    """A page of assets; `next` is the `before` of the next page."""

    assets: list[Asset]
    next: str | None = None


class AssetRecords(BaseModel):
    """The records of several assets, in no order."""

    assets: list[Asset]


class Waveform(BaseModel):
    """How loud a sound is along its time, from 0 to 1."""

    peaks: list[float]


@router.post("/assets/upload")
async def upload_asset(
    koda: Koda,
    caller: Asking,
    file: Annotated[UploadFile, File()],
    canvas_id: Annotated[str | None, Form(alias="canvasId", pattern=ID_OR_NONE)] = None,
    node_id: Annotated[str | None, Form(alias="nodeId", pattern=ID_OR_NONE)] = None,
) -> Uploaded:
    """Keep a file; what it is is found in its content."""
    canvas = canvas_for(caller, canvas_id)
    await koda.access.limits.count(UPLOADS, caller.id)
    limit = koda.settings.upload_limit_mb * 1024 * 1024
    with tempfile.TemporaryDirectory(prefix="koda-upload-") as folder:
        path = Path(folder, "file")
        size = 0
        with await asyncio.to_thread(path.open, "wb") as out:
            while chunk := await file.read(_CHUNK):
                size += len(chunk)
                if size > limit:
                    raise file_too_large(limit)
                await asyncio.to_thread(out.write, chunk)
        source = Source(name=plain_name(file.filename or ""), canvas=canvas, node=node_id or None)
        asset = await koda.assets.take_file(path, source)
    return Uploaded(
        id=asset.id,
        url=f"/api/assets/{asset.id}",
        mimeType=asset.mime,
        sizeBytes=asset.size,
        asset=asset,
    )


@router.get("/assets")
async def list_assets(
    koda: Koda,
    kind: AssetKind | None = None,
    canvas: Annotated[str | None, Query(max_length=80)] = None,
    before: Annotated[str | None, Query(max_length=100)] = None,
    limit: Annotated[int, Query(ge=1, le=200)] = 60,
) -> AssetList:
    """List assets, newest first."""
    found = await koda.assets.list(
        kind=kind, canvas=canvas, before=_before(before), limit=limit + 1
    )
    page = list(found[:limit])
    more = len(found) > limit
    return AssetList(assets=page, next=f"{page[-1].created_at}.{page[-1].id}" if more else None)


@router.get("/assets/records")
async def get_records(
    koda: Koda,
    caller: Asking,
    ids: Annotated[list[AssetName], Query(alias="id", max_length=MOST_RECORDS)],
) -> AssetRecords:
    """Tell what is known of several assets; those that are not there are left out."""
    found = await koda.assets.find_many(await koda.access.reach.assets(caller, ids))
    return AssetRecords(assets=list(found.values()))


@router.get("/assets/{asset}", response_class=StreamingResponse)
@router.head("/assets/{asset}", response_class=StreamingResponse, include_in_schema=False)
async def get_asset(  # noqa: PLR0917
    koda: Koda,
    asset: AssetPath,
    request: Request,
    download: Annotated[str | None, Query(max_length=200)] = None,
    direct: bool = True,
    requested_range: Annotated[str | None, Header(alias="range")] = None,
    known: Annotated[str | None, Header(alias="if-none-match")] = None,
    if_range: Annotated[str | None, Header()] = None,
) -> Response:
    """Give the bytes, whole or a range of them (RFC 9110, section 14).

    A browser that only shows them is sent to the asset store, if that has addresses. With
    `?direct=0` it never is, for pages that draw the picture on a canvas of theirs.
    """
    found = await koda.assets.get(asset)
    headers = {
        **_INERT,
        "Cache-Control": _FOREVER,
        "ETag": f'"{found.hash}"',
        "Accept-Ranges": "bytes",
    }
    kept_as = None if download is None else download_name(found, plain_name(download))
    if kept_as is not None:
        headers["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(kept_as, safe='')}"
    if koda.assets.origins:
        headers["Vary"] = VARIES
    if known is not None and (headers["ETag"] in known or known.strip() == "*"):
        return Response(None, 304, headers)
    if direct and (there := await redirect_to_store(request, koda.assets, found, kept_as)):
        return there
    is_same = if_range is None or if_range.strip() == headers["ETag"]
    # RFC 9110, section 14.2: a range is a matter of GET alone.
    asked = requested_range if is_same and request.method == "GET" else None
    span = _span(asked, found.size)
    if span == (0, 0) and found.size:
        return Response(None, 416, {**headers, "Content-Range": f"bytes */{found.size}"})
    start, length = span or (0, found.size)
    if span is not None:
        headers["Content-Range"] = f"bytes {start}-{start + length - 1}/{found.size}"
    headers["Content-Length"] = str(length)
    status = 200 if span is None else 206
    if request.method == "HEAD":
        return Response(None, status, headers, found.mime)
    await koda.assets.check_stored(found)
    body: AsyncIterator[bytes] = koda.assets.read(found, start, length)
    return StreamingResponse(body, status, headers, found.mime)


@router.get("/assets/{asset}/thumbnail", response_class=Response)
async def get_thumbnail(
    koda: Koda, asset: AssetPath, size: Annotated[int, Query(ge=1, le=4096)] = 256
) -> Response:
    """Give a small WebP of the asset; of a sound, its waveform."""
    found = await koda.assets.get(asset)
    small = await koda.assets.thumbnail(found, size)
    return Response(small, 200, {**_INERT, "Cache-Control": _FOREVER}, "image/webp")


@router.get("/assets/{asset}/sprite", response_class=Response)
async def get_sprite(koda: Koda, asset: AssetPath) -> Response:
    """Give a film as a WebP strip of 24 pictures side by side, at even times."""
    found = await koda.assets.get(asset)
    strip = await koda.assets.sprite(found)
    return Response(strip, 200, {**_INERT, "Cache-Control": _FOREVER}, "image/webp")


@router.get("/assets/{asset}/peaks")
async def get_peaks(koda: Koda, asset: AssetPath, response: Response) -> Waveform:
    """Give the waveform of a sound, or of a film's sound: 400 heights."""
    found = await koda.assets.get(asset)
    heights = await koda.assets.peaks(found)
    response.headers["Cache-Control"] = _FOREVER
    return Waveform(peaks=heights)


@router.get("/assets/{asset}/record")
async def get_record(koda: Koda, asset: AssetPath) -> Asset:
    """Tell what is known of an asset, with the recipe it came from."""
    return await koda.assets.get(asset)


def _before(text: str | None) -> tuple[int, str] | None:
    if text is None:
        return None
    match = _PLACE.fullmatch(text)
    if match is None:
        raise Invalid("`before` is what an earlier page gave as `next`.", field="before")
    return int(match[1]), match[2]


def _span(header: str | None, size: int) -> tuple[int, int] | None:
    """Give (start, length); none for the whole; (0, 0) for a range outside the file."""
    match = _RANGE.fullmatch((header or "").strip())
    if match is None or match[0] == "bytes=-":
        return None
    first, last = match[1], match[2]
    if not first:
        length = min(int(last), size)
        return (size - length, length) if length else (0, 0)
    start = int(first)
    if last and int(last) < start:
        return None  # not a range at all: the whole is given
    end = min(int(last), size - 1) if last else size - 1
    return (start, end - start + 1) if start < size else (0, 0)
