"""Runs, the catalog and the original's generate route, over HTTP."""

from __future__ import annotations

import asyncio
from typing import Any

import httpx2
import pytest


async def new_canvas(http: httpx2.AsyncClient, **body: Any) -> str:
    answer = await http.post("/api/canvases", json=body)
    return answer.json()["canvas"]["id"]


async def ended(http: httpx2.AsyncClient, run: str) -> dict[str, Any]:
    async with asyncio.timeout(60):
        while True:
            found = (await http.get(f"/api/runs/{run}")).json()
            if found["state"] != "running":
                return found
            await asyncio.sleep(0.05)


async def test_a_template_is_planned_run_and_its_picture_served(http: httpx2.AsyncClient) -> None:
    canvas = await new_canvas(http, template="first-light")
    everything = {"mode": "all", "targets": []}
    plan = (await http.post(f"/api/canvases/{canvas}/plan", json=everything)).json()
    assert (plan["total"], plan["to_run"], plan["price"], plan["problems"]) == (1, 1, 0, [])
    started = await http.post(f"/api/canvases/{canvas}/runs", json={**everything, "key": "k"})
    assert started.status_code == 201
    run = await ended(http, started.json()["id"])
    assert run["state"] == "done"
    (value,) = run["steps"][0]["outputs"]["output"]["items"]
    picture = await http.get(f"/api/assets/{value['asset']}")
    assert picture.headers["content-type"] == "image/png"
    record = (await http.get(f"/api/assets/{value['asset']}/record")).json()
    assert record["recipe"]["model"] == "offline-image"
    assert "Not an AI model" in record["recipe"]["note"]
    results = (await http.get(f"/api/canvases/{canvas}/results")).json()
    assert results["stale"] == []
    assert results["results"][0]["steps"][0]["id"] == run["steps"][0]["id"]
    listed = (await http.get(f"/api/canvases/{canvas}/runs")).json()["runs"]
    assert [one["id"] for one in listed] == [run["id"]]
    assert listed[0]["steps"] == []
    cards = (await http.get("/api/canvases")).json()["canvases"]
    assert cards[0]["thumbnail"] == f"/api/assets/{value['asset']}/thumbnail?size=512"


async def test_the_same_key_answers_the_same_run(http: httpx2.AsyncClient) -> None:
    canvas = await new_canvas(http, template="first-light")
    body = {"mode": "all", "targets": [], "key": "twice"}
    one, two = await asyncio.gather(
        http.post(f"/api/canvases/{canvas}/runs", json=body),
        http.post(f"/api/canvases/{canvas}/runs", json=body),
    )
    assert one.json()["id"] == two.json()["id"]


async def test_problems_are_a_document_with_places(http: httpx2.AsyncClient) -> None:
    node = {"id": "i", "type": "imageGenerator", "position": {"x": 0, "y": 0}, "data": {}}
    canvas = await new_canvas(http, name="Empty", nodes=[node], edges=[])
    answer = await http.post(
        f"/api/canvases/{canvas}/runs", json={"mode": "node", "targets": ["i"], "key": "k"}
    )
    assert answer.status_code == 422
    assert answer.headers["content-type"].startswith("application/problem+json")
    body = answer.json()
    assert body["code"] == "run.problems"
    assert body["fields"]["problems"][0]["node"] == "i"


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("GET", "/api/runs/run_none"),
        ("POST", "/api/runs/run_none/cancel"),
        ("GET", "/api/canvases/none/runs"),
        ("GET", "/api/canvases/none/results"),
    ],
)
async def test_what_is_not_there_is_not_found(
    http: httpx2.AsyncClient, method: str, path: str
) -> None:
    answer = await http.request(method, path)
    assert (answer.status_code, answer.json()["code"]) == (404, "not_found")


async def test_a_run_of_a_later_seq_has_to_wait(http: httpx2.AsyncClient) -> None:
    canvas = await new_canvas(http, template="first-light")
    body = {"mode": "all", "targets": [], "key": "k", "seq": 99}
    answer = await http.post(f"/api/canvases/{canvas}/runs", json=body)
    assert (answer.status_code, answer.json()["code"]) == (409, "conflict")


async def test_the_catalog_says_what_can_be_used(http: httpx2.AsyncClient) -> None:
    catalog = (await http.get("/api/catalog")).json()
    assert {kind["kind"] for kind in catalog["kinds"]} >= {"text", "image-generator", "media"}
    assert catalog["auto"]["image"] == ["offline-image"]
    models = {model["id"]: model for model in catalog["models"]}
    assert models["offline-image"]["available"] is True
    assert models["nanobanana-pro"]["available"] is False
    assert "FAL_KEY" in models["nanobanana-pro"]["unavailable_reason"]


async def test_a_canvas_shows_pictures_that_another_canvas_paid_for(
    http: httpx2.AsyncClient,
) -> None:
    everything = {"mode": "all", "targets": [], "key": "k"}
    pictures: list[str] = []
    for _ in range(2):
        canvas = await new_canvas(http, template="first-light")
        started = await http.post(f"/api/canvases/{canvas}/runs", json=everything)
        await ended(http, started.json()["id"])
        pictures.append((await http.get("/api/canvases")).json()["canvases"][0]["thumbnail"])
    assert pictures[0] is not None
    assert pictures[0] == pictures[1]
