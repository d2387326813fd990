"""Sends a large file to a bucket in parts, and goes on where an earlier process was killed.

What was sent is looked up in the bucket itself: the parts of an unfinished upload to the same key,
each known again by its size and the MD5 of its bytes. Keys are hashes of content, so an upload to
one is always of the same file.

Source: https://docs.aws.amazon.com/AmazonS3/latest/userguide/mpuoverview.html and
https://developers.cloudflare.com/r2/objects/multipart-objects/
"""

from __future__ import annotations

import asyncio
import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from html import escape, unescape
from pathlib import Path

import httpx2

from koda.blobs.s3_place import S3Place
from koda.blobs.s3_signing import signed_address
from koda.blobs.s3_words import code_of, said
from koda.core.errors import StorageFailed

PART = 8 * 1024 * 1024
"""Bytes; 10,000 parts are the most: enough for 80 GB."""

_AT_ONCE = 4
_SIGNED_SECONDS = 3600
_PAUSE_SECONDS = 0.2
_UPLOAD = re.compile(r"<Upload>.*?</Upload>", re.DOTALL)
_PART_ENTRY = re.compile(r"<Part>.*?</Part>", re.DOTALL)
_GONE = "NoSuchUpload"


@dataclass(frozen=True, slots=True)
class _Part:
    number: int
    tag: str
    size: int


class Multipart:
    """The upload of one file; nothing of it is held in memory but the parts on their way."""

    def __init__(
        self, place: S3Place, http: httpx2.AsyncClient, key: str, source: Path, retries: int
    ) -> None:
        """Send `source` to `key`; a request is sent again `retries` times."""
        self._place = place
        self._http = http
        self._key = key
        self._source = source
        self._retries = retries

    async def send(self, size: int, headers: Mapping[str, str]) -> int:
        """Send what the bucket has not got of `size` bytes; gives how many parts that were.

        An upload that somebody else ended meanwhile is no error: it was of the same file.

        Raises:
            StorageFailed: The bucket did not take a part, or answered nonsense.
        """
        earlier = await self._find()
        if earlier is not None:
            try:
                return await self._fill(earlier, size, await self._parts(earlier))
            except StorageFailed:  # not every store takes another part in the place of one
                await self._request("DELETE", self._key, {"uploadId": earlier})
        begun = await self._ask("POST", {"uploads": ""}, headers=headers)
        return await self._fill(_field(begun, "UploadId"), size, {})

    async def _fill(self, upload: str, size: int, parts: Mapping[int, _Part]) -> int:
        """Send the parts that are not there, and end the upload."""
        room, sent = asyncio.Semaphore(_AT_ONCE), 0

        async def one(number: int) -> _Part:
            nonlocal sent
            async with room:
                content = await asyncio.to_thread(self._read, number)
                tag = hashlib.md5(content, usedforsecurity=False).hexdigest()
                there = parts.get(number)
                if there is not None and (there.tag, there.size) == (tag, len(content)):
                    return there
                sent += 1
                return await self._send_part(upload, number, content)

        tasks = [asyncio.create_task(one(number)) for number in range(1, -(-size // PART) + 1)]
        try:
            await self._complete(upload, await asyncio.gather(*tasks))
        except _UploadGoneError:
            pass
        finally:
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)
        return sent

    async def _find(self) -> str | None:
        """Look for an unfinished upload; none where the key may not list them."""
        query = {"uploads": "", "prefix": self._key}
        answer = await self._request("GET", "", query)
        if not answer.is_success:
            return None
        for entry in _UPLOAD.findall(answer.text):
            if _field(entry, "Key") == self._key:
                return _field(entry, "UploadId")
        return None

    async def _parts(self, upload: str) -> dict[int, _Part]:
        found: dict[int, _Part] = {}
        after = "0"
        while True:
            query = {"uploadId": upload, "part-number-marker": after}
            answer = await self._request("GET", self._key, query)
            if not answer.is_success:
                return {}
            for entry in _PART_ENTRY.findall(answer.text):
                number, size = (_field(entry, name) for name in ("PartNumber", "Size"))
                part = _Part(int(number), _field(entry, "ETag").strip('"'), int(size))
                found[part.number] = part
            following = _field(answer.text, "NextPartNumberMarker")
            if _field(answer.text, "IsTruncated") != "true" or following in {"", after}:
                return found
            after = following

    def _read(self, number: int) -> bytes:
        with self._source.open("rb") as file:
            file.seek((number - 1) * PART)
            return file.read(PART)

    async def _send_part(self, upload: str, number: int, content: bytes) -> _Part:
        query = {"partNumber": str(number), "uploadId": upload}
        answer = await self._request("PUT", self._key, query, content=content)
        self._refuse(answer)
        return _Part(number, answer.headers.get("etag", "").strip('"'), len(content))

    async def _complete(self, upload: str, parts: list[_Part]) -> None:
        entries = "".join(
            f"<Part><PartNumber>{one.number}</PartNumber><ETag>{escape(one.tag)}</ETag></Part>"
            for one in parts
        )
        body = f"<CompleteMultipartUpload>{entries}</CompleteMultipartUpload>"
        text = await self._ask("POST", {"uploadId": upload}, content=body.encode())
        if code_of(text):  # S3 may say 200 first, and then that it failed
            raise said(self._place, text)

    async def _ask(
        self,
        method: str,
        query: Mapping[str, str],
        *,
        headers: Mapping[str, str] | None = None,
        content: bytes = b"",
    ) -> str:
        answer = await self._request(method, self._key, query, headers=headers, content=content)
        self._refuse(answer)
        return answer.text

    def _refuse(self, answer: httpx2.Response) -> None:
        if answer.is_success:
            return
        if code_of(answer.text) == _GONE:
            raise _UploadGoneError
        raise said(self._place, f"status code: {answer.status_code} {answer.text}")

    async def _request(
        self,
        method: str,
        key: str,
        query: Mapping[str, str],
        *,
        headers: Mapping[str, str] | None = None,
        content: bytes = b"",
    ) -> httpx2.Response:
        """Send a request; again after 5xx or a broken connection: each may come twice."""
        url = signed_address(
            self._place, method, key, _SIGNED_SECONDS, headers=headers, query=query
        )
        attempt = 0
        while True:
            try:
                answer = await self._http.request(method, url, headers=headers, content=content)
                if answer.status_code < 500 or attempt == self._retries:
                    return answer
            except httpx2.HTTPError as error:
                if attempt == self._retries:
                    raise said(self._place, repr(error)) from error
            await asyncio.sleep(_PAUSE_SECONDS * 2**attempt)
            attempt += 1


class _UploadGoneError(Exception):
    """Somebody else has ended the upload."""


def _field(text: str, name: str) -> str:
    found = re.search(rf"<{name}>([^<]*)</{name}>", text)
    return unescape(found[1]) if found else ""
