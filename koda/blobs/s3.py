"""Bytes in a bucket of Cloudflare R2, Amazon S3 or anything that speaks S3, by `obstore`.

Source: https://developmentseed.org/obstore/latest/api/store/aws/ and
https://developers.cloudflare.com/r2/api/s3/api/
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import quote, urlsplit

import httpx2

from koda.blobs.base import UNKNOWN_TYPE, BlobFacts, UploadLink
from koda.blobs.keys import check_key
from koda.blobs.s3_multipart import PART, Multipart
from koda.blobs.s3_place import S3Place, origin_of
from koda.blobs.s3_signing import signed_address
from koda.blobs.s3_words import code_of, said, status_of
from koda.blobs.sources import file_state, refuse_changed
from koda.core.errors import NotFound, StorageDenied, StorageFailed
from koda.foreign_threads import wait_for_them_at_exit

if TYPE_CHECKING:
    from obstore.store import S3Config, S3Credential, S3Store

_TRIES = 3
_PAUSE_SECONDS = 0.5
_WINDOW_SECONDS = 3600
_FOREVER = "public, max-age=31536000, immutable"
# What the machine's own AWS_ variables would put into requests, set to what is meant. On serverless
# hosts they are there, and a foreign session token makes every request fail.
_NOTHING_FOREIGN: S3Config = {
    "skip_signature": False,
    "unsigned_payload": False,
    "request_payer": False,
    "s3_express": False,
    "disable_tagging": True,
    "disable_bulk_delete": True,  # one object a time: not every store knows the other way
}


class S3BlobStore:
    """A bucket. Nothing is held in memory but the parts on their way (4 of 8 MB)."""

    def __init__(
        self, place: S3Place, *, links: bool = True, retries: int = 4, seconds: float = 60.0
    ) -> None:
        """Use a bucket; nothing is asked of it yet.

        Args:
            place: Which, and with which keys.
            links: Whether browsers can reach it.
            retries: How often one request is sent again after 5xx or a broken connection.
            seconds: How long one request may take; its retries take three times as long at most.
        """
        self.place = place
        self._links = links
        self._retries = retries
        self._seconds = seconds
        self._client: S3Store | None = None

    @property
    def origins(self) -> tuple[str, ...]:
        """The bucket's own, and the public one."""
        if not self._links:
            return ()
        public = [origin_of(self.place.public)] if self.place.public else []
        return tuple(dict.fromkeys([*public, self.place.origin]))

    async def put(self, key: str, source: Path, mime: str = UNKNOWN_TYPE) -> None:
        """See `BlobStore.put`; what is there with the same size is not sent again."""
        check_key(key)
        before = await asyncio.to_thread(_state, source)
        there = await self.find(key)
        if there is not None and there.size == before[0]:
            return
        for attempt in range(_TRIES):
            if attempt:
                await asyncio.sleep(_PAUSE_SECONDS * 2**attempt)
            try:
                await self._send(key, source, mime, before[0])
                stored = await self.find(key)
            except StorageDenied:
                raise
            except StorageFailed:
                if attempt == _TRIES - 1:
                    raise
                continue
            await self._refuse_changed(key, source, before)
            if stored is not None and stored.size == before[0]:
                return
        await self.delete(key)
        raise StorageFailed(
            "The bucket did not keep the file whole.", remedy="Try again later.", key=key
        )

    async def find(self, key: str) -> BlobFacts | None:
        """See `BlobStore.find`."""
        import obstore  # noqa: PLC0415  (only those who have a bucket load it)

        try:
            found = await obstore.head_async(self._store(), check_key(key))
        except FileNotFoundError:
            return None
        except obstore.exceptions.BaseError as error:
            raise said(self.place, str(error)) from error
        return BlobFacts(size=int(found["size"]))

    async def open(
        self, key: str, start: int = 0, length: int | None = None
    ) -> AsyncIterator[bytes]:
        """See `BlobStore.open`."""
        check_key(key)
        if length == 0:
            if await self.find(key) is None:
                raise _missing(key)
            return
        asked = (start, start + length) if length is not None else start or None
        import obstore  # noqa: PLC0415  (as above)

        try:
            skip, stream = await self._stream(key, asked)
            async for chunk in stream:
                piece = memoryview(chunk)[skip:]
                skip = max(0, skip - len(chunk))
                if length is not None:
                    piece = piece[:length]
                    length -= len(piece)
                if piece:
                    yield bytes(piece)
                if length == 0:
                    return
        except FileNotFoundError as error:
            if code_of(str(error)) == "NoSuchBucket":
                raise said(self.place, str(error)) from error
            raise _missing(key) from error
        except obstore.exceptions.BaseError as error:
            if status_of(str(error)) != 416:  # it begins behind the end: there is nothing
                raise said(self.place, str(error)) from error

    async def list(self, prefix: str = "") -> AsyncIterator[tuple[str, int]]:
        """See `BlobStore.list`."""
        import obstore  # noqa: PLC0415  (as above)

        try:
            pages = obstore.list(self._store(), prefix or None)  # pyright: ignore[reportUnknownMemberType]  (pyarrow's types are not there)
            async for page in pages:
                for one in page:
                    yield str(one["path"]), int(one["size"])
        except FileNotFoundError as error:
            raise said(self.place, str(error)) from error
        except obstore.exceptions.BaseError as error:
            raise said(self.place, str(error)) from error

    async def local_path(self, key: str) -> Path | None:
        """None: nothing of a bucket is on this machine."""
        check_key(key)
        return None

    async def link(self, key: str, seconds: int, download: str = "") -> str | None:
        """See `BlobStore.link`; the same for an hour, so that browsers find it in their cache."""
        check_key(key)
        if not self._links:
            return None
        if self.place.public and not download:
            return f"{self.place.public}/{key}"
        query: dict[str, str] = {}
        if download:
            name = quote(download, safe="")
            query["response-content-disposition"] = f"attachment; filename*=UTF-8''{name}"
        now = datetime.now(UTC).timestamp()
        window = datetime.fromtimestamp(now - now % _WINDOW_SECONDS, UTC)
        return signed_address(
            self.place, "GET", key, seconds + _WINDOW_SECONDS, at=window, query=query
        )

    async def upload_link(self, key: str, size: int, mime: str, seconds: int) -> UploadLink | None:
        """See `BlobStore.upload_link`; size and type are signed, so no other can be sent."""
        if not self._links:
            return None
        headers = {"content-type": mime}
        url = signed_address(
            self.place,
            "PUT",
            check_key(key),
            seconds,
            headers={**headers, "content-length": str(size)},
        )
        return UploadLink(url=url, headers=headers)

    async def delete(self, key: str) -> None:
        """See `BlobStore.delete`."""
        import obstore  # noqa: PLC0415  (as above)

        try:
            await obstore.delete_async(self._store(), check_key(key))
        except FileNotFoundError as error:
            if code_of(str(error)) == "NoSuchBucket":
                raise said(self.place, str(error)) from error
        except obstore.exceptions.BaseError as error:
            raise said(self.place, str(error)) from error

    async def _send(self, key: str, source: Path, mime: str, size: int) -> None:
        import obstore  # noqa: PLC0415  (as above)

        try:
            if size > PART:
                await self._send_parts(key, source, mime, size)
                return
            await obstore.put_async(
                self._store(),
                key,
                source,
                attributes={"Content-Type": mime, "Cache-Control": _FOREVER},
                use_multipart=False,
            )
        except OSError as error:
            if not await asyncio.to_thread(source.is_file):
                raise NotFound("The file to be stored is gone.") from error
            raise said(self.place, str(error)) from error
        except obstore.exceptions.BaseError as error:
            raise said(self.place, str(error)) from error

    async def _send_parts(self, key: str, source: Path, mime: str, size: int) -> None:
        limits = httpx2.Timeout(self._seconds, connect=min(self._seconds, 10))
        async with httpx2.AsyncClient(timeout=limits) as http:
            upload = Multipart(self.place, http, key, source, self._retries)
            await upload.send(size, {"content-type": mime, "cache-control": _FOREVER})

    async def _refuse_changed(self, key: str, source: Path, before: tuple[int, int]) -> None:
        try:
            await asyncio.to_thread(refuse_changed, source, before)
        except (OSError, StorageFailed):
            await self.delete(key)
            raise

    async def _stream(
        self, key: str, asked: tuple[int, int] | int | None
    ) -> tuple[int, AsyncIterator[Any]]:
        """Give the bytes from the place asked for, or from the beginning with how many to skip."""
        import obstore  # noqa: PLC0415  (as above)

        chosen: Any = {"offset": asked} if isinstance(asked, int) else asked
        store = self._store()
        try:
            found = await obstore.get_async(
                store, key, options={} if asked is None else {"range": chosen}
            )
        except obstore.exceptions.BaseError as error:
            if "non-partial response" not in str(error):
                raise
            # It does not do ranges as it should (rclone gives the range, but says 200 for 206).
            found = await obstore.get_async(store, key)
            skip = asked if isinstance(asked, int) else asked[0] if asked else 0
            return skip, found.stream().__aiter__()
        return 0, found.stream().__aiter__()

    def _store(self) -> S3Store:
        if self._client is None:
            self._client = _connected(self.place, self._retries, self._seconds)
        return self._client


def _connected(place: S3Place, retries: int, seconds: float) -> S3Store:
    from obstore.store import S3Store  # noqa: PLC0415  (only those who have a bucket load it)

    wait_for_them_at_exit()
    endpoint = place.address if place.has_bucket_in_host else place.origin

    def credentials() -> S3Credential:
        return {
            "access_key_id": place.key_id,
            "secret_access_key": place.secret,
            "token": None,
            "expires_at": None,
        }

    return S3Store(
        place.bucket,
        config={
            **_NOTHING_FOREIGN,
            "region": place.region,
            "endpoint": endpoint,
            "aws_endpoint_url_s3": endpoint,
            "virtual_hosted_style_request": place.has_bucket_in_host,
        },
        client_options={
            "allow_http": urlsplit(endpoint).scheme == "http",
            "timeout": timedelta(seconds=seconds),
            "connect_timeout": timedelta(seconds=min(seconds, 10)),
        },
        retry_config={
            "max_retries": retries,
            "retry_timeout": timedelta(seconds=3 * seconds),
            "backoff": {
                "init_backoff": timedelta(milliseconds=100),
                "max_backoff": timedelta(seconds=5),
                "base": 2,
            },
        },
        credential_provider=credentials,
    )


def _state(source: Path) -> tuple[int, int]:
    try:
        return file_state(source)
    except FileNotFoundError as error:
        raise NotFound("The file to be stored is not there.") from error
    except OSError as error:
        raise StorageFailed(f"The file to be stored cannot be read: {error.strerror}.") from error


def _missing(key: str) -> NotFound:
    return NotFound("The file is not in the asset store.", key=key)
