"""The built page: its files, its one page for every address, and nothing beside it."""

from __future__ import annotations

import json
import re
from collections.abc import AsyncIterator
from pathlib import Path

import httpx2
import pytest
from starlette.applications import Starlette
from starlette.routing import Mount

from koda.server.static import STAGE_HEADERS, BrowserApp

ROOT = Path(__file__).resolve().parent.parent.parent
PAGE = "<!doctype html><title>Koda</title>"


@pytest.fixture
async def page(tmp_path: Path) -> AsyncIterator[httpx2.AsyncClient]:
    folder = tmp_path / "static"
    (folder / "assets").mkdir(parents=True)
    (folder / "index.html").write_text(PAGE)
    (folder / "assets" / "app-1a2b.js").write_text("1")
    (folder / "stage").mkdir()
    (folder / "stage" / "remotion.html").write_text("stage")
    (tmp_path / "secret.txt").write_text("secret")
    (folder / "link.txt").symlink_to(tmp_path / "secret.txt")
    transport = httpx2.ASGITransport(Starlette(routes=[Mount("/", BrowserApp(folder))]))
    async with httpx2.AsyncClient(transport=transport, base_url="http://127.0.0.1") as client:
        yield client


@pytest.mark.parametrize("path", ["/", "/index.html", "/canvas/abc", "/settings", "/a/b/c?d=e"])
async def test_every_address_of_a_person_is_the_page(page: httpx2.AsyncClient, path: str) -> None:
    answer = await page.get(path)
    assert (answer.status_code, answer.text) == (200, PAGE)
    policy = answer.headers["content-security-policy"]
    assert "frame-ancestors 'none'" in policy
    assert "script-src" not in policy  # so that default-src 'self' holds for scripts
    assert "default-src 'self'" in policy
    assert answer.headers["cache-control"] == "no-cache"
    assert answer.headers["x-content-type-options"] == "nosniff"


async def test_a_file_whose_name_has_its_hash_is_kept_for_ever(page: httpx2.AsyncClient) -> None:
    answer = await page.get("/assets/app-1a2b.js")
    assert "immutable" in answer.headers["cache-control"]
    assert answer.headers["x-content-type-options"] == "nosniff"


@pytest.mark.rule("A30")
async def test_a_stage_has_an_origin_of_its_own_and_reaches_nothing(
    page: httpx2.AsyncClient,
) -> None:
    answer = await page.get("/stage/remotion.html")
    assert answer.text == "stage"
    rules = answer.headers["content-security-policy"].split("; ")
    assert {"sandbox allow-scripts", "default-src 'none'", "connect-src 'none'"} <= set(rules)
    assert "frame-ancestors 'self'" in rules
    assert answer.headers["x-content-type-options"] == "nosniff"
    again = await page.get(
        "/stage/remotion.html", headers={"if-none-match": answer.headers["etag"]}
    )
    assert again.status_code == 304
    assert "sandbox allow-scripts" in again.headers["content-security-policy"]


def test_the_cdn_gives_stages_the_headers_that_the_server_gives() -> None:
    config = json.loads((ROOT / "vercel.json").read_text(encoding="utf-8"))
    (rule,) = [one for one in config["headers"] if one["source"].startswith("/stage/")]
    assert {one["key"]: one["value"] for one in rule["headers"]} == STAGE_HEADERS
    others = [one["source"] for one in config["headers"] if one is not rule]
    matching = [one for one in others if re.fullmatch(one, "/stage/remotion.html")]
    assert matching == ["/((?!api/|s/).*)"], "no other rule says a policy"


@pytest.mark.parametrize(
    "path",
    [
        "/assets/old-9f9f.js",
        "/favicon.ico",
        "/link.txt",
        "/../secret.txt",
        "/%2e%2e/secret.txt",
        "/assets/..%2f..%2fsecret.txt",
        "/api",
        "/api/nothing",
    ],
)
async def test_what_is_no_file_of_the_page_is_not_given(
    page: httpx2.AsyncClient, path: str
) -> None:
    answer = await page.get(path)
    assert "secret" not in answer.text
    assert answer.status_code == 404 or answer.text == PAGE


async def test_a_koda_without_its_page_says_so(tmp_path: Path) -> None:
    transport = httpx2.ASGITransport(BrowserApp(tmp_path / "none"))
    async with httpx2.AsyncClient(transport=transport, base_url="http://127.0.0.1") as client:
        answer = await client.get("/canvas/x")
        assert answer.status_code == 200
        assert "without its page" in answer.text
