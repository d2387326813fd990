"""The library over HTTP: list, mark, trash and back, uses, storage."""

from __future__ import annotations

import httpx2
import pytest

from tests.runs.studio import png
from tests.server.test_assets_routes import upload


async def uploaded(http: httpx2.AsyncClient, color: str = "red", name: str = "fox.png") -> str:
    return str((await upload(http, png(color), name)).json()["id"])


async def test_a_list_has_what_was_uploaded_and_pages_by_its_next(http: httpx2.AsyncClient) -> None:
    made = [await uploaded(http, name=f"fox {place}.png") for place in range(3)]
    first = (await http.get("/api/library/assets?limit=2&search=fox")).json()
    assert [one["id"] for one in first["items"]] == [made[2], made[1]]
    rest = (await http.get(f"/api/library/assets?limit=2&before={first['next']}")).json()
    assert [one["id"] for one in rest["items"]] == [made[0]]
    assert rest["next"] is None
    assert "recipe" not in first["items"][0]


async def test_a_star_and_a_name_stay(http: httpx2.AsyncClient) -> None:
    asset = await uploaded(http)
    body = {"favourite": True, "name": "Hero"}
    changed = (await http.patch(f"/api/library/assets/{asset}", json=body)).json()
    assert (changed["favourite"], changed["name"]) == (True, "Hero")
    listed = (await http.get("/api/library/assets?favourite=true")).json()["items"]
    assert [one["name"] for one in listed] == ["Hero"]
    same = (await http.patch(f"/api/library/assets/{asset}", json={})).json()
    assert same == changed
    facets = (await http.get("/api/library/facets")).json()
    assert facets["favourites"] == 1


async def test_what_is_deleted_is_undone_and_says_where_it_is_used(
    http: httpx2.AsyncClient,
) -> None:
    asset = await uploaded(http)
    node = {"id": "n", "type": "media", "position": {"x": 0, "y": 0}, "data": {"asset": asset}}
    canvas = await http.post("/api/canvases", json={"name": "One", "nodes": [node]})
    assert canvas.status_code == 200
    uses = (await http.get(f"/api/library/assets/{asset}/uses")).json()
    assert [one["name"] for one in uses["canvases"]] == ["One"]
    trashed = await http.post("/api/library/trash", json={"assets": [asset, asset]})
    assert trashed.json() == {"count": 1, "used_on": 1}
    assert (await http.get("/api/library/assets")).json()["items"] == []
    assert (await http.get("/api/assets")).json()["assets"] == []
    assert (await http.get(f"/api/assets/{asset}")).status_code == 200
    (lying,) = (await http.get("/api/library/assets?trashed=true")).json()["items"]
    assert lying["leaves_at"] > lying["trashed_at"]
    refused = await http.post("/api/library/remove", json={"assets": [asset]})
    assert (refused.status_code, refused.json()["code"]) == (409, "asset.in_use")
    assert (await http.post("/api/library/restore", json={"assets": [asset]})).json()["count"] == 1
    assert len((await http.get("/api/library/assets")).json()["items"]) == 1


async def test_what_is_removed_for_good_is_gone(http: httpx2.AsyncClient) -> None:
    asset = await uploaded(http)
    await http.post("/api/library/trash", json={"assets": [asset]})
    done = (await http.post("/api/library/remove", json={"assets": [asset]})).json()
    assert done["removed"] == 1
    assert done["freed"] > 0
    assert (await http.get(f"/api/assets/{asset}")).status_code == 404
    storage = (await http.get("/api/library/storage")).json()
    assert storage["storage"]["files"] == 0
    assert (storage["unused_days"], storage["trash_days"], storage["collect"]) == (30, 30, True)
    assert (await http.get("/api/library/unused")).json()["trashed"] == 0


@pytest.mark.parametrize(
    "query",
    [
        "limit=0",
        "limit=501",
        "kind=film",
        "before=-1",
        "since=x",
        "origin=stolen",
        "search=" + "x" * 201,
    ],
)
async def test_a_filter_that_means_nothing_is_refused(http: httpx2.AsyncClient, query: str) -> None:
    assert (await http.get(f"/api/library/assets?{query}")).status_code == 422


@pytest.mark.parametrize("assets", [[], ["x"] * 1001, ["y" * 81], "abc"])
async def test_a_list_of_assets_has_its_limits(http: httpx2.AsyncClient, assets: object) -> None:
    for path in ("trash", "restore", "remove"):
        answer = await http.post(f"/api/library/{path}", json={"assets": assets})
        assert answer.status_code == 422, path


async def test_an_unknown_asset_is_not_found(http: httpx2.AsyncClient) -> None:
    assert (await http.get("/api/library/assets/none/uses")).status_code == 404
    body = {"favourite": True}
    assert (await http.patch("/api/library/assets/none", json=body)).status_code == 404
    assert (await http.patch("/api/library/assets/..%2f", json=body)).status_code in {404, 405, 422}
