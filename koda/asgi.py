"""The app for ASGI servers and serverless hosts, set up by the environment: `koda.asgi:app`.

Its services are opened at the server's start, or with the first request where a host sends no
start. A host that ends without a word loses nothing: what was acknowledged is durable. On a
serverless host, what keeps Koda from opening is told to whoever asks: its start does not fail.
"""

from __future__ import annotations

import asyncio
import logging
import os
import tempfile
from pathlib import Path

from starlette.types import ASGIApp, Receive, Scope, Send

from koda.core.errors import KodaError, NotConfigured
from koda.log import set_up_logging
from koda.server.app import create_app
from koda.server.auth import refuse_open_server
from koda.server.errors import problem_response
from koda.settings import Settings, read_settings, variable_names
from koda.wiring import open_services

log = logging.getLogger("koda.asgi")
_YES = frozenset({"1", "true", "yes", "on", "y", "t"})


class Application:
    """Opens Koda once, in a task of its own, so that it can be closed where it was opened."""

    def __init__(self) -> None:
        """Wait for the server's start or the first request."""
        self._opened: _Opened | None = None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve a request, or the server's start and end."""
        if scope["type"] == "lifespan":
            await self._live(receive, send)
            return
        try:
            app = await self._open()
        except KodaError as error:
            log.error("%s %s", error.message, error.remedy)  # noqa: TRY400  (it says it all)
            app = problem_response(error)
        await app(scope, receive, send)

    async def _live(self, receive: Receive, send: Send) -> None:
        await receive()
        try:
            await self._open()
        except KodaError as error:
            if not _is_serverless():
                message = f"{error.message} {error.remedy}"
                await send({"type": "lifespan.startup.failed", "message": message})
                return
        await send({"type": "lifespan.startup.complete"})
        await receive()
        if self._opened is not None:
            self._opened.over.set()
            await self._opened.holder
        await send({"type": "lifespan.shutdown.complete"})

    async def _open(self) -> ASGIApp:
        if self._opened is None:
            self._opened = _Opened()
        opened = self._opened
        await asyncio.wait({opened.holder, opened.app}, return_when=asyncio.FIRST_COMPLETED)
        if not opened.app.done():
            self._opened = None  # the next request tries again
            opened.holder.result()
        return opened.app.result()


class _Opened:
    """One opening of the services, held until it is over."""

    def __init__(self) -> None:
        self.app: asyncio.Future[ASGIApp] = asyncio.get_running_loop().create_future()
        self.over = asyncio.Event()
        self.holder = asyncio.create_task(self._hold())

    async def _hold(self) -> None:
        settings = read_settings()
        set_up_logging(settings.log_level, settings.log_format)
        refuse_open_server(settings)
        _refuse_unknown_token(settings)
        _refuse_passing_places(settings)
        async with open_services(settings) as services:
            self.app.set_result(create_app(services))
            await self.over.wait()


def _refuse_unknown_token(settings: Settings) -> None:
    """Refuse to start with a token that nobody is told; `koda serve` prints it, this does not."""
    is_asked = settings.password or settings.oidc_issuer or settings.auth == "none"
    if settings.token or is_asked:
        return
    raise NotConfigured(
        "Nobody could open this Koda: neither a token nor a password is set.",
        remedy="Set KODA_TOKEN, KODA_PASSWORD or KODA_OIDC_ISSUER.",
        setting="KODA_TOKEN",
    )


def _is_serverless() -> bool:
    """Tell whether the host is serverless, also where other settings cannot be used."""
    values = (os.environ.get(name, "") for name in variable_names("serverless"))
    return any(value.lower() in _YES for value in values)


def _refuse_passing_places(settings: Settings) -> None:
    """Refuse to keep things where the host throws them away: they would vanish within minutes."""
    if not settings.serverless:
        return
    passing = Path(tempfile.gettempdir()).resolve()
    has_far_database = settings.database_url or settings.turso_database_url
    if not has_far_database and passing in settings.database_file.resolve().parents:
        raise NotConfigured(
            "Canvases would be lost: this host keeps no files, and no database is set.",
            remedy="Set TURSO_DATABASE_URL and TURSO_AUTH_TOKEN (or DATABASE_URL). Deploy again.",
            setting="TURSO_DATABASE_URL",
        )
    if settings.asset_storage == "local" and passing in settings.asset_folder.resolve().parents:
        raise NotConfigured(
            "Media files would be lost: this host keeps no files, and no asset store is set.",
            remedy="Set ASSET_STORAGE=r2 and the R2_ variables (or s3 and the S3_ ones). Deploy "
            "again.",
            setting="ASSET_STORAGE",
        )


app = Application()
"""What the server is told to serve."""
