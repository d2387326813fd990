"""Decides whether a browser is sent to the asset store or gets the bytes from this server."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response

from koda.assets.library import AssetLibrary
from koda.core.asset import Asset

LINK_SECONDS = 6 * 3600
"""A film may be played for so long after its address was given."""

_REDIRECT_SECONDS = 300
_MEDIA = frozenset({"image", "video", "audio"})
VARIES = "Sec-Fetch-Dest, Sec-Fetch-Mode"
"""What the answer depends on beside the address; a cache must not mix them up."""


async def redirect_to_store(
    request: Request, library: AssetLibrary, asset: Asset, download: str | None
) -> Response | None:
    """Send to the store whoever only shows the media, or keeps it; none for everybody else.

    Pages that read the bytes (`fetch`, a picture with `crossorigin`) and programs get them from
    this server: no rule of the bucket can stand in their way.
    """
    if request.method != "GET" or not _shows_media(request, is_download=download is not None):
        return None
    link = await library.link(asset, LINK_SECONDS, download or "")
    if link is None:
        return None
    answer = Response(None, 302)
    answer.headers["Location"] = link
    answer.headers["Cache-Control"] = f"private, max-age={_REDIRECT_SECONDS}"
    answer.headers["Vary"] = VARIES
    answer.headers["Referrer-Policy"] = "no-referrer"
    return answer


def _shows_media(request: Request, *, is_download: bool) -> bool:
    mode = request.headers.get("sec-fetch-mode")
    if mode == "no-cors":
        return request.headers.get("sec-fetch-dest") in _MEDIA
    # A file that is opened by itself would run on the store's origin; a download runs nowhere.
    return mode == "navigate" and is_download
