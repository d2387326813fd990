"""Browsers read media from the bucket, pages and programs from here; nothing is ever dead."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from pathlib import Path

import httpx2
import pytest

from koda.server.app import create_app
from koda.settings import Settings
from koda.wiring import open_services
from tests.emulators.fal_server import QUICK, running_fal
from tests.runs.studio import png
from tests.server.conftest import BASE, TOKEN
from tests.servers.s3 import S3Server, run_s3

PICTURE = png(size=(300, 200))
SHOWN = {"sec-fetch-mode": "no-cors", "sec-fetch-dest": "image"}
PLAYED = {"sec-fetch-mode": "no-cors", "sec-fetch-dest": "video", "range": "bytes=0-"}
READ = {"sec-fetch-mode": "cors", "sec-fetch-dest": "empty"}
OPENED = {"sec-fetch-mode": "navigate", "sec-fetch-dest": "document"}


@pytest.fixture(scope="module")
def s3() -> Iterator[S3Server]:
    with run_s3("moto") as server:
        yield server


@asynccontextmanager
async def koda(folder: Path, variables: dict[str, str]) -> AsyncIterator[httpx2.AsyncClient]:
    settings = Settings.model_validate({"KODA_DATA": folder, "KODA_TOKEN": TOKEN, **variables})
    async with (
        open_services(settings) as services,
        httpx2.AsyncClient(
            transport=httpx2.ASGITransport(create_app(services)),
            base_url=BASE,
            headers={"authorization": f"Bearer {TOKEN}"},
            timeout=60,
        ) as client,
    ):
        yield client


async def upload(http: httpx2.AsyncClient) -> str:
    answer = await http.post("/api/assets/upload", files={"file": ("a.png", PICTURE)})
    return str(answer.json()["url"])


async def test_who_shows_media_is_sent_to_the_bucket(tmp_path: Path, s3: S3Server) -> None:
    async with koda(tmp_path, s3.variables(s3.bucket())) as http:
        url = await upload(http)
        for headers in (SHOWN, PLAYED, {**OPENED, "x": "download"}):
            download = "?download=a%20fox" if "x" in headers else ""
            answer = await http.get(url + download, headers=headers)
            assert answer.status_code == 302
            assert "Sec-Fetch-Dest" in answer.headers["vary"]
            assert answer.headers["cache-control"].startswith("private, max-age=")
            there = httpx2.get(answer.headers["location"])
            assert (there.content, there.headers["content-type"]) == (PICTURE, "image/png")
            assert ("content-disposition" in there.headers) == bool(download)
        part = httpx2.get(answer.headers["location"], headers={"range": "bytes=2-5"})
        assert (part.status_code, part.content) == (206, PICTURE[2:6])


async def test_who_reads_the_bytes_gets_them_from_here(tmp_path: Path, s3: S3Server) -> None:
    async with koda(tmp_path, s3.variables(s3.bucket())) as http:
        url = await upload(http)
        for headers in ({}, READ, OPENED, {**SHOWN, "sec-fetch-mode": "cors"}):
            assert (await http.get(url, headers=headers)).content == PICTURE
        assert (await http.get(f"{url}?direct=0", headers=SHOWN)).content == PICTURE
        assert (await http.head(url, headers=SHOWN)).status_code == 200
        part = await http.get(url, headers={"range": "bytes=2-5"})
        assert (part.status_code, part.content) == (206, PICTURE[2:6])
        small = await http.get(f"{url}/thumbnail", headers=SHOWN)
        assert (small.status_code, small.headers["content-type"]) == (200, "image/webp")
        again = await http.get(f"{url}/thumbnail")
        assert again.content == small.content


async def test_a_public_address_is_used_for_showing(tmp_path: Path, s3: S3Server) -> None:
    place = s3.bucket()
    async with koda(tmp_path, s3.variables(place, "https://media.example.org")) as http:
        url = await upload(http)
        shown = (await http.get(url, headers=SHOWN)).headers["location"]
        assert shown.startswith("https://media.example.org/assets/")
        kept = await http.get(f"{url}?download", headers=OPENED)
        assert kept.headers["location"].startswith(place.address)
        config = (await http.get("/api/config")).json()["config"]["assets"]
        assert (config["type"], config["isCloud"]) == ("s3", True)
        assert config["directUploadsAbove"] == 4 * 1024 * 1024


async def test_a_bucket_that_browsers_cannot_reach_is_read_out(
    tmp_path: Path, s3: S3Server
) -> None:
    variables = s3.variables(s3.bucket()) | {"KODA_ASSET_DELIVERY": "server"}
    async with koda(tmp_path, variables) as http:
        url = await upload(http)
        assert (await http.get(url, headers=SHOWN)).content == PICTURE
        config = (await http.get("/api/config")).json()["config"]["assets"]
        assert config["directUploadsAbove"] is None


async def test_the_page_may_use_the_bucket_and_nothing_else(tmp_path: Path, s3: S3Server) -> None:
    async with koda(tmp_path, s3.variables(s3.bucket(), "https://media.example.org/x")) as http:
        policy = (await http.get("/")).headers.get("content-security-policy")
    if policy is None:
        pytest.skip("the page was not built")
    rules = dict(one.strip().split(" ", 1) for one in policy.split(";"))
    for name in ("img-src", "media-src", "connect-src"):
        assert rules[name].split()[-2:] == ["https://media.example.org", s3.address]
    assert "example" not in rules["default-src"] + rules["worker-src"]


async def test_a_redirect_is_not_given_to_strangers(tmp_path: Path, s3: S3Server) -> None:
    async with koda(tmp_path, s3.variables(s3.bucket())) as http:
        url = await upload(http)
        answer = await http.get(url, headers={**SHOWN, "authorization": ""})
        assert answer.status_code == 401
        assert "location" not in answer.headers


@pytest.mark.parametrize("kept", ["local", "s3"])
async def test_nothing_is_lost_when_the_providers_addresses_expire(
    tmp_path: Path, s3: S3Server, kept: str
) -> None:
    with running_fal(pace=QUICK) as fal:
        at = fal.addresses
        variables = {
            "FAL_KEY": "key",
            "FAL_QUEUE_URL": at.queue,
            "FAL_REST_URL": at.rest,
            "FAL_CDN_URL": at.cdn,
            "FAL_API_URL": at.api,
            **(s3.variables(s3.bucket()) if kept == "s3" else {}),
        }
        async with koda(tmp_path, variables) as http:
            body = {"prompt": "a red fox", "model": "flux-schnell"}
            made = (await http.post("/api/generate", json=body)).json()
            assert made["success"], made
            assert len(fal.ledger()) == 1
            fal.fault("expired_url", 100_000)  # two days later
            url = made["imageUrl"]
            before = (await http.get(url)).content
            assert before
            shown = await http.get(url, headers=SHOWN, follow_redirects=False)
            if kept == "s3":
                assert httpx2.get(shown.headers["location"]).content == before
            assert (await http.get(f"{url}/thumbnail")).status_code == 200
            texts = [
                json.dumps((await http.get(f"{url}/record")).json()),
                (await http.get("/api/assets")).text,
                (await http.get("/api/library/assets")).text,
                json.dumps(made),
            ]
            assert not [text for text in texts if fal.base in text]
    async with koda(tmp_path, variables) as http:  # and the provider is gone altogether
        assert (await http.get(url)).content == before
