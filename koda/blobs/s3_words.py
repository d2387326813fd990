"""Says what a bucket answered in words: what is wrong, and which setting mends it."""

from __future__ import annotations

import re

from koda.blobs.s3_place import S3Place
from koda.core.errors import StorageDenied, StorageFailed

_CODE = re.compile(r"<Code>([A-Za-z]{3,60})</Code>", re.ASCII)
_STATUS = re.compile(r"status code: (\d{3})", re.ASCII)
_REGION = re.compile(r"<Region>([a-z0-9-]{1,40})</Region>|expecting '([a-z0-9-]{1,40})'", re.ASCII)
_TITLES = {"r2": "R2", "s3": "S3"}


def code_of(text: str) -> str:
    """Give the code of a refusal, as `NoSuchBucket`; nothing if the answer has none."""
    found = _CODE.search(text)
    return found[1] if found else ""


def status_of(text: str) -> int:
    """Give the HTTP status in an error's text; 0 if nothing was answered."""
    found = _STATUS.search(text)
    return int(found[1]) if found else 0


def said(place: S3Place, text: str) -> StorageFailed:
    """Make the error that a person can act on, of what the client said."""
    code, status = code_of(text), status_of(text)
    region = _REGION.search(text)
    prefix = place.service.upper()
    if code in {"RequestTimeTooSkewed", "RequestExpired"}:
        return StorageDenied(
            "The bucket refuses requests because this machine's clock is wrong.",
            remedy="Let the system set its time by itself (NTP).",
            reason=code,
        )
    if code == "NoSuchBucket":
        return StorageDenied(
            f"There is no bucket {place.bucket} at {place.origin}.",
            remedy=f"Check {prefix}_BUCKET_NAME"
            + (
                ", and R2_ENDPOINT: a bucket in a jurisdiction is only seen from its own address."
                if place.service == "r2"
                else ", S3_REGION and S3_ENDPOINT."
            ),
            reason=code,
        )
    if region or code in {"PermanentRedirect", "AuthorizationHeaderMalformed"} or status == 301:
        there = (region[1] or region[2]) if region else ""
        return StorageDenied(
            f"The bucket {place.bucket} is not in the region {place.region}"
            + (f", but in {there}." if there else "."),
            remedy=f"Set {prefix}_REGION to the bucket's region, and check {prefix}_ENDPOINT.",
            reason=code,
        )
    if status in {401, 403}:
        return denied(place, code)
    return StorageFailed(
        f"The bucket {place.bucket} at {place.origin} {_silence(text, status)}.",
        remedy=f"Try again later. If it stays, check {prefix}_ENDPOINT and this machine's network.",
        reason=code or str(status or "no answer"),
    )


def denied(place: S3Place, code: str) -> StorageDenied:
    """Say “Access Denied” with the ways to mend it."""
    service, prefix = _TITLES[place.service], place.service.upper()
    names = [f"{prefix}_{one}" for one in ("ACCESS_KEY_ID", "SECRET_ACCESS_KEY", "BUCKET_NAME")]
    if place.service == "r2":
        names.insert(0, "R2_ACCOUNT_ID")
    first = {
        "SignatureDoesNotMatch": f"{prefix}_SECRET_ACCESS_KEY does not belong to the key id. ",
        "InvalidAccessKeyId": f"{prefix}_ACCESS_KEY_ID is not known there. ",
    }.get(code, "")
    token = "API token" if place.service == "r2" else "key"
    return StorageDenied(
        f"{service} says “Access Denied” for the bucket {place.bucket}.",
        remedy=f"{first}1. Give the {token} the permission Object Read & Write. 2. Check that it "
        f"is scoped to the bucket {place.bucket}. 3. Check that {', '.join(names)} are all set "
        "and belong together. 4. If only browsers are refused, set the bucket's CORS policy "
        "(`koda assets cors` prints it).",
        reason=code or "AccessDenied",
    )


def _silence(text: str, status: int) -> str:
    if status:
        return f"answered {status}"
    if "dns error" in text:
        return "cannot be found: there is no host of this name"
    if "timed out" in text or "TimedOut" in text:
        return "did not answer in time"
    if "certificate" in text.lower():
        return "has a certificate that this machine does not trust"
    return "cannot be reached"
