"""Calls fal.ai: a submit exactly once, a read again when the network fails."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from typing import Any, cast
from urllib.parse import urljoin, urlsplit

import anyio
import httpx2
from pydantic import JsonValue

from koda.core.errors import ProviderAuth, ProviderError
from koda.providers.fal_errors import NAME, answer_lost, not_reached, read_failure, submit_failure

_CONNECT = 10.0
_SUBMIT = httpx2.Timeout(60.0, connect=_CONNECT)
_READ = httpx2.Timeout(30.0, connect=_CONNECT)
_UPLOAD = httpx2.Timeout(300.0, connect=_CONNECT)
_TRIES = 4
_REDIRECTS = 3
_MOVED = frozenset({301, 302, 303, 307, 308})
PASSING = frozenset({500, 502, 503, 504})
_NOT_SENT = (
    httpx2.ConnectError,
    httpx2.ConnectTimeout,
    httpx2.PoolTimeout,
    httpx2.ProxyError,
    httpx2.UnsupportedProtocol,
)

Content = Callable[[], AsyncIterator[bytes]]
"""Makes the bytes to upload; called again for each try."""

Judge = Callable[[httpx2.Response], bool]
"""Whether an answer that is no success is given back as it is."""


class FalCalls:
    """The calls under one key.

    The key goes to the given origins only, whatever address an answer names.
    """

    def __init__(
        self, client: httpx2.AsyncClient, key: str, origins: frozenset[str], pause: float = 0.3
    ) -> None:
        """Call with this client; `pause` seconds before the first repetition of a read."""
        self._client = client
        self._key = key.strip()
        self._origins = origins
        self._pause = pause

    def trusts(self, url: object) -> bool:
        """Say whether an address is at one of the configured services."""
        return isinstance(url, str) and origin_of(url) in self._origins

    async def submit(
        self, url: str, body: Mapping[str, Any], params: Mapping[str, str]
    ) -> httpx2.Response:
        """Send one POST, once.

        Raises:
            ProviderUnavailable: Nothing was sent.
            ProviderRefused: It was refused for certain.
            ProviderAmbiguous: It was sent, and no answer says what became of it.
        """
        try:
            response = await self._client.request(
                "POST",
                url,
                json=dict(body),
                params=dict(params),
                headers=self._headers_for(url),
                timeout=_SUBMIT,
                follow_redirects=False,
            )
        except _NOT_SENT as error:
            raise not_reached(error) from error
        except httpx2.RequestError as error:
            raise answer_lost(error) from error
        if not response.is_success:
            raise submit_failure(response)
        return response

    async def read(
        self,
        method: str,
        url: str,
        *,
        params: Mapping[str, str] | None = None,
        json: JsonValue = None,
        accept: Judge | None = None,
    ) -> httpx2.Response:
        """Make a call that may be repeated, and repeat it while the network or fal.ai falters.

        Gives a success, or an answer that `accept` lets through.

        Raises:
            ProviderError: Any other answer, or none; see `fal_errors.read_failure`.
        """
        return await self._persist(lambda: self._once(method, url, params, json), accept)

    async def upload(
        self,
        method: str,
        url: str,
        headers: Mapping[str, str],
        content: Content | None = None,
        json: JsonValue = None,
    ) -> httpx2.Response:
        """Send to the storage under the caller's own headers; repeated as a read is."""

        async def once() -> httpx2.Response:
            return await self._client.request(
                method,
                url,
                headers=dict(headers),
                content=content() if content else None,
                json=json,
                timeout=_UPLOAD,
                follow_redirects=False,
            )

        return await self._persist(once, None)

    def _headers_for(self, url: str) -> dict[str, str]:
        headers = {"User-Agent": "koda", "Accept": "application/json"}
        if self.trusts(url):
            if not (self._key.isascii() and self._key.isprintable() and self._key):
                raise ProviderAuth(
                    "The key of fal.ai is empty or was not copied whole.", provider=NAME, type="key"
                )
            headers["Authorization"] = f"Key {self._key}"
        return headers

    async def _once(
        self, method: str, url: str, params: Mapping[str, str] | None, json: JsonValue
    ) -> httpx2.Response:
        address, query = url, dict(params) if params else None
        for left in range(_REDIRECTS, -1, -1):
            response = await self._client.request(
                method,
                address,
                params=query,
                json=json,
                headers=self._headers_for(address),
                timeout=_READ,
                follow_redirects=False,
            )
            moved = response.status_code in _MOVED and "location" in response.headers
            if not moved or not left:
                return response
            address, query = urljoin(str(response.url), response.headers["location"]), None
        raise AssertionError

    async def _persist(
        self, once: Callable[[], Awaitable[httpx2.Response]], accept: Judge | None
    ) -> httpx2.Response:
        problem: ProviderError | None = None
        for attempt in range(_TRIES):
            if attempt:
                await anyio.sleep(self._pause * 2 ** (attempt - 1))
            try:
                response = await once()
            except httpx2.RequestError as error:
                problem = not_reached(error)
                continue
            if response.is_success or (accept is not None and accept(response)):
                return response
            problem = read_failure(response)
            if response.status_code not in PASSING:
                break
        assert problem is not None
        raise problem


def origin_of(url: str) -> str:
    """Give `scheme://host:port` of an address, the port always written."""
    parts = urlsplit(url)
    port = parts.port or (443 if parts.scheme == "https" else 80)
    return f"{parts.scheme}://{parts.hostname}:{port}"


def object_of(response: httpx2.Response, *members: str) -> dict[str, Any]:
    """Give the JSON object of an answer; raises `ProviderUnavailable` if it lacks `members`."""
    try:
        raw: Any = response.json()
    except ValueError as error:
        raise not_reached(error) from error
    found = cast("dict[str, Any]", raw) if isinstance(raw, dict) else None
    if found is None or not found.keys() >= set(members):
        raise not_reached(KeyError())
    return found
