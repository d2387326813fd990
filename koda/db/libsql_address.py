"""What `TURSO_DATABASE_URL` may say."""

from __future__ import annotations

import ipaddress
from dataclasses import dataclass
from urllib.parse import SplitResult, urlsplit

from koda.core.errors import NotConfigured

SETTING = "TURSO_DATABASE_URL"
TROUBLESHOOTING = (
    f"Check that {SETTING} starts with libsql://, that the token is valid (`turso db tokens "
    "create koda`), that the database exists (`turso db list`), and that Turso is up "
    "(status.turso.tech)."
)


@dataclass(frozen=True, slots=True)
class LibsqlAddress:
    """Where the server is reached.

    Attributes:
        origin: `https://host[:port]`, to connect to.
        host: What the server is called; it finds the database by this name.
        is_here: Whether it is on this machine.
    """

    origin: str
    host: str
    is_here: bool


def libsql_address(url: str) -> LibsqlAddress:
    """Read an address: `libsql://…`, `https://…`, or `http://…` on this machine.

    Raises:
        NotConfigured: It is another kind of address, or says more than where the server is.
    """
    try:
        parts = urlsplit(url.strip())
        port = parts.port
    except ValueError as error:
        raise _refusal("cannot be read") from error
    host = (parts.hostname or "").lower()
    is_here = _is_here(host)
    if parts.scheme not in {"libsql", "https", "http"}:
        raise _refusal("must start with libsql://")
    if parts.scheme == "http" and not is_here:
        raise _refusal("must start with libsql://; http:// is not encrypted")
    if not host:
        raise _refusal("names no server")
    if _says_more(parts):
        raise _refusal("must end after the server's name; the token belongs into TURSO_AUTH_TOKEN")
    # Names under `localhost` are this machine (RFC 6761), but few systems look them up.
    reached = "127.0.0.1" if host.endswith(".localhost") else host
    scheme = "http" if parts.scheme == "http" else "https"
    return LibsqlAddress(f"{scheme}://{_joined(reached, port)}", _joined(host, port), is_here)


def _says_more(parts: SplitResult) -> bool:
    return bool(
        parts.username or parts.password or parts.query or parts.fragment or parts.path.strip("/")
    )


def _joined(host: str, port: int | None) -> str:
    name = f"[{host}]" if ":" in host else host
    return name if port is None else f"{name}:{port}"


def _is_here(host: str) -> bool:
    if host == "localhost" or host.endswith(".localhost"):
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def _refusal(reason: str) -> NotConfigured:
    return NotConfigured(f"{SETTING} {reason}.", remedy=TROUBLESHOOTING, setting=SETTING)
