"""A deployment at an address: what it answers, read with care, in sessions of their own."""

from __future__ import annotations

import asyncio
import json
import ssl
from collections.abc import AsyncGenerator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from functools import cache
from typing import Any, cast
from urllib.parse import parse_qs, urljoin, urlsplit

import httpx2

from koda.core.errors import Invalid
from koda.verify.finding import CheckFailedError, NotAdmittedError

_MOST_JSON = 32 * 1024 * 1024
MOST_FILE = 64 * 1024 * 1024
_SHOWN = 200
_SCHEMES = frozenset({"http", "https"})
_LOCAL = ("localhost", "127.", "[::1]")


@dataclass(frozen=True, slots=True)
class Patience:
    """How long is waited, in seconds, for an answer, for something made, for an event."""

    answer: float = 30.0
    making: float = 310.0
    event: float = 10.0


@dataclass(frozen=True, slots=True)
class Deployment:
    """A Koda somewhere.

    Attributes:
        base: Its address, without a slash at the end.
        headers: Who asks: `Authorization`, or a cookie.
    """

    base: str
    headers: Mapping[str, str] = field(default_factory=dict[str, str], repr=False)
    patience: Patience = field(default_factory=Patience)

    @asynccontextmanager
    async def session(self) -> AsyncGenerator[Session]:
        """Open connections that nobody had before."""
        timeout = httpx2.Timeout(self.patience.making, connect=min(10.0, self.patience.answer))
        async with httpx2.AsyncClient(
            verify=_tls(), timeout=timeout, follow_redirects=False
        ) as client:
            yield Session(self, client)


@dataclass(frozen=True, slots=True)
class Fetched:
    """A file: its bytes, its type, and the address that they came from in the end."""

    content: bytes
    mime: str
    address: str


class Session:
    """Connections to a deployment. What is not an answer of Koda raises `CheckFailedError`."""

    def __init__(self, there: Deployment, client: httpx2.AsyncClient) -> None:
        """Use a client of its own."""
        self.there = there
        self.client = client

    async def get(self, path: str) -> dict[str, Any]:
        """Give the JSON at a path."""
        return await self.call("GET", path)

    async def call(
        self, method: str, path: str, body: object = None, *, seconds: float | None = None
    ) -> dict[str, Any]:
        """Send JSON, and give the JSON of the answer."""
        limit = seconds or self.there.patience.answer
        content = None if body is None else json.dumps(body).encode()
        headers = {**self.there.headers, "Accept": "application/json"}
        if content is not None:
            headers["Content-Type"] = "application/json"
        try:
            async with (
                asyncio.timeout(limit),
                self.client.stream(
                    method, f"{self.there.base}{path}", content=content, headers=headers
                ) as answer,
            ):
                _refuse_redirect(answer, path)
                return _document(answer, await _read(answer, _MOST_JSON), path)
        except (TimeoutError, httpx2.HTTPError, httpx2.InvalidURL) as error:
            raise self.unreached(error, path, limit) from error

    async def fetch(self, address: str) -> Fetched:
        """Give a file; one redirect to a store is followed, without saying who asks."""
        place = urljoin(f"{self.there.base}/", address)
        limit = self.there.patience.answer
        try:
            async with asyncio.timeout(limit):
                return await self._fetch(place, hops=2)
        except (TimeoutError, httpx2.HTTPError, httpx2.InvalidURL) as error:
            raise self.unreached(error, "the picture", limit) from error

    async def _fetch(self, place: str, hops: int) -> Fetched:
        own = urlsplit(place).netloc == urlsplit(self.there.base).netloc
        async with self.client.stream(
            "GET", place, headers=dict(self.there.headers) if own else {}
        ) as answer:
            if answer.is_redirect and hops:
                following = urljoin(place, answer.headers.get("location", ""))
            elif answer.is_success:
                content = await _read(answer, MOST_FILE)
                return Fetched(content, answer.headers.get("content-type", ""), place)
            else:
                raise CheckFailedError(
                    f"The picture's address answers {answer.status_code}.",
                    "Check the store's public address, its permissions and its CORS policy; "
                    "`koda doctor` does.",
                )
        return await self._fetch(following, hops - 1)

    def unreached(self, error: Exception, path: str, limit: float) -> CheckFailedError:
        """Give what an answer that did not come means."""
        if isinstance(error, TimeoutError | httpx2.TimeoutException):
            return CheckFailedError(
                f"Nothing came from {path} within {limit:.0f} s.",
                "Look into the deployment's log; on Vercel, raise the function's maxDuration and "
                "turn Fluid Compute on.",
            )
        reason = str(error) or type(error).__name__
        for secret in self.there.headers.values():
            reason = reason.replace(secret, "…")
        return CheckFailedError(
            f"{path} cannot be reached: {reason[:_SHOWN]}.",
            "Check the address, and that the deployment runs.",
        )


@cache
def _tls() -> ssl.SSLContext:
    """Read the certificates once: it takes a third of a second."""
    return httpx2.create_ssl_context()


def read_address(text: str) -> tuple[str, str]:
    """Give the base of a deployment and the token that came with its address, if one did.

    Raises:
        Invalid: It is no address.
    """
    plain = text.strip()
    if "://" not in plain:
        plain = f"{'http' if plain.startswith(_LOCAL) else 'https'}://{plain}"
    try:
        parts = urlsplit(plain)
        port = parts.port
    except ValueError as error:
        raise _no_address(text) from error
    if parts.scheme not in _SCHEMES or not parts.hostname or parts.username is not None:
        raise _no_address(text)
    host = f"[{parts.hostname}]" if ":" in parts.hostname else parts.hostname
    base = f"{parts.scheme}://{host}{f':{port}' if port else ''}{parts.path.rstrip('/')}"
    return base, parse_qs(parts.query).get("token", [""])[0]


def _no_address(text: str) -> Invalid:
    return Invalid(
        f"“{text.partition('?')[0].rpartition('@')[2][:_SHOWN]}” is no address of a Koda.",
        remedy="Give it as https://koda.example.com.",
        field="url",
    )


async def _read(answer: httpx2.Response, most: int) -> bytes:
    parts: list[bytes] = []
    size = 0
    async for part in answer.aiter_bytes():
        size += len(part)
        if size > most:
            raise CheckFailedError(f"The answer is larger than {most // 1024**2} MB.")
        parts.append(part)
    return b"".join(parts)


def _refuse_redirect(answer: httpx2.Response, path: str) -> None:
    if answer.is_redirect:
        place = answer.headers.get("location", "").partition("?")[0][:_SHOWN]
        raise CheckFailedError(
            f"{path} leads to {place or 'another place'} instead of answering.",
            "Use the address where it leads to, or turn off what asks before Koda does "
            "(a sign-in of the platform, such as Vercel's deployment protection).",
        )


def _document(answer: httpx2.Response, content: bytes, path: str) -> dict[str, Any]:
    """Give the answer's JSON object; raises what a failure means."""
    try:
        found: object = json.loads(content or b"{}")
    except ValueError:
        found = None
    if answer.is_success and isinstance(found, dict):
        return cast("dict[str, Any]", found)
    if answer.status_code in {401, 403} and isinstance(found, dict):
        raise NotAdmittedError(
            f"{path} answers {answer.status_code}: {_said(cast('dict[str, Any]', found))}",
            "Give the token with --token; it is in the address that Koda prints at its start, or "
            "is KODA_TOKEN there.",
        )
    if isinstance(found, dict):
        said = cast("dict[str, Any]", found)
        remedy = said.get("remedy")
        raise CheckFailedError(
            f"{path} answers {answer.status_code}: {_said(said)}",
            str(remedy)[:_SHOWN] if remedy else _remedy(answer.status_code),
        )
    kind = answer.headers.get("content-type", "").partition(";")[0] or "something"
    raise CheckFailedError(
        f"{path} answers {answer.status_code} with {kind}, which is no JSON.",
        _remedy(answer.status_code)
        if answer.status_code >= 500
        else "Check the address: this is not Koda's interface.",
    )


def _said(found: Mapping[str, Any]) -> str:
    text = found.get("detail") or found.get("error") or "nothing more"
    return str(text)[:_SHOWN]


def _remedy(status: int) -> str:
    if status == 504:
        return (
            "The function ran out of time: raise its maxDuration, and turn Fluid Compute on in "
            "Project Settings → Functions."
        )
    return "Look into the deployment's log." if status >= 500 else "Check the address."
