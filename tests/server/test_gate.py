"""Ways around the gate that must not lead in."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import httpx2
import pytest
from fastapi import FastAPI
from starlette.requests import Request
from starlette.types import Message, Scope

from koda.core.errors import Forbidden
from koda.server.addressing import Proxies, route_path
from koda.server.app import create_app
from koda.server.auth import Gate
from koda.server.guard import Guard
from koda.settings import Settings
from koda.wiring import open_services
from tests.server.conftest import BASE, TOKEN

PASSWORD = "pässword of a person"


async def ask(app: FastAPI, path: str, **scope: Any) -> int:
    """Call the app with a raw scope, as a server that checks nothing would."""
    status: list[int] = []

    heard: list[Message] = [{"type": "http.request", "body": b"", "more_body": False}]

    async def receive() -> Message:
        if not heard:
            await asyncio.Event().wait()
        return heard.pop()

    async def send(message: Message) -> None:
        if message["type"] == "http.response.start":
            status.append(message["status"])

    whole: Scope = {
        "type": "http",
        "asgi": {"version": "3.0", "spec_version": "2.3"},
        "http_version": "1.1",
        "method": "GET",
        "scheme": "http",
        "path": path,
        "raw_path": path.encode(),
        "query_string": b"",
        "root_path": "",
        "headers": [(b"host", b"127.0.0.1:3000")],
        "client": ("127.0.0.1", 5),
        "server": ("127.0.0.1", 3000),
        "state": {},
        **scope,
    }
    await app(whole, receive, send)
    return status[0]


@pytest.mark.parametrize(
    "host",
    [
        b"localhost/x?",
        b"localhost/x#",
        b"127.0.0.1\\x",
        b"localhost:99999",
        b"[::1",
        b"localhost@evil.example",
        b"localhost:80:80",
        b"\xff",
    ],
)
async def test_a_strange_host_opens_nothing(app: FastAPI, host: bytes) -> None:
    assert await ask(app, "/api/canvases", headers=[(b"host", host)]) in {401, 403}


@pytest.mark.parametrize(
    ("path", "root"),
    [
        ("/api/canvases", ""),
        ("/koda/api/canvases", "/koda"),
        ("/api/api/canvases", "/api"),
        ("/api/canvases?x", ""),
        ("/api/canvases#x", ""),
    ],
)
async def test_a_prefix_opens_nothing(app: FastAPI, path: str, root: str) -> None:
    assert await ask(app, path, root_path=root) in {401, 404}


@pytest.mark.parametrize(
    "path", ["//api/canvases", "/API/canvases", "/./api/canvases", "/x/../api"]
)
async def test_other_spellings_of_a_route_are_no_routes(app: FastAPI, path: str) -> None:
    answer = await ask(app, path)
    assert answer in {200, 404}  # the page, or nothing: never a route's answer
    assert route_path({"path": path, "root_path": ""}) == path


async def test_a_websocket_is_closed(app: FastAPI) -> None:
    sent: list[Message] = []

    async def receive() -> Message:
        return {"type": "websocket.connect"}

    async def send(message: Message) -> None:
        sent.append(message)

    guard = Guard(app, app.state.gate, Proxies())
    await guard({"type": "websocket", "path": "/api/x", "headers": []}, receive, send)
    assert sent == [{"type": "websocket.close", "code": 1008}]


async def test_another_site_cannot_even_read(http: httpx2.AsyncClient) -> None:
    answer = await http.get("/api/canvases", headers={"sec-fetch-site": "cross-site"})
    assert answer.status_code == 403
    assert (await http.get("/", headers={"sec-fetch-site": "cross-site"})).status_code == 200


async def test_an_old_address_leads_to_the_page_and_signs_nobody_in(
    stranger: httpx2.AsyncClient,
) -> None:
    answer = await stranger.get("/?token=old")
    assert (answer.status_code, answer.headers["location"]) == (303, "/")
    assert "set-cookie" not in answer.headers
    assert (await stranger.get("/api/canvases")).status_code == 401
    await stranger.post("/api/session", json={"token": TOKEN})
    for _ in range(15):  # an old bookmark, opened by who is signed in, is no wrong try
        assert (await stranger.get("/?token=old")).status_code == 303
    assert (await stranger.get("/api/canvases")).status_code == 200


async def test_a_program_cannot_guess_faster_than_a_person(
    app: FastAPI, http: httpx2.AsyncClient
) -> None:
    def client(host: str, token: str) -> httpx2.AsyncClient:
        transport = httpx2.ASGITransport(app, client=(host, 1))
        headers = {"authorization": f"Bearer {token}"}
        return httpx2.AsyncClient(transport=transport, base_url=BASE, headers=headers)

    async with client("10.0.0.9", "guess") as guesser, client("10.0.0.9", TOKEN) as late:
        answers = [(await guesser.get("/api/canvases")).status_code for _ in range(12)]
        assert answers == [401] * 10 + [429] * 2
        assert (await late.get("/api/canvases")).status_code == 429
    assert (await http.get("/api/canvases")).status_code == 200  # somebody else is not kept out


@pytest.fixture
async def guest(tmp_path: Path) -> AsyncIterator[httpx2.AsyncClient]:
    """Somebody at a Koda that listens on every address, with a password."""
    settings = Settings.model_validate(
        {
            "KODA_DATA": tmp_path,
            "KODA_TOKEN": TOKEN,
            "KODA_HOST": "0.0.0.0",
            "KODA_PASSWORD": PASSWORD,
        }
    )
    async with open_services(settings) as services:
        transport = httpx2.ASGITransport(create_app(services))
        async with httpx2.AsyncClient(transport=transport, base_url="http://koda.example") as one:
            yield one


async def test_a_password_opens_a_session_and_nothing_else(guest: httpx2.AsyncClient) -> None:
    bearer = {"authorization": f"Bearer {PASSWORD}".encode()}
    assert (await guest.get("/api/canvases", headers=bearer)).status_code == 401
    await guest.get("/", params={"token": PASSWORD})
    assert (await guest.get("/api/canvases")).status_code == 401
    answer = await guest.post("/api/session", json={"password": PASSWORD})
    assert answer.status_code == 200
    assert (await guest.get("/api/canvases")).status_code == 200


async def test_a_server_for_others_answers_to_its_names_only_once_it_has_some(
    app: FastAPI,
) -> None:
    def gate(**values: Any) -> Gate:
        settings = Settings.model_validate(values)
        return Gate(settings, app.state.services.access)

    def answers(one: Gate, host: str) -> bool:
        scope = {
            "type": "http",
            "method": "GET",
            "path": "/",
            "headers": [(b"host", host.encode())],
        }
        try:
            one.check(Request(scope), is_read_alone=False)
        except Forbidden:
            return False
        return True

    anywhere = gate(KODA_HOST="0.0.0.0", KODA_PASSWORD="p")
    named = gate(
        KODA_HOST="0.0.0.0", KODA_PASSWORD="p", KODA_ALLOWED_HOSTS="koda.example, b.example"
    )
    behind_proxy = gate(KODA_AUTH="none")
    assert answers(anywhere, "whatever.example")
    assert answers(named, "KODA.example:8443")
    assert answers(named, "192.168.1.5:3000")
    assert not answers(named, "whatever.example")
    # Without a password, a page elsewhere that points its name here would be let in.
    assert not answers(behind_proxy, "evil.example")
    assert answers(behind_proxy, "localhost")
    open_to_all = gate(KODA_HOST="0.0.0.0", KODA_AUTH="none")
    assert not answers(open_to_all, "evil.example")
    assert answers(open_to_all, "192.168.1.5:3000")
    assert answers(gate(KODA_AUTH="none", KODA_PUBLIC_URL="https://k.example"), "k.example")
