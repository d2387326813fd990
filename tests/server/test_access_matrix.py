"""Every route of the OpenAPI document, by every kind of caller, at their own canvas and others'.

What is expected is written by hand in `tests/cases/access.json`.
"""

from __future__ import annotations

import asyncio
import json
import re
from collections.abc import AsyncIterator, Iterator, Mapping
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx2
import pytest
from fastapi import FastAPI
from starlette.types import Message

from koda.access.sessions import Visit
from koda.animation.design import design_of
from koda.animation.plan import AnimationPlan, Scene
from koda.animation.project import ProjectMedia
from koda.core.access import Scope, ShareAccess
from koda.core.ids import AssetId, CanvasId
from koda.db.base import Statement
from koda.server.app import create_app
from koda.services import Services
from koda.settings import Settings
from koda.wiring import open_services
from tests.databases import chosen_kind, database_settings, open_test_database
from tests.server.conftest import BASE, TOKEN

TABLE = json.loads((Path(__file__).parents[1] / "cases" / "access.json").read_text())
DENIED = {401, 403, 404, 429}
UNKNOWN = ("nobody", "wrong-token", "expired-session", "ended-session", "gone-key", "expired-key",
           "gone-link", "expired-link", "another-secrets-session")  # fmt: skip
VISIT = Visit("a browser", "10.0.0.1")
_BODIES: dict[str, Any] = {
    "POST /api/canvases": {"name": "x"},
    "PUT /api/canvases/{canvas}": {"name": "x"},
    "POST /api/canvases/{canvas}/presence": {"tab": "t", "state": {}},
    "POST /api/canvases/{canvas}/updates": {"key": "k", "update": "AAA="},
    "POST /api/canvases/{canvas}/plan": {"mode": "all"},
    "POST /api/canvases/{canvas}/runs": {"mode": "all", "key": "k"},
    "POST /api/canvases/{canvas}/shares": {"access": "run"},
    "POST /api/keys": {"name": "x", "scopes": ["admin"]},
    "POST /api/runs/{run}/retry": {"key": "k"},
    "POST /api/animations/projects/{project}/edits": {"files": {"src/Main.tsx": "export {};"}},
    "POST /api/presets": {"kind": "prompt", "name": "x", "words": "x"},
    "POST /api/generate": {"prompt": "x"},
}


@dataclass
class Place:
    """A canvas that was run: its ids."""

    canvas: str
    run: str
    step: str
    asset: str
    share: str = ""
    project: str = "none_such"


@dataclass
class World:
    """A Koda with two canvases, and every kind of caller by the headers that they send."""

    app: FastAPI
    own: Place
    other: Place
    callers: dict[str, Mapping[str, str]] = field(default_factory=dict)
    calls: int = 0

    def address(self, template: str, place: Place) -> str:
        names = {**place.__dict__, "endpoint": "fal-ai/x", "connection": "fal", "upload": "upl_x"}
        path = re.sub(r"\{(\w+)\}", lambda one: str(names.get(one[1], "some_id")), template)
        query = {
            "/api/events": f"?canvas={place.canvas}",
            "/api/assets/records": f"?id={place.asset}",
            f"/api/animations/projects/{place.project}/file": "?path=src/Main.tsx",
        }
        return path + query.get(path, "")

    async def call(
        self, caller: str, method: str, template: str, place: Place
    ) -> tuple[int, bytes]:
        """Call a route; of an answer that does not end by itself, the beginning."""
        self.calls += 1
        path, _, query = self.address(template, place).partition("?")
        body = json.dumps(_BODIES.get(f"{method} {template}", {})).encode()
        heard: list[Message] = [{"type": "http.request", "body": body, "more_body": False}]
        status, said, started = [0], [b""], asyncio.Event()

        async def receive() -> Message:
            if not heard:
                await asyncio.Event().wait()
            return heard.pop()

        async def send(message: Message) -> None:
            if message["type"] == "http.response.start":
                status[0] = message["status"]
                started.set()
            said[0] += message.get("body", b"")

        headers = {"host": "127.0.0.1:3000", "content-type": "application/json"}
        headers |= self.callers[caller]
        # Each wrong try comes from elsewhere, so that it is judged and not only counted.
        client = f"10.{self.calls >> 16}.{self.calls >> 8 & 255}.{self.calls & 255}"
        scope = {
            "type": "http", "asgi": {"version": "3.0"}, "http_version": "1.1", "method": method,
            "scheme": "http", "path": path, "raw_path": path.encode(), "root_path": "",
            "query_string": query.encode(), "client": (client, 1), "server": ("127.0.0.1", 3000),
            "headers": [(k.encode(), v.encode()) for k, v in headers.items()],
        }  # fmt: skip
        task = asyncio.ensure_future(self.app(scope, receive, send))
        waiting = asyncio.ensure_future(started.wait())
        await asyncio.wait({task, waiting}, return_when=asyncio.FIRST_COMPLETED)
        if path != "/api/events":
            await asyncio.wait({task}, timeout=60)
        for one in (task, waiting):
            one.cancel()
            with suppress(asyncio.CancelledError):
                await one
        return status[0], said[0]


def routes() -> Iterator[tuple[str, str, list[str], bool]]:
    for group in TABLE["groups"]:
        for route in group["routes"]:
            method, template = route.split(" ")
            yield method, template, group["who"], group.get("everywhere", False)


async def make_place(http: httpx2.AsyncClient, name: str) -> Place:
    made = (await http.post("/api/canvases", json={"template": "first-light"})).json()["canvas"]
    canvas = made["id"]
    for node in made["nodes"]:  # else both would show the same picture, from the cache
        node["data"]["prompt"] = f"A picture that is {name}"
    await http.put(f"/api/canvases/{canvas}", json={"nodes": made["nodes"]})
    body = {"mode": "all", "targets": [], "key": "first"}
    run = (await http.post(f"/api/canvases/{canvas}/runs", json=body)).json()
    async with asyncio.timeout(60):
        while run["state"] == "running":
            await asyncio.sleep(0.05)
            run = (await http.get(f"/api/runs/{run['id']}")).json()
    (value,) = run["steps"][0]["outputs"]["output"]["items"]
    return Place(canvas, run["id"], run["steps"][0]["id"], value["asset"])


def cookie(secret: str, kind: str = "session") -> dict[str, str]:
    return {"cookie": f"koda_{kind}_3000={secret}"}


def bearer(secret: str) -> dict[str, str]:
    return {"authorization": f"Bearer {secret}"}


async def fill(koda: Services, world: World, folder: Path) -> None:
    """Make every kind of caller."""
    access, callers = koda.access, world.callers
    for place in (world.own, world.other):
        place.project = await kept_project(koda, place.asset)
    callers |= {"nobody": {}, "wrong-token": bearer("wrong"), "token": bearer(TOKEN)}
    callers["owner"] = cookie(await access.doors.sign_in(TOKEN, VISIT))
    for scope in Scope:
        _, secret = await access.keys.make(scope, [scope], None, None)
        callers[f"key-{scope}"] = bearer(secret)
    canvas, other = CanvasId(world.own.canvas), CanvasId(world.other.canvas)
    levels: tuple[ShareAccess, ...] = ("view", "edit", "run")
    for level in levels:
        share, secret = await access.shares.make(canvas, level, level, None, None)
        callers[f"link-{level}"] = cookie((await opened(koda, secret)), "link")
        world.own.share = share.id
    stray, _ = await access.shares.make(other, "stray", "view", None, None)
    world.other.share = stray.id
    ended = await access.doors.sign_in(TOKEN, VISIT)
    known = await access.sessions.find(ended, VISIT)
    assert known is not None
    await access.sessions.end(known.id)
    callers["ended-session"] = cookie(ended)
    expired = await access.sessions.open("x", "", VISIT, None, 1)
    callers["expired-session"] = cookie(expired)
    callers["another-secrets-session"] = cookie(await access.sessions.open("x", "old", VISIT))
    key, secret = await access.keys.make("gone", list(Scope), None, None)
    await access.keys.remove(key.id)
    callers["gone-key"] = bearer(secret)
    key, secret = await access.keys.make("expired", list(Scope), None, 10**14)
    share, link = await access.shares.make(canvas, "expired", "run", None, 10**14)
    late = await opened(koda, link)
    gone, link = await access.shares.make(canvas, "gone", "run", None, None)
    callers["gone-link"] = cookie(await opened(koda, link), "link")
    await access.shares.remove(canvas, gone.id)
    database = open_test_database(chosen_kind(), folder)
    await database.write(
        [
            Statement("UPDATE api_keys SET expires_at = 1 WHERE id = ?", (key.id,)),
            Statement("UPDATE shares SET expires_at = 1 WHERE id = ?", (share.id,)),
        ]
    )
    await database.close()
    callers["expired-key"], callers["expired-link"] = bearer(secret), cookie(late, "link")


async def kept_project(koda: Services, asset: str) -> str:
    """A version of an animation that shows a picture."""
    plan = AnimationPlan(
        title="A film",
        scenes=tuple(Scene(number=one, title="A scene", seconds=1) for one in (1, 2, 3)),
        seconds=3,
        design=design_of(),
    )
    shown = ProjectMedia(name="a-1.png", type="image", asset=AssetId(asset), hash="0" * 64)
    engine = koda.animations.tools("remotion").engine
    return await koda.animations.versions.keep(engine.write(plan, [shown], (1280, 720)))


async def opened(koda: Services, link: str) -> str:
    found = await koda.access.shares.open(link, VISIT)
    assert found is not None
    return found[1]


@asynccontextmanager
async def a_world(folder: Path) -> AsyncIterator[World]:
    chosen = database_settings(chosen_kind(), folder).model_dump(exclude_unset=True)
    settings = Settings.model_validate({**chosen, "KODA_DATA": folder, "KODA_TOKEN": TOKEN})
    async with open_services(settings) as koda:
        app = create_app(koda)
        headers = bearer(TOKEN)
        transport = httpx2.ASGITransport(app)
        async with httpx2.AsyncClient(
            transport=transport, base_url=BASE, headers=headers, timeout=60
        ) as http:
            world = World(app, await make_place(http, "own"), await make_place(http, "other"))
        await fill(koda, world, folder)
        yield world


def test_the_table_has_every_route() -> None:
    document = json.loads((Path(__file__).parents[2] / "web" / "openapi.json").read_text())
    real = {
        (method.upper(), path) for path, methods in document["paths"].items() for method in methods
    }
    assert {(method, path) for method, path, *_ in routes()} == real


@pytest.mark.rule("W1 W2 W3 W4")
@pytest.mark.timeout(600)
async def test_nobody_reaches_what_is_not_theirs(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    wrong: list[tuple[str, str, str, str, int]] = []
    count = 0
    async with a_world(tmp_path) as world:
        for method, template, who, everywhere in routes():
            if who == ["anybody"]:
                continue
            for caller in world.callers:
                if caller == "token":
                    continue
                places = {"own": world.own, "other": world.other}
                is_let = caller in who
                if is_let and (everywhere or not caller.startswith("link-")):
                    continue
                if is_let:
                    del places["own"]
                for name, place in places.items():
                    if is_let and not touches(method, template):
                        continue  # such as an upload, which goes to the link's own canvas
                    count += 1
                    status, said = await world.call(caller, method, template, place)
                    empty = template == "/api/assets/records" and b'"assets":[]' in said
                    if status not in DENIED and not empty:
                        wrong.append((caller, method, template, name, status))
    with capsys.disabled():
        print(f"\n{count} hostile calls")
    assert wrong == []
    assert count > 1500


def touches(method: str, template: str) -> bool:
    """Tell whether a call names a canvas, or something of one, in its address."""
    return bool(re.search(r"\{(canvas|run|asset|project)\}", template)) or template in {
        "/api/events",
        "/api/assets/records",
    }


@pytest.mark.rule("W2 W3 W4")
@pytest.mark.timeout(600)
async def test_everybody_reaches_what_is_theirs(tmp_path: Path) -> None:
    wrong: list[tuple[str, str, str, int]] = []
    async with a_world(tmp_path) as world:
        nowhere = Place("none_such", "none_such", "none_such", "none_such", "none_such")
        for method, template, who, _ in routes():
            for caller in who:
                if caller == "anybody":
                    continue
                # A link is tried at its canvas; the owner and keys where nothing is undone by it.
                is_link = caller.startswith("link-")
                place = world.own if is_link or method == "GET" else nowhere
                status, _said = await world.call(caller, method, template, place)
                is_real = method == "GET" and template not in _NOT_FOR_PICTURES
                allowed = status == 200 if is_real else status not in {401, 403}
                if not allowed:
                    wrong.append((caller, method, template, status))
    assert wrong == []


_NOT_FOR_PICTURES = {
    "/api/assets/{asset}/peaks",
    "/api/assets/{asset}/sprite",
    "/api/endpoints/search",
    "/api/endpoints/{endpoint}/thumbnail",
    "/api/metrics",
    "/api/plugins/animation",
    "/api/plugins/animation/sandbox/{sandbox}/file",
    "/api/plugins/animation/sandbox/{sandbox}/proxy",
    "/api/plugins/animation/sandbox/{sandbox}/proxy/{path}",
    "/api/plugins/motion-analyzer/stream",
    "/api/plugins/storyboard",
    "/api/voices/{model}/{voice}/sample",
}
