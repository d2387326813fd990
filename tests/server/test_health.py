"""Whether a server says rightly that it can serve."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import httpx2
from fastapi import FastAPI

from koda.db.sqlite import SqliteDatabase


async def test_anybody_may_ask_and_learns_nothing_else(stranger: httpx2.AsyncClient) -> None:
    for place in ("", "/live", "/ready"):
        answer = await stranger.get(f"/api/health{place}")
        assert answer.status_code == 200
        assert set(answer.json()) == {"status", "version"}


async def test_a_server_that_ends_takes_no_more_but_is_alive(
    app: FastAPI, stranger: httpx2.AsyncClient
) -> None:
    app.state.ending.set()
    refused = await stranger.get("/api/health/ready")
    assert refused.status_code == 503
    assert refused.json()["remedy"]
    assert (await stranger.get("/api/health/live")).status_code == 200


async def test_a_server_without_its_records_is_not_ready(
    app: FastAPI, stranger: httpx2.AsyncClient, tmp_path: Path
) -> None:
    away = SqliteDatabase(tmp_path / "away.db")
    await away.close()
    app.state.services = replace(app.state.services, reach_records=lambda: away.read("SELECT 1"))
    assert (await stranger.get("/api/health/ready")).status_code == 503
    assert (await stranger.get("/api/health/live")).status_code == 200
