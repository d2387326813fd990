"""Routes whose modules are loaded with the first request that may be for one of them.

A cold instance answers its first request with what that request needs: the modules of all routes
take longer to load than everything else that the app is made of.
"""

from __future__ import annotations

from importlib import import_module

from fastapi import APIRouter
from starlette.types import ASGIApp, Receive, Scope, Send

from koda.server.addressing import route_path

PREFIX = "/api"

MODULES = (
    "health",
    "metrics",
    "session",
    "oidc",
    "sessions",
    "keys",
    "shares",
    "audit",
    "config",
    "connections",
    "catalog",
    "endpoints",
    "enhance",
    "canvases",
    "documents",
    "stream",
    "runs",
    "acts",
    "transcripts",
    "webhooks",
    "tick",
    "presets",
    "product_shot",
    "uploads",
    "assets",
    "asset_import",
    "animations",
    "library",
    "generate",
    "generate_video",
    "generate_audio",
    "motion_analyzer",
    "animation",
    "storage",
    "storyboard",
    "verify",
    "voices",
)
"""All of `koda.server.routes`, in the order of the OpenAPI document."""

_OTHERS = {
    "agents": ("enhance",),
    "canvases": ("canvases", "documents", "shares", "runs", "acts"),
    "assets": ("uploads", "assets", "asset_import"),
    "events": ("stream",),
    "generate-video": ("generate_video",),
    "generate-video-audio": ("generate_video",),
    "generate-music": ("generate_audio",),
    "generate-speech": ("generate_audio",),
    "plugins": ("enhance", "product_shot", "storyboard", "motion_analyzer", "animation"),
    "runs": ("runs", "transcripts"),
    "session": ("session", "oidc"),
    "templates": ("canvases",),
}


def modules_for(path: str) -> tuple[str, ...]:
    """Name the modules that have the routes below a path's first word, in order."""
    word = path.removeprefix(f"{PREFIX}/").partition("/")[0]
    return _OTHERS.get(word) or ((word,) if word in MODULES else ())


class LateRoutes:
    """The routes that are loaded by now; all of them belong to one router."""

    def __init__(self) -> None:
        """Begin without any."""
        self.router = APIRouter()
        self._loaded: set[str] = set()

    def load(self, *names: str) -> None:
        """Load modules that are not yet."""
        for name in names:
            if name not in self._loaded:
                self._loaded.add(name)
                self.router.include_router(import_module(f"koda.server.routes.{name}").router)


class Loads:
    """Wraps an app: loads what a request's path may be for, then passes the request on."""

    def __init__(self, app: ASGIApp, routes: LateRoutes) -> None:
        """Wrap an app."""
        self._app = app
        self._routes = routes

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve a request."""
        if scope["type"] == "http":
            self._routes.load(*modules_for(route_path(scope)))
        await self._app(scope, receive, send)
