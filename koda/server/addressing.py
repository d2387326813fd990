"""Where a call comes from: its path behind prefixes, its host, its network address."""

from __future__ import annotations

import ipaddress
from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

from starlette.datastructures import Headers
from starlette.requests import Request
from starlette.types import Scope

from koda.core.errors import NotConfigured

_MOST_PROXIES = 16


def is_loopback(host: str) -> bool:
    """Tell whether a name or address is this machine only."""
    name = host.strip("[]").lower()
    if name == "localhost" or name.endswith(".localhost"):
        return True
    try:
        return ipaddress.ip_address(name).is_loopback
    except ValueError:
        return False


def is_number(host: str) -> bool:
    """Tell whether a host is an address in numbers."""
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return False
    return True


def route_path(scope: Scope) -> str:
    """Give the path that the routes see: without the prefix that a proxy or server put before."""
    path, root = str(scope["path"]), str(scope.get("root_path", ""))
    return path.removeprefix(root) if root and path.startswith(f"{root}/") else path


def is_api(path: str) -> bool:
    """Tell whether a path belongs to the interface, not to the page."""
    return path == "/api" or path.startswith("/api/")


def caller_of(request: Request) -> str:
    """Give the network address of a caller."""
    return request.client.host if request.client else ""


def host_of(headers: Headers) -> str:
    """Give the host name that was called, lower case; empty when it is none."""
    try:
        return urlsplit(f"//{headers.get('host', '')}").hostname or ""
    except ValueError:
        return ""


def netloc_of(origin: str) -> str | None:
    """Give host and port of an `Origin`."""
    try:
        return urlsplit(origin).netloc
    except ValueError:
        return None


@dataclass(frozen=True, slots=True)
class Proxies:
    """Whose word is taken for where a call comes from.

    Attributes:
        count: So many proxies stand in front, each adding its caller to `X-Forwarded-For`.
        networks: Or these are the proxies.
        real_ip: The host in front always sets `X-Real-IP` itself (Vercel does).
    """

    count: int = 0
    networks: tuple[ipaddress.IPv4Network | ipaddress.IPv6Network, ...] = ()
    real_ip: bool = False

    def address(self, headers: Headers, peer: str) -> str:
        """Give the caller's address; what anybody could have written counts for nothing."""
        if self.real_ip and is_number(headers.get("x-real-ip", "")):
            return headers["x-real-ip"]
        if not self.count and not self.networks:
            return peer
        told = [
            one.strip() for line in headers.getlist("x-forwarded-for") for one in line.split(",")
        ]
        chain = [one for one in told if one] + [peer]
        found = chain[-1 - min(self.count, len(chain) - 1)] if self.count else self._first(chain)
        return found if is_number(found) else peer

    def _first(self, chain: Sequence[str]) -> str:
        """Give the nearest that is no proxy of ours, seen from here."""
        for one in reversed(chain):
            if not is_number(one):
                return ""
            address = ipaddress.ip_address(one)
            if not any(address in network for network in self.networks):
                return one
        return chain[0]


def read_proxies(text: str, *, real_ip: bool = False) -> Proxies:
    """Read the setting: a number, or addresses and networks; raises `NotConfigured`."""
    words = [one.strip() for one in text.split(",") if one.strip()]
    if len(words) == 1 and words[0].isascii() and words[0].isdigit():
        return Proxies(count=min(int(words[0][:4]), _MOST_PROXIES), real_ip=real_ip)
    try:
        return Proxies(
            networks=tuple(ipaddress.ip_network(one, strict=False) for one in words),
            real_ip=real_ip,
        )
    except ValueError as error:
        raise NotConfigured(
            f"KODA_TRUSTED_PROXIES is “{text[:100]}”, which is neither a number nor addresses.",
            remedy="Say how many proxies stand in front, as 1, or their addresses, as 10.0.0.0/8.",
            setting="KODA_TRUSTED_PROXIES",
        ) from error
