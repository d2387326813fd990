"""Signing in at an identity provider, one that is honest and one that is not."""

from __future__ import annotations

import time
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import httpx2
import pytest

from koda.core.errors import NotConfigured
from koda.server.app import create_app
from koda.server.routes.oidc import own_page
from koda.settings import Settings
from koda.wiring import open_services
from tests.server.conftest import BASE, TOKEN
from tests.servers.oidc import CLIENT, SECRET, IdentityProvider, new_key, run_identity_provider


@pytest.fixture(scope="module")
def running() -> Iterator[IdentityProvider]:
    with run_identity_provider() as provider:
        yield provider


@pytest.fixture
def provider(running: IdentityProvider) -> IdentityProvider:
    """An honest one, whatever the test before has made of it."""
    fresh = IdentityProvider(issuer=running.issuer, says_issuer=running.issuer, key=running.key)
    running.__dict__.update({**fresh.__dict__, "published": [fresh.key]})
    return running


@asynccontextmanager
async def browser(
    folder: Path, provider: IdentityProvider, allowed: str = "person@example.com"
) -> AsyncIterator[httpx2.AsyncClient]:
    settings = Settings.model_validate(
        {
            "KODA_DATA": folder,
            "KODA_TOKEN": TOKEN,
            "KODA_OIDC_ISSUER": provider.issuer,
            "KODA_OIDC_CLIENT_ID": CLIENT,
            "KODA_OIDC_CLIENT_SECRET": SECRET,
            "KODA_OIDC_ALLOWED": allowed,
        }
    )
    async with open_services(settings, work=False) as services:
        transport = httpx2.ASGITransport(create_app(services))
        async with httpx2.AsyncClient(transport=transport, base_url=BASE) as client:
            yield client


async def to_provider(client: httpx2.AsyncClient, page: str = "/canvas/x") -> str:
    """Go to the provider, sign in there, and give the address that it leads back to."""
    sent = await client.get("/api/session/oidc", params={"next": page})
    assert sent.status_code == 303
    async with httpx2.AsyncClient() as outside:
        back = await outside.get(sent.headers["location"])
    assert back.status_code == 302
    return back.headers["location"]


async def come_back(client: httpx2.AsyncClient, address: str) -> httpx2.Response:
    headers = {"sec-fetch-site": "cross-site", "sec-fetch-mode": "navigate"}
    return await client.get(address, headers=headers)


async def is_in(client: httpx2.AsyncClient) -> bool:
    return (await client.get("/api/canvases")).status_code == 200


@pytest.mark.rule("W12")
@pytest.mark.parametrize("only_post", [False, True])
async def test_who_is_allowed_comes_in_and_is_named(
    tmp_path: Path, provider: IdentityProvider, only_post: bool
) -> None:
    provider.only_post = only_post
    async with browser(tmp_path, provider, "other@example.com, @EXAMPLE.com") as client:
        before = (await client.get("/api/session")).json()
        assert before["signed_in"] is False
        assert before["oidc"] == {"title": "127.0.0.1"}
        answer = await come_back(client, await to_provider(client))
        assert (answer.status_code, answer.headers["location"]) == (303, "/canvas/x")
        cookies = "\n".join(answer.headers.get_list("set-cookie")).lower()
        assert "httponly" in cookies
        assert "koda_session_3000=" in cookies
        state = (await client.get("/api/session")).json()
        assert (state["caller"]["name"], state["access"]) == ("person@example.com", "owner")


def change(**values: Any) -> Callable[[IdentityProvider], None]:
    def apply(provider: IdentityProvider) -> None:
        provider.__dict__.update(values)

    return apply


def claim(**values: Any) -> Callable[[IdentityProvider], None]:
    return change(claims=values)


HOSTILE: dict[str, Callable[[IdentityProvider], None]] = {
    "wrong nonce": claim(nonce="another"),
    "no nonce": claim(nonce=None),
    "wrong audience": claim(aud="another-client"),
    "audience without us": claim(aud=["a", "b"]),
    "two audiences, authorised for the other": claim(aud=[CLIENT, "b"], azp="b"),
    "two audiences, nobody authorised": claim(aud=[CLIENT, "b"]),
    "no audience": claim(aud=None),
    "wrong issuer": claim(iss="https://evil.example"),
    "no issuer": claim(iss=None),
    "expired": claim(exp=int(time.time()) - 3600),
    "no expiry": claim(exp=None),
    "issued in the future": claim(iat=int(time.time()) + 36_000),
    "not yet": claim(nbf=int(time.time()) + 36_000),
    "expiry that is no number": claim(exp="tomorrow"),
    "no subject": claim(sub=None),
    "no algorithm": change(algorithm="none"),
    "public key as a secret": change(algorithm="HS256"),
    "foreign key": change(key=new_key("first")),
    "foreign key of an unknown name": change(key=new_key("foreign")),
    "access token of another": claim(at_hash="AAAAAAAAAAAAAAAAAAAAAA"),
    "unverified e-mail": claim(email_verified=False),
    "verification not said": claim(email_verified=None),
    "verification said as a word": claim(email_verified="no"),
    "no e-mail": claim(email=None),
    "another e-mail": change(email="stranger@elsewhere.example"),
    "a longer e-mail": change(email="person@example.com.evil.example"),
    "another's domain in the name": change(email="@example.com"),
    "two addresses in one": change(email="person@example.com,evil@evil.example"),
}


@pytest.mark.rule("W12")
@pytest.mark.parametrize("name", HOSTILE)
async def test_a_hostile_answer_lets_nobody_in(
    tmp_path: Path, provider: IdentityProvider, name: str
) -> None:
    async with browser(tmp_path, provider) as client:
        HOSTILE[name](provider)
        answer = await come_back(client, await to_provider(client))
        assert answer.status_code == 401
        assert "koda_session" not in "".join(answer.headers.get_list("set-cookie"))
        assert not await is_in(client)


@pytest.mark.rule("W12")
async def test_an_answer_is_good_once_and_in_the_browser_that_asked(
    tmp_path: Path, provider: IdentityProvider
) -> None:
    async with browser(tmp_path, provider) as client:
        address = await to_provider(client)
        stolen = dict(client.cookies)
        client.cookies.clear()
        assert (await come_back(client, address)).status_code == 401  # a victim's browser
        client.cookies.update(stolen)
        for broken in (f"{address}x", address.replace("state=", "state=x"), address.split("?")[0]):
            assert (await come_back(client, broken)).status_code == 401
            client.cookies.update(stolen)
        assert not await is_in(client)


@pytest.mark.rule("W12")
async def test_a_replayed_code_or_state_is_refused(
    tmp_path: Path, provider: IdentityProvider
) -> None:
    async with browser(tmp_path, provider) as client:
        address = await to_provider(client)
        state = dict(client.cookies)
        assert (await come_back(client, address)).status_code == 303
        client.cookies.clear()
        client.cookies.update(state)
        assert (await come_back(client, address)).status_code == 401
        other = await to_provider(client)
        code = parse_qs(urlsplit(address).query)["code"][0]
        again = other.replace(parse_qs(urlsplit(other).query)["code"][0], code)
        assert (await come_back(client, again)).status_code == 401


@pytest.mark.rule("W12")
async def test_the_answer_of_another_provider_is_refused(
    tmp_path: Path, provider: IdentityProvider
) -> None:
    async with browser(tmp_path, provider) as client:
        address = await to_provider(client)
        mixed = address.replace(f"iss=http%3A%2F%2F{urlsplit(provider.issuer).netloc}", "iss=evil")
        mixed = mixed if mixed != address else f"{address.split('&iss=')[0]}&iss=evil"
        assert (await come_back(client, mixed)).status_code == 401


@pytest.mark.rule("W12")
async def test_new_keys_of_the_provider_are_learnt(
    tmp_path: Path, provider: IdentityProvider, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("koda.access.oidc_provider._KEYS_MS", 0)
    async with browser(tmp_path, provider) as client:
        assert (await come_back(client, await to_provider(client))).status_code == 303
        provider.rotate("second")
        assert (await come_back(client, await to_provider(client))).status_code == 303


@pytest.mark.rule("W12")
async def test_nobody_is_let_in_where_nobody_is_named(
    tmp_path: Path, provider: IdentityProvider
) -> None:
    async with browser(tmp_path, provider, "") as client:
        answer = await come_back(client, await to_provider(client))
        assert answer.status_code == 401
        assert "KODA_OIDC_ALLOWED" in answer.text


@pytest.mark.rule("W7")
async def test_who_is_no_longer_named_is_out(tmp_path: Path, provider: IdentityProvider) -> None:
    async with browser(tmp_path, provider) as client:
        await come_back(client, await to_provider(client))
        kept = dict(client.cookies)
        assert await is_in(client)
    async with browser(tmp_path, provider, "somebody.else@example.com") as client:
        client.cookies.update(kept)
        assert not await is_in(client)


async def test_a_provider_that_calls_itself_otherwise_is_not_used(
    tmp_path: Path, provider: IdentityProvider
) -> None:
    provider.says_issuer = "https://evil.example"
    async with browser(tmp_path, provider) as client:
        answer = await client.get("/api/session/oidc")
        assert answer.status_code == 503
        assert "KODA_OIDC_ISSUER" in answer.json()["remedy"]


async def test_a_provider_without_our_name_is_a_wrong_setting(tmp_path: Path) -> None:
    settings = Settings.model_validate(
        {"KODA_DATA": tmp_path, "KODA_OIDC_ISSUER": "https://id.example"}
    )
    with pytest.raises(NotConfigured, match="called there"):
        async with open_services(settings, work=False):
            pass


@pytest.mark.rule("W14")
@pytest.mark.parametrize(
    ("page", "led"),
    [
        ("/canvas/x?a=1", "/canvas/x?a=1"),
        ("//evil.example", "/"),
        ("/\\evil.example", "/"),
        ("https://evil.example", "/"),
        ("javascript:alert(1)", "/"),
        ("/a\r\nset-cookie: x=1", "/"),
        ("/\t/evil.example", "/"),
        ("/api/session/oidc", "/"),
        ("", "/"),
        ("/é", "/"),
    ],
)
def test_signing_in_leads_to_pages_of_ours_only(page: str, led: str) -> None:
    assert own_page(page) == led
