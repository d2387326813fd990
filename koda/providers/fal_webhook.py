"""Tells whether a call that says it comes from fal.ai does: its signature, its age, its keys.

Source: fal.ai/docs/documentation/model-apis/inference/webhooks (headers, message, keys, the 300
seconds, the day that keys may be kept for).
"""

from __future__ import annotations

import asyncio
import base64
import binascii
import hashlib
import json
import time
from collections.abc import Callable, Mapping, Sequence
from typing import Any, cast

import httpx2

from koda.core.errors import Unauthorized, Unavailable

_WINDOW_SECONDS = 300
_KEEP_SECONDS = 24 * 3600
_AGAIN_SECONDS = 60
_KEY_BYTES = 32
_MOST_KEYS = 20
_MOST_BYTES = 256 * 1024
_TIMEOUT = httpx2.Timeout(5.0)
_NAMES = ("request-id", "user-id", "timestamp", "signature")


class FalSeal:
    """Checks what fal.ai signs with Ed25519, with the keys that it publishes."""

    def __init__(
        self, client: httpx2.AsyncClient, address: str, clock: Callable[[], float] = time.time
    ) -> None:
        """Fetch the keys from an address when they are needed; `clock` gives Unix seconds."""
        self._client = client
        self._address = address
        self._clock = clock
        self._keys: tuple[bytes, ...] = ()
        self._fetched = float("-inf")
        self._tried = float("-inf")
        self._fetching = asyncio.Lock()

    async def check(self, headers: Mapping[str, str], body: bytes) -> None:
        """Let a call pass whose signature is good and new.

        Args:
            headers: Of the call, their names in lower case.
            body: Its bytes, as they came.

        Raises:
            Unauthorized: It is not from fal.ai, or from too long ago.
            Unavailable: The keys cannot be fetched now.
        """
        said = {name: headers.get(f"x-fal-webhook-{name}", "") for name in _NAMES}
        signature = _signature(said["signature"])
        stamp = said["timestamp"]
        is_new = (
            stamp.isascii()
            and stamp.isdigit()
            and abs(self._clock() - int(stamp[:15])) <= _WINDOW_SECONDS
        )
        if signature is None or not is_new:
            raise _refusal()
        digest = hashlib.sha256(body).hexdigest()
        message = "\n".join([said["request-id"], said["user-id"], stamp, digest]).encode()
        if _is_signed(await self._known(), signature, message):
            return
        if not _is_signed(await self._newer(), signature, message):  # keys are changed at times
            raise _refusal()

    async def close(self) -> None:
        """Close the client."""
        await self._client.aclose()

    async def _known(self) -> Sequence[bytes]:
        if self._clock() - self._fetched > _KEEP_SECONDS:
            async with self._fetching:
                if self._clock() - self._fetched > _KEEP_SECONDS:
                    await self._fetch()
        return self._keys

    async def _newer(self) -> Sequence[bytes]:
        """Give newer keys; forged calls make Koda ask fal.ai no more than once a minute."""
        async with self._fetching:
            if self._clock() - max(self._fetched, self._tried) <= _AGAIN_SECONDS:
                return ()
            self._tried = self._clock()
            await self._fetch()
        return self._keys

    async def _fetch(self) -> None:
        try:
            async with self._client.stream(
                "GET", self._address, timeout=_TIMEOUT, follow_redirects=False
            ) as answer:
                answer.raise_for_status()
                content = b""
                async for piece in answer.aiter_bytes():
                    content += piece
                    if len(content) > _MOST_BYTES:
                        break
            self._keys = _read_keys(content)
        except (httpx2.HTTPError, ValueError) as error:
            raise Unavailable("The keys of fal.ai cannot be fetched now.") from error
        self._fetched = self._clock()


def _read_keys(content: bytes) -> tuple[bytes, ...]:
    """Read a JSON Web Key Set (RFC 7517, RFC 8037); raises `ValueError` without a usable key."""
    raw: Any = json.loads(content)
    entries = cast("dict[str, Any]", raw).get("keys") if isinstance(raw, dict) else None
    found: list[bytes] = []
    for entry in cast("list[Any]", entries)[:_MOST_KEYS] if isinstance(entries, list) else []:
        x = cast("dict[str, Any]", entry).get("x") if isinstance(entry, dict) else None
        try:
            key = base64.urlsafe_b64decode(f"{x}{'=' * (-len(str(x)) % 4)}")
        except (binascii.Error, ValueError):
            continue
        if len(key) == _KEY_BYTES:
            found.append(key)
    if not found:
        message = "no key that can be used"
        raise ValueError(message)
    return tuple(found)


def _signature(text: str) -> bytes | None:
    try:
        signature = bytes.fromhex(text)
    except ValueError:
        return None
    return signature if len(signature) == 2 * _KEY_BYTES else None


def _is_signed(keys: Sequence[bytes], signature: bytes, message: bytes) -> bool:
    from cryptography.exceptions import InvalidSignature  # noqa: PLC0415  (30 ms of a cold start)
    from cryptography.hazmat.primitives.asymmetric.ed25519 import (  # noqa: PLC0415
        Ed25519PublicKey,
    )

    for key in keys:
        try:
            Ed25519PublicKey.from_public_bytes(key).verify(signature, message)
        except (InvalidSignature, ValueError):
            continue
        return True
    return False


def _refusal() -> Unauthorized:
    return Unauthorized("This call is not signed by fal.ai, or too old.", remedy="")
