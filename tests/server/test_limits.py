"""How large a body may be, announced or not."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import httpx2
import pytest

from koda.server.app import create_app
from koda.settings import Settings
from koda.wiring import open_services
from tests.runs.studio import png
from tests.server.conftest import BASE, TOKEN

MB = 1024 * 1024


@pytest.fixture
async def small(tmp_path: Path) -> AsyncIterator[httpx2.AsyncClient]:
    """A program at a Koda that takes files of 1 MB."""
    values = {"KODA_DATA": tmp_path, "KODA_TOKEN": TOKEN, "KODA_UPLOAD_LIMIT_MB": 1}
    async with open_services(Settings.model_validate(values)) as services:
        headers = {"authorization": f"Bearer {TOKEN}"}
        transport = httpx2.ASGITransport(create_app(services))
        async with httpx2.AsyncClient(
            transport=transport, base_url=BASE, headers=headers
        ) as client:
            yield client


async def pieces(count: int, size: int, started: list[int]) -> AsyncIterator[bytes]:
    yield b'--x\r\nContent-Disposition: form-data; name="file"; filename="a"\r\n\r\n'
    for place in range(count):
        started.append(place)
        yield b"x" * size


async def test_a_body_that_announces_too_much_is_not_read(small: httpx2.AsyncClient) -> None:
    for path, size in (
        ("/api/assets/upload", 2 * MB),
        ("/api/canvases", 65 * MB),
        ("/api/session", 5 * MB),
    ):
        started: list[int] = []
        answer = await small.post(
            path, content=pieces(1, 10, started), headers={"content-length": str(size)}
        )
        assert (answer.status_code, answer.json()["code"]) == (413, "too_large"), path
        assert started == []


@pytest.mark.parametrize("path", ["storyboard", "product-shot", "motion-analyzer/stream"])
async def test_what_carries_media_in_itself_may_be_large(
    small: httpx2.AsyncClient, path: str
) -> None:
    answer = await small.post(f"/api/plugins/{path}", json={"sceneCount": "x" * 5 * MB})
    assert answer.status_code in {400, 422}


@pytest.mark.parametrize("path", ["/api/assets/upload", "/api/session"])
async def test_a_body_that_announces_nothing_is_cut_off(
    small: httpx2.AsyncClient, path: str
) -> None:
    started: list[int] = []
    headers = {"content-type": "multipart/form-data; boundary=x"}
    if path == "/api/session":
        headers = {"content-type": "application/json"}
    answer = await small.post(path, content=pieces(200, MB // 4, started), headers=headers)
    assert (answer.status_code, answer.json()["code"]) == (413, "too_large")
    assert len(started) < 30


@pytest.mark.parametrize("length", ["many", "-1", "1e9", "9" * 400, "²"])
async def test_a_length_that_is_none_is_refused(small: httpx2.AsyncClient, length: str) -> None:
    headers = {"content-length": length.encode()}
    answer = await small.post("/api/session", content=b"{}", headers=headers)
    assert answer.status_code == 413


async def test_a_file_at_the_limit_is_taken_and_one_above_is_not(small: httpx2.AsyncClient) -> None:
    picture = png(size=(30, 20))
    fits = picture + bytes(MB - len(picture))
    answer = await small.post("/api/assets/upload", files={"file": ("a.png", fits)})
    assert answer.status_code == 200, answer.text
    answer = await small.post("/api/assets/upload", files={"file": ("a.png", fits + b"x")})
    assert (answer.status_code, answer.json()["fields"]["limit"]) == (413, MB)


async def test_a_stranger_is_refused_before_the_body(small: httpx2.AsyncClient) -> None:
    small.headers.pop("authorization")
    started: list[int] = []
    answer = await small.post("/api/canvases", content=pieces(9, MB, started))
    assert answer.status_code == 401
    assert started == []
