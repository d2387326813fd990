"""`koda.asgi:app`: opened by a server's start or by the first request, closed where it ends."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Any

import httpx2
import pytest

from koda.asgi import Application
from koda.settings import read_settings


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("KODA_DATA", str(tmp_path / "data"))
    return tmp_path / "data"


class Host:
    """The server's side of the lifespan protocol."""

    def __init__(self, app: Application) -> None:
        self._in: asyncio.Queue[dict[str, Any]] = asyncio.Queue()
        self._out: asyncio.Queue[Any] = asyncio.Queue()
        scope = {"type": "lifespan", "asgi": {"version": "3.0"}}
        self.task = asyncio.create_task(app(scope, self._in.get, self._out.put))

    async def tell(self, event: str) -> dict[str, Any]:
        await self._in.put({"type": f"lifespan.{event}"})
        return await asyncio.wait_for(self._out.get(), 60)


async def get(app: Application, path: str, **headers: str) -> httpx2.Response:
    transport = httpx2.ASGITransport(app)
    async with httpx2.AsyncClient(transport=transport, base_url="http://127.0.0.1") as client:
        return await client.get(path, headers=headers)


async def test_a_server_opens_and_closes_it(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KODA_TOKEN", "t")
    app = Application()
    host = Host(app)
    assert (await host.tell("startup"))["type"] == "lifespan.startup.complete"
    answer = await get(app, "/api/canvases", Authorization="Bearer t")
    assert answer.json()["canvases"] == []
    assert (await host.tell("shutdown"))["type"] == "lifespan.shutdown.complete"
    await host.task
    assert (data / "koda.db").is_file()
    assert not (data / "koda.db-wal").exists(), "the database was closed"


async def test_a_host_without_a_start_opens_it_with_the_first_request(
    data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KODA_TOKEN", "t")
    app = Application()
    answers = await asyncio.gather(get(app, "/api/health"), get(app, "/api/health"))
    assert [answer.status_code for answer in answers] == [200, 200]
    host = Host(app)
    await host.tell("startup")
    await host.tell("shutdown")


async def test_it_does_not_start_with_a_token_that_nobody_knows(data: Path) -> None:
    told = await Host(Application()).tell("startup")
    assert told["type"] == "lifespan.startup.failed"
    assert "KODA_TOKEN" in told["message"]
    assert not data.exists()


async def test_a_wrong_setting_is_told_to_the_first_request_and_mended_for_the_next(
    data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KODA_TOKEN", "t")
    monkeypatch.setenv("KODA_AUTH", "maybe")
    app = Application()
    answer = await get(app, "/api/health")
    assert answer.json()["code"] == "not_configured"
    assert "KODA_AUTH" in answer.json()["detail"]
    monkeypatch.delenv("KODA_AUTH")
    assert (await get(app, "/api/health")).status_code == 200
    host = Host(app)
    await host.tell("startup")
    await host.tell("shutdown")


def serverless(monkeypatch: pytest.MonkeyPatch, **variables: str) -> None:
    monkeypatch.setenv("VERCEL", "1")
    monkeypatch.setenv("KODA_TOKEN", "t")
    for name, value in variables.items():
        monkeypatch.setenv(name, value)


@pytest.mark.parametrize(
    ("variables", "setting"),
    [
        ({}, "TURSO_DATABASE_URL"),
        ({"DATABASE_URL": "postgresql://u:p@db.invalid/koda"}, "ASSET_STORAGE"),
        ({"SQLITE_PATH": "/tmp/koda.db"}, "TURSO_DATABASE_URL"),
    ],
)
async def test_a_serverless_host_keeps_nothing_and_every_request_is_told(
    monkeypatch: pytest.MonkeyPatch, variables: dict[str, str], setting: str
) -> None:
    serverless(monkeypatch, **variables)
    app = Application()
    host = Host(app)
    assert (await host.tell("startup"))["type"] == "lifespan.startup.complete", "it must not end"
    answer = await get(app, "/api/config", Authorization="Bearer t")
    assert answer.status_code == 400
    assert answer.json()["fields"]["setting"] == setting
    assert setting in answer.json()["remedy"]
    await host.tell("shutdown")


async def test_a_serverless_host_may_have_a_disk_of_its_own(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "passing"))
    serverless(monkeypatch, KODA_DATA=str(tmp_path / "kept"))
    app = Application()
    assert (await get(app, "/api/health")).status_code == 200
    host = Host(app)
    await host.tell("startup")
    await host.tell("shutdown")


def test_on_a_serverless_host_the_data_folder_is_one_that_can_be_written(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    monkeypatch.setenv("VERCEL", "1")
    assert read_settings().data == tmp_path / "koda"
    monkeypatch.setenv("KODA_DATA", "elsewhere")
    assert read_settings().data == Path("elsewhere")


@pytest.mark.parametrize(
    ("variables", "address"),
    [
        ({"VERCEL": "1", "VERCEL_ENV": "production"}, "https://koda.vercel.app"),
        ({"VERCEL": "1", "VERCEL_ENV": "preview"}, "https://koda-abc.vercel.app"),
        ({"VERCEL": "1", "VERCEL_ENV": "production", "KODA_PUBLIC_URL": "https://k.example"},
         "https://k.example"),
        ({"VERCEL_ENV": "production"}, ""),
    ],
)  # fmt: skip
def test_on_vercel_the_public_address_is_known(
    monkeypatch: pytest.MonkeyPatch, variables: dict[str, str], address: str
) -> None:
    monkeypatch.setenv("VERCEL_PROJECT_PRODUCTION_URL", "koda.vercel.app")
    monkeypatch.setenv("VERCEL_URL", "koda-abc.vercel.app")
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    assert read_settings().public_url == address
