"""Signing in and out over HTTP: passwords, cookies, addresses, headers, the audit log."""

from __future__ import annotations

import asyncio
import csv
import io
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import httpx2
import pytest
from argon2 import PasswordHasher
from fastapi import FastAPI
from starlette.datastructures import Headers
from starlette.requests import Request

from koda.access.doors import network_of
from koda.access.limits import Limit
from koda.access.password import Password
from koda.core.access import Need, Rule
from koda.core.access_rules import RULES, rule_for
from koda.core.errors import Forbidden, NotConfigured
from koda.server.addressing import read_proxies
from koda.server.app import create_app
from koda.server.guard import RULE
from koda.server.inputs import hold_rule
from koda.settings import Settings
from koda.wiring import open_services
from tests.server.conftest import BASE, TOKEN

PASSWORD = "correct horse"
JSON = {"content-type": "application/json"}


@asynccontextmanager
async def koda(folder: Path, **values: str) -> AsyncIterator[FastAPI]:
    given = {"KODA_DATA": folder, "KODA_TOKEN": TOKEN, "KODA_PASSWORD": PASSWORD, **values}
    async with open_services(Settings.model_validate(given), work=False) as services:
        yield create_app(services)


def browser(app: FastAPI, base: str = BASE, peer: str = "127.0.0.1", **headers: str) -> Any:
    transport = httpx2.ASGITransport(app, client=(peer, 1))
    return httpx2.AsyncClient(transport=transport, base_url=base, headers=headers)


async def is_in(client: httpx2.AsyncClient) -> bool:
    return (await client.get("/api/canvases")).status_code == 200


@pytest.mark.rule("W5")
@pytest.mark.parametrize(
    "given", [PASSWORD, PasswordHasher().hash(PASSWORD)], ids=["plain", "hash"]
)
async def test_a_password_is_set_in_plain_or_as_its_hash(tmp_path: Path, given: str) -> None:
    async with koda(tmp_path, KODA_PASSWORD=given) as app, browser(app) as client:
        wrong = [given] if given != PASSWORD else []  # the hash itself opens nothing
        for secret in [*wrong, "correct horsE", "correct horse ", "", "\ud800", "x" * 1000]:
            body = json.dumps({"secret": secret} if secret else {})
            answer = await client.post("/api/session", content=body, headers=JSON)
            assert answer.status_code in {400, 401, 422}, secret
        assert not await is_in(client)
        assert (await client.post("/api/session", json={"secret": PASSWORD})).status_code == 200
        assert await is_in(client)
        assert set((await client.get("/api/session")).json()["ways"]) == {"token", "password"}


@pytest.mark.rule("W5")
async def test_at_most_two_passwords_are_compared_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    password = Password(PASSWORD)
    running, most = 0, 0
    verify = Password._verify

    def counted(self: Password, tried: str) -> bool:
        nonlocal running, most
        running += 1
        most = max(most, running)
        try:
            return verify(self, tried)
        finally:
            running -= 1

    monkeypatch.setattr(Password, "_verify", counted)
    answers = await asyncio.gather(*(password.matches(PASSWORD) for _ in range(6)))
    assert all(answers)
    assert most <= 2


@pytest.mark.rule("W6")
async def test_signing_in_always_makes_a_new_session(tmp_path: Path) -> None:
    async with koda(tmp_path) as app, browser(app) as client, browser(app) as attacker:
        name = "koda_session_3000"
        planted = {"cookie": f"{name}=planted-by-somebody"}
        await client.post("/api/session", json={"secret": PASSWORD}, headers=planted)
        first = client.cookies.get(name)
        assert first not in {None, "planted-by-somebody"}
        await client.post("/api/session", json={"secret": PASSWORD})
        assert client.cookies.get(name) != first
        attacker.cookies.set(name, str(first))
        assert not await is_in(attacker)  # the one before is over, too


@pytest.mark.rule("W6")
async def test_signing_out_ends_the_session_and_not_only_the_cookie(tmp_path: Path) -> None:
    async with koda(tmp_path) as app, browser(app) as client, browser(app) as copy:
        await client.post("/api/session", json={"secret": PASSWORD})
        copy.cookies.update(client.cookies)
        assert await is_in(copy)
        assert (await client.delete("/api/session")).status_code == 200
        assert not await is_in(copy)


@pytest.mark.rule("W6")
async def test_the_browsers_are_listed_and_signed_out_one_by_one(tmp_path: Path) -> None:
    async with (
        koda(tmp_path) as app,
        browser(app, **{"user-agent": "First"}) as one,
        browser(app, peer="192.0.2.9", **{"user-agent": "Second"}) as two,
    ):
        for client in (one, two):
            await client.post("/api/session", json={"secret": PASSWORD})
        listed = {s["agent"]: s for s in (await one.get("/api/sessions")).json()["sessions"]}
        assert {name: s["current"] for name, s in listed.items()} == {
            "First": True,
            "Second": False,
        }
        assert listed["Second"]["address"] == "192.0.2.9"
        gone = await one.delete(f"/api/sessions/{listed['Second']['id']}")
        assert gone.status_code == 200
        assert not await is_in(two)
        await two.post("/api/session", json={"secret": PASSWORD})
        assert (await one.delete("/api/sessions")).json() == {"ended": 1}
        assert (await is_in(one), await is_in(two)) == (True, False)


@pytest.mark.rule("W6")
@pytest.mark.parametrize(
    ("base", "headers", "secure"),
    [
        (BASE, {}, False),
        ("https://127.0.0.1:3000", {}, True),
        (BASE, {"x-forwarded-proto": "https"}, True),
    ],
)
async def test_cookies_are_closed_to_scripts_other_sites_and_plain_lines(
    tmp_path: Path, base: str, headers: dict[str, str], secure: bool
) -> None:
    async with koda(tmp_path) as app, browser(app, base, **headers) as client:
        answer = await client.post("/api/session", json={"secret": PASSWORD})
        kept = answer.headers["set-cookie"].lower()
        assert "httponly" in kept
        assert "samesite=strict" in kept
        assert ("; secure" in kept) is secure
        assert "domain=" not in kept


@pytest.mark.rule("W8")
async def test_a_spoofed_address_does_not_renew_the_tries(tmp_path: Path) -> None:
    async with koda(tmp_path) as app, browser(app) as client:
        codes = []
        for n in range(12):
            names = ("x-forwarded-for", "x-real-ip", "forwarded", "cf-connecting-ip")
            headers = dict.fromkeys(names, f"198.51.100.{n}")
            answer = await client.post("/api/session", json={"secret": "no"}, headers=headers)
            codes.append(answer.status_code)
        assert codes == [401] * 10 + [429] * 2


ONE, INNER = read_proxies("1"), read_proxies("10.0.0.0/8, 192.0.2.1")


@pytest.mark.rule("W8")
@pytest.mark.parametrize(
    ("proxies", "peer", "told", "found"),
    [
        (read_proxies(""), "203.0.113.5", "198.51.100.1", "203.0.113.5"),
        (ONE, "10.0.0.1", "198.51.100.1", "198.51.100.1"),
        (ONE, "10.0.0.1", "6.6.6.6, 198.51.100.1", "198.51.100.1"),
        (ONE, "10.0.0.1", "", "10.0.0.1"),
        (ONE, "10.0.0.1", "6.6.6.6, nonsense", "10.0.0.1"),
        (read_proxies("2"), "10.0.0.1", "6.6.6.6, 198.51.100.1, 10.0.0.2", "198.51.100.1"),
        (INNER, "10.0.0.1", "6.6.6.6, 198.51.100.1, 10.9.9.9", "198.51.100.1"),
        (INNER, "203.0.113.5", "198.51.100.1", "203.0.113.5"),
        (INNER, "10.0.0.1", "10.0.0.7, 10.0.0.8", "10.0.0.7"),
        (INNER, "10.0.0.1", "198.51.100.1, unknown", "10.0.0.1"),
    ],
)
def test_only_a_trusted_proxy_says_where_a_caller_comes_from(
    proxies: Any, peer: str, told: str, found: str
) -> None:
    headers = Headers({"x-forwarded-for": told, "x-real-ip": "6.6.6.6"})
    assert proxies.address(headers, peer) == found


@pytest.mark.rule("W8")
def test_vercel_says_it_by_a_header_of_its_own() -> None:
    vercel = read_proxies("", real_ip=True)
    assert vercel.address(Headers({"x-real-ip": "198.51.100.1"}), "10.0.0.1") == "198.51.100.1"
    assert vercel.address(Headers({"x-real-ip": "nonsense"}), "10.0.0.1") == "10.0.0.1"
    with pytest.raises(NotConfigured):
        read_proxies("the one in front")


@pytest.mark.parametrize(
    ("address", "network"),
    [
        ("192.0.2.1", "192.0.2.1"),
        ("::ffff:192.0.2.1", "192.0.2.1"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("fe80::1%eth0", "fe80::/64"),
        ("", ""),
        ("nonsense", "nonsense"),
    ],
)
def test_one_household_is_one_guesser(address: str, network: str) -> None:
    assert network_of(address) == network


@pytest.mark.rule("W13")
async def test_every_answer_keeps_frames_sniffing_and_caches_out(http: httpx2.AsyncClient) -> None:
    for path in ("/", "/canvas/x", "/api/canvases", "/api/none", "/api/keys", "/s/wrong"):
        headers = (await http.get(path)).headers
        assert headers["x-content-type-options"] == "nosniff", path
        assert headers["x-frame-options"] == "DENY", path
        if path.startswith("/api"):
            assert headers["cache-control"] == "no-store", path
            assert "frame-ancestors 'none'" in headers["content-security-policy"], path


@pytest.mark.rule("W9")
async def test_a_key_over_its_daily_limit_starts_nothing(tmp_path: Path) -> None:
    async with (
        koda(tmp_path, FAL_KEY="never-used: nothing works here") as app,
        browser(app, authorization=f"Bearer {TOKEN}") as owner,
    ):
        made = await owner.post("/api/canvases", json={"template": "first-light"})
        where = made.json()["canvas"]["id"]
        everything = {"mode": "all", "targets": []}
        price = (await owner.post(f"/api/canvases/{where}/plan", json=everything)).json()["price"]
        assert price > 0
        draft = {"name": "CI", "scopes": ["run"], "daily_limit": 2 * price}
        key = (await owner.post("/api/keys", json=draft)).json()
        async with browser(app, authorization=f"Bearer {key['secret']}") as program:
            path = f"/api/canvases/{where}/runs"
            answers = [
                await program.post(path, json={**everything, "key": f"k{n}"}) for n in range(3)
            ]
            assert [one.status_code for one in answers] == [201, 201, 402]
            problem = answers[-1].json()
            assert problem["code"] == "access.allowance"
            assert problem["fields"] == {"price": price, "limit": 2 * price}
            assert problem["remedy"]
            again = await program.post(path, json={**everything, "key": "k0"})
            assert again.status_code == 201  # known already: nothing is bought
            assert (await program.get("/api/keys")).status_code == 403
        (card,) = (await owner.get("/api/keys")).json()["keys"]
        assert card["spent_today"] == 2 * price
        assert key["secret"] not in str(card)
        assert (await owner.post(path, json={**everything, "key": "o"})).status_code == 201


@pytest.mark.rule("W9")
@pytest.mark.parametrize(
    "body",
    [
        {"name": "x", "scopes": []},
        {"name": "x", "scopes": ["owner"]},
        {"name": " ", "scopes": ["read"]},
        {"name": "x", "scopes": ["read"], "expires_at": 1},
        {"name": "x", "scopes": ["read"], "daily_limit": 0.5},
        {"name": "x", "scopes": ["read"], "secret": "mine"},
    ],
)
async def test_a_key_that_makes_no_sense_is_not_made(
    http: httpx2.AsyncClient, body: dict[str, Any]
) -> None:
    assert (await http.post("/api/keys", json=body)).status_code == 422


@pytest.mark.rule("W15")
async def test_the_audit_log_says_who_did_what(tmp_path: Path) -> None:
    async with koda(tmp_path) as app, browser(app, peer="192.0.2.7") as client:
        await client.post("/api/session", json={"secret": "wrong"})
        await client.post("/api/session", json={"secret": PASSWORD})
        where = (await client.post("/api/canvases", json={"name": "x"})).json()["canvas"]["id"]
        key = (await client.post("/api/keys", json={"name": "CI", "scopes": ["read"]})).json()
        await client.delete(f"/api/keys/{key['key']['id']}")
        await client.delete(f"/api/canvases/{where}")
        await client.delete("/api/canvases/none_such/shares/none")
        page = (await client.get("/api/audit")).json()
        assert [note["what"] for note in page["notes"]] == [
            "canvas.deleted", "key.removed", "key.made", "sign-in", "sign-in.refused",
        ]  # fmt: skip
        assert {note["address"] for note in page["notes"]} == {"192.0.2.7"}
        assert [note["name"] for note in page["notes"]] == ["x", "CI", "CI", "", ""]
        assert all(note["agent"].startswith("python-httpx") for note in page["notes"])
        assert page["notes"][0]["who"] == "Password"
        assert page["next"] is None
        assert key["secret"] not in str(page)
        assert PASSWORD not in str(page)


@pytest.mark.rule("W15")
async def test_the_log_names_what_it_is_about_as_it_was_called_then(tmp_path: Path) -> None:
    async with koda(tmp_path) as app, browser(app) as client, browser(app) as guest:
        await client.post("/api/session", json={"secret": PASSWORD})
        where = (await client.post("/api/canvases", json={"name": "Old"})).json()["canvas"]["id"]
        body = {"access": "view", "name": "For review"}
        made = (await client.post(f"/api/canvases/{where}/shares", json=body)).json()
        await guest.get(made["url"])
        await client.put(f"/api/canvases/{where}", json={"name": "New", "nodes": [], "edges": []})
        await client.delete(f"/api/canvases/{where}/shares/{made['id']}")
        notes = (await client.get("/api/audit")).json()["notes"]
        assert [(note["what"], note["who"], note["name"]) for note in notes[:3]] == [
            ("share.removed", "Password", "New · For review"),
            ("share.opened", "For review", "Old"),
            ("share.made.view", "Password", "Old · For review"),
        ]


@pytest.mark.rule("W15")
async def test_the_log_can_be_taken_away_whole_in_both_forms(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("koda.access.audit._EXPORTED_AT_ONCE", 2)
    async with koda(tmp_path) as app, browser(app) as client:
        await client.post("/api/session", json={"secret": PASSWORD})
        for name in ('=HYPERLINK("http://evil")', 'with, comma and "marks"', "two\nlines", "d"):
            await client.post("/api/keys", json={"name": name, "scopes": ["read"]})
        notes = (await client.get("/api/audit")).json()["notes"]
        lines = await client.get("/api/audit/export?format=jsonl")
        table = await client.get("/api/audit/export")
        assert (await client.get("/api/audit/export?format=xlsx")).status_code == 422
        assert 'filename="koda-audit.csv"' in table.headers["content-disposition"]
        assert table.headers["content-type"].startswith("text/csv")
    told = [json.loads(line) for line in lines.text.splitlines()]
    assert [one["id"] for one in told] == [note["id"] for note in notes]
    assert [one["name"] for one in told] == [note["name"] for note in notes]
    assert told[0]["at"].endswith("Z")
    rows = list(csv.DictReader(io.StringIO(table.text, newline="")))
    assert [row["id"] for row in rows] == [note["id"] for note in notes]
    assert rows[3]["name"] == """'=HYPERLINK("http://evil")"""
    assert rows[2]["name"] == 'with, comma and "marks"'


async def test_where_everybody_is_let_in_they_own_it(tmp_path: Path) -> None:
    async with koda(tmp_path, KODA_AUTH="none") as app, browser(app) as client:
        state = (await client.get("/api/session")).json()
        assert (state["caller"]["kind"], state["access"]) == ("open", "owner")
        assert await is_in(client)
        wrong = {"authorization": "Bearer koda_wrong"}  # who shows a key is held to it
        assert (await client.get("/api/canvases", headers=wrong)).status_code == 401
        foreign = {"origin": "https://evil.example"}
        assert (await client.post("/api/canvases", json={}, headers=foreign)).status_code == 403


@pytest.mark.rule("W2")
@pytest.mark.parametrize(
    "path",
    ["/api/new", "/api/canvases/x/new", "/api/canvases/", "/api/health\n", "/api//health",
     "/api/session/", "/api/runs", "/api", "/api/webhooks/fal/a/b", "/api/assets/x/y"],
)  # fmt: skip
def test_what_has_no_rule_is_the_owner_s(path: str) -> None:
    assert rule_for("GET", path).need == "owner"
    assert rule_for("BREW", "/api/health").need == "owner"


@pytest.mark.rule("W2")
def test_every_template_finds_its_own_rule() -> None:
    for (method, template), rule in RULES.items():
        path = template.replace("{endpoint}", "fal-ai/flux/dev").replace("{", "").replace("}", "")
        assert rule_for(method, path) == rule, (method, template)
    assert rule_for("HEAD", "/api/assets/x").need == "read"


@pytest.mark.rule("W11")
async def test_a_link_that_may_spend_may_spend_so_much(tmp_path: Path) -> None:
    async with (
        koda(tmp_path, FAL_KEY="never-used: nothing works here") as app,
        browser(app, authorization=f"Bearer {TOKEN}") as owner,
        browser(app) as guest,
    ):
        made = await owner.post("/api/canvases", json={"template": "first-light"})
        where = made.json()["canvas"]["id"]
        everything = {"mode": "all", "targets": []}
        price = (await owner.post(f"/api/canvases/{where}/plan", json=everything)).json()["price"]
        draft = {"access": "run", "daily_limit": price}
        link = (await owner.post(f"/api/canvases/{where}/shares", json=draft)).json()
        await guest.get(link["url"])
        path = f"/api/canvases/{where}/runs"
        codes = [
            (await guest.post(path, json={**everything, "key": f"k{n}"})).status_code
            for n in range(2)
        ]
        assert codes == [201, 402]
        (card,) = (await owner.get(f"/api/canvases/{where}/shares")).json()["shares"]
        assert card["spent_today"] == price
        assert len((await guest.get(path)).json()["runs"]) == 1


@pytest.mark.rule("W8")
async def test_a_key_that_calls_too_often_waits(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("koda.access.doors.KEY_CALLS", Limit("key", 3, 3600))
    async with koda(tmp_path) as app, browser(app, authorization=f"Bearer {TOKEN}") as owner:
        keys = [
            (await owner.post("/api/keys", json={"name": name, "scopes": ["read"]})).json()[
                "secret"
            ]
            for name in ("busy", "quiet")
        ]
        async with browser(app, authorization=f"Bearer {keys[0]}") as busy:
            answers = [await busy.get("/api/canvases") for _ in range(5)]
        assert [one.status_code for one in answers] == [200] * 3 + [429] * 2
        assert 0 < int(answers[-1].headers["retry-after"]) <= 3600
        async with browser(app, authorization=f"Bearer {keys[1]}") as quiet:
            assert await is_in(quiet)


@pytest.mark.rule("W2")
async def test_a_request_that_reaches_another_route_than_its_rule_s_is_refused() -> None:
    def arrive(template: str, path_format: str) -> None:
        scope = {"type": "http", "method": "GET", "path": "/", "headers": [], "query_string": b""}
        route = SimpleNamespace(path_format=path_format)
        hold_rule(Request({**scope, RULE: Rule(template, Need.KNOWN), "route": route}))

    arrive("/api/canvases/{canvas}", "/canvases/{canvas}")
    arrive("", "/anything")  # no rule: the owner's, whichever it is
    with pytest.raises(Forbidden):
        arrive("/api/assets/records", "/assets/{asset}")


@pytest.mark.rule("W14")
@pytest.mark.parametrize(
    ("method", "path"),
    [("POST", "/api/keys"), ("DELETE", "/api/sessions"), ("POST", "/api/session"),
     ("DELETE", "/api/session"), ("POST", "/api/canvases/x/shares")],
)  # fmt: skip
@pytest.mark.parametrize(
    "headers",
    [{"origin": "https://evil.example"}, {"origin": "null"}, {"sec-fetch-site": "cross-site"},
     {"origin": "http://127.0.0.1:3001"}, {"host": "evil.example"}],
)  # fmt: skip
async def test_another_site_makes_no_key_and_ends_no_session(
    http: httpx2.AsyncClient, method: str, path: str, headers: dict[str, str]
) -> None:
    answer = await http.request(
        method, path, json={"name": "x", "scopes": ["admin"]}, headers=headers
    )
    assert answer.status_code == 403
