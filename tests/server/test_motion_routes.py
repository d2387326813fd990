"""The original's motion analyzer over HTTP: its events, taken up wherever they broke off."""

from __future__ import annotations

import base64
from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from typing import Any

import httpx2
import pytest
from fastapi import FastAPI

from koda.assets.library import Source
from koda.core.errors import Unsupported
from koda.server.app import create_app
from koda.server.routes.motion_analyzer import refuse_players
from koda.services import Services
from koda.settings import Settings
from koda.wiring import open_services
from tests.emulators.anthropic_server import AnthropicServer, running_anthropic
from tests.media.films import COLORS, film
from tests.server.conftest import BASE, TOKEN
from tests.server.test_storyboard_routes import Events, read, types

ROUTE = "/api/plugins/motion-analyzer/stream"


def data(path: Path) -> str:
    return f"data:video/mp4;base64,{base64.b64encode(path.read_bytes()).decode()}"


def asked(address: str, prompt: str = "What happens?", **context: Any) -> dict[str, Any]:
    trim = context.pop("trim", None)
    return {"prompt": prompt, "context": {"video": {"url": address, "trim": trim}, **context}}


async def own_film(app: FastAPI, path: Path) -> str:
    koda: Services = app.state.services
    asset = await koda.assets.take_file(path, Source(name="Film"))
    return f"/api/assets/{asset.id}"


def results(events: Events, tool: str) -> list[dict[str, Any]]:
    return [
        one["result"]
        for _, one in events
        if one["type"] == "tool-result" and one["toolName"] == tool
    ]


async def test_a_film_is_told_by_the_originals_events(
    http: httpx2.AsyncClient, tmp_path: Path
) -> None:
    body = asked("")
    body["context"]["video"] = {"dataUrl": data(film(tmp_path / "a.mp4")), "duration": 4}
    answer = await http.post(ROUTE, json=body)
    assert answer.headers["content-type"].startswith("text/event-stream")
    events = read(answer.text)
    assert types(events) == [
        "run",
        "text-delta",
        "step-finish",
        "tool-call",
        "tool-result",
        "finish",
        "complete",
    ]
    (measured,) = results(events, "measure_video")
    assert measured["measured"]["cuts"] == [1, 2, 3]
    assert measured["frames"][0].startswith("/api/assets/")
    (analysis,) = [one["analysis"] for one in results(events, "analyze_video_motion")]
    assert [one["startTime"] for one in analysis["scenes"]] == [0, 1, 2, 3]
    assert {"cameraMovements", "overallStyle", "pacing", "transitions"} <= set(analysis)
    assert results(events, "generate_animation_prompt")[0]["prompt"]
    assert events[-1][1]["text"] == analysis["summary"]
    assert events[-1][1]["model"] == "offline/rules"


async def test_it_goes_on_after_the_last_event(
    http: httpx2.AsyncClient, app: FastAPI, tmp_path: Path
) -> None:
    body = asked(await own_film(app, film(tmp_path / "a.mp4")))
    once = {"idempotency-key": "once"}
    first = read((await http.post(ROUTE, json=body, headers=once)).text)
    assert read((await http.post(ROUTE, json=body, headers=once)).text) == first
    for place, (last, _) in enumerate(first[:-1]):
        headers = {**once, "last-event-id": last}
        assert (
            read((await http.post(ROUTE, json=body, headers=headers)).text)[1:]
            == (first[place + 1 :])
        )
    run = {"run": first[0][1]["run"]}
    assert read((await http.get(ROUTE, params=run)).text) == first
    done = await http.get(ROUTE, params=run, headers={"last-event-id": first[-1][0]})
    assert done.status_code == 204


async def test_only_the_chosen_part_is_looked_at(
    http: httpx2.AsyncClient, app: FastAPI, tmp_path: Path
) -> None:
    address = await own_film(app, film(tmp_path / "a.mp4", (32, 32), fps=2, colors=COLORS * 6))
    events = read((await http.post(ROUTE, json=asked(address))).text)
    assert events[-1][1]["type"] == "error"
    assert events[-1][1]["code"] == "too_large"
    body = asked(address, trim={"start": 4, "end": 6})
    done = read((await http.post(ROUTE, json=body)).text)[-1][1]["analysis"]
    assert (done["start"], done["end"]) == (4, 6)


async def test_a_message_changes_the_analysis_that_is_sent_along(
    http: httpx2.AsyncClient, app: FastAPI, tmp_path: Path
) -> None:
    address = await own_film(app, film(tmp_path / "a.mp4"))
    first = read((await http.post(ROUTE, json=asked(address))).text)[-1][1]["analysis"]
    body = asked(address, analysis=first) | {
        "prompt": None,
        "messages": [
            {"role": "user", "content": "What happens?"},
            {"role": "assistant", "content": first["summary"]},
            {"role": "user", "content": "Make it about a red kite"},
        ],
    }
    second = read((await http.post(ROUTE, json=body)).text)[-1][1]["analysis"]
    assert "a red kite" in second["prompts"][0]["prompt"]
    assert second["scenes"] == first["scenes"]


@pytest.mark.parametrize(
    ("body", "status"),
    [
        ({}, 400),
        ({"prompt": " "}, 400),
        ({"prompt": "What?"}, 422),
        ({"prompt": "What?", "context": {"video": {}}}, 422),
        (asked("/api/assets/none"), 404),
        (asked("data:video/mp4;base64,%%%"), 422),
        (asked("data:video/mp4;base64,é"), 422),
        (asked("data:video/mp4,plain"), 422),
        (asked("https://a.org/" + "a" * 9_000), 422),
        (asked("https://[/film.mp4"), 422),
        (asked("data:video/mp4;base64,bm90IGEgZmlsbQ=="), 415),
        (asked("http://127.0.0.1/film.mp4"), 403),
        (asked("file:///etc/passwd"), 403),
        (asked("https://www.youtube.com/watch?v=x"), 415),
        (asked("/api/assets/x", trim={"start": -1}), 422),
    ],
)
async def test_what_cannot_be_looked_at_is_refused(
    http: httpx2.AsyncClient, body: dict[str, Any], status: int
) -> None:
    answer = await http.post(ROUTE, json=body)
    assert answer.status_code == status, answer.text
    assert answer.json()["code"]


@pytest.mark.parametrize(
    "address",
    [
        "https://youtu.be/x",
        "https://m.youtube.com/watch?v=x",
        "https://vimeo.com/1",
        "HTTPS://X.com",
    ],
)
def test_a_page_with_a_player_is_refused_with_a_way_out(address: str) -> None:
    with pytest.raises(Unsupported, match="page with a player") as raised:
        refuse_players(address)
    assert "upload" in raised.value.remedy


@pytest.mark.parametrize(
    "address",
    [
        "https://a.org/youtube.com.mp4",
        "https://notx.com/a.mp4",
        "[",
        "https://x.com/" + "a" * 9_000,
    ],
)
def test_other_addresses_are_left_to_the_fetcher(address: str) -> None:
    refuse_players(address)


@pytest.fixture
def claude() -> Iterator[AnthropicServer]:
    with running_anthropic() as one:
        yield one


@pytest.fixture
async def by_claude(tmp_path: Path, claude: AnthropicServer) -> AsyncIterator[httpx2.AsyncClient]:
    settings = Settings.model_validate(
        {
            "KODA_DATA": tmp_path / "data",
            "KODA_TOKEN": TOKEN,
            "ANTHROPIC_API_KEY": "emulator",
            "ANTHROPIC_BASE_URL": claude.base,
        }
    )
    headers = {"authorization": f"Bearer {TOKEN}"}
    async with open_services(settings) as services:
        transport = httpx2.ASGITransport(create_app(services))
        async with httpx2.AsyncClient(
            transport=transport, base_url=BASE, headers=headers, timeout=60
        ) as client:
            yield client


async def test_a_model_that_sees_is_asked_once_and_counted(
    by_claude: httpx2.AsyncClient, claude: AnthropicServer, tmp_path: Path
) -> None:
    body = asked("")
    body["context"]["video"] = {"dataUrl": data(film(tmp_path / "a.mp4"))}
    once = {"idempotency-key": "once"}
    events = read((await by_claude.post(ROUTE, json=body, headers=once)).text)
    again = read((await by_claude.post(ROUTE, json=body, headers=once)).text)
    assert again == events
    assert len(claude.ledger()) == 1
    assert events[-1][1]["type"] == "complete", events[-1]
    assert events[-1][1]["model"].startswith("anthropic/")
    scenes = events[-1][1]["analysis"]["scenes"]
    assert [one["start"] for one in scenes] == [0, 1, 2, 3]
    (usage,) = [one["usage"] for _, one in events if one["type"] == "step-finish"]
    assert usage["promptTokens"] > 0 < usage["completionTokens"]
    assert usage["totalTokens"] == usage["promptTokens"] + usage["completionTokens"]
