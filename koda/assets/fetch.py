"""The one guard for every address fetched on a user's behalf: no inner network, no surprise."""

from __future__ import annotations

import ipaddress
import re
import socket
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, cast
from urllib.parse import SplitResult, quote, urljoin, urlsplit, urlunsplit

import anyio
import httpcore2

from koda.core.errors import Forbidden, Invalid, KodaError, ResultGone, TooLarge, Unavailable

_REDIRECTS = 5
_TRIES = 4
_PAUSE_SECONDS = 0.2
_GONE = frozenset({404, 410})
_MOVED = frozenset({301, 302, 303, 307, 308})
_PORTS = {"http": 80, "https": 443}
_RANGE = re.compile(r"bytes (\d{1,15})-", re.ASCII)
_NAT64 = ipaddress.ip_network("64:ff9b::/96")
_SITE_LOCAL = ipaddress.ip_network("fec0::/10")


@dataclass(frozen=True, slots=True)
class Fetcher:
    """Downloads from addresses that somebody else chose.

    Attributes:
        trusted_origins: `scheme://host:port` of services that the operator configured; only these
            may be on the inner network (an emulator on loopback).
        seconds: How long a download may take in all.
        silence: How many seconds a server may say nothing.
    """

    trusted_origins: frozenset[str] = field(default_factory=frozenset[str])
    seconds: float = 900.0
    silence: float = 60.0

    async def download(self, url: str, target: Path, max_bytes: int) -> int:
        """Write the content to a file; goes on where it stopped when the connection breaks.

        Returns:
            Bytes written.

        Raises:
            Forbidden: Not http(s), or the address leads into the inner network.
            Invalid: It is no address, or the server refuses it.
            TooLarge: More than `max_bytes`.
            ResultGone: The server says that the file is no longer there.
            Unavailable: It could not be fetched after several tries, or in time.
        """
        part = _Part(target, max_bytes)
        reason = "it took too long"
        with anyio.move_on_after(self.seconds):
            for attempt in range(_TRIES):
                if attempt:
                    await anyio.sleep(_PAUSE_SECONDS * 2**attempt)
                try:
                    await self._attempt(url, part)
                except _Broken as error:
                    reason = str(error)
                else:
                    return part.written
        raise Unavailable(
            f"The file could not be downloaded: {reason}.", remedy="Try again later.", url=url[:500]
        )

    async def _attempt(self, url: str, part: _Part) -> None:
        address = url
        for _ in range(_REDIRECTS + 1):
            plain = _plain_address(address)
            backend = _GuardedBackend(_place(plain) if self._is_trusted(plain) else None)
            async with httpcore2.AsyncConnectionPool(network_backend=backend) as pool:
                moved = await _receive(pool, urlunsplit(plain), part, self.silence)
            if moved is None:
                return
            address = urljoin(address, moved)
        raise Forbidden("The address redirects too often.", url=url[:500])

    def _is_trusted(self, parts: SplitResult) -> bool:
        host, port = _place(parts)
        return f"{parts.scheme}://{host}:{port}" in self.trusted_origins


class _Broken(Exception):
    """The connection failed; what came is in the file."""


class _Part:
    """A file that grows until it is whole.

    Attributes:
        written: Bytes in the file.
        version: The strong ETag of what is in the file; without one it cannot be gone on with.
    """

    def __init__(self, target: Path, max_bytes: int) -> None:
        self.target = target
        self.max_bytes = max_bytes
        self.written = 0
        self.version = b""

    def begin(self, status: int, facts: dict[bytes, bytes]) -> None:
        """Take the head of an answer: is it the rest, or the whole again?"""
        version = facts.get(b"etag", b"")
        if status == 206:
            starts = _RANGE.match(facts.get(b"content-range", b"").decode("latin-1"))
            if starts is None or int(starts[1]) != self.written or version != self.version:
                self.written, self.version = 0, b""
                raise _Broken("the server gave another part than it was asked for")
        else:
            self.written = 0
            self.version = b"" if version.startswith(b"W/") else version
        length = facts.get(b"content-length", b"")
        self.limit(self.written + int(length[:15]) if length.isdigit() else 0)

    def limit(self, size: int) -> None:
        """Refuse a size above the limit."""
        if size > self.max_bytes:
            raise TooLarge(
                f"The file is larger than {self.max_bytes:,} bytes.",
                remedy="Use a smaller file.",
                limit=self.max_bytes,
            )


Place = tuple[str, int]
"""Host and port."""


def _plain_address(url: str) -> SplitResult:
    """Read an address; its host and path in the characters that travel."""
    try:
        parts = urlsplit(url)
        host = (parts.hostname or "").encode("idna").decode() if parts.hostname else ""
        port = parts.port
        path = quote(parts.path or "/", safe="/%:@!$&'()*+,;=~")
        query = quote(parts.query, safe="/%:@!$&'()*+,;=~?[]")
    except (ValueError, UnicodeError) as error:
        raise Invalid("This is not an address.", url=url[:500]) from error
    if parts.scheme not in _PORTS or not host or "@" in parts.netloc:
        raise Forbidden("Only plain http and https addresses are fetched.", url=url[:500])
    shown = f"[{host}]" if ":" in host else host
    netloc = shown if port is None else f"{shown}:{port}"
    return SplitResult(parts.scheme, netloc, path, query, "")


def _place(parts: SplitResult) -> Place:
    return parts.hostname or "", parts.port or _PORTS[parts.scheme]


class _GuardedBackend(httpcore2.AsyncNetworkBackend):
    """Connects to the addresses it has checked, so a second DNS answer cannot differ."""

    def __init__(self, trusted: Place | None) -> None:
        """Let through to the inner network only this host and port, if any."""
        self._trusted = trusted
        self._inner = cast("httpcore2.AsyncNetworkBackend", httpcore2.AnyIOBackend())

    async def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,  # noqa: ASYNC109  (the library's signature)
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore2.AsyncNetworkStream:
        try:
            found = await anyio.getaddrinfo(host, port, type=socket.SOCK_STREAM)
        except (OSError, UnicodeError) as error:
            raise httpcore2.ConnectError(f"{host} has no address") from error
        places = list(dict.fromkeys(str(place[0]) for *_, place in found))
        if (host, port) != self._trusted and not all(map(_is_public, places)):
            raise Forbidden(
                "The address leads into the inner network.",
                remedy="Use an address on the public internet, or upload the file.",
                host=host,
            )
        for place in places[:-1]:
            try:
                return await self._inner.connect_tcp(
                    place, port, timeout, local_address, socket_options
                )
            except (httpcore2.ConnectError, httpcore2.ConnectTimeout):
                continue
        return await self._inner.connect_tcp(
            places[-1], port, timeout, local_address, socket_options
        )

    async def sleep(self, seconds: float) -> None:
        await self._inner.sleep(seconds)


def _is_public(text: str) -> bool:
    address = ipaddress.ip_address(text.split("%", maxsplit=1)[0])
    if isinstance(address, ipaddress.IPv6Address):
        if address in _NAT64:  # the network translates it to the IPv4 address in its last bits
            return _is_public(str(ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)))
        if address in _SITE_LOCAL or (address.is_reserved and not address.ipv4_mapped):
            return False
        inside = address.ipv4_mapped or address.sixtofour
        if inside is not None:
            return _is_public(str(inside))
    return address.is_global and not address.is_multicast


async def _receive(
    pool: httpcore2.AsyncConnectionPool, url: str, part: _Part, silence: float
) -> str | None:
    """Fetch what is missing of a file; gives the address it moved to, if it did."""
    headers = [("User-Agent", "koda"), ("Accept-Encoding", "identity")]
    if part.written and part.version:
        headers.append(("Range", f"bytes={part.written}-"))
        headers.append(("If-Range", part.version.decode("latin-1")))
    times = dict.fromkeys(("connect", "read", "write", "pool"), silence)
    try:
        async with pool.stream("GET", url, headers=headers, extensions={"timeout": times}) as got:
            facts = {name.lower(): value for name, value in got.headers}
            if got.status in _MOVED and b"location" in facts:
                return facts[b"location"].decode("latin-1")
            if got.status not in {200, 206}:
                raise _refusal(got.status, url, part)
            part.begin(got.status, facts)
            async with await anyio.open_file(part.target, "ab" if part.written else "wb") as out:
                async for chunk in got.aiter_stream():
                    part.limit(part.written + len(chunk))
                    await out.write(chunk)
                    part.written += len(chunk)
    except (httpcore2.NetworkError, httpcore2.TimeoutException, httpcore2.ProtocolError) as error:
        raise _Broken(type(error).__name__) from error
    return None


def _refusal(status: int, url: str, part: _Part) -> KodaError | _Broken:
    if status in _GONE:
        return ResultGone("The file is no longer at its address.", url=url[:500], status=status)
    if status == 416:
        part.written, part.version = 0, b""
        return _Broken("the server does not resume")
    if status >= 500 or status == 429:
        return _Broken(f"the server answered {status}")
    return Invalid(
        f"The server answered {status} instead of the file.", url=url[:500], status=status
    )
