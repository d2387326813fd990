"""`koda emulate`: serves a stand-in for a cloud service, and says how to use it."""

from __future__ import annotations

import argparse
from pathlib import Path

from koda.cli.address import listen
from koda.core.errors import NotConfigured


def fal(options: argparse.Namespace) -> int:
    """Serve the stand-in for fal.ai."""
    from koda.emulators.fal import PORT, main_lines, serve

    host, port, base = _place(options, PORT)
    _say("fal.ai", base, main_lines(base))
    serve(host, port)
    return 0


def anthropic(options: argparse.Namespace) -> int:
    """Serve the stand-in for Anthropic."""
    from koda.emulators.anthropic import PORT, create_app, main_lines, serve
    from koda.emulators.anthropic_rules import BadRule

    scripts: str | None = options.rules
    try:
        app = create_app(rules=[Path(scripts)] if scripts else [])
    except BadRule as error:
        raise NotConfigured(
            f"These are no scripts: {error}.", remedy="Mend them, or leave --rules out."
        ) from error
    host, port, base = _place(options, PORT)
    _say("Anthropic", base, main_lines(base))
    serve(host, port, app)
    return 0


def _place(options: argparse.Namespace, usual: int) -> tuple[str, int, str]:
    """Find host and port; tried out first, so that a port that is taken is said in one line."""
    host: str = options.host or "127.0.0.1"
    port: int = usual if options.port is None else options.port
    listener = listen(host, port, exactly=options.port is not None)
    port, base = listener.port, listener.url("").rstrip("/")
    listener.socket.close()
    return host, port, base


def _say(service: str, base: str, lines: list[str]) -> None:
    print(f"# {service}'s stand-in is at {base}; start Koda with these settings:")
    print(*lines, sep="\n", flush=True)
