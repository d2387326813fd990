"""Large files go from the browser into the asset store: held to their size, hash and content."""

from __future__ import annotations

import asyncio
import hashlib
from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from typing import Any

import httpx2
import pytest
from fastapi import FastAPI

from koda.assets.uploads import Announced
from koda.blobs.base import BlobStore
from koda.db.uploads import MOST_OPEN
from koda.server.app import create_app
from koda.services import Services
from koda.settings import Settings
from koda.wiring import open_blobs, open_services
from tests.runs.studio import png
from tests.server.conftest import TOKEN
from tests.servers.s3 import S3Server, run_s3

PICTURE = png(size=(300, 200))
DAY_MS = 24 * 3600 * 1000


@pytest.fixture(scope="module", params=["local", "moto", "rclone"])
def server(request: pytest.FixtureRequest) -> Iterator[S3Server | None]:
    if request.param == "local":
        yield None
        return
    with run_s3(request.param) as running:
        yield running


@pytest.fixture
def settings(tmp_path: Path, server: S3Server | None) -> Settings:
    kept = server.variables(server.bucket()) if server else {}
    return Settings.model_validate({"KODA_DATA": tmp_path, "KODA_TOKEN": TOKEN, **kept})


@pytest.fixture
async def app(settings: Settings) -> AsyncIterator[FastAPI]:
    async with open_services(settings) as services:
        yield create_app(services)


@pytest.fixture
def services(app: FastAPI) -> Services:
    found: Services = app.state.services
    return found


@pytest.fixture
def store(settings: Settings) -> BlobStore:
    return open_blobs(settings)


async def announce(http: httpx2.AsyncClient, **values: Any) -> httpx2.Response:
    file = {"name": "a.png", "size": len(PICTURE), "mime": "image/png"}
    return await http.post("/api/assets/uploads", json=file | values)


async def send(http: httpx2.AsyncClient, target: dict[str, Any], content: bytes) -> httpx2.Response:
    if target["url"].startswith("/"):
        return await http.put(target["url"], content=content, headers=target["headers"])
    async with httpx2.AsyncClient() as browser:
        return await browser.put(target["url"], content=content, headers=target["headers"])


async def kept(store: BlobStore) -> list[str]:
    return [key async for key, _ in store.list("uploads/")]


async def test_what_was_sent_becomes_an_asset(
    http: httpx2.AsyncClient, store: BlobStore, server: S3Server | None
) -> None:
    digest = hashlib.sha256(PICTURE).hexdigest()
    answer = await announce(http, hash=digest, canvasId="c1", nodeId="n1", name="C:\\x\\a.png")
    assert answer.status_code == 201
    target = answer.json()
    assert target["direct"] is (server is not None)
    assert (await send(http, target, PICTURE)).is_success
    asset = (await http.post(f"/api/assets/uploads/{target['id']}/done")).json()
    assert (asset["hash"], asset["mime"], asset["name"]) == (digest, "image/png", "a.png")
    assert (asset["canvas"], asset["node"], asset["width"]) == ("c1", "n1", 300)
    assert (await http.get(f"/api/assets/{asset['id']}")).content == PICTURE
    assert await kept(store) == []


async def test_twice_done_is_the_same_asset(http: httpx2.AsyncClient) -> None:
    target = (await announce(http)).json()
    await send(http, target, PICTURE)
    done = f"/api/assets/uploads/{target['id']}/done"
    answers = await asyncio.gather(*(http.post(done) for _ in range(3)))
    assert {one.json()["id"] for one in answers} == {(await http.post(done)).json()["id"]}
    assert len((await http.get("/api/assets")).json()["assets"]) == 1


async def test_what_was_not_sent_is_not_done(http: httpx2.AsyncClient) -> None:
    target = (await announce(http)).json()
    answer = await http.post(f"/api/assets/uploads/{target['id']}/done")
    assert answer.status_code == 503
    assert answer.json()["retryable"]
    await send(http, target, PICTURE)
    assert (await http.post(f"/api/assets/uploads/{target['id']}/done")).status_code == 200


@pytest.mark.parametrize("content", [b"<svg xmlns='http://www.w3.org/2000/svg'/>", PICTURE[:90]])
async def test_what_is_no_media_is_refused_and_removed(
    http: httpx2.AsyncClient, store: BlobStore, content: bytes
) -> None:
    target = (await announce(http, size=len(content))).json()
    assert (await send(http, target, content)).is_success
    answer = await http.post(f"/api/assets/uploads/{target['id']}/done")
    assert answer.status_code in {415, 422}
    assert await kept(store) == []
    again = await http.post(f"/api/assets/uploads/{target['id']}/done")
    assert again.status_code == 404


async def test_another_size_than_announced_is_refused_and_removed(
    http: httpx2.AsyncClient, store: BlobStore, tmp_path: Path
) -> None:
    target = (await announce(http)).json()
    place = tmp_path / "longer"
    place.write_bytes(PICTURE + b"x")
    await store.put(f"uploads/{target['id']}", place)  # as a store that signs no lengths
    answer = await http.post(f"/api/assets/uploads/{target['id']}/done")
    assert answer.status_code == 422
    assert await kept(store) == []


async def test_another_content_than_announced_is_refused_and_removed(
    http: httpx2.AsyncClient, store: BlobStore
) -> None:
    target = (await announce(http, hash="0" * 64)).json()
    await send(http, target, PICTURE)
    answer = await http.post(f"/api/assets/uploads/{target['id']}/done")
    assert "not the file that was announced" in answer.json()["detail"]
    assert await kept(store) == []


async def test_what_is_sent_afterwards_does_not_change_the_asset(
    http: httpx2.AsyncClient, server: S3Server | None
) -> None:
    target = (await announce(http)).json()
    await send(http, target, PICTURE)
    asset = (await http.post(f"/api/assets/uploads/{target['id']}/done")).json()
    other = bytes(len(PICTURE))
    assert (await send(http, target, other)).is_success
    assert (await http.post(f"/api/assets/uploads/{target['id']}/done")).json() == asset
    assert (await http.get(f"/api/assets/{asset['id']}")).content == PICTURE


async def test_a_wrong_announcement_is_refused(http: httpx2.AsyncClient) -> None:
    wrong: list[dict[str, Any]] = [
        {"size": 0},
        {"size": -1},
        {"size": "many"},
        {"mime": "image/png\r\nx: y"},
        {"mime": "x" * 200},
        {"hash": "abc"},
        {"name": "x" * 501},
        {"canvasId": "../x"},
    ]
    for values in wrong:
        assert (await announce(http, **values)).status_code == 422, values


async def test_a_file_above_the_limit_is_refused_before_it_is_sent(
    http: httpx2.AsyncClient,
) -> None:
    answer = await announce(http, size=51 * 1024 * 1024)
    assert answer.status_code == 413
    assert "KODA_UPLOAD_LIMIT_MB" in answer.json()["remedy"]


async def test_an_upload_of_somebody_else_is_not_there(
    http: httpx2.AsyncClient, services: Services
) -> None:
    file = Announced(name="a.png", size=len(PICTURE), mime="image/png")
    upload, _ = await services.uploads.announce(file, "somebody else")
    for call in (
        http.post(f"/api/assets/uploads/{upload.id}/done"),
        http.put(f"/api/assets/uploads/{upload.id}/content", content=PICTURE),
        http.post("/api/assets/uploads/upl_none/done"),
    ):
        assert (await call).status_code == 404


async def test_one_person_cannot_announce_without_end(
    http: httpx2.AsyncClient, services: Services
) -> None:
    file = Announced(name="a.png", size=1, mime="image/png")
    for _ in range(MOST_OPEN):
        await services.uploads.announce(file, "me")
    answer = await announce(http)
    assert answer.status_code == 503
    await services.uploads.announce(file, "somebody else")


async def test_what_was_given_up_is_swept(
    http: httpx2.AsyncClient, services: Services, store: BlobStore
) -> None:
    kept_one = (await announce(http)).json()
    given_up = (await announce(http)).json()
    for target in (kept_one, given_up):
        await send(http, target, PICTURE)
    uploads = services.uploads
    assert await uploads.sweep() == 0
    assert (await http.post(f"/api/assets/uploads/{kept_one['id']}/done")).is_success
    later = type(uploads)(uploads._records, store, services.assets, uploads._work, _in_a_day)
    assert await later.sweep() == 2
    assert await kept(store) == []
    answer = await http.post(f"/api/assets/uploads/{given_up['id']}/done")
    assert answer.status_code == 404
    assert len((await http.get("/api/assets")).json()["assets"]) == 1


async def test_bytes_that_nobody_announced_are_refused(
    http: httpx2.AsyncClient, services: Services
) -> None:
    target = (await announce(http)).json()
    own = f"/api/assets/uploads/{target['id']}/content"
    for wrong in (PICTURE + b"x", PICTURE[:-1], b""):
        assert (await http.put(own, content=wrong)).status_code == 422
    assert (await http.put(own, content=PICTURE)).status_code == 204
    assert (await http.post(f"/api/assets/uploads/{target['id']}/done")).status_code == 200


def _in_a_day() -> int:
    from koda.clock import now

    return now() + DAY_MS + 1
