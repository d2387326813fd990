"""Any endpoint of fal.ai over HTTP: found, added, run, kept, taken away."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from typing import Any

import httpx2
import pytest

from koda.server.app import create_app
from koda.services import Services
from koda.settings import Settings
from koda.wiring import open_services
from tests.emulators.fal_server import FalServer, running_fal
from tests.server.conftest import BASE, TOKEN

FILM = "fal-ai/kling-video/v2.1/standard/image-to-video"
WORDS = "fal-ai/moondream2"


@pytest.fixture
def fal() -> Iterator[FalServer]:
    with running_fal() as server:
        yield server


def settings_of(folder: Path, fal: FalServer, key: str = "secret") -> Settings:
    at = fal.addresses
    return Settings.model_validate(
        {
            "KODA_DATA": folder,
            "KODA_TOKEN": TOKEN,
            "FAL_KEY": key,
            "FAL_QUEUE_URL": at.queue,
            "FAL_REST_URL": at.rest,
            "FAL_CDN_URL": at.cdn,
            "FAL_API_URL": at.api,
        }
    )


def client_of(services: Services) -> httpx2.AsyncClient:
    return httpx2.AsyncClient(
        transport=httpx2.ASGITransport(create_app(services)),
        base_url=BASE,
        headers={"authorization": f"Bearer {TOKEN}"},
        timeout=60,
    )


@pytest.fixture
async def http(tmp_path: Path, fal: FalServer) -> AsyncIterator[httpx2.AsyncClient]:
    async with open_services(settings_of(tmp_path, fal)) as services, client_of(services) as client:
        yield client


async def kinds_of(http: httpx2.AsyncClient) -> dict[str, Any]:
    catalog = (await http.get("/api/catalog")).json()
    return {kind["kind"]: kind for kind in catalog["kinds"]}


async def test_the_catalogue_is_searched_with_price_category_and_picture(
    http: httpx2.AsyncClient,
) -> None:
    page = (await http.get("/api/endpoints/search", params={"q": "kling 2.1 standard"})).json()
    found = {one["id"]: one for one in page["endpoints"]}
    assert page["notice"] == ""
    assert found[FILM]["category"] == "image-to-video"
    assert found[FILM]["price"] == "$0.1 per second"
    assert not found[FILM]["added"]
    picture = await http.get(f"/api/endpoints/{FILM}/thumbnail")
    assert picture.headers["content-type"] == "image/webp"


async def test_pages_follow_each_other(http: httpx2.AsyncClient) -> None:
    first = (await http.get("/api/endpoints/search", params={"category": "image-to-video"})).json()
    rest = {"category": "image-to-video", "cursor": first["next"]}
    second = (await http.get("/api/endpoints/search", params=rest)).json()
    ids = [{one["id"] for one in page["endpoints"]} for page in (first, second)]
    assert len(ids[0]) == 20
    assert ids[0].isdisjoint(ids[1])


async def test_the_address_of_its_page_finds_an_endpoint(http: httpx2.AsyncClient) -> None:
    asked = {"q": f"https://fal.ai/models/{WORDS}/api"}
    page = (await http.get("/api/endpoints/search", params=asked)).json()
    assert [one["id"] for one in page["endpoints"]] == [WORDS]


async def test_an_added_endpoint_is_a_kind_at_once(http: httpx2.AsyncClient) -> None:
    added = await http.post("/api/endpoints", json={"id": FILM})
    assert added.status_code == 201
    kind = (await kinds_of(http))[f"fal:{FILM}"]
    assert kind == added.json()
    ends = {one["name"]: one for one in kind["inputs"]}
    assert ends["image_url"]["types"] == ["image"]
    assert ends["image_url"]["title"] == "Image"
    assert ends["image_url"]["required"]
    assert next(iter(kind["parameters"]["properties"])) == "prompt"
    assert kind["parameters"]["properties"]["duration"]["enum"] == ["5", "10"]
    assert [one["types"] for one in kind["outputs"]] == [["video"]]
    models = (await http.get("/api/catalog")).json()["models"]
    assert not any(one["id"].startswith("fal:") for one in models)


async def test_an_added_endpoint_is_there_after_a_restart_without_fal(
    tmp_path: Path, fal: FalServer
) -> None:
    async with open_services(settings_of(tmp_path, fal)) as services, client_of(services) as http:
        before = (await http.post("/api/endpoints", json={"id": FILM})).json()
    gone = FalServer("http://127.0.0.1:9")
    async with open_services(settings_of(tmp_path, gone)) as services, client_of(services) as http:
        assert (await kinds_of(http))[f"fal:{FILM}"] == before
        page = (await http.get("/api/endpoints/search", params={"q": "kling"})).json()
        assert [one["id"] for one in page["endpoints"]] == [FILM]
        assert "could not be reached" in page["notice"]
        refused = await http.post("/api/endpoints", json={"id": WORDS})
        assert refused.status_code == 503


async def test_without_a_key_endpoints_are_found_and_added_and_cannot_run(
    tmp_path: Path, fal: FalServer
) -> None:
    settings = settings_of(tmp_path, fal).model_copy(update={"fal_key": None})
    async with open_services(settings) as services, client_of(services) as http:
        page = (await http.get("/api/endpoints/search", params={"q": "moondream2"})).json()
        assert {"id": WORDS, "price": ""}.items() <= page["endpoints"][0].items()
        await http.post("/api/endpoints", json={"id": WORDS})
        canvas = await canvas_with(http, [node("a", f"fal:{WORDS}")], [])
        plan = (await http.post(f"/api/canvases/{canvas}/plan", json={"mode": "all"})).json()
        codes = {one["code"] for one in plan["problems"]}
        assert codes == {"model_not_configured", "missing_input"}


@pytest.mark.parametrize("name", ["", "flux", "../../etc/passwd", "a/b c", "fal-ai/" + "x" * 190])
async def test_what_is_no_id_is_refused(http: httpx2.AsyncClient, name: str) -> None:
    assert (await http.post("/api/endpoints", json={"id": name})).status_code == 422


async def test_an_endpoint_that_fal_does_not_have_is_not_found(http: httpx2.AsyncClient) -> None:
    answer = await http.post("/api/endpoints", json={"id": "fal-ai/never/was"})
    assert answer.status_code == 404
    assert "fal-ai/never/was" in answer.json()["detail"]


async def test_an_endpoint_that_a_canvas_uses_is_not_taken_away(http: httpx2.AsyncClient) -> None:
    await http.post("/api/endpoints", json={"id": WORDS})
    canvas = await canvas_with(http, [node("a", f"fal:{WORDS}")], [])
    refused = await http.delete(f"/api/endpoints/{WORDS}")
    assert refused.status_code == 409
    assert "Endpoints" in refused.json()["detail"]
    await http.delete(f"/api/canvases/{canvas}?forever=true")
    assert (await http.delete(f"/api/endpoints/{WORDS}")).status_code == 200
    assert f"fal:{WORDS}" not in await kinds_of(http)
    assert (await http.delete(f"/api/endpoints/{WORDS}")).status_code == 404


async def test_an_unchanged_document_keeps_its_version_and_a_removed_one_does_not_begin_again(
    http: httpx2.AsyncClient,
) -> None:
    first = (await http.post("/api/endpoints", json={"id": WORDS})).json()
    again = (await http.post(f"/api/endpoints/{WORDS}/refresh")).json()
    assert again["version"] == first["version"] == 1
    await http.delete(f"/api/endpoints/{WORDS}")
    assert (await http.post("/api/endpoints", json={"id": WORDS})).json()["version"] == 1


def node(name: str, kind: str, **parameters: Any) -> dict[str, Any]:
    return {
        "id": name,
        "type": kind,
        "position": {"x": 0, "y": 0},
        "data": parameters,
    }


async def canvas_with(
    http: httpx2.AsyncClient, nodes: list[dict[str, Any]], edges: list[dict[str, Any]]
) -> str:
    body = {"name": "Endpoints", "nodes": nodes, "edges": edges}
    answer = await http.post("/api/canvases", json=body)
    assert answer.status_code == 200, answer.text
    return answer.json()["canvas"]["id"]
