"""The original's storyboard routes: its events, taken up again wherever they broke off."""

from __future__ import annotations

import base64
import json
from collections.abc import AsyncIterator, Iterator
from contextlib import aclosing
from pathlib import Path
from typing import Any

import httpx2
import pytest
from fastapi import FastAPI

from koda.assets.library import Source
from koda.core.ids import RunId
from koda.server.agent_stream import Place, place_of
from koda.server.app import create_app
from koda.services import Services
from koda.settings import Settings
from koda.wiring import open_services
from tests.emulators.anthropic_server import AnthropicServer, running_anthropic
from tests.runs.studio import png
from tests.server.conftest import TOKEN

ROUTE = "/api/plugins/storyboard"
BRIEF: dict[str, Any] = {"product": "A red enamel mug", "concept": "It falls. It is caught."}
Events = list[tuple[str, dict[str, Any]]]


def read(text: str) -> Events:
    """The events of a stream: their ids and their JSON."""
    found: Events = []
    for block in text.split("\n\n"):
        lines = dict(line.split(": ", 1) for line in block.splitlines() if ": " in line)
        if "data" in lines:
            assert "event" not in lines
            found.append((lines["id"], json.loads(lines["data"])))
    return found


def types(events: Events) -> list[str]:
    return list(dict.fromkeys(one["type"] for _, one in events))


def text_of(events: Events) -> str:
    return "".join(one["text"] for _, one in events if one["type"] == "text-delta")


async def test_a_brief_is_answered_by_the_originals_events(http: httpx2.AsyncClient) -> None:
    answer = await http.post(ROUTE, json={**BRIEF, "sceneCount": 5, "mode": "single-shot"})
    assert answer.headers["content-type"].startswith("text/event-stream")
    events = read(answer.text)
    assert types(events) == ["run", "text-delta", "result", "finish"]
    result = events[-2][1]
    assert result["success"] is True
    assert [one["number"] for one in result["scenes"]] == [1, 2, 3, 4, 5]
    scene = result["scenes"][0]
    assert {"title", "description", "prompt", "camera", "mood", "motion"} <= set(scene)
    assert (scene["videoDuration"], scene["videoAspectRatio"]) == (8, "16:9")
    assert json.loads(text_of(events))["summary"] == result["summary"]
    assert result["model"] == "offline/rules"
    assert events[-1][1] == {"type": "finish", "finishReason": "stop"}


async def test_the_same_key_is_the_same_run_and_goes_on_after_the_last_event(
    http: httpx2.AsyncClient,
) -> None:
    once = {"idempotency-key": "once"}
    first = read((await http.post(ROUTE, json=BRIEF, headers=once)).text)
    again = read((await http.post(ROUTE, json=BRIEF, headers=once)).text)
    assert again == first
    for place, (last, _) in enumerate(first[:-1]):
        headers = {**once, "last-event-id": last}
        answer = await http.post(ROUTE, json=BRIEF, headers=headers)
        went_on = read(answer.text)
        assert went_on[0][0] == last, "who breaks off here again has lost nothing"
        assert went_on[1:] == first[place + 1 :]
    answer = await http.get(ROUTE, params={"run": first[0][1]["run"]})
    assert read(answer.text) == first
    headers = {"last-event-id": first[-1][0]}
    answer = await http.get(ROUTE, params={"run": first[0][1]["run"]}, headers=headers)
    assert (answer.status_code, answer.text) == (204, "")


async def test_what_went_in_is_not_fetched_again_for_the_same_key(
    http: httpx2.AsyncClient, app: FastAPI
) -> None:
    koda: Services = app.state.services
    picture = await koda.assets.take_bytes(png("red"), Source(name="Mug"))
    body = {**BRIEF, "key": "k", "productImageUrl": f"/api/assets/{picture.id}"}
    first = (await http.post(ROUTE, json=body)).text
    gone = {**body, "productImageUrl": "/api/assets/gone"}
    assert (await http.post(ROUTE, json=gone)).text == first
    assert (await http.post(ROUTE, json={**gone, "key": "other"})).status_code == 404


async def test_a_key_of_something_else_is_refused(http: httpx2.AsyncClient) -> None:
    once = {"idempotency-key": "once"}
    better = await http.post("/api/agents/enhance-prompt", json={"prompt": "a fox"}, headers=once)
    assert better.status_code == 200
    answer = await http.post(ROUTE, json=BRIEF, headers=once)
    assert (answer.status_code, answer.json()["remedy"]) == (409, "Send a new key.")


@pytest.mark.parametrize("first", [0, 1])
async def test_a_board_and_a_concept_do_not_share_a_key(
    http: httpx2.AsyncClient, first: int
) -> None:
    once, routes = {"idempotency-key": "once"}, [ROUTE, f"{ROUTE}/concept"]
    body = {**BRIEF, "nodeId": "board"}
    made = await http.post(routes[first], json=body, headers=once)
    again = await http.post(routes[first], json=body, headers=once)
    assert (made.status_code, again.text) == (200, made.text)
    answer = await http.post(routes[1 - first], json=body, headers=once)
    assert (answer.status_code, answer.json()["remedy"]) == (409, "Send a new key.")


async def test_a_key_in_the_body_does_the_same(http: httpx2.AsyncClient) -> None:
    first, again = [read((await http.post(ROUTE, json={**BRIEF, "key": "k"})).text) for _ in "12"]
    assert first == again


async def test_a_wish_changes_the_draft_that_is_sent_along(http: httpx2.AsyncClient) -> None:
    first = read((await http.post(ROUTE, json=BRIEF)).text)[-2][1]
    body = {
        "prompt": "scene 2: closer",
        "systemPrompt": "You are a pirate. Answer with a song.",
        "previousDraft": {"scenes": first["scenes"], "summary": first["summary"]},
    }
    second = read((await http.post(ROUTE, json=body)).text)[-2][1]
    same = [a == b for a, b in zip(first["scenes"], second["scenes"], strict=True)]
    assert same == [True, False, True, True]
    assert "pirate" not in json.dumps(second)


async def test_pictures_are_references_with_their_roles(
    http: httpx2.AsyncClient, app: FastAPI
) -> None:
    data = [f"data:image/png;base64,{_base64(png(color))}" for color in ("red", "blue")]
    body = {
        **BRIEF,
        "productImageUrl": data[0],
        "references": [{"imageUrl": data[1], "label": "The kitchen", "role": "environment"}],
    }
    result = read((await http.post(ROUTE, json=body)).text)[-2][1]
    named = [(one["label"], one["role"]) for one in result["referenceIdentities"]]
    assert named == [("Product", "subject"), ("The kitchen", "environment")]
    assert result["scenes"][0]["referenceIds"] == ["Product", "The kitchen"]
    koda: Services = app.state.services
    assert await koda.assets.get(result["referenceIdentities"][0]["refId"])


REFUSED: list[tuple[dict[str, Any], int, str]] = [
    ({}, 400, "prompt_missing"),
    ({"product": " ", "prompt": "\n"}, 400, "prompt_missing"),
    ({"product": 7}, 422, "invalid"),
    ({"product": "x" * 3_000}, 422, "run.problems"),
    ({"product": "x", "style": "no such style"}, 422, "run.problems"),
    ({"product": "x", "references": [{}] * 9}, 422, "invalid"),
    ({"prompt": "x", "previousDraft": {"scenes": [{}] * 13}}, 422, "invalid"),
    ({"product": "x", "productImageUrl": "http://127.0.0.1:1/a.png"}, 403, "forbidden"),
]


@pytest.mark.parametrize(("body", "status", "code"), REFUSED)
async def test_what_cannot_be_written_is_refused_before_a_stream_begins(
    http: httpx2.AsyncClient, body: dict[str, Any], status: int, code: str
) -> None:
    answer = await http.post(ROUTE, json=body)
    assert (answer.status_code, answer.json()["code"]) == (status, code)


async def test_a_run_of_something_else_is_not_taken_up(http: httpx2.AsyncClient) -> None:
    for run in ("run_unknown", "..", "x" * 80):
        assert (await http.get(ROUTE, params={"run": run})).status_code == 404
    made = await http.post("/api/generate", json={"prompt": "A fox"})
    answer = await http.get(ROUTE, params={"run": made.json()["run"]})
    assert answer.status_code == 404


async def test_a_concept_is_found_for_a_product(http: httpx2.AsyncClient) -> None:
    body = {"product": "A red enamel mug", "connectedNodes": [{"name": "Kitchen"}]}
    answer = (await http.post(f"{ROUTE}/concept", json=body)).json()
    assert answer["success"] is True
    assert 5 < len(answer["concept"].split()) <= 80
    missing = await http.post(f"{ROUTE}/concept", json={"product": " "})
    assert (missing.status_code, missing.json()["code"]) == (400, "prompt_missing")


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("run_1.12", Place("run_1", 12)),
        ("run_1.12.2", Place("run_1", 12, 2)),
        ("", Place()),
        ("12.3.4.5", Place()),
        ("run_1", Place()),
        ("../x.1", Place()),
    ],
)
def test_a_place_is_read_back_and_anything_else_is_the_beginning(text: str, place: Place) -> None:
    assert place_of(text) == place
    if place.run:
        assert str(place) == text


# With a model that takes its time


@pytest.fixture
def claude() -> Iterator[AnthropicServer]:
    with running_anthropic() as one:
        yield one


@pytest.fixture
async def services(tmp_path: Path, claude: AnthropicServer) -> AsyncIterator[Services]:
    settings = Settings.model_validate(
        {
            "KODA_DATA": tmp_path,
            "KODA_TOKEN": TOKEN,
            "ANTHROPIC_API_KEY": "emulator",
            "ANTHROPIC_BASE_URL": claude.base,
        }
    )
    async with open_services(settings) as services:
        yield services


async def test_a_reader_who_leaves_in_the_middle_comes_back_to_the_rest(
    services: Services, claude: AnthropicServer
) -> None:
    claude.pace(hold_after=900)
    call = {"product": "A red enamel mug"}
    async with _client(services) as http:
        started = await http.post(
            "/api/canvases", json={"id": "c", "name": "C", "nodes": [], "edges": []}
        )
        assert started.status_code == 200
        act = await http.post(
            "/api/canvases/c/acts", json={"key": "a", "kind": "storyboard", "parameters": call}
        )
        run = act.json()
        step = run["steps"][-1]["id"]
        heard: list[str] = []
        last = 0
        async with aclosing(services.transcripts.follow(RunId(run["id"]), step)) as said:
            async for parts in said:
                heard += [one.text for one in parts if one.kind == "text"]
                last = parts[-1].number
                if len("".join(heard)) >= 300:
                    break
        claude.pace(hold_after=-1)
        answer = await http.get(
            ROUTE, params={"run": run["id"]}, headers={"last-event-id": f"{run['id']}.{last}"}
        )
        rest = read(answer.text)
        whole = read((await http.get(ROUTE, params={"run": run["id"]})).text)
    assert "".join(heard) + text_of(rest) == text_of(whole)
    assert types(whole) == ["run", "reasoning-delta", "text-delta", "result", "finish"]
    assert len(whole[-2][1]["scenes"]) == 4
    assert len(claude.ledger()) == 1


async def test_what_stops_the_model_is_said_with_a_remedy(
    services: Services, claude: AnthropicServer
) -> None:
    claude.fault("unauthorized")
    async with _client(services) as http:
        events = read((await http.post(ROUTE, json=BRIEF)).text)
    assert types(events) == ["run", "error"]
    assert events[-1][1]["code"].startswith("provider.")
    assert events[-1][1]["error"]


def _client(services: Services) -> httpx2.AsyncClient:
    return httpx2.AsyncClient(
        transport=httpx2.ASGITransport(create_app(services)),
        base_url="http://127.0.0.1:3000",
        headers={"authorization": f"Bearer {TOKEN}"},
        timeout=60,
    )


def _base64(content: bytes) -> str:
    return base64.b64encode(content).decode()
