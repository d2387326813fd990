"""Better prompts and product shots over HTTP, written by Claude: nothing is bought twice."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from typing import Any

import httpx2
import pytest

from koda.server.app import create_app
from koda.settings import Settings
from koda.wiring import open_services
from tests.emulators.anthropic_server import AnthropicServer, running_anthropic
from tests.server.conftest import BASE, TOKEN
from tests.server.test_agent_routes import ENHANCE, EVENTS, SHOTS, TOOLS, events

FOX: dict[str, Any] = {"prompt": "A red fox"}
LAMP: dict[str, Any] = {"productName": "Brass Lamp"}


@pytest.fixture
def claude() -> Iterator[AnthropicServer]:
    with running_anthropic() as one:
        yield one


@pytest.fixture
async def http(tmp_path: Path, claude: AnthropicServer) -> AsyncIterator[httpx2.AsyncClient]:
    settings = Settings.model_validate(
        {
            "KODA_DATA": tmp_path,
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


async def test_a_prompt_is_improved_by_the_model_that_is_named(
    http: httpx2.AsyncClient,
) -> None:
    made = (await http.post(ENHANCE, json=FOX)).json()
    assert made["success"] is True
    assert made["enhancedPrompt"].startswith("A red fox, in soft morning light")
    assert made["model"].startswith("anthropic/")


async def test_the_same_key_is_bought_once(
    http: httpx2.AsyncClient, claude: AnthropicServer
) -> None:
    headers = {"idempotency-key": "once"}
    first = await http.post(SHOTS, json=LAMP, headers=headers)
    second = await http.post(SHOTS, json=LAMP, headers=headers)
    assert first.json() == second.json()
    assert len(claude.ledger()) == 1


async def test_a_stream_says_what_the_model_says(http: httpx2.AsyncClient) -> None:
    said = events(await http.post(TOOLS, json={**FOX, "action": "improve"}))
    deltas = "".join(one["text"] for _, one in said if one["type"] == "text-delta")
    assert said[-1][1]["text"] == deltas
    assert "tracks slowly" in deltas


async def test_a_stream_of_shots_ends_with_the_whole_plan(http: httpx2.AsyncClient) -> None:
    said = events(await http.post(SHOTS, json=LAMP, headers=EVENTS))
    assert "reasoning-delta" in {one["type"] for _, one in said}
    assert [one["number"] for one in said[-2][1]["shots"]] == [1, 2, 3, 4]
    headers = {**EVENTS, "last-event-id": said[-2][0]}
    rest = events(await http.post(SHOTS, json=LAMP, headers=headers))
    assert [one["type"] for _, one in rest] == ["run", "finish"]


@pytest.mark.parametrize(
    ("fault", "status", "code"),
    [
        ("refusal", 422, "provider.content_policy"),
        ("max_tokens", 502, "answer.unusable"),
        ("unauthorized", 401, "provider.auth"),
        ("model_gone", 422, "model.gone"),
    ],
)
@pytest.mark.parametrize(("path", "body"), [(ENHANCE, FOX), (SHOTS, LAMP)])
async def test_what_stops_it_is_told_in_the_originals_shape(
    http: httpx2.AsyncClient,
    claude: AnthropicServer,
    fault: str,
    status: int,
    code: str,
    path: str,
    body: dict[str, Any],
) -> None:
    claude.fault(fault, count=3)
    answer = await http.post(path, json=body)
    told = answer.json()
    assert (answer.status_code, told["code"]) == (status, code)
    assert told["success"] is False
    assert told["error"]
    assert told["remedy"]


async def test_what_stops_a_stream_is_its_last_event(
    http: httpx2.AsyncClient, claude: AnthropicServer
) -> None:
    claude.fault("refusal", characters=20)
    said = events(await http.post(ENHANCE, json=FOX, headers=EVENTS))
    assert said[-1][1]["type"] == "error"
    assert said[-1][1]["code"] == "provider.content_policy"
    assert said[-1][1]["remedy"]
