"""The check-up and the storage report: what this Koda says of itself."""

from __future__ import annotations

import asyncio
import json
from typing import Any

import httpx2
import pytest

from koda.verify.journey import TITLES
from tests.server.conftest import TOKEN

WHO = {"authorization": f"Bearer {TOKEN}"}


def findings(text: str) -> list[dict[str, Any]]:
    lines = [line.removeprefix("data: ") for line in text.splitlines() if line.startswith("data:")]
    return [json.loads(line) for line in lines]


async def test_what_a_check_up_does_and_costs_is_known_before(http: httpx2.AsyncClient):
    plan = (await http.get("/api/verify")).json()
    assert [one["id"] for one in plan["checks"]] == list(TITLES)
    assert (plan["is_offline"], plan["price"]) == (True, 0)


async def test_a_koda_checks_itself_and_is_left_as_it_was(address: str):
    async with httpx2.AsyncClient(base_url=address, headers=WHO, timeout=60) as http:
        answer = await http.post("/api/verify", json={})
        found = findings(answer.text)
        assert [one["id"] for one in found] == list(TITLES)
        assert not [one for one in found if one["state"] == "failed"], found
        assert TOKEN not in answer.text
        assert (await http.get("/api/canvases")).json()["canvases"] == []
        assert (await http.get("/api/library/assets")).json()["items"] == []


async def test_who_leaves_in_the_middle_leaves_nothing_behind(address: str):
    async with httpx2.AsyncClient(base_url=address, headers=WHO, timeout=60) as http:
        async with http.stream("POST", "/api/verify", json={}) as answer:
            seen = ""
            async for part in answer.aiter_text():
                seen += part
                if '"id":"image"' in seen:
                    break
        for _ in range(200):
            canvases = (await http.get("/api/canvases")).json()["canvases"]
            items = (await http.get("/api/library/assets")).json()["items"]
            if not canvases and not items:
                return
            await asyncio.sleep(0.05)
    raise AssertionError([canvases, items])


async def test_only_the_owner_checks(address: str):
    async with httpx2.AsyncClient(base_url=address) as stranger:
        assert (await stranger.post("/api/verify", json={})).status_code == 401
        assert (await stranger.get("/api/verify")).status_code == 401
        assert (await stranger.get("/api/storage")).status_code == 401


@pytest.mark.parametrize("body", [{"ceiling": -1}, {"ceiling": "much"}, {"more": 1}, []])
async def test_another_body_is_refused(http: httpx2.AsyncClient, body: object):
    assert (await http.post("/api/verify", json=body)).status_code == 422


async def test_storage_counts_what_was_made(http: httpx2.AsyncClient):
    empty = (await http.get("/api/storage")).json()
    assert (empty["files"], empty["size"], empty["canvases"]) == (0, 0, [])
    assert empty["database"] > 0
    made = await http.post("/api/generate", json={"prompt": "a fox"})
    asset = made.json()["imageUrl"].rpartition("/")[2]
    full = (await http.get("/api/storage")).json()
    assert full["files"] == 1
    assert [one["value"] for one in full["kinds"]] == ["image"]
    assert full["kinds"][0]["size"] == full["size"] > 0
    assert full["canvases"][0]["title"] == "Made over the API"
    assert full["counts"]["canvases"] == 1
    await http.post("/api/library/trash", json={"assets": [asset]})
    assert (await http.get("/api/storage")).json()["trash"]["files"] == 1
