"""`koda serve`: listens, opens the services, serves until it is told to end."""

from __future__ import annotations

import argparse
import asyncio
import logging
import os
import sys
import threading
from collections.abc import Callable, Mapping
from types import FrameType
from typing import Any

import uvicorn

from koda.cli.address import Listener, listen
from koda.cli.made_password import with_password
from koda.cli.place import make_folder, settings_of
from koda.log import set_up_logging
from koda.server.app import create_app
from koda.server.auth import refuse_open_server
from koda.settings import Settings
from koda.wiring import open_services

_GRACE_SECONDS = 3


def run(options: argparse.Namespace) -> int:
    """Run the command."""
    settings = settings_of(options)
    if options.make_password:
        make_folder(settings.data, "KODA_DATA")
        settings = with_password(settings)
    refuse_open_server(settings)
    make_folder(settings.data, "KODA_DATA")
    exactly = "port" in settings.model_fields_set
    listener = listen(settings.host, settings.port, exactly=exactly)
    set_up_logging(settings.log_level, settings.log_format)
    if settings.log_level != "debug":
        # What fails inside the app is logged by the app; what is left is noise about clients.
        logging.getLogger("uvicorn.error").setLevel(logging.CRITICAL)
    opens = not options.no_open and has_display(sys.platform, os.environ)
    asyncio.run(_serve(settings, listener, opens=opens, hides_token=options.make_password))
    return 0


def has_display(platform: str, environment: Mapping[str, str]) -> bool:
    """Tell whether a browser window can be opened where the person sits."""
    if "SSH_CONNECTION" in environment:
        return False
    if platform in {"win32", "darwin"}:
        return True
    return bool(environment.get("DISPLAY") or environment.get("WAYLAND_DISPLAY"))


async def _serve(settings: Settings, listener: Listener, *, opens: bool, hides_token: bool) -> None:
    with listener.socket:
        async with open_services(settings) as services:
            # In a container's log everybody who may read logs would find the token.
            is_told = settings.auth != "none" and not hides_token
            url = listener.url(services.token if is_told else "")

            def ready() -> None:
                print(f"Koda is at {url}", flush=True)
                if opens:
                    # A browser that is not running yet may keep its starter waiting.
                    threading.Thread(target=_open, args=(url,), daemon=True).start()

            app = create_app(services)
            config = uvicorn.Config(
                app,
                access_log=False,
                log_config=None,
                server_header=False,
                proxy_headers=False,  # KODA_TRUSTED_PROXIES says whose word is taken
                timeout_graceful_shutdown=_GRACE_SECONDS,
                ws="none",
            )
            await _Server(config, ready, app.state.ending.set).serve([listener.socket])


def _open(url: str) -> None:
    import webbrowser

    webbrowser.open(url)


class _Server(uvicorn.Server):
    """Uvicorn that says when it answers, and when it no longer will.

    A signal only ends it: Uvicorn's own raises it once more, before anything could be closed.
    """

    def __init__(
        self, config: uvicorn.Config, ready: Callable[[], None], ending: Callable[[], None]
    ) -> None:
        super().__init__(config)
        self._ready = ready
        self._ending = ending

    async def startup(self, sockets: list[Any] | None = None) -> None:
        """Start, then say so."""
        await super().startup(sockets)
        if self.started:
            self._ready()

    async def shutdown(self, sockets: list[Any] | None = None) -> None:
        """End the streams, which would not end by themselves, then everything else."""
        self._ending()
        await super().shutdown(sockets)

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        """End; a second signal does not wait for open requests."""
        self.force_exit = self.should_exit
        self.should_exit = True
