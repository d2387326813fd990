"""Files from the web: fetched past the guard, kept with their names, or refused with a reason."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import httpx2
import pytest
from starlette.applications import Starlette
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.routing import Route

from koda.server.app import create_app
from koda.settings import Settings
from koda.wiring import open_services
from tests.emulators.fal_server import serving
from tests.runs.studio import png
from tests.server.conftest import BASE, TOKEN

WEB = Starlette(
    routes=[
        Route("/pictures/a%20fox.png", lambda _: Response(png(), media_type="image/png")),
        Route("/pictures/{name}", lambda _: Response(png(), media_type="image/png")),
        Route("/page", lambda _: HTMLResponse("<h1>No picture</h1>")),
        Route("/inside", lambda _: RedirectResponse("http://127.0.0.1:1/secret.png")),
    ]
)


@pytest.fixture
async def web(tmp_path: Path) -> AsyncIterator[tuple[httpx2.AsyncClient, str]]:
    """A Koda, and a site that it is allowed to fetch from."""
    with serving(WEB) as site:
        settings = Settings.model_validate(
            {"KODA_DATA": tmp_path, "KODA_TOKEN": TOKEN, "FAL_CDN_URL": site}
        )
        async with open_services(settings) as services:
            transport = httpx2.ASGITransport(create_app(services))
            async with httpx2.AsyncClient(
                transport=transport,
                base_url=BASE,
                headers={"authorization": f"Bearer {TOKEN}"},
                timeout=60,
            ) as client:
                yield client, site


async def test_a_file_is_fetched_and_kept_under_its_name(
    web: tuple[httpx2.AsyncClient, str],
) -> None:
    client, site = web
    body = {"url": f"{site}/pictures/a%20fox.png", "canvasId": "c", "nodeId": "n"}
    asset = (await client.post("/api/assets/import", json=body)).json()
    assert (asset["name"], asset["kind"], asset["origin"]) == ("a fox.png", "image", "imported")
    assert (asset["canvas"], asset["node"]) == ("c", "n")
    assert (await client.get(f"/api/assets/{asset['id']}")).content == png()


@pytest.mark.parametrize(
    ("path", "status", "code"),
    [
        ("{site}/page", 415, "unsupported_type"),
        ("{site}/inside", 403, "forbidden"),
        ("http://127.0.0.1:1/a.png", 403, "forbidden"),
        ("http://169.254.169.254/latest/meta-data", 403, "forbidden"),
        ("file:///etc/passwd", 403, "forbidden"),
        ("", 422, "invalid"),
        ("http://" + "a" * 9_000, 422, "invalid"),
    ],
)
async def test_what_is_no_file_or_not_public_is_refused(
    web: tuple[httpx2.AsyncClient, str], path: str, status: int, code: str
) -> None:
    client, site = web
    answer = await client.post("/api/assets/import", json={"url": path.format(site=site)})
    found: dict[str, Any] = answer.json()
    assert (answer.status_code, found["code"]) == (status, code)
    assert (await client.get("/api/assets")).json()["assets"] == []
