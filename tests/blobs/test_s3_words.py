"""What goes wrong at a bucket is said so that the setting to mend is named."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path

import pytest

from koda.blobs.s3 import S3BlobStore
from koda.blobs.s3_place import S3Place
from koda.core.errors import NotFound, StorageDenied, StorageFailed
from tests.servers.s3 import S3Server, run_s3

KEY = "assets/ab/abcdef"


@pytest.fixture(scope="module")
def rclone() -> Iterator[S3Server]:
    with run_s3("rclone") as server:
        yield server


@pytest.fixture
def source(tmp_path: Path) -> Path:
    place = tmp_path / "source"
    place.write_bytes(b"bytes")
    return place


def quick(place: S3Place) -> S3BlobStore:
    return S3BlobStore(place, retries=1, seconds=5)


async def refusal(store: S3BlobStore, source: Path) -> StorageFailed:
    with pytest.raises(StorageFailed) as caught:
        await store.put(KEY, source)
    assert caught.value.remedy
    return caught.value


async def test_access_denied_names_the_four_ways_to_mend_it(rclone: S3Server, source: Path) -> None:
    place = replace(rclone.bucket(), secret="another", service="r2")
    error = await refusal(quick(place), source)
    assert isinstance(error, StorageDenied)
    assert "Access Denied" in error.message
    for words in (
        "Object Read & Write",
        f"scoped to the bucket {place.bucket}",
        "R2_ACCOUNT_ID, R2_ACCESS_KEY_ID, R2_SECRET_ACCESS_KEY, R2_BUCKET_NAME",
        "CORS",
    ):
        assert words in error.remedy
    assert "another" not in str(error) + error.remedy


async def test_a_bucket_that_is_not_there_is_said(rclone: S3Server, source: Path) -> None:
    store = quick(replace(rclone.bucket(), address=f"{rclone.address}/none-such", bucket="none"))
    error = await refusal(store, source)
    assert "There is no bucket none" in error.message
    assert "S3_BUCKET_NAME" in error.remedy
    with pytest.raises(StorageDenied):
        await anext(store.open(KEY))


@pytest.mark.parametrize(
    ("address", "words"),
    [("http://127.0.0.1:1", "cannot be reached"), ("http://none.invalid", "no host of this name")],
)
async def test_a_wrong_endpoint_is_said(
    rclone: S3Server, source: Path, address: str, words: str
) -> None:
    place = rclone.bucket()
    error = await refusal(quick(replace(place, address=f"{address}/{place.bucket}")), source)
    assert words in error.message
    assert error.retryable
    assert "S3_ENDPOINT" in error.remedy


ANSWERS = {
    "clock": (
        "403 Forbidden",
        "<Error><Code>RequestTimeTooSkewed</Code><Message>late</Message></Error>",
        "clock",
    ),
    "region": (
        "400 Bad Request",
        "<Error><Code>AuthorizationHeaderMalformed</Code><Region>eu-west-1</Region></Error>",
        "but in eu-west-1",
    ),
    "key": (
        "403 Forbidden",
        "<Error><Code>InvalidAccessKeyId</Code></Error>",
        "Access Denied",
    ),
    "no XML": ("403 Forbidden", "nothing of the kind", "Access Denied"),
    "no body": ("404 Not Found", "<Error><Code>NoSuchBucket</Code></Error>", "no bucket"),
}


@pytest.mark.parametrize("name", ANSWERS)
async def test_each_refusal_has_its_words(rclone: S3Server, source: Path, name: str) -> None:
    status, body, words = ANSWERS[name]
    async with answering([("404 Not Found", ""), *[(status, body)] * 9]) as (address, _):
        place = replace(rclone.bucket(), address=f"{address}/bucket", bucket="bucket")
        error = await refusal(quick(place), source)
    assert words in error.message


async def test_failures_of_the_server_are_tried_again(rclone: S3Server, source: Path) -> None:
    answers = [("404 Not Found", ""), *[("500 Oh", "")] * 2, ("503 Slow Down", ""), ("200 OK", "")]
    async with answering([*answers, ("SIZE", "5")]) as (address, asked):
        place = replace(rclone.bucket(), address=f"{address}/bucket", bucket="bucket")
        await S3BlobStore(place, retries=4, seconds=5).put(KEY, source)
    assert [one.split()[0] for one in asked] == ["HEAD", "PUT", "PUT", "PUT", "PUT", "HEAD"]


async def test_a_file_that_was_not_kept_whole_is_sent_again_then_removed(
    rclone: S3Server, source: Path
) -> None:
    answers = [("404 Not Found", ""), *[("200 OK", ""), ("SIZE", "4")] * 3, ("204 No Content", "")]
    async with answering(answers) as (address, asked):
        place = replace(rclone.bucket(), address=f"{address}/bucket", bucket="bucket")
        error = await refusal(S3BlobStore(place, retries=0, seconds=5), source)
    assert "did not keep the file whole" in error.message
    assert [one.split()[0] for one in asked].count("PUT") == 3
    assert asked[-1].startswith("DELETE")


async def test_a_source_that_changes_while_it_is_sent_leaves_nothing(
    rclone: S3Server, source: Path
) -> None:
    store = S3BlobStore(rclone.bucket())
    inner = store._send

    async def send(*arguments: object) -> None:
        await inner(*arguments)  # pyright: ignore[reportArgumentType]
        source.write_bytes(b"other")

    store._send = send  # pyright: ignore[reportAttributeAccessIssue]
    with pytest.raises(StorageFailed, match="changed while"):
        await store.put(KEY, source)
    assert await store.find(KEY) is None


async def test_the_machines_own_cloud_variables_change_nothing(
    rclone: S3Server, source: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in {
        "AWS_ACCESS_KEY_ID": "other",
        "AWS_SECRET_ACCESS_KEY": "other",
        "AWS_SESSION_TOKEN": "other",
        "AWS_REGION": "xx-none-1",
        "AWS_ENDPOINT_URL": "http://127.0.0.1:1",
        "AWS_ENDPOINT_URL_S3": "http://127.0.0.1:1",
        "AWS_SKIP_SIGNATURE": "true",
        "AWS_VIRTUAL_HOSTED_STYLE_REQUEST": "true",
        "AWS_S3_EXPRESS": "true",
    }.items():
        monkeypatch.setenv(name, value)
    store = quick(rclone.bucket())
    await store.put(KEY, source)
    assert b"".join([chunk async for chunk in store.open(KEY)]) == b"bytes"


async def test_what_is_not_there_is_only_missing(rclone: S3Server) -> None:
    store = quick(rclone.bucket())
    with pytest.raises(NotFound):
        await anext(store.open(KEY, 0, 0))


@asynccontextmanager
async def answering(answers: list[tuple[str, str]]) -> AsyncIterator[tuple[str, list[str]]]:
    """Serve these answers one after the other; the last one again. Gives what was asked, too."""
    asked: list[str] = []

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        head = (await reader.readuntil(b"\r\n\r\n")).decode()
        asked.append(head.splitlines()[0])
        length = [one for one in head.lower().splitlines() if one.startswith("content-length:")]
        await reader.readexactly(int(length[0].split(":")[1]) if length else 0)
        status, body = answers[min(len(asked), len(answers)) - 1]
        size, status = (body, "200 OK") if status == "SIZE" else (str(len(body)), status)
        body = "" if head.startswith("HEAD") else body
        writer.write(
            f"HTTP/1.1 {status}\r\ncontent-length: {size}\r\nconnection: close\r\netag: x\r\n"
            f"last-modified: Fri, 27 Nov 2026 12:00:00 GMT\r\n\r\n{body}".encode()
        )
        await writer.drain()
        writer.close()

    server = await asyncio.start_server(serve, "127.0.0.1", 0)
    async with server:
        yield f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}", asked
