"""The one guard for every address fetched on a user's behalf: no inner network, no surprise."""

from __future__ import annotations

import ipaddress
import socket
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, cast
from urllib.parse import urljoin, urlsplit

import anyio
import httpcore2

from koda.core.errors import Forbidden, Invalid, ResultGone, TooLarge, Unavailable

_REDIRECTS = 5
_TRIES = 4
_SECONDS = 60.0
_GONE = frozenset({404, 410})
_MOVED = frozenset({301, 302, 303, 307, 308})


@dataclass(frozen=True, slots=True)
class Fetcher:
    """Downloads from addresses that somebody else chose.

    Attributes:
        trusted_origins: `scheme://host:port` of services that the operator configured; only these
            may be on the inner network (an emulator on loopback).
    """

    trusted_origins: frozenset[str] = field(default_factory=frozenset[str])

    async def download(self, url: str, target: Path, max_bytes: int) -> int:
        """Write the content to a file; goes on where it stopped when the connection breaks.

        Returns:
            Bytes written.

        Raises:
            Forbidden: Not http(s), or the address leads into the inner network.
            TooLarge: More than `max_bytes`.
            ResultGone: The server says that the file is no longer there.
            Unavailable: It could not be fetched after several tries.
        """
        written = 0
        reason = ""
        for attempt in range(_TRIES):
            if attempt:
                await anyio.sleep(0.2 * 2**attempt)
            try:
                return await self._attempt(url, target, max_bytes, written)
            except _Broken as error:
                written, reason = error.written, str(error)
        raise Unavailable(
            f"The file could not be downloaded: {reason}.", remedy="Try again later.", url=url[:500]
        )

    async def _attempt(self, url: str, target: Path, max_bytes: int, start: int) -> int:
        address = url
        for _ in range(_REDIRECTS + 1):
            backend = _GuardedBackend(inner_allowed=self._check(address))
            async with httpcore2.AsyncConnectionPool(network_backend=backend) as pool:
                moved = await _receive(pool, address, target, max_bytes, start)
            if isinstance(moved, int):
                return moved
            address = urljoin(address, moved)
        raise Forbidden("The address redirects too often.", url=url[:500])

    def _check(self, url: str) -> bool:
        parts = urlsplit(url)
        if parts.scheme not in {"http", "https"} or not parts.hostname or parts.username:
            raise Forbidden("Only plain http and https addresses are fetched.", url=url[:500])
        try:
            port = parts.port or (443 if parts.scheme == "https" else 80)
        except ValueError as error:
            raise Invalid("The address has no valid port.", url=url[:500]) from error
        return f"{parts.scheme}://{parts.hostname}:{port}" in self.trusted_origins


def origin_of(url: str) -> str:
    """Give `scheme://host:port` of an address, the port always written."""
    parts = urlsplit(url)
    port = parts.port or (443 if parts.scheme == "https" else 80)
    return f"{parts.scheme}://{parts.hostname}:{port}"


class _Broken(Exception):
    """The connection failed; `written` bytes are in the file."""

    def __init__(self, reason: str, written: int) -> None:
        super().__init__(reason)
        self.written = written


class _GuardedBackend(httpcore2.AsyncNetworkBackend):
    """Connects to the address it has checked, so a second DNS answer cannot differ."""

    def __init__(self, *, inner_allowed: bool) -> None:
        self._inner_allowed = inner_allowed
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
        except OSError as error:
            raise httpcore2.ConnectError(f"{host} has no address") from error
        for *_, place in found:
            if not self._inner_allowed and not _is_public(str(place[0])):
                raise Forbidden(
                    "The address leads into the inner network.",
                    remedy="Use an address on the public internet, or upload the file.",
                    host=host,
                )
        return await self._inner.connect_tcp(
            str(found[0][-1][0]), port, timeout, local_address, socket_options
        )

    async def sleep(self, seconds: float) -> None:
        await self._inner.sleep(seconds)


def _is_public(text: str) -> bool:
    address = ipaddress.ip_address(text.split("%", maxsplit=1)[0])
    if isinstance(address, ipaddress.IPv6Address):
        inside = address.ipv4_mapped or address.sixtofour
        if inside is not None:
            address = inside
    return address.is_global and not address.is_multicast


async def _receive(
    pool: httpcore2.AsyncConnectionPool, url: str, target: Path, max_bytes: int, start: int
) -> int | str:
    """Fetch into the file from `start`; gives the bytes written, or the address it moved to."""
    headers = [("User-Agent", "koda"), ("Accept-Encoding", "identity")]
    if start:
        headers.append(("Range", f"bytes={start}-"))
    times = dict.fromkeys(("connect", "read", "write", "pool"), _SECONDS)
    written = start
    try:
        async with pool.stream("GET", url, headers=headers, extensions={"timeout": times}) as got:
            facts = {name.lower(): value.decode("latin-1") for name, value in got.headers}
            if got.status in _MOVED and b"location" in facts:
                return facts[b"location"]
            if got.status not in {200, 206}:
                raise _refusal(got.status, url, written)
            written = start if got.status == 206 else 0
            expected = int(facts.get(b"content-length", -1))
            _limit(written + max(expected, 0), max_bytes)
            async with await anyio.open_file(target, "ab" if written else "wb") as out:
                async for chunk in got.aiter_stream():
                    await out.write(chunk)
                    written += len(chunk)
                    _limit(written, max_bytes)
    except (httpcore2.NetworkError, httpcore2.TimeoutException, httpcore2.ProtocolError) as error:
        raise _Broken(type(error).__name__, written) from error
    return written


def _refusal(status: int, url: str, written: int) -> Exception:
    if status in _GONE:
        return ResultGone("The file is no longer at its address.", url=url[:500], status=status)
    if status == 416:
        return _Broken("the server does not resume", 0)
    if status >= 500 or status == 429:
        return _Broken(f"the server answered {status}", written)
    return Invalid(
        f"The server answered {status} instead of the file.", url=url[:500], status=status
    )


def _limit(size: int, max_bytes: int) -> None:
    if size > max_bytes:
        raise TooLarge(
            f"The file is larger than {max_bytes:,} bytes.",
            remedy="Use a smaller file.",
            limit=max_bytes,
        )
