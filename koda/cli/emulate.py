"""`koda emulate fal`: serves the stand-in for fal.ai, and says how to use it."""

from __future__ import annotations

import argparse

from koda.cli.address import listen
from koda.emulators.fal import PORT, main_lines, serve


def fal(options: argparse.Namespace) -> int:
    """Run the command."""
    host: str = options.host or "127.0.0.1"
    port: int = PORT if options.port is None else options.port
    # Tried out first, so that a port that is taken is said in one line.
    listener = listen(host, port, exactly=options.port is not None)
    base, port = listener.url("").rstrip("/"), listener.port
    listener.socket.close()
    print(f"# fal.ai's stand-in is at {base}; start Koda with these settings:")
    print(*main_lines(base), sep="\n", flush=True)
    serve(host, port)
    return 0
