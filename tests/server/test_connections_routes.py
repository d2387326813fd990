"""Connections: stated without secrets, keys stored sealed, services asked, at once in effect."""

from __future__ import annotations

import json
import logging
import sqlite3
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import httpx2
import pytest

from koda.connections.standing import standing_of
from koda.server.app import create_app
from koda.services import Services
from koda.settings import read_settings
from koda.wiring import open_services
from tests.emulators.anthropic_server import AnthropicServer, running_anthropic
from tests.emulators.fal_server import FalServer, running_fal
from tests.server.conftest import BASE, TOKEN

SECRET = "a secret of thirty-two characters"
KEY = "sesame-0123456789-abcdef-wxyz"


@pytest.fixture(scope="module")
def fal() -> Iterator[FalServer]:
    with running_fal(keys=(KEY,)) as server:
        yield server


@pytest.fixture(scope="module")
def anthropic() -> Iterator[AnthropicServer]:
    with running_anthropic(keys=(KEY,)) as server:
        yield server


@asynccontextmanager
async def koda(folder: Path, **given: object) -> AsyncIterator[tuple[Services, httpx2.AsyncClient]]:
    settings = read_settings(data=folder, token=TOKEN, **given)
    async with (
        open_services(settings) as services,
        httpx2.AsyncClient(
            transport=httpx2.ASGITransport(create_app(services)),
            base_url=BASE,
            headers={"authorization": f"Bearer {TOKEN}"},
            timeout=60,
        ) as http,
    ):
        yield services, http


def at(server: FalServer | AnthropicServer) -> dict[str, object]:
    if isinstance(server, AnthropicServer):
        return {"anthropic_url": server.base}
    there = server.addresses
    return {
        "fal_queue_url": there.queue,
        "fal_rest_url": there.rest,
        "fal_cdn_url": there.cdn,
        "fal_api_url": there.api,
    }


async def listed(http: httpx2.AsyncClient) -> dict[str, dict[str, Any]]:
    answer = await http.get("/api/connections")
    assert answer.status_code == 200, answer.text
    return {one["id"]: one for one in answer.json()["connections"]}


async def test_every_service_says_how_it_stands_and_how_it_is_added(tmp_path: Path):
    async with koda(tmp_path) as (_, http):
        found = await listed(http)
    assert list(found) == [
        "fal", "anthropic", "google", "openai", "openrouter", "ollama",
        "sqlite", "turso", "postgres", "folder", "r2", "s3", "e2b",
    ]  # fmt: skip
    assert found["fal"]["state"] == "missing"
    assert found["fal"]["missing"] == ["FAL_KEY"]
    assert found["fal"]["takes_key"]
    assert found["sqlite"]["state"] == found["folder"]["state"] == "connected"
    assert "not part of this Koda yet" in found["e2b"]["purpose"]
    for one in found.values():
        assert one["purpose"]
        assert one["state"] == "connected" or one["id"] == "e2b" or one["steps"], one["id"]


async def test_a_stored_key_is_used_at_once_and_never_shown(tmp_path: Path, fal: FalServer):
    async with koda(tmp_path, **at(fal)) as (services, http):
        assert services.models.find("auto", "image").card.provider == "offline"  # pyright: ignore[reportOptionalMemberAccess]
        answer = await http.put("/api/connections/fal/key", json={"key": f"  {KEY}\n"})
        assert answer.status_code == 200, answer.text
        assert answer.json()["state"] == "connected"
        assert answer.json()["source"] == "stored"
        assert answer.json()["hint"] == KEY[-4:]
        assert KEY not in answer.text + (await http.get("/api/connections")).text
        models = {one["id"]: one for one in (await http.get("/api/catalog")).json()["models"]}
        assert models["flux-schnell"]["available"]
        made = await http.post("/api/generate", json={"prompt": "a fox", "model": "flux-schnell"})
        assert made.status_code == 200, made.text
        assert made.json()["imageUrl"].startswith("/api/assets/")


async def test_a_stored_key_outlives_a_restart_and_lies_sealed_on_the_disk(tmp_path: Path):
    async with koda(tmp_path) as (_, http):
        await http.put("/api/connections/anthropic/key", json={"key": KEY})
    kept = b"".join(one.read_bytes() for one in tmp_path.rglob("*") if one.is_file())
    assert KEY.encode() not in kept
    assert (tmp_path / "secret.key").stat().st_mode & 0o077 == 0
    async with koda(tmp_path) as (services, http):
        assert (await listed(http))["anthropic"]["source"] == "stored"
        assert services.text_models.active == "anthropic"


async def test_another_instance_takes_a_key_in(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("koda.connections.service._FRESH_SECONDS", 0.0)
    async with koda(tmp_path) as (_, here), koda(tmp_path) as (other, there):
        await here.put("/api/connections/anthropic/key", json={"key": KEY})
        await other.connections.learn()
        assert other.text_models.active == "anthropic"
        await there.delete("/api/connections/anthropic/key")
        assert (await listed(here))["anthropic"]["state"] == "missing"


async def test_a_variable_wins_over_a_stored_key_and_says_so(tmp_path: Path):
    async with koda(tmp_path, openai_key="sk-of-the-environment-0000") as (_, http):
        await http.put("/api/connections/openai/key", json={"key": KEY})
        found = (await listed(http))["openai"]
    assert (found["source"], found["hint"], found["is_stored"]) == ("environment", "0000", True)
    assert "OPENAI_API_KEY" in found["message"]
    assert "wins" in found["message"]


async def test_a_removed_key_is_gone_at_once(tmp_path: Path):
    async with koda(tmp_path) as (services, http):
        await http.put("/api/connections/fal/key", json={"key": KEY})
        answer = await http.delete("/api/connections/fal/key")
        assert answer.json()["state"] == "missing"
        assert services.models.offers["flux-schnell"].unavailable
        again = await http.delete("/api/connections/fal/key")
    assert again.status_code == 404


async def test_a_key_sealed_with_another_secret_is_to_be_entered_again(tmp_path: Path):
    async with koda(tmp_path, secret=SECRET) as (_, http):
        await http.put("/api/connections/google/key", json={"key": KEY})
    async with koda(tmp_path, secret=SECRET[::-1]) as (_, http):
        found = (await listed(http))["google"]
        assert (found["state"], found["can_test"]) == ("broken", False)
        assert "Enter it again" in found["message"]
        answer = await http.put("/api/connections/google/key", json={"key": KEY})
        assert answer.json()["state"] == "connected"


async def test_rows_cannot_be_swapped(tmp_path: Path):
    async with koda(tmp_path, secret=SECRET) as (_, http):
        await http.put("/api/connections/google/key", json={"key": KEY})
    with sqlite3.connect(tmp_path / "koda.db") as file:
        file.execute("UPDATE secrets SET id = 'openai'")
    file.close()
    async with koda(tmp_path, secret=SECRET) as (_, http):
        assert (await listed(http))["openai"]["state"] == "broken"


@pytest.mark.parametrize("damage", ["", "AAAA", "no base64 at all", "//////////////////////8="])
async def test_a_damaged_row_is_said_and_stops_nothing(tmp_path: Path, damage: str):
    async with koda(tmp_path) as (_, http):
        await http.put("/api/connections/fal/key", json={"key": KEY})
    with sqlite3.connect(tmp_path / "koda.db") as file:
        file.execute("UPDATE secrets SET sealed = ?", (damage,))
    file.close()
    async with koda(tmp_path) as (_, http):
        assert (await listed(http))["fal"]["state"] == "broken"


async def test_a_damaged_key_file_is_said_and_stops_nothing(tmp_path: Path):
    async with koda(tmp_path) as (_, http):
        await http.put("/api/connections/fal/key", json={"key": KEY})
    (tmp_path / "secret.key").write_text("half")
    async with koda(tmp_path) as (_, http):
        assert (await listed(http))["fal"]["state"] == "broken"
        answer = await http.put("/api/connections/fal/key", json={"key": KEY})
        assert answer.status_code == 503
        assert "remove it" in answer.json()["remedy"]


async def test_without_a_disk_keys_need_a_secret_of_the_instance(tmp_path: Path):
    async with koda(tmp_path, serverless=True) as (_, http):
        answer = await http.put("/api/connections/fal/key", json={"key": KEY})
    assert answer.status_code == 400
    assert answer.json()["fields"]["setting"] == "KODA_SECRET"
    assert not (tmp_path / "secret.key").exists()


@pytest.mark.parametrize(
    "key",
    ["", "   ", "short", "with a space inside", "x" * 501, "schlüssel-0123456789", "a\nb" * 9],
)
async def test_what_is_no_key_is_refused_and_not_repeated(tmp_path: Path, key: str):
    async with koda(tmp_path) as (_, http):
        answer = await http.put("/api/connections/fal/key", json={"key": key})
    assert answer.status_code == 422
    assert len(key.strip()) < 4 or key not in answer.text


@pytest.mark.parametrize("body", [{}, {"key": 7}, {"key": None}, {"key": KEY, "more": 1}, [KEY]])
async def test_a_body_of_another_shape_is_refused_and_not_repeated(tmp_path: Path, body: object):
    async with koda(tmp_path) as (_, http):
        answer = await http.put("/api/connections/fal/key", json=body)
    assert answer.status_code == 422
    assert KEY not in answer.text


async def test_only_services_with_keys_take_one(tmp_path: Path):
    async with koda(tmp_path) as (_, http):
        for name in ("sqlite", "r2", "ollama", "e2b"):
            answer = await http.put(f"/api/connections/{name}/key", json={"key": KEY})
            assert answer.status_code == 422, name
        assert (await http.put("/api/connections/none/key", json={"key": KEY})).status_code == 404
        assert (await http.post("/api/connections/none/test")).status_code == 404


async def test_a_service_is_asked_and_says_what_it_was_asked(
    tmp_path: Path, fal: FalServer, anthropic: AnthropicServer
):
    async with koda(tmp_path, **at(fal), **at(anthropic)) as (_, http):
        for name in ("fal", "anthropic"):
            await http.put(f"/api/connections/{name}/key", json={"key": KEY})
            said = (await http.post(f"/api/connections/{name}/test")).json()
            assert said["outcome"] == "ok", said
            assert "asked" in said["asked"]
            wrong = KEY.replace("sesame", "closed")
            await http.put(f"/api/connections/{name}/key", json={"key": wrong})
            said = (await http.post(f"/api/connections/{name}/test")).json()
            assert said["outcome"] == "refused", said
            assert wrong not in json.dumps(said)
            assert said["remedy"]
    assert anthropic.ledger() == []


async def test_a_service_that_is_away_is_unreachable(tmp_path: Path):
    async with koda(tmp_path, openai_key=KEY, openai_url="http://127.0.0.1:9") as (_, http):
        said = (await http.post("/api/connections/openai/test")).json()
    assert said["outcome"] == "unreachable"
    assert KEY not in json.dumps(said)


async def test_the_records_and_the_store_in_use_are_tried(tmp_path: Path):
    async with koda(tmp_path) as (_, http):
        for name in ("sqlite", "folder"):
            said = (await http.post(f"/api/connections/{name}/test")).json()
            assert said["outcome"] == "ok", said
        answer = await http.post("/api/connections/turso/test")
        assert answer.status_code == 400
    assert not [one for one in (tmp_path / "generations").rglob("checks/*") if one.is_file()]


async def test_half_a_bucket_is_broken_and_says_what_lacks(tmp_path: Path):
    settings = read_settings(data=tmp_path, asset_storage="r2", r2_bucket_name="koda-assets")
    found = {one.id: one for one in standing_of(settings, {})}["r2"]
    assert found.state == "broken"
    assert found.missing == ("R2_ACCOUNT_ID", "R2_ACCESS_KEY_ID", "R2_SECRET_ACCESS_KEY")


async def test_a_key_is_in_no_line_of_the_log(tmp_path: Path, caplog: pytest.LogCaptureFixture):
    caplog.set_level(logging.DEBUG)
    async with koda(tmp_path, fal_rest_url="http://127.0.0.1:9") as (_, http):
        await http.put("/api/connections/fal/key", json={"key": KEY})
        await http.post("/api/connections/fal/test")
    assert KEY not in caplog.text


async def test_a_stranger_sees_and_stores_nothing(tmp_path: Path):
    async with koda(tmp_path) as (_, http):
        del http.headers["authorization"]
        assert (await http.get("/api/connections")).status_code == 401
        answer = await http.put("/api/connections/fal/key", json={"key": KEY})
        assert answer.status_code == 401
