"""The cookie of share links: one for each canvas that a browser has a link to."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

from starlette.requests import Request

from koda.server.addressing import route_path

MOST_LINKS = 8
"""The longest unopened goes first: a cookie is small, and each link is asked for by its secret."""

_ROUTE = re.compile(r"/api/canvases/([\w-]+)(?:/|$)")
_PAGE = re.compile(r"/canvas/([\w-]+)/?$")
_LINK = re.compile(r"(?:([\w-]{1,80}):)?([\w-]{1,200})", re.ASCII)


@dataclass(frozen=True, slots=True)
class HeldLink:
    """The session of a link in the hands of a browser.

    Attributes:
        canvas: What the browser holds it for. It only chooses among the browser's own sessions:
            what one of them opens is said by its row.
        secret: The secret of the session, not of the link.
    """

    canvas: str
    secret: str


def read_links(cookie: str) -> list[HeldLink]:
    """Read the cookie, the last opened first; what is none is left out."""
    found = [_LINK.fullmatch(part) for part in cookie.split(".", MOST_LINKS)[:MOST_LINKS]]
    return [HeldLink(one[1] or "", one[2]) for one in found if one is not None]


def write_links(links: Sequence[HeldLink]) -> str:
    """Give the cookie; see `read_links`."""
    return ".".join(f"{one.canvas}:{one.secret}" for one in links)


def with_link(links: Sequence[HeldLink], new: HeldLink) -> tuple[list[HeldLink], list[HeldLink]]:
    """Add a link to those that are held; give what is kept, then what it takes the place of."""
    others = [one for one in links if one.canvas not in {new.canvas, ""}]
    kept = [new, *others][:MOST_LINKS]
    return kept, [one for one in links if one not in kept]


def canvas_meant(request: Request) -> str:
    """Give the canvas that a request is about, or that its page shows; empty if neither is said."""
    route = _ROUTE.match(route_path(request.scope))
    if route is not None:
        return route[1]
    page = _PAGE.search(_path(request.headers.get("referer", "")))
    return request.query_params.get("canvas") or (page[1] if page else "")


def _path(address: str) -> str:
    try:
        return urlsplit(address).path
    except ValueError:
        return ""
