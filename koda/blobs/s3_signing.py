"""Signs addresses for S3 (Signature Version 4 in the query): what `obstore` signs has no headers.

Source: https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-query-string-auth.html
"""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Mapping
from datetime import UTC, datetime
from urllib.parse import quote, urlsplit

from koda.blobs.s3_place import S3Place

_ALGORITHM = "AWS4-HMAC-SHA256"
MOST_SECONDS = 7 * 24 * 3600
"""No service takes a signature that is older."""


def signed_address(
    place: S3Place,
    method: str,
    key: str,
    seconds: int,
    *,
    at: datetime | None = None,
    headers: Mapping[str, str] | None = None,
    query: Mapping[str, str] | None = None,
) -> str:
    """Give an address that answers one kind of request until it expires.

    Args:
        place: The bucket and its keys.
        method: `GET`, `PUT` …
        key: Which object; nothing for the bucket itself.
        seconds: How long it is good, at most `MOST_SECONDS`.
        at: From when on; now.
        headers: Headers that a request must have with just these values.
        query: Further parameters, as `response-content-disposition`.
    """
    time = at or datetime.now(UTC)
    stamp, day = time.strftime("%Y%m%dT%H%M%SZ"), time.strftime("%Y%m%d")
    parts = urlsplit(place.address)
    path = _encoded(f"{parts.path}/{key}" if key else parts.path or "/", safe="/")
    signed = {name.lower(): value.strip() for name, value in (headers or {}).items()}
    signed["host"] = parts.netloc
    scope = f"{day}/{place.region}/s3/aws4_request"
    parameters = {
        **(query or {}),
        "X-Amz-Algorithm": _ALGORITHM,
        "X-Amz-Credential": f"{place.key_id}/{scope}",
        "X-Amz-Date": stamp,
        "X-Amz-Expires": str(min(seconds, MOST_SECONDS)),
        "X-Amz-SignedHeaders": ";".join(sorted(signed)),
    }
    canonical_query = "&".join(
        f"{name}={value}"
        for name, value in sorted((_encoded(k), _encoded(v)) for k, v in parameters.items())
    )
    request = "\n".join(
        (
            method,
            path,
            canonical_query,
            *(f"{name}:{signed[name]}" for name in sorted(signed)),
            "",
            ";".join(sorted(signed)),
            "UNSIGNED-PAYLOAD",
        )
    )
    digest = hashlib.sha256(request.encode()).hexdigest()
    text = "\n".join((_ALGORITHM, stamp, scope, digest))
    signature = hmac.new(_key(place, day), text.encode(), hashlib.sha256).hexdigest()
    return f"{parts.scheme}://{parts.netloc}{path}?{canonical_query}&X-Amz-Signature={signature}"


def _key(place: S3Place, day: str) -> bytes:
    key = f"AWS4{place.secret}".encode()
    for part in (day, place.region, "s3", "aws4_request"):
        key = hmac.new(key, part.encode(), hashlib.sha256).digest()
    return key


def _encoded(text: str, safe: str = "") -> str:
    return quote(text, safe=f"{safe}-._~")
