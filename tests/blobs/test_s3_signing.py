"""Signed addresses: as Amazon's own client makes them, and as a server that verifies takes them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import httpx2
import pytest

from koda.blobs.s3 import S3BlobStore
from koda.blobs.s3_place import S3Place, place_of
from koda.blobs.s3_signing import signed_address
from koda.settings import Settings
from tests.servers.s3 import KEY_ID, SECRET, S3Server, run_s3

KEY = "assets/ab/abcdef"
AT = datetime(2013, 5, 24, tzinfo=UTC)
# The example of Amazon's own page about signatures in the query.
EXAMPLE = S3Place(
    service="s3",
    bucket="examplebucket",
    address="https://examplebucket.s3.amazonaws.com",
    region="us-east-1",
    key_id="AKIAIOSFODNN7EXAMPLE",
    secret="wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY",
)


@pytest.fixture(scope="module")
def rclone() -> Iterator[S3Server]:
    with run_s3("rclone") as server:
        yield server


def test_the_example_of_amazon_comes_out() -> None:
    url = signed_address(EXAMPLE, "GET", "test.txt", 86400, at=AT)
    assert parse_qs(urlsplit(url).query)["X-Amz-Signature"] == [
        "aeeed9bbccd4d02ee5c0109b86d86835f995330da4c265957d157751f604d404"
    ]


def test_amazons_own_client_signs_the_same() -> None:
    import boto3
    from botocore.client import Config

    client = boto3.client(
        "s3",
        aws_access_key_id=EXAMPLE.key_id,
        aws_secret_access_key=EXAMPLE.secret,
        region_name="eu-central-1",
        endpoint_url="http://127.0.0.1:9",
        config=Config(signature_version="s3v4", s3={"addressing_style": "path"}),
    )
    name = "attachment; filename*=UTF-8''a%20b.png"
    theirs = urlsplit(
        client.generate_presigned_url(
            "get_object",
            Params={"Bucket": "koda", "Key": KEY, "ResponseContentDisposition": name},
            ExpiresIn=600,
        )
    )
    query = {key: values[0] for key, values in parse_qs(theirs.query).items()}
    at = datetime.strptime(query["X-Amz-Date"], "%Y%m%dT%H%M%SZ").replace(tzinfo=UTC)
    place = replace(EXAMPLE, address="http://127.0.0.1:9/koda", region="eu-central-1")
    ours = signed_address(
        place, "GET", KEY, 600, at=at, query={"response-content-disposition": name}
    )
    assert parse_qs(urlsplit(ours).query)["X-Amz-Signature"] == [query["X-Amz-Signature"]]
    assert urlsplit(ours).path == theirs.path


async def test_a_link_reads_until_it_expires(rclone: S3Server) -> None:
    place = rclone.bucket()
    put = signed_address(place, "PUT", KEY, 60)
    assert httpx2.put(put, content=b"bytes").status_code == 200
    link = await S3BlobStore(place).link(KEY, 600)
    assert link is not None
    assert httpx2.get(link).content == b"bytes"
    assert httpx2.get(link.replace("abcdef", "abcdee")).status_code == 403
    old = datetime.now(UTC) - timedelta(hours=2)
    assert httpx2.get(signed_address(place, "GET", KEY, 600, at=old)).status_code in {400, 403}
    stranger = replace(place, secret="another")
    assert httpx2.get(signed_address(stranger, "GET", KEY, 600)).status_code == 403


async def test_a_link_stays_the_same_for_a_while(rclone: S3Server) -> None:
    store = S3BlobStore(rclone.bucket())
    assert await store.link(KEY, 600) == await store.link(KEY, 600)


async def test_an_upload_takes_what_was_announced(rclone: S3Server) -> None:
    store = S3BlobStore(rclone.bucket())
    link = await store.upload_link(KEY, 5, "image/png", 60)
    assert link is not None
    assert httpx2.put(link.url, content=b"bytes", headers=link.headers).status_code == 200
    found = await store.find(KEY)
    assert found is not None
    assert found.size == 5
    other = {"content-type": "text/html"}
    assert httpx2.put(link.url, content=b"bytes", headers=other).status_code == 403
    assert httpx2.put(link.url, content=b"more bytes", headers=link.headers).status_code == 403
    assert httpx2.get(link.url).status_code == 403


async def test_a_public_address_needs_no_signature() -> None:
    place = replace(EXAMPLE, public="https://media.example.org/koda")
    store = S3BlobStore(place)
    assert await store.link(KEY, 600) == f"https://media.example.org/koda/{KEY}"
    download = await store.link(KEY, 600, "a b.png")
    assert download is not None
    assert download.startswith("https://examplebucket.s3.amazonaws.com/")
    assert "a%252520b.png" in download or "a%2520b.png" in download
    assert store.origins == ("https://media.example.org", "https://examplebucket.s3.amazonaws.com")


async def test_a_bucket_that_browsers_cannot_reach_gives_no_links() -> None:
    store = S3BlobStore(EXAMPLE, links=False)
    assert await store.link(KEY, 600) is None
    assert await store.upload_link(KEY, 1, "image/png", 60) is None
    assert store.origins == ()


async def test_the_variables_of_r2_are_enough(rclone: S3Server, tmp_path: Path) -> None:
    bucket = rclone.bucket().bucket
    settings = Settings.model_validate(
        {
            "ASSET_STORAGE": "r2",
            "R2_ACCOUNT_ID": "account",
            "R2_ACCESS_KEY_ID": KEY_ID,
            "R2_SECRET_ACCESS_KEY": f" {SECRET}\n",
            "R2_BUCKET_NAME": bucket,
            "R2_ENDPOINT": f"{rclone.address}/{bucket}",
        }
    )
    store = S3BlobStore(place_of(settings))
    source = tmp_path / "source"
    source.write_bytes(b"bytes")
    await store.put(KEY, source, "image/png")
    link = await store.link(KEY, 600)
    assert link is not None
    assert "%2Fauto%2Fs3%2F" in link
    assert httpx2.get(link).content == b"bytes"
