"""Brings local media to fal.ai's storage, each file once."""

from __future__ import annotations

import mimetypes
import time
from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import anyio
from pydantic import JsonValue

from koda.core.errors import ProviderUnavailable
from koda.providers.base import MediaInput
from koda.providers.fal_errors import NAME
from koda.providers.fal_http import Content, FalCalls, object_of

_CHUNK = 1 << 20
_SPARE = 60.0


@dataclass(frozen=True, slots=True)
class UploadLimits:
    """From how many bytes on a file goes in parts, and how large those are."""

    parts_from: int = 100 * 2**20
    part: int = 10 * 2**20


@dataclass(frozen=True, slots=True)
class _Ticket:
    """What the storage lets us upload with."""

    authorization: str
    base: str
    expires: float


class FalStorage:
    """Uploads, remembered by content hash while the process lives.

    Source: the protocol of fal-client 1.0.3 (`storage/auth/token`, `files/upload`, multipart).
    """

    def __init__(
        self, calls: FalCalls, rest_url: str, cdn_url: str, limits: UploadLimits | None = None
    ) -> None:
        """Upload by these services."""
        self._calls = calls
        self._rest_url = rest_url
        self._cdn_url = cdn_url
        self._limits = limits or UploadLimits()
        self._ticket: _Ticket | None = None
        self._ticket_lock = anyio.Lock()
        self._known: dict[str, str] = {}
        self._locks: dict[str, anyio.Lock] = {}

    async def address_of(self, media: MediaInput) -> str:
        """Give an address that fal.ai can fetch the file from; upload it if it has none yet.

        Raises:
            ProviderError: It could not be uploaded; nothing was bought.
        """
        lock = self._locks.setdefault(media.hash, anyio.Lock())
        async with lock:
            if media.hash not in self._known:
                self._known[media.hash] = await self._upload(media)
        self._locks.pop(media.hash, None)
        return self._known[media.hash]

    async def _upload(self, media: MediaInput) -> str:
        size = (await anyio.Path(media.path).stat()).st_size
        ticket = await self._current_ticket()
        headers = {
            "Authorization": ticket.authorization,
            "Accept": "application/json",
            "Content-Type": media.mime,
            "X-Fal-File-Name": f"{media.hash[:16]}{mimetypes.guess_extension(media.mime) or ''}",
        }
        if size >= self._limits.parts_from:
            return await self._upload_parts(media, size, ticket, headers)
        answer = await self._calls.upload(
            "POST",
            f"{self._cdn_url}/files/upload",
            {**headers, "Content-Length": str(size)},
            _slice(media.path, 0, size),
        )
        return str(object_of(answer, "access_url")["access_url"])

    async def _upload_parts(
        self, media: MediaInput, size: int, ticket: _Ticket, headers: dict[str, str]
    ) -> str:
        started = await self._calls.upload("POST", f"{ticket.base}/files/upload/multipart", headers)
        said = object_of(started, "access_url", "uploadId")
        target, upload = str(said["access_url"]), str(said["uploadId"])
        parts: list[JsonValue] = []
        for start in range(0, size, self._limits.part):
            length = min(self._limits.part, size - start)
            number = len(parts) + 1
            answer = await self._calls.upload(
                "PUT",
                f"{target}/multipart/{upload}/{number}",
                {**headers, "Content-Length": str(length), "Accept-Encoding": "identity"},
                _slice(media.path, start, length),
            )
            parts.append({"partNumber": number, "etag": answer.headers["etag"]})
        await self._calls.upload(
            "POST",
            f"{target}/multipart/{upload}/complete",
            {"Authorization": ticket.authorization, "Accept": "application/json"},
            json={"parts": parts},
        )
        return target

    async def _current_ticket(self) -> _Ticket:
        async with self._ticket_lock:
            if self._ticket is None or self._ticket.expires < time.time() + _SPARE:
                answer = await self._calls.read(
                    "POST",
                    f"{self._rest_url}/storage/auth/token",
                    params={"storage_type": "fal-cdn-v3"},
                    json={},
                )
                self._ticket = _read_ticket(object_of(answer), self._cdn_url)
            return self._ticket


def _read_ticket(raw: dict[str, str], cdn_url: str) -> _Ticket:
    try:
        expires = datetime.fromisoformat(raw["expires_at"]).timestamp()
        return _Ticket(
            f"{raw['token_type']} {raw['token']}", raw.get("base_url") or cdn_url, expires
        )
    except (KeyError, ValueError) as error:
        raise ProviderUnavailable(
            "fal.ai's storage gave no usable upload token.", provider=NAME, type="upload_token"
        ) from error


def _slice(path: Path, start: int, length: int) -> Content:
    async def read() -> AsyncIterator[bytes]:
        left = length
        async with await anyio.open_file(path, "rb") as file:
            await file.seek(start)
            while left and (chunk := await file.read(min(_CHUNK, left))):
                left -= len(chunk)
                yield chunk

    return read
