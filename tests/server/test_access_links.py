"""Share links over HTTP: what they open, what is brought by them, how they end."""

from __future__ import annotations

import asyncio
import base64
from collections.abc import AsyncIterator
from contextlib import suppress
from typing import Any

import httpx2
import pytest
from fastapi import FastAPI
from pycrdt import Map

from koda.canvases.document import new_document
from koda.server.links import MOST_LINKS
from tests.server.conftest import BASE, TOKEN

LINKS = "koda_link_3000"
PNG = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJg"
    "gg=="
)


@pytest.fixture
async def guest(app: FastAPI) -> AsyncIterator[httpx2.AsyncClient]:
    """Somebody else's browser."""
    async with httpx2.AsyncClient(transport=httpx2.ASGITransport(app), base_url=BASE) as client:
        yield client


async def canvas(http: httpx2.AsyncClient, name: str) -> str:
    return (await http.post("/api/canvases", json={"name": name})).json()["canvas"]["id"]


async def link(http: httpx2.AsyncClient, where: str, access: str, **more: Any) -> dict[str, Any]:
    body = {"access": access, **more}
    answer = await http.post(f"/api/canvases/{where}/shares", json=body)
    assert answer.status_code == 201, answer.text
    return answer.json()


async def upload(client: httpx2.AsyncClient, **form: str) -> httpx2.Response:
    return await client.post("/api/assets/upload", files={"file": ("a.png", PNG)}, data=form)


def media_node(asset: str) -> dict[str, str]:
    doc = new_document()
    params = Map({"asset": asset, "type": "image"})
    doc.get("nodes", type=Map)["m"] = Map({"kind": "media", "x": 0.0, "y": 0.0, "params": params})
    return {"key": "k", "update": base64.b64encode(doc.get_update()).decode()}


@pytest.mark.rule("W10")
async def test_a_link_opens_its_canvas_in_a_cookie_and_says_so(
    http: httpx2.AsyncClient, guest: httpx2.AsyncClient
) -> None:
    where = await canvas(http, "shared")
    made = await link(http, where, "view", name="For the client")
    answer = await guest.get(made["url"])
    assert (answer.status_code, answer.headers["location"]) == (303, f"/canvas/{where}")
    assert answer.headers["referrer-policy"] == "no-referrer"
    kept = answer.headers["set-cookie"].lower()
    assert "httponly" in kept
    assert "samesite=strict" in kept
    state = (await guest.get("/api/session")).json()
    assert state["signed_in"] is True
    assert state["caller"] == {"kind": "share", "name": "For the client"}
    assert (state["access"], state["canvas"]) == ("view", where)
    assert (await guest.get(f"/api/canvases/{where}")).status_code == 200
    assert (await guest.get("/api/canvases")).json()["code"] == "access.denied"


@pytest.mark.rule("W10")
async def test_opening_a_link_signs_no_owner_out(
    http: httpx2.AsyncClient, stranger: httpx2.AsyncClient
) -> None:
    made = await link(http, await canvas(http, "shared"), "view")
    await stranger.post("/api/session", json={"secret": TOKEN})
    await stranger.get(made["url"])
    assert (await stranger.get("/api/session")).json()["access"] == "owner"


def page_of(where: str) -> dict[str, str]:
    """What a browser adds to what the page of a canvas asks for."""
    return {"referer": f"{BASE}/canvas/{where}"}


@pytest.mark.rule("W10")
async def test_a_browser_holds_several_links_and_each_opens_its_own_canvas_alone(
    http: httpx2.AsyncClient, guest: httpx2.AsyncClient
) -> None:
    seen, changed, closed = [await canvas(http, name) for name in ("seen", "changed", "closed")]
    await guest.get((await link(http, seen, "view", name="See"))["url"])
    await guest.get((await link(http, changed, "edit", name="Change"))["url"])
    for where, name, access in ((seen, "See", "view"), (changed, "Change", "edit")):
        assert (await guest.get(f"/api/canvases/{where}")).status_code == 200
        state = (await guest.get("/api/session", headers=page_of(where))).json()
        assert (state["caller"]["name"], state["access"]) == (name, access)
        assert state["canvas"] == where
    assert (await guest.get(f"/api/canvases/{closed}")).status_code == 403
    edit = media_node("none")
    refused = await guest.post(f"/api/canvases/{seen}/updates", json=edit)
    assert (refused.status_code, refused.json()["code"]) == (403, "access.denied")
    # What the page says of itself chooses among the browser's links, and opens nothing more.
    told = await guest.post(f"/api/canvases/{seen}/updates", json=edit, headers=page_of(changed))
    assert told.status_code == 403
    both = await guest.get("/api/events", params=[("canvas", changed), ("canvas", seen)])
    assert both.status_code == 403
    assert (await guest.get("/api/canvases")).status_code == 403


@pytest.mark.rule("W4")
async def test_media_of_each_link_is_seen_and_what_is_brought_goes_to_the_page_it_came_from(
    http: httpx2.AsyncClient, guest: httpx2.AsyncClient
) -> None:
    one, two, mine = [await canvas(http, name) for name in ("one", "two", "mine")]
    secret = (await upload(http, canvasId=mine)).json()["id"]
    brought: list[str] = []
    for where in (one, two):
        await guest.get((await link(http, where, "edit"))["url"])
    for where in (one, two):
        form = {"files": {"file": ("a.png", PNG + where.encode())}, "headers": page_of(where)}
        answer = await guest.post("/api/assets/upload", **form)
        assert answer.json()["asset"]["canvas"] == where, answer.text
        brought.append(answer.json()["id"])
    for asset in brought:  # an address that was pasted comes from no page
        assert (await guest.get(f"/api/assets/{asset}/record")).status_code == 200
    assert (await guest.get(f"/api/assets/{secret}/record")).status_code == 404


@pytest.mark.rule("W10")
async def test_a_link_that_is_taken_back_ends_alone(
    http: httpx2.AsyncClient, guest: httpx2.AsyncClient
) -> None:
    one, two = [await canvas(http, name) for name in ("one", "two")]
    made = await link(http, one, "view")
    await guest.get(made["url"])
    await guest.get((await link(http, two, "view"))["url"])
    await http.delete(f"/api/canvases/{one}/shares/{made['id']}")
    assert (await guest.get(f"/api/canvases/{one}")).status_code == 401
    state = (await guest.get("/api/session", headers=page_of(one))).json()
    assert state["signed_in"] is False  # its page says that the link has ended
    assert (await guest.get(f"/api/canvases/{two}")).status_code == 200


@pytest.mark.rule("W10")
async def test_another_link_to_the_same_canvas_takes_the_place_of_the_first(
    http: httpx2.AsyncClient, guest: httpx2.AsyncClient
) -> None:
    where = await canvas(http, "shared")
    await guest.get((await link(http, where, "edit"))["url"])
    before = guest.cookies.get(LINKS)
    await guest.get((await link(http, where, "view"))["url"])
    assert (await guest.get("/api/session")).json()["access"] == "view"
    guest.cookies.clear()
    guest.cookies.set(LINKS, str(before))
    assert (await guest.get("/api/session")).json()["signed_in"] is False  # its session is over


@pytest.mark.rule("W10")
async def test_the_longest_unopened_of_too_many_links_goes(
    http: httpx2.AsyncClient, guest: httpx2.AsyncClient
) -> None:
    places = [await canvas(http, f"c{n}") for n in range(MOST_LINKS + 1)]
    for where in places:
        await guest.get((await link(http, where, "view"))["url"])
    assert len(str(guest.cookies.get(LINKS))) < 1500
    codes = [(await guest.get(f"/api/canvases/{where}")).status_code for where in places]
    assert codes == [403, *[200] * MOST_LINKS]


@pytest.mark.rule("W10")
async def test_signing_out_ends_every_link_of_the_browser(
    http: httpx2.AsyncClient, guest: httpx2.AsyncClient
) -> None:
    for name in ("one", "two"):
        await guest.get((await link(http, await canvas(http, name), "view"))["url"])
    kept = str(guest.cookies.get(LINKS))
    await guest.delete("/api/session")
    assert guest.cookies.get(LINKS) is None
    guest.cookies.set(LINKS, kept)
    assert (await guest.get("/api/session")).json()["signed_in"] is False


@pytest.mark.rule("W10")
@pytest.mark.parametrize(
    "cookie",
    [
        "",
        ".",
        ":",
        "a:b",
        "a:b.c:d",
        "x" * 5000,
        ".".join(["a:b"] * 500),
        "a:b:c",
        "../:x",
        "\xe9:y",
    ],
)
async def test_a_cookie_that_is_made_up_opens_nothing(
    http: httpx2.AsyncClient, guest: httpx2.AsyncClient, cookie: str
) -> None:
    where = await canvas(http, "shared")
    header = {"cookie": f"{LINKS}={cookie}".encode("latin-1"), "referer": "http://[bad/canvas/a"}
    answer = await guest.get(f"/api/canvases/{where}", headers=header)
    assert answer.status_code == 401


@pytest.mark.rule("W10")
async def test_the_name_of_a_canvas_in_the_cookie_does_not_open_it(
    http: httpx2.AsyncClient, guest: httpx2.AsyncClient
) -> None:
    """A guest may write what they want into their own cookie."""
    mine, theirs = await canvas(http, "mine"), await canvas(http, "theirs")
    await guest.get((await link(http, theirs, "run"))["url"])
    secret = str(guest.cookies.get(LINKS)).partition(":")[2]
    guest.cookies.clear()
    guest.cookies.set(LINKS, f"{mine}:{secret}")
    assert (await guest.get(f"/api/canvases/{mine}")).status_code == 403
    guest.cookies.set(LINKS.replace("link", "session"), secret)
    assert (await guest.get("/api/canvases")).status_code == 403  # nor is it the owner's


@pytest.mark.rule("W10")
@pytest.mark.parametrize("path", ["/s/", "/s/wrong", "/s/x/y", f"/s/{'x' * 3000}", "/s/%00"])
async def test_a_wrong_link_opens_nothing(guest: httpx2.AsyncClient, path: str) -> None:
    answer = await guest.get(path)
    assert (answer.status_code, answer.headers["location"]) == (303, "/?link=ended")
    assert "set-cookie" not in answer.headers


@pytest.mark.rule("W8")
async def test_links_cannot_be_guessed_fast(
    http: httpx2.AsyncClient, guest: httpx2.AsyncClient
) -> None:
    made = await link(http, await canvas(http, "shared"), "view")
    for n in range(60):
        await guest.get(f"/s/{n}")
    assert (await guest.get(made["url"])).headers["location"] == "/?link=ended"


@pytest.mark.rule("W4")
async def test_what_a_link_brings_belongs_to_its_canvas(
    http: httpx2.AsyncClient, guest: httpx2.AsyncClient
) -> None:
    mine, theirs = await canvas(http, "mine"), await canvas(http, "theirs")
    await guest.get((await link(http, theirs, "edit"))["url"])
    brought = await upload(guest)
    assert brought.status_code == 200, brought.text
    assert brought.json()["asset"]["canvas"] == theirs
    assert (await guest.get(brought.json()["url"])).status_code == 200
    assert (await upload(guest, canvasId=mine)).status_code == 403
    body = {"size": 5, "canvasId": mine}
    assert (await guest.post("/api/assets/uploads", json=body)).status_code == 403
    announced = await guest.post("/api/assets/uploads", json={"size": 5})
    path = f"/api/assets/uploads/{announced.json()['id']}/done"
    assert (await http.post(path)).status_code == 404  # nobody else's to finish


@pytest.mark.rule("W4")
async def test_an_edit_cannot_pull_in_what_is_not_theirs(
    http: httpx2.AsyncClient, guest: httpx2.AsyncClient
) -> None:
    mine, theirs = await canvas(http, "mine"), await canvas(http, "theirs")
    secret = (await upload(http, canvasId=mine)).json()["id"]
    await guest.get((await link(http, theirs, "run"))["url"])
    assert (await guest.get(f"/api/assets/{secret}")).status_code == 404
    refused = await guest.post(f"/api/canvases/{theirs}/updates", json=media_node(secret))
    assert (refused.status_code, refused.json()["code"]) == (403, "access.denied")
    act = {"key": "k", "kind": "media", "parameters": {"asset": secret, "type": "image"}}
    assert (await guest.post(f"/api/canvases/{theirs}/acts", json=act)).status_code == 403
    assert (await guest.get(f"/api/assets/records?id={secret}")).json() == {"assets": []}
    # The owner may put it there; from then on it is shown.
    placed = await http.post(f"/api/canvases/{theirs}/updates", json=media_node(secret))
    assert placed.status_code == 200, placed.text
    assert (await guest.get(f"/api/assets/{secret}")).status_code == 200


@pytest.mark.rule("W10")
async def test_a_stream_ends_when_its_link_is_taken_back(
    app: FastAPI, address: str, http: httpx2.AsyncClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("koda.server.guard._LOOK_SECONDS", 0.05)
    where = await canvas(http, "shared")
    made = await link(http, where, "view")
    async with httpx2.AsyncClient(base_url=address, timeout=60) as guest:
        await guest.get(made["url"])
        async with guest.stream("GET", "/api/events", params={"canvas": where}) as stream:
            assert stream.status_code == 200
            lines = stream.aiter_lines()
            await anext(lines)
            await http.delete(f"/api/canvases/{where}/shares/{made['id']}")
            with suppress(httpx2.HTTPError):  # it is cut, not ended
                async with asyncio.timeout(20):
                    async for _ in lines:
                        pass
        again = await guest.get("/api/events", params={"canvas": where})
        assert again.status_code == 401


@pytest.mark.rule("W10")
@pytest.mark.parametrize(
    "body",
    [
        {},
        {"access": "owner"},
        {"access": "view", "expires_at": 1},
        {"access": "view", "daily_limit": -1},
        {"access": "view", "name": "x" * 81},
        {"access": "view", "canvas": "another"},
    ],
)
async def test_a_link_that_makes_no_sense_is_not_made(
    http: httpx2.AsyncClient, body: dict[str, Any]
) -> None:
    where = await canvas(http, "shared")
    assert (await http.post(f"/api/canvases/{where}/shares", json=body)).status_code == 422
    assert (await http.get(f"/api/canvases/{where}/shares")).json() == {"shares": []}
    assert (await http.get("/api/canvases/none/shares")).status_code == 404
