"""Canvases over HTTP, in the original's shape."""

from __future__ import annotations

import asyncio
import base64
import json
from typing import Any

import httpx2
import pytest

from koda.core.ids import CanvasId
from tests.canvases.writing import Writer
from tests.runs.studio import png

NODE = {
    "id": "node_1_abc",
    "type": "imageGenerator",
    "position": {"x": 10, "y": 20.5},
    "data": {"prompt": "a fox", "aspectRatio": "16:9", "cfgScale": 7, "isGenerating": True},
}
TEXT = {"id": "t", "type": "text", "position": {"x": 0, "y": 0}, "data": {"content": "<p>hi</p>"}}
EDGE = {"id": "e", "source": "t", "sourceHandle": "output", "target": NODE["id"]}


async def make(http: httpx2.AsyncClient, **body: Any) -> dict[str, Any]:
    answer = await http.post("/api/canvases", json=body)
    assert answer.status_code == 200, answer.text
    assert answer.json()["success"] is True
    return answer.json()["canvas"]


async def names(http: httpx2.AsyncClient, query: str = "") -> list[str]:
    found = (await http.get(f"/api/canvases{query}")).json()
    assert found["backend"] == "sqlite"
    return [one["name"] for one in found["canvases"]]


def message(key: str, update: bytes) -> dict[str, str]:
    return {"key": key, "update": base64.b64encode(update).decode()}


async def test_a_canvas_is_made_read_changed_and_deleted(http: httpx2.AsyncClient) -> None:
    made = await make(http, id="mine", name="Mine", nodes=[NODE, TEXT], edges=[EDGE])
    assert made["id"] == "mine"
    read = (await http.get("/api/canvases/mine")).json()
    assert read["backend"] == "sqlite"
    assert read["canvas"] == made
    kept = {node["id"]: node for node in made["nodes"]}
    assert kept[NODE["id"]]["data"] == {"prompt": "a fox", "aspectRatio": "16:9", "cfgScale": 7}
    assert kept["t"]["data"] == {"content": "hi"}
    assert made["edges"][0]["targetHandle"] == "text"
    changed = (await http.put("/api/canvases/mine", json={"name": "Yours"})).json()["canvas"]
    assert (changed["name"], changed["nodes"], changed["edges"]) == (
        "Yours",
        made["nodes"],
        made["edges"],
    )
    assert (await http.delete("/api/canvases/mine")).json() == {"success": True}
    assert (await http.get("/api/canvases/mine")).status_code == 404


async def test_putting_what_was_got_changes_nothing(http: httpx2.AsyncClient) -> None:
    made = await make(http, name="One", nodes=[NODE, TEXT], edges=[EDGE])
    card = (await http.get("/api/canvases")).json()["canvases"][0]
    answer = await http.put(f"/api/canvases/{made['id']}", json=made)
    assert answer.json()["canvas"] == made
    assert (await http.get("/api/canvases")).json()["canvases"][0] == card


async def test_a_put_without_nodes_keeps_them_and_the_wires_order(http: httpx2.AsyncClient) -> None:
    pictures = [{**TEXT, "id": f"p{n}", "type": "media"} for n in range(3)]
    edges = [
        {"id": f"e{n}", "source": f"p{n}", "target": NODE["id"], "targetHandle": handle}
        for n, handle in enumerate(["ref3", "ref2", "reference"])
    ]
    made = await make(http, name="One", nodes=[NODE, *pictures], edges=edges)
    renamed = await http.put(f"/api/canvases/{made['id']}", json={"name": "Two"})
    assert renamed.json()["canvas"]["edges"] == made["edges"]
    fewer = await http.put(f"/api/canvases/{made['id']}", json={"nodes": [NODE, pictures[0]]})
    assert [edge["id"] for edge in fewer.json()["canvas"]["edges"]] == ["e0"]


async def test_put_creates_what_is_not_there(http: httpx2.AsyncClient) -> None:
    answer = await http.put("/api/canvases/fresh", json={"nodes": [NODE]})
    assert answer.status_code == 200
    assert answer.json()["canvas"]["name"] == "Untitled"
    assert len((await http.get("/api/canvases/fresh")).json()["canvas"]["nodes"]) == 1


async def test_post_of_an_id_that_exists_writes_to_it(http: httpx2.AsyncClient) -> None:
    await make(http, id="mine", name="One", nodes=[NODE])
    again = await make(http, id="mine", name="Two")
    assert (again["name"], len(again["nodes"])) == ("Two", 1)
    assert await names(http) == ["Two"]


@pytest.mark.rule("S10")
async def test_an_old_client_does_not_bring_back_what_was_deleted(http: httpx2.AsyncClient) -> None:
    await make(http, id="gone", name="Gone", nodes=[NODE])
    await http.delete("/api/canvases/gone")
    assert (await http.put("/api/canvases/gone", json={"name": "Back"})).status_code == 409
    answer = await http.post("/api/canvases", json={"id": "gone", "name": "Back"})
    assert (answer.status_code, answer.json()["code"]) == (409, "conflict")
    assert await names(http) == []
    assert await names(http, "?trashed=true") == ["Gone"]


async def test_the_trash_gives_back_and_forgets(http: httpx2.AsyncClient) -> None:
    made = await make(http, id="one", name="One", nodes=[NODE])
    for _ in range(2):
        assert (await http.delete("/api/canvases/one")).status_code == 200
    trashed = (await http.get("/api/canvases?trashed=true")).json()["canvases"]
    assert trashed[0]["deletedAt"] > 0
    restored = await http.post("/api/canvases/one/restore")
    assert restored.json()["canvas"] == made
    for _ in range(2):
        assert (await http.delete("/api/canvases/one?forever=true")).status_code == 200
    assert (await http.post("/api/canvases/one/restore")).status_code == 404
    assert await names(http, "?trashed=true") == []


async def test_a_copy_has_ids_of_its_own(http: httpx2.AsyncClient) -> None:
    made = await make(http, name="n" * 195, nodes=[NODE, TEXT], edges=[EDGE])
    copy = (await http.post(f"/api/canvases/{made['id']}/duplicate")).json()["canvas"]
    assert copy["name"].endswith(" (copy)")
    own = {node["id"] for node in copy["nodes"]}
    assert not own & {node["id"] for node in made["nodes"]}
    assert copy["edges"][0]["source"] in own
    assert copy["edges"][0]["target"] in own


async def test_the_list_is_newest_first_and_searched_in_any_case(http: httpx2.AsyncClient) -> None:
    for name in ("Äpfel", "Birnen 100%", "Äste"):
        await make(http, name=name)
        await asyncio.sleep(0.002)
    assert await names(http) == ["Äste", "Birnen 100%", "Äpfel"]
    assert await names(http, "?query=äP") == ["Äpfel"]
    assert await names(http, "?query=0%25") == ["Birnen 100%"]
    assert await names(http, "?query=_") == []


async def test_templates_are_listed_and_started_from(http: httpx2.AsyncClient) -> None:
    templates = (await http.get("/api/templates")).json()["templates"]
    assert len(templates) >= 3
    for template in templates:
        made = await make(http, template=template["id"])
        assert len(made["nodes"]) == template["nodeCount"] > 1
        places = range(len(template["nodes"]))
        assert all(a in places and b in places for a, b in template["edges"])
    assert (await http.post("/api/canvases", json={"template": "none"})).status_code == 404


async def test_media_inside_a_canvas_become_assets(http: httpx2.AsyncClient) -> None:
    picture = png(size=(30, 20))
    address = f"data:image/png;base64,{base64.b64encode(picture).decode()}"
    media = {"id": "m", "type": "media", "position": {"x": 0, "y": 0}, "data": {"url": address}}
    other = {
        **media,
        "id": "o",
        "type": "storyboard",
        "data": {"list": [{"url": address}], "b": "blob:http://x/1"},
    }
    made = await make(http, nodes=[media, other])
    nodes = {node["id"]: node["data"] for node in made["nodes"]}
    asset = nodes["m"]["asset"]
    assert nodes["m"]["url"] == nodes["o"]["list"][0]["url"] == f"/api/assets/{asset}"
    assert nodes["o"]["b"] == ""
    assert (await http.get(f"/api/assets/{asset}")).content == picture
    assert (await http.get(f"/api/assets/{asset}/record")).json()["origin"] == "imported"
    assert len((await http.get("/api/assets")).json()["assets"]) == 1


@pytest.mark.parametrize(
    "address",
    ["data:image/svg+xml;base64,PHN2Zy8+", "data:image/png;base64,%%%", "data:text/html,<p>x"],
)
async def test_what_is_no_picture_inside_a_canvas_is_refused(
    http: httpx2.AsyncClient, address: str
) -> None:
    node = {**NODE, "data": {"url": address}}
    answer = await http.post("/api/canvases", json={"id": "bad", "nodes": [node]})
    assert answer.status_code in {415, 422}
    assert (await http.get("/api/canvases/bad")).status_code == 404


@pytest.mark.parametrize(
    "body",
    [
        {"id": "../etc/passwd"},
        {"id": "a b"},
        {"name": "n" * 201},
        {"nodes": "many"},
        {"nodes": [1]},
        {"nodes": [{"id": "a", "position": {"x": "left"}}]},
        {"nodes": [{**NODE, "data": {"text": "x" * 100_001}}]},
        {"nodes": [{**NODE, "data": {"half": "\ud83e"}}]},
        {"nodes": [{**NODE, "data": {"n": 10**400}}]},
        {"name": "\ud83e"},
    ],
)
async def test_a_canvas_that_cannot_be_kept_is_refused(
    http: httpx2.AsyncClient, body: dict[str, Any]
) -> None:
    headers = {"content-type": "application/json"}
    answer = await http.post("/api/canvases", content=json.dumps(body), headers=headers)
    assert answer.status_code == 422, answer.text
    assert answer.json()["detail"]
    assert await names(http) == []


async def test_numbers_that_are_none_are_refused(http: httpx2.AsyncClient) -> None:
    content = b'{"nodes": [{"id": "a", "type": "text", "data": {"n": NaN}}]}'
    headers = {"content-type": "application/json"}
    answer = await http.post("/api/canvases", content=content, headers=headers)
    assert answer.status_code in {400, 422}


async def test_deep_nesting_is_refused_and_harms_nobody(http: httpx2.AsyncClient) -> None:
    deep = b'{"nodes": ' + b"[" * 100_000 + b"]" * 100_000 + b"}"
    headers = {"content-type": "application/json"}
    answer = await http.post("/api/canvases", content=deep, headers=headers)
    assert answer.status_code in {400, 422}
    nested: Any = 1
    for depth in range(1, 400):
        nested = [nested]
        if depth in {60, 70, 399}:
            body = {"nodes": [{**NODE, "data": {"v": nested}}]}
            answer = await http.post("/api/canvases", json=body)
            assert answer.status_code == (200 if depth == 60 else 422)
    assert (await http.get("/api/health")).status_code == 200


async def test_an_edit_is_accepted_once(http: httpx2.AsyncClient) -> None:
    made = await make(http, name="One")
    address = f"/api/canvases/{made['id']}/updates"
    update = Writer().add("n1", content="a")
    for _ in range(2):
        assert (await http.post(address, json=message("k1", update))).json() == {"seq": 2}
    refused = await http.post(address, json=message("k2", Writer().add("n2", a="data:a/b,x")))
    assert (refused.status_code, refused.json()["code"]) == (422, "canvas.update_refused")
    assert refused.json()["fields"]["rule"] == "D7"
    large = await http.post(address, json=message("k3", bytes(1024 * 1024 + 1)))
    assert (large.status_code, large.json()["code"]) == (413, "too_large")
    for body in (
        {"key": "k4", "update": "%%%"},
        {"key": "", "update": ""},
        {"key": "k" * 81, "update": "AAA="},
        {"key": "\ud83e", "update": "AAA="},
        {"update": "AAA="},
    ):
        headers = {"content-type": "application/json"}
        answer = await http.post(address, content=json.dumps(body), headers=headers)
        assert answer.status_code == 422, body
    early = Writer()
    early.add("x")
    answer = await http.post(address, json=message("k5", early.add("y")))
    assert (answer.status_code, answer.json()["retryable"]) == (503, True)


@pytest.mark.parametrize("canvas", ["none", "a%20b", "..%2Fx", "x" * 81])
async def test_edits_of_what_is_no_canvas_are_not_found(
    http: httpx2.AsyncClient, canvas: str
) -> None:
    body = message("k", Writer().add("n"))
    answer = await http.post(f"/api/canvases/{canvas}/updates", json=body)
    assert answer.status_code in {404, 422}


async def test_presence_is_small(http: httpx2.AsyncClient) -> None:
    made = await make(http, name="One")
    address = f"/api/canvases/{made['id']}/presence"
    for state, status in (({"name": "A"}, 200), (None, 200), ({"s": "x" * 70_000}, 413)):
        answer = await http.post(address, json={"tab": "t", "state": state})
        assert answer.status_code == status


async def test_an_edit_and_an_old_route_at_once_both_count(
    http: httpx2.AsyncClient, app: Any
) -> None:
    made = await make(http, id="both", name="One", nodes=[NODE])
    writers = [Writer() for _ in range(5)]
    answers = await asyncio.gather(
        *(
            http.post("/api/canvases/both/updates", json=message(f"k{n}", one.add(f"n{n}")))
            for n, one in enumerate(writers)
        ),
        *(http.put("/api/canvases/both", json={"name": f"Name {n}"}) for n in range(5)),
    )
    assert {answer.status_code for answer in answers} == {200}
    held = await app.state.services.canvases.get(CanvasId("both"))
    assert len(held.nodes) == len(made["nodes"]) + 5
