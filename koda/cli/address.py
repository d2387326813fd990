"""Finds the address to listen on, and says how to open it."""

from __future__ import annotations

import errno
import os
import socket
from dataclasses import dataclass
from urllib.parse import quote

from koda.core.errors import NotConfigured

_TRIES = 100


@dataclass(frozen=True, slots=True)
class Listener:
    """A socket that listens already: who connects waits until the server answers."""

    socket: socket.socket
    host: str

    @property
    def port(self) -> int:
        """The port that it really has."""
        return self.socket.getsockname()[1]

    def url(self, token: str) -> str:
        """Give the address to open on this machine; the token is left out when empty."""
        host = {"0.0.0.0": "127.0.0.1", "::": "::1", "": "127.0.0.1"}.get(self.host, self.host)  # noqa: S104
        name = f"[{host}]" if ":" in host else host
        query = f"?token={quote(token, safe='')}" if token else ""
        return f"http://{name}:{self.port}/{query}"


def listen(host: str, port: int, *, exactly: bool) -> Listener:
    """Listen on a port, or unless it must be this one, on the first free one from it upward.

    Raises:
        NotConfigured: The port is taken or may not be used, or the address is not this machine's.
    """
    last = port if exactly or port == 0 else min(port + _TRIES, 65535)
    for tried in range(port, last + 1):
        try:
            return Listener(_bind(host, tried), host)
        except OSError as error:
            if error.errno != errno.EADDRINUSE or tried == last:
                raise _refusal(error, host, tried) from error
    raise AssertionError("unreachable")


def _bind(host: str, port: int) -> socket.socket:
    found = socket.getaddrinfo(host or None, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)
    family, kind, protocol, _, address = found[0]
    made = socket.socket(family, kind, protocol)
    try:
        if os.name == "posix":  # elsewhere it would let two programs share the port
            made.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        made.bind(address)
        made.listen(1024)
        made.setblocking(False)
    except OSError:
        made.close()
        raise
    return made


def _refusal(error: OSError, host: str, port: int) -> NotConfigured:
    if error.errno == errno.EADDRINUSE:
        return NotConfigured(
            f"Port {port} is taken by another program.",
            remedy=f"Choose another one with --port, or end that program "
            f"(is Koda running already? http://127.0.0.1:{port}).",
            setting="KODA_PORT",
        )
    if error.errno == errno.EACCES:
        return NotConfigured(
            f"Port {port} may not be used by this account.",
            remedy="Choose one above 1023 with --port.",
            setting="KODA_PORT",
        )
    return NotConfigured(
        f"Koda cannot listen on {host}: {error.strerror or error}.",
        remedy="Choose an address of this machine with --host, such as 127.0.0.1.",
        setting="KODA_HOST",
    )
