"""Who may call: the token, the cookie, Host and Origin, and which routes are open."""

from __future__ import annotations

import re
from typing import Any, get_args

import httpx2
import pytest

from koda.cli.api import openapi_document
from koda.core.access import Need
from koda.core.access_rules import RULES
from koda.core.errors import NotConfigured
from koda.providers.text import TextRole
from koda.server.addressing import is_loopback
from koda.server.auth import refuse_open_server
from koda.settings import Settings
from tests.server.conftest import BASE, TOKEN

OPEN = {key for key, rule in RULES.items() if rule.need == Need.OPEN}


def every_route() -> list[tuple[str, str]]:
    """Every method and path."""
    document = openapi_document()
    return [
        (method.upper(), path)
        for path, methods in document["paths"].items()
        for method in methods
        if method in {"get", "post", "put", "delete", "patch"}
    ]


async def test_every_route_but_the_open_ones_asks_who_calls(stranger: httpx2.AsyncClient) -> None:
    routes = every_route()
    assert len(routes) > 25
    for method, path in routes:
        if (method, path) not in OPEN:
            answer = await stranger.request(method, re.sub(r"\{\w+\}", "some_id", path), json={})
            assert answer.status_code == 401, (method, path)
            assert answer.json()["code"] == "unauthorized"


def test_every_route_has_a_rule() -> None:
    assert [one for one in every_route() if one not in RULES] == []


async def test_a_wrong_token_is_no_token(stranger: httpx2.AsyncClient) -> None:
    for value in ("Bearer wrong", "Bearer ", TOKEN, f"Basic {TOKEN}", f"Bearer {TOKEN}x"):
        answer = await stranger.get("/api/catalog", headers={"authorization": value})
        assert answer.status_code == 401, value


async def test_the_token_in_the_address_becomes_a_cookie_that_scripts_cannot_read(
    stranger: httpx2.AsyncClient,
) -> None:
    answer = await stranger.get(f"/canvas/x?token={TOKEN}&sentence=a+fox")
    assert answer.status_code == 303
    assert answer.headers["location"] == "/canvas/x?sentence=a+fox"
    cookie = answer.headers["set-cookie"].lower()
    assert "httponly" in cookie
    assert "samesite=strict" in cookie
    assert TOKEN not in cookie
    assert (await stranger.get("/api/catalog")).status_code == 200
    assert (await stranger.delete("/api/session")).status_code == 200
    assert (await stranger.get("/api/catalog")).status_code == 401


@pytest.mark.parametrize("path", ["//evil.example/x", "/\\evil.example", "///evil.example"])
async def test_signing_in_never_leads_elsewhere(stranger: httpx2.AsyncClient, path: str) -> None:
    answer = await stranger.get(f"{BASE}{path}?token={TOKEN}")
    location = answer.headers.get("location", "/")
    assert not location.startswith(("//", "/\\", "http"))


async def test_a_session_is_opened_by_the_token_only(stranger: httpx2.AsyncClient) -> None:
    assert (await stranger.post("/api/session", json={"token": "wrong"})).status_code == 401
    assert (await stranger.post("/api/session", json={})).status_code == 422
    assert (await stranger.post("/api/session", json={"token": TOKEN})).status_code == 200
    assert (await stranger.get("/api/canvases")).status_code == 200


async def test_guessing_is_slowed_down(stranger: httpx2.AsyncClient) -> None:
    answers = [await stranger.post("/api/session", json={"token": f"{n}"}) for n in range(12)]
    assert answers[-1].status_code == 429
    assert 0 < int(answers[-1].headers["retry-after"]) <= 60
    assert answers[-1].json()["remedy"]


@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1.evil.example", ""])
async def test_a_foreign_host_name_is_refused(http: httpx2.AsyncClient, host: str) -> None:
    answer = await http.get("/api/catalog", headers={"host": host})
    assert answer.status_code == 403


@pytest.mark.parametrize("host", ["localhost:3000", "127.0.0.1:8080", "[::1]:3000"])
async def test_loopback_names_are_answered(http: httpx2.AsyncClient, host: str) -> None:
    assert (await http.get("/api/catalog", headers={"host": host})).status_code == 200


@pytest.mark.parametrize(
    "headers",
    [
        {"origin": "https://evil.example"},
        {"origin": "http://127.0.0.1:9999"},
        {"origin": "null"},
        {"sec-fetch-site": "cross-site"},
        {"sec-fetch-site": "same-site"},
    ],
)
async def test_another_site_cannot_change_anything(
    http: httpx2.AsyncClient, headers: dict[str, str]
) -> None:
    answer = await http.post("/api/canvases", json={"name": "x"}, headers=headers)
    assert answer.status_code == 403
    assert (await http.get("/api/canvases")).json()["canvases"] == []


async def test_our_own_page_may(http: httpx2.AsyncClient) -> None:
    headers = {"origin": BASE, "sec-fetch-site": "same-origin"}
    answer = await http.post("/api/canvases", json={"name": "x"}, headers=headers)
    assert answer.status_code == 200


async def test_config_leaks_neither_hosts_nor_paths(http: httpx2.AsyncClient) -> None:
    body = (await http.get("/api/config")).json()
    assert set(body) == {"success", "config", "summary", "flags"}
    assert body["flags"]["isSelfHosted"] is True
    assert "/" not in body["config"]["canvas"]["location"] + body["config"]["assets"]["location"]


async def test_config_says_who_writes_for_each_role(http: httpx2.AsyncClient) -> None:
    text = (await http.get("/api/config")).json()["config"]["text"]
    assert (text["provider"], text["isConfigured"]) == ("offline", False)
    assert set(text["roles"]) == set(get_args(TextRole))
    rules = {"model": "offline/rules", "title": "Rules, not an AI model", "unavailable": ""}
    rules |= {"inputPrice": 0, "outputPrice": 0}
    assert all(one == rules for one in text["roles"].values())


@pytest.mark.parametrize("path", ["/api/nothing", "/api/canvases/x/nothing"])
async def test_an_unknown_route_is_a_problem_document(http: httpx2.AsyncClient, path: str) -> None:
    answer = await http.get(path)
    assert answer.status_code == 404
    assert answer.headers["content-type"] == "application/problem+json"
    assert set(answer.json()) >= {"type", "title", "status", "code", "detail", "remedy", "fields"}


async def test_malformed_bodies_are_said_so(http: httpx2.AsyncClient) -> None:
    headers = {"content-type": "application/json"}
    answer = await http.post("/api/canvases", content=b"{nonsense", headers=headers)
    assert answer.status_code == 400
    answer = await http.post("/api/canvases", json={"name": ["no", "text"]})
    assert (answer.status_code, answer.json()["code"]) == (422, "invalid")


def test_listening_beyond_loopback_needs_a_password() -> None:
    def settings(**values: Any) -> Settings:
        return Settings.model_validate(values)

    with pytest.raises(NotConfigured) as caught:
        refuse_open_server(settings(KODA_HOST="0.0.0.0"))
    assert "KODA_PASSWORD" in caught.value.remedy
    refuse_open_server(settings(KODA_HOST="0.0.0.0", KODA_PASSWORD="long enough"))
    refuse_open_server(settings(KODA_HOST="0.0.0.0", KODA_AUTH="none"))
    refuse_open_server(settings(KODA_HOST="::1"))


@pytest.mark.parametrize(
    ("name", "inside"),
    [("localhost", True), ("127.9.9.9", True), ("[::1]", True), ("10.0.0.1", False), ("a", False)],
)
def test_what_is_loopback(name: str, inside: bool) -> None:
    assert is_loopback(name) is inside


def test_every_route_is_under_api() -> None:
    assert all(path.startswith("/api/") for _, path in every_route())
