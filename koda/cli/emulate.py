"""`koda emulate`: serves a stand-in for a cloud service, and says how to use it."""

from __future__ import annotations

import argparse
import tempfile
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Literal

import uvicorn
from starlette.types import ASGIApp

from koda.cli.address import listen
from koda.core.errors import NotConfigured


def fal(options: argparse.Namespace) -> int:
    """Serve the stand-in for fal.ai."""
    from koda.emulators.fal import PORT, create_app, main_lines

    return _serve("fal.ai", create_app(), options, PORT, main_lines)


def anthropic(options: argparse.Namespace) -> int:
    """Serve the stand-in for Anthropic."""
    from koda.emulators.anthropic import PORT, create_app, main_lines
    from koda.emulators.anthropic_rules import BadRule

    scripts: str | None = options.rules
    try:
        app = create_app(rules=[Path(scripts)] if scripts else [])
    except BadRule as error:
        raise NotConfigured(
            f"These are no scripts: {error}.", remedy="Mend them, or leave --rules out."
        ) from error
    return _serve("Anthropic", app, options, PORT, main_lines)


def e2b(options: argparse.Namespace) -> int:
    """Serve the stand-in for E2B."""
    try:
        from koda.emulators.e2b import PORT, create_app, main_lines
    except ImportError as error:
        raise NotConfigured(
            "The stand-in for E2B is made of parts of E2B's own package, which is not installed.",
            remedy="Install `koda-studio[e2b]`, then again.",
        ) from error
    from koda.emulators.e2b_boxing import missing

    if why_not := missing():
        raise NotConfigured(f"The stand-in for E2B cannot run here: {why_not}.")
    folder = Path(tempfile.mkdtemp(prefix="koda-e2b-"))  # the app removes it at its end
    return _serve("E2B", create_app(folder), options, PORT, main_lines, lifespan="on")


def _serve(
    service: str,
    app: ASGIApp,
    options: argparse.Namespace,
    usual_port: int,
    main_lines: Callable[[str], list[str]],
    lifespan: Literal["on", "off"] = "off",
) -> int:
    host: str = options.host or "127.0.0.1"
    port: int = usual_port if options.port is None else options.port
    # It listens before it says where: who connects at once waits until the server answers.
    listener = listen(host, port, exactly=options.port is not None)
    base = listener.url("").rstrip("/")
    print(f"# {service}'s stand-in is at {base}; start Koda with these settings:")
    print(*main_lines(base), sep="\n", flush=True)
    config = uvicorn.Config(app, log_level="warning", lifespan=lifespan)
    with suppress(KeyboardInterrupt):  # the way to end it
        uvicorn.Server(config).run(sockets=[listener.socket])
    return 0
