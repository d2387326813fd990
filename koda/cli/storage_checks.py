"""The checks of the asset store: it lets Koda in, keeps files, and browsers reach it."""

from __future__ import annotations

import asyncio
import secrets
import tempfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import httpx2

from koda.adapters import open_blobs
from koda.blobs.base import BlobStore
from koda.blobs.s3_place import S3Place, place_of
from koda.blobs.s3_signing import signed_address
from koda.cli.assets_cors import cors_policy, page_origins
from koda.cli.checks import check_folder
from koda.connections.check import Check
from koda.core.errors import KodaError, StorageDenied
from koda.settings import Settings

_SECONDS = 10.0
_TYPE = "application/octet-stream"
_RULES = "Set this CORS policy on the bucket:"


def check_storage(settings: Settings) -> Iterator[Check]:
    """Check where media are kept, whichever store it is."""
    if settings.asset_storage == "local":
        yield from _check_local(settings)
        return
    try:
        place, blobs = place_of(settings), open_blobs(settings)
    except KodaError as error:
        yield Check("bucket", "failed", error.message.rstrip("."), error.remedy)
        return
    key, content = f"checks/{secrets.token_hex(16)}", secrets.token_bytes(32)
    failure = asyncio.run(_keep(blobs, key, content))
    if failure is not None:
        yield failure
        return
    yield Check("bucket", "ok", f"{place.bucket} at {place.origin} takes and gives files")
    try:
        yield from _check_scope(place)
        yield from _check_reading(settings, place, key, content)
        yield from _check_cors(settings, place, key)
    finally:
        asyncio.run(blobs.delete(key))


def _check_local(settings: Settings) -> Iterator[Check]:
    if settings.serverless:
        yield Check(
            "assets",
            "failed",
            "would disappear: a serverless host forgets its folders, and ASSET_STORAGE is local",
            "Set ASSET_STORAGE=r2 and the R2 variables (docs/deploy/storage.md). What was made "
            "before is lost where no bucket was; generate it again.",
        )
        return
    yield check_folder("asset folder", settings.asset_folder, "ASSET_LOCAL_PATH")


async def _keep(blobs: BlobStore, key: str, content: bytes) -> Check | None:
    """Keep a file, read it, remove it, keep it again; a check that failed, or none."""
    try:
        with tempfile.TemporaryDirectory(prefix="koda-check-") as folder:
            file = Path(folder, "check")
            await asyncio.to_thread(file.write_bytes, content)
            await blobs.put(key, file, _TYPE)
            read = b"".join([part async for part in blobs.open(key)])
            await blobs.delete(key)
            if read == content and await blobs.find(key) is None:
                await blobs.put(key, file, _TYPE)
                return None
    except StorageDenied as error:
        if await _can_be_read(blobs):
            message = "can be read, but not written: the permission Object Read & Write is missing"
            return Check("bucket", "failed", message, error.remedy, "refused")
        return Check("bucket", "failed", error.message.rstrip("."), error.remedy, "refused")
    except KodaError as error:
        return Check("bucket", "failed", error.message.rstrip("."), error.remedy, "unreachable")
    return Check("bucket", "failed", "does not do what it is told", "Try again later.", "failed")


async def _can_be_read(blobs: BlobStore) -> bool:
    try:
        async for _ in blobs.list("checks/"):
            break
    except KodaError:
        return False
    return True


def _check_scope(place: S3Place) -> Iterator[Check]:
    """A key that lists all buckets may do more than Koda needs."""
    service = place.origin
    if place.has_bucket_in_host:
        service = service.replace(f"{place.bucket}.", "", 1)
    answer = _ask("GET", signed_address(replace(place, address=service), "GET", "", 60))
    if answer is not None and answer.status_code == 200:
        remedy = f"Make a key that is limited to the bucket {place.bucket}."
        yield Check("bucket key", "warning", "reaches all buckets of the account", remedy)
    else:
        yield Check("bucket key", "ok", "reaches no other bucket")


def _check_reading(settings: Settings, place: S3Place, key: str, content: bytes) -> Iterator[Check]:
    if settings.asset_delivery == "server":
        yield Check("media links", "ok", "not used: Koda reads files out (KODA_ASSET_DELIVERY)")
        return
    link = _ask("GET", signed_address(place, "GET", key, 60))
    if link is None or link.content != content:
        found = "does not answer" if link is None else f"answers {link.status_code}"
        message = f"a signed link {found}"
        remedy = "If only machines beside Koda reach the bucket, set KODA_ASSET_DELIVERY=server."
        yield Check("media links", "failed", message, remedy)
    else:
        yield Check("media links", "ok", "signed links can be read")
    if place.public:
        yield _check_public(place, key, content)


def _check_public(place: S3Place, key: str, content: bytes) -> Check:
    name = f"{place.service.upper()}_PUBLIC_URL"
    answer = _ask("GET", f"{place.public}/{key}")
    if answer is not None and answer.content == content:
        return Check("public address", "ok", f"{place.public} gives files")
    found = "does not answer" if answer is None else f"answers {answer.status_code} for a file"
    remedy = (
        f"Connect the domain to the bucket {place.bucket} (R2: Settings → Custom Domains), or "
        f"remove {name}: files are then shown by signed links."
    )
    return Check("public address", "failed", f"{place.public} {found}", remedy)


def _check_cors(settings: Settings, place: S3Place, key: str) -> Iterator[Check]:
    if settings.asset_delivery == "server":
        return
    origin = page_origins(settings)[0]
    asked = {
        "Origin": origin,
        "Access-Control-Request-Method": "PUT",
        "Access-Control-Request-Headers": "content-type",
    }
    answer = _ask("OPTIONS", f"{place.address}/{key}", asked)
    allowed = "" if answer is None else answer.headers.get("access-control-allow-origin", "")
    methods = "" if answer is None else answer.headers.get("access-control-allow-methods", "")
    if allowed in {"*", origin} and "PUT" in methods:
        yield Check("CORS", "ok", f"pages of {origin} may send files into the bucket")
        return
    message = (
        f"pages of {origin} may not send files into the bucket; large uploads go through Koda, "
        "which hosts like Vercel refuse above 4.5 MB"
    )
    yield Check("CORS", "warning", message, f"{_RULES}\n{cors_policy(settings)}")


def _ask(
    method: str, address: str, headers: dict[str, str] | None = None
) -> httpx2.Response | None:
    try:
        return httpx2.request(method, address, headers=headers, timeout=_SECONDS)
    except (httpx2.HTTPError, httpx2.InvalidURL):
        return None
