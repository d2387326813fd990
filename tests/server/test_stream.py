"""The one stream of a tab: from where it stopped, live, and without leftovers when it ends."""

from __future__ import annotations

import asyncio
import base64
import re
from collections.abc import AsyncIterator
from typing import Any

import httpx2
import pytest
from fastapi import FastAPI
from starlette.types import Message as AsgiMessage

from koda.canvases.document import new_document
from koda.core.canvas import Canvas
from koda.core.ids import CanvasId
from koda.server.sse import EventStream, Message, Messages
from koda.services import Services
from tests.canvases.writing import Writer, nodes_of
from tests.server.listening import Tab, listen

CANVAS = CanvasId("c1")


@pytest.fixture
async def koda(app: FastAPI) -> Services:
    services: Services = app.state.services
    await services.canvases.create(Canvas(id=CANVAS, name="One"))
    return services


def nodes_heard(*tabs: Tab) -> set[str]:
    doc = new_document()
    for tab in tabs:
        for one in tab.messages:
            if one.tag in {"snapshot", "update"}:
                doc.apply_update(base64.b64decode(one.data["update"]))
    return set(nodes_of(doc).keys())


async def push(koda: Services, key: str) -> int:
    return await koda.canvases.push(CANVAS, key, Writer().add(key), "me")


@pytest.mark.rule("S4")
async def test_a_tab_gets_the_log_then_what_comes(koda: Services, address: str) -> None:
    await push(koda, "n1")
    async with listen(address, CANVAS) as tab:
        caught_up = (await tab.until("caught_up"))[0]
        assert (caught_up.id, caught_up.data["seq"]) == ("2.0", 2)
        await push(koda, "n2")
        live = (await tab.until("update", 3))[2]
        assert (live.id, live.data["key"], live.data["author"]) == ("3.0", "n2", "me")
        assert nodes_heard(tab) == {"n1", "n2"}


@pytest.mark.rule("S4")
async def test_a_tab_that_comes_back_gets_what_it_missed_and_no_more(
    koda: Services, address: str
) -> None:
    async with listen(address, CANVAS) as first:
        await first.until("caught_up")
    for name in ("n1", "n2"):
        await push(koda, name)
    async with listen(address, CANVAS, place=first.place) as second:
        await second.until("caught_up")
        assert [one.data["seq"] for one in second.tagged("update")] == [2, 3]
    async with listen(address, CANVAS, after=second.place) as third:
        await third.until("caught_up")
        assert third.tagged("update") == []


@pytest.mark.rule("S4")
async def test_a_tab_that_comes_back_after_a_fold_gets_a_snapshot(
    koda: Services, address: str
) -> None:
    async with listen(address, CANVAS) as first:
        await first.until("caught_up")
    for name in ("n1", "n2"):
        await push(koda, name)
    await koda.canvases.compact(CANVAS)
    await push(koda, "n3")
    async with listen(address, CANVAS, place=first.place) as second:
        await second.until("caught_up")
        tags = [one.tag for one in second.messages]
        assert tags == ["snapshot", "update", "caught_up"]
        assert nodes_heard(first, second) == {"n1", "n2", "n3"}


@pytest.mark.rule("S4")
async def test_a_connection_that_breaks_anywhere_loses_nothing(
    koda: Services, address: str
) -> None:
    tabs: list[Tab] = []
    place: str | None = None

    async def write() -> None:
        for n in range(60):
            await push(koda, f"n{n}")
            if n % 20 == 0:
                await koda.canvases.compact(CANVAS)

    writing = asyncio.create_task(write())
    while not writing.done() or not tabs:
        async with listen(address, CANVAS, tab="t", place=place) as tab:
            await tab.until("caught_up")
            await asyncio.sleep(0.01)
        tabs.append(tab)
        place = tab.place or place
    async with listen(address, CANVAS, tab="t", place=place) as last:
        await last.until("caught_up")
    assert nodes_heard(*tabs, last) == {f"n{n}" for n in range(60)}


@pytest.mark.parametrize("place", ["", "nonsense", "-1.0", "1", "9.9.9", "999.0"])
async def test_a_place_that_is_none_begins_at_the_beginning(
    koda: Services, address: str, place: str
) -> None:
    await push(koda, "n1")
    async with listen(address, CANVAS, place=place) as tab:
        await tab.until("caught_up")
        assert nodes_heard(tab) == {"n1"}


@pytest.mark.parametrize(
    ("canvas", "status"), [("none", 404), ("a b", 422), ("..%2F", 422), ("x" * 81, 422), ("", 422)]
)
async def test_there_is_no_stream_of_what_is_no_canvas(
    http: httpx2.AsyncClient, canvas: str, status: int
) -> None:
    answer = await http.get("/api/events", params={"canvas": canvas})
    assert answer.status_code == status
    assert answer.headers["content-type"] == "application/problem+json"


@pytest.mark.rule("S10")
async def test_a_tab_hears_that_its_canvas_was_renamed_trashed_and_removed(
    koda: Services, address: str, http: httpx2.AsyncClient
) -> None:
    async with listen(address, CANVAS) as tab:
        await tab.until("caught_up")
        await http.put(f"/api/canvases/{CANVAS}", json={"name": "Two"})
        await tab.until("canvas")
        await http.delete(f"/api/canvases/{CANVAS}")
        await tab.until("canvas", 2)
        assert (await http.get("/api/events", params={"canvas": CANVAS})).status_code == 404
        await http.post(f"/api/canvases/{CANVAS}/restore")
        await tab.until("canvas", 3)
        await http.delete(f"/api/canvases/{CANVAS}?forever=true")
        told = await tab.until("canvas", 4)
        await tab.until_end()
    assert [(one.data["name"], one.data["deleted"]) for one in told] == [
        ("Two", False),
        ("Two", True),
        ("Two", False),
        ("Two", True),
    ]


@pytest.mark.rule("S7")
async def test_presence_reaches_the_others_and_ends_with_the_stream(
    koda: Services, address: str, http: httpx2.AsyncClient
) -> None:
    def show(tab: str, state: dict[str, Any] | None) -> Any:
        return http.post(f"/api/canvases/{CANVAS}/presence", json={"tab": tab, "state": state})

    async with listen(address, CANVAS, tab="one") as one:
        await one.until("caught_up")
        async with listen(address, CANVAS, tab="two") as two:
            await two.until("caught_up")
            await show("one", {"name": "A", "cursor": {"x": 1, "y": 2}})
            heard = (await two.until("presence"))[0]
            assert heard.data == {
                "type": "presence",
                "tab": "one",
                "state": {"name": "A", "cursor": {"x": 1, "y": 2}},
            }
            assert heard.id is None  # it moves nobody's place
            await show("two", {"name": "B"})
            assert (await one.until("presence"))[0].data["tab"] == "two"
            async with listen(address, CANVAS, tab="three") as three:
                here = await three.until("presence", 2)
                assert {one.data["tab"] for one in here} == {"one", "two"}
        gone = await one.until("presence", 2)
        assert gone[-1].data == {"type": "presence", "tab": "two", "state": None}
        await show("stranger", {"name": "nobody whose stream is open"})
        assert koda.presence._rooms[CANVAS].states.keys() == {"one"}
        assert {each.data["tab"] for each in one.tagged("presence")} == {"two"}
    async with asyncio.timeout(60):
        while koda.presence._rooms:
            await asyncio.sleep(0.01)


@pytest.mark.rule("S7")
async def test_a_tab_with_two_streams_is_here_until_both_have_ended(
    koda: Services, address: str, http: httpx2.AsyncClient
) -> None:
    async with listen(address, CANVAS, tab="other") as other:
        await other.until("caught_up")
        async with listen(address, CANVAS, tab="t") as again:
            await again.until("caught_up")
            async with listen(address, CANVAS, tab="t") as old:
                await old.until("caught_up")
                await http.post(
                    f"/api/canvases/{CANVAS}/presence", json={"tab": "t", "state": {"name": "A"}}
                )
                await other.until("presence")
            await asyncio.sleep(0.1)
            assert [one.data["state"] for one in other.tagged("presence")] == [{"name": "A"}]
        assert (await other.until("presence", 2))[1].data["state"] is None


async def test_a_quiet_stream_says_that_it_is_there(
    koda: Services, address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("koda.server.sse._QUIET_SECONDS", 0.02)
    async with listen(address, CANVAS) as tab:
        await tab.until("caught_up")
        async with asyncio.timeout(60):
            while len(tab.comments) < 3:
                await asyncio.sleep(0.01)
        await push(koda, "n1")
        await tab.until("update", 2)


async def test_open_streams_end_when_the_server_ends(
    koda: Services, address: str, app: FastAPI
) -> None:
    async with listen(address, CANVAS, tab="t") as tab:
        await tab.until("caught_up")
        app.state.ending.set()
        await tab.until_end()
    assert not koda.presence._rooms


async def test_streams_leave_no_task_behind(koda: Services, address: str) -> None:
    await push(koda, "n1")
    async with listen(address, CANVAS) as tab:
        await tab.until("caught_up")
    async with asyncio.timeout(60):
        while any("_pump" in str(task) for task in asyncio.all_tasks()):
            await asyncio.sleep(0.01)


# The merging of sources, without a socket


async def run(
    sources: list[Messages], *, slow: float = 0, cut_after: int | None = None
) -> list[bytes]:
    stream = EventStream(sources, asyncio.Event())
    sent: list[bytes] = []
    gone = asyncio.Event()

    async def receive() -> AsgiMessage:
        await gone.wait()
        return {"type": "http.disconnect"}

    async def send(message: AsgiMessage) -> None:
        await asyncio.sleep(slow)
        if message["type"] == "http.response.body" and message["body"]:
            sent.append(message["body"])
        if cut_after is not None and len(sent) >= cut_after:
            gone.set()

    scope = {"type": "http", "asgi": {"spec_version": "2.3"}}
    async with asyncio.timeout(60):
        await stream(scope, receive, send)
    return sent


async def counting(name: str, count: int, closed: list[str], *, forever: bool) -> Messages:
    try:
        for n in range(count):
            yield Message(name, str(n), lambda n=n: f"{name}{n}")
        if forever:
            await asyncio.Event().wait()
    finally:
        await asyncio.sleep(0)
        closed.append(name)


async def test_the_stream_ends_with_its_first_source_and_says_all_of_that() -> None:
    closed: list[str] = []
    sources = [
        counting("a", 50, closed, forever=False),
        counting("b", 5, closed, forever=True),
    ]
    text = b"".join(await run(sources)).decode()
    assert re.findall(r"id: (a\d+)", text) == [f"a{n}" for n in range(50)]
    assert sorted(closed) == ["a", "b"]


async def test_a_reader_that_is_slow_still_gets_the_end() -> None:
    closed: list[str] = []
    sent = await run([counting("a", 60, closed, forever=False)], slow=0.001)
    assert b"id: a59" in sent[-1]


async def test_a_reader_that_goes_away_closes_every_source() -> None:
    closed: list[str] = []
    sources = [counting(name, 500, closed, forever=True) for name in "abc"]
    await run(sources, slow=0.001, cut_after=20)
    assert sorted(closed) == ["a", "b", "c"]


async def test_a_source_that_fails_ends_the_stream_and_is_logged(
    caplog: pytest.LogCaptureFixture,
) -> None:
    closed: list[str] = []

    async def failing() -> Messages:
        yield Message("x", "1")
        raise OSError("the disk is gone")

    sent = await run([failing(), counting("b", 2, closed, forever=True)])
    assert any(b"event: x" in one for one in sent)
    assert closed == ["b"]
    assert "the disk is gone" in caplog.text


async def test_no_event_carries_a_place_that_was_not_sent() -> None:
    """What one source has queued must not be in the place of another's event before it."""
    reached = {"a": 0, "b": 0}

    def place(name: str, n: int) -> Any:
        def reach() -> str:
            reached[name] = n
            return f"{reached['a']}.{reached['b']}"

        return reach

    async def source(name: str, count: int) -> AsyncIterator[Message]:
        for n in range(1, count + 1):
            yield Message(name, str(n), place(name, n))
            if n % 3 == 0:
                await asyncio.sleep(0)

    text = b"".join(await run([source("a", 300), source("b", 300)], slow=0.0001)).decode()
    seen = {"a": 0, "b": 0}
    for tag, data, a, b in re.findall(r"event: (\w)\ndata: (\d+)\nid: (\d+)\.(\d+)", text):
        seen[tag] = int(data)
        assert (seen["a"], seen["b"]) == (int(a), int(b))
