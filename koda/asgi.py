"""The app for ASGI servers and serverless hosts, set up by the environment: `koda.asgi:app`.

Its services are opened at the server's start, or with the first request where a host sends no
start. A host that ends without a word loses nothing: what was acknowledged is durable.
"""

from __future__ import annotations

import asyncio
import logging

from starlette.types import ASGIApp, Receive, Scope, Send

from koda.core.errors import KodaError, NotConfigured
from koda.log import set_up_logging
from koda.server.app import create_app
from koda.server.auth import refuse_open_server
from koda.server.errors import problem_response
from koda.settings import Settings, read_settings
from koda.wiring import open_services

log = logging.getLogger("koda.asgi")


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
        set_up_logging(settings.log_level)
        refuse_open_server(settings)
        _refuse_unknown_token(settings)
        async with open_services(settings) as services:
            self.app.set_result(create_app(services))
            await self.over.wait()


def _refuse_unknown_token(settings: Settings) -> None:
    """Refuse to start with a token that nobody is told; `koda serve` prints it, this does not."""
    if settings.token or settings.password or settings.auth == "none":
        return
    raise NotConfigured(
        "Nobody could open this Koda: neither a token nor a password is set.",
        remedy="Set KODA_TOKEN or KODA_PASSWORD.",
        setting="KODA_TOKEN",
    )


app = Application()
"""What the server is told to serve."""
