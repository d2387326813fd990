"""The original's routes that improve a prompt and plan product shots: its shapes, by runs."""

from __future__ import annotations

import base64
import json
from typing import Any

import httpx2
import pytest

from tests.runs.studio import png

ENHANCE = "/api/agents/enhance-prompt"
TOOLS = "/api/plugins/video/prompt-tools"
SHOTS = "/api/plugins/product-shot"
EVENTS = {"accept": "text/event-stream"}


def events(answer: httpx2.Response) -> list[tuple[str, dict[str, Any]]]:
    """The id and the JSON of every event."""
    assert answer.status_code == 200, answer.text
    found: list[tuple[str, dict[str, Any]]] = []
    for block in answer.text.split("\n\n"):
        lines = dict(line.split(": ", 1) for line in block.splitlines() if ": " in line)
        if "data" in lines:
            found.append((lines.get("id", ""), json.loads(lines["data"])))
    return found


async def test_a_prompt_is_improved_in_the_originals_shape(http: httpx2.AsyncClient) -> None:
    made = (await http.post(ENHANCE, json={"prompt": "a fox"})).json()
    assert made["success"] is True
    assert made["originalPrompt"] == "a fox"
    assert made["enhancedPrompt"].startswith("a fox, ")
    assert made["model"] == "offline/rules"
    run = (await http.get(f"/api/runs/{made['run']}")).json()
    assert run["state"] == "done"


@pytest.mark.parametrize(
    ("type_", "has", "has_not"),
    [
        ("video", "camera", "lens"),
        ("music", "BPM", "lens"),
        ("svg", "vector", "lens"),
        ("glyph", "glyph", "shadow"),
        ("something else", "lens", "BPM"),
    ],
)
async def test_the_type_says_what_the_prompt_is_for(
    http: httpx2.AsyncClient, type_: str, has: str, has_not: str
) -> None:
    body = {"prompt": "techno" if type_ == "music" else "a fox", "type": type_}
    prompt = (await http.post(ENHANCE, json=body)).json()["enhancedPrompt"]
    assert has in prompt
    assert has_not not in prompt


@pytest.mark.parametrize("body", [{}, {"prompt": " "}, {"prompt": 7}, {"prompt": ["x"]}])
async def test_without_a_prompt_nothing_is_started(
    http: httpx2.AsyncClient, body: dict[str, Any]
) -> None:
    for path in (ENHANCE, TOOLS):
        answer = await http.post(path, json=body)
        assert (answer.status_code, answer.json()["code"]) == (400, "prompt_missing")
        assert answer.json()["success"] is False
        assert answer.json()["error"]


async def test_a_prompt_that_is_too_long_is_refused_with_a_way_out(
    http: httpx2.AsyncClient,
) -> None:
    answer = await http.post(ENHANCE, json={"prompt": "a" * 100_000})
    assert answer.status_code == 422
    assert "20,000 letters" in answer.json()["error"]
    assert answer.json()["remedy"]


async def test_the_same_key_is_the_same_run(http: httpx2.AsyncClient) -> None:
    headers = {"idempotency-key": "once"}
    first, second = [
        (await http.post(ENHANCE, json={"prompt": "a fox"}, headers=headers)).json()
        for _ in range(2)
    ]
    assert first == second


async def test_an_improvement_is_streamed_and_taken_up_again(http: httpx2.AsyncClient) -> None:
    body = {"prompt": "a fox"}
    said = events(await http.post(ENHANCE, json=body, headers=EVENTS))
    assert [said[0][1]["type"], *(one["type"] for _, one in said[-2:])] == [
        "run",
        "result",
        "finish",
    ]
    result = said[-2][1]
    deltas = "".join(one["text"] for _, one in said if one["type"] == "text-delta")
    assert deltas == result["enhancedPrompt"]
    middle = next(place for place, one in said if one["type"] == "text-delta")
    again = events(await http.post(ENHANCE, json=body, headers={**EVENTS, "last-event-id": middle}))
    assert again[0][1]["run"] == said[0][1]["run"]
    assert [one for _, one in again[1:]] == [one for _, one in said[2:]]


async def test_a_films_prompt_is_improved_as_a_stream(http: httpx2.AsyncClient) -> None:
    said = events(await http.post(TOOLS, json={"prompt": "a fox", "action": "improve"}))
    assert said[-1][1]["type"] == "done"
    assert "camera" in said[-1][1]["text"]
    assert {one["type"] for _, one in said} == {"run", "text-delta", "done"}


async def test_rules_do_not_pretend_to_translate(http: httpx2.AsyncClient) -> None:
    body = {"prompt": "Der Fuchs", "action": "translate", "language": "Chinese"}
    said = events(await http.post(TOOLS, json=body))
    assert said[-1][1] == {"type": "done", "text": "Der Fuchs", "model": "offline/rules"}


async def test_an_action_that_is_none_is_refused(http: httpx2.AsyncClient) -> None:
    answer = await http.post(TOOLS, json={"prompt": "a fox", "action": "shout"})
    assert answer.status_code == 400
    assert "improve" in answer.json()["remedy"] or "improve" in answer.json()["error"]


async def test_product_shots_are_planned_in_the_originals_shape(http: httpx2.AsyncClient) -> None:
    body = {
        "productName": "Trail Bottle",
        "shotCount": 6,
        "background": "outdoor",
        "notes": "green",
    }
    made = (await http.post(SHOTS, json=body)).json()
    assert made["success"] is True
    assert made["summary"]
    assert [one["number"] for one in made["shots"]] == list(range(1, 7))
    for shot in made["shots"]:
        assert set(shot) == {
            "number", "angleName", "description", "prompt", "camera", "composition",
        }  # fmt: skip
        assert "Trail Bottle (green)" in shot["prompt"]
    assert (await http.get(f"/api/runs/{made['run']}")).json()["state"] == "done"


@pytest.mark.parametrize("field", ["imageUrl", "productImageUrl"])
async def test_a_picture_of_the_product_is_taken_along(
    http: httpx2.AsyncClient, field: str
) -> None:
    picture = "data:image/png;base64," + base64.b64encode(png("blue")).decode()
    body = {"productName": "Bottle", field: picture, "shotCount": 5}
    made = (await http.post(SHOTS, json=body)).json()
    assert len(made["shots"]) == 5
    assert all("reference picture" in one["prompt"] for one in made["shots"])


@pytest.mark.parametrize(
    ("body", "path"),
    [
        ({}, "productName"),
        ({"productName": "  "}, "productName"),
        ({"productName": 7}, "productName"),
        ({"productName": "x" * 500}, "productName"),
        ({"productName": "x", "shotCount": 3}, "shotCount"),
        ({"productName": "x", "shotCount": 9}, "shotCount"),
        ({"productName": "x", "background": "beach"}, "background"),
        ({"productName": "x", "lighting": "<script>"}, "lighting"),
        ({"productName": "x", "notes": "n" * 100_000}, "notes"),
    ],
)
async def test_a_body_that_does_not_fit_is_answered_with_details(
    http: httpx2.AsyncClient, body: dict[str, Any], path: str
) -> None:
    answer = await http.post(SHOTS, json=body)
    assert answer.status_code == 400
    assert answer.json()["success"] is False
    assert path in answer.json()["error"]
    assert [one["path"] for one in answer.json()["details"]] == [path]
    assert all(one["message"] for one in answer.json()["details"])
    assert "script" not in answer.text


async def test_malformed_json_is_answered_with_details(http: httpx2.AsyncClient) -> None:
    for content in (b"{", b"[]", b'"x"'):
        answer = await http.post(
            SHOTS, content=content, headers={"content-type": "application/json"}
        )
        assert answer.status_code == 400, content
        assert answer.json()["details"]


async def test_a_picture_that_may_not_be_fetched_stops_it(http: httpx2.AsyncClient) -> None:
    body = {"productName": "x", "imageUrl": "http://169.254.169.254/"}
    answer = await http.post(SHOTS, json=body)
    assert (answer.status_code, answer.json()["code"]) == (403, "forbidden")


async def test_a_plan_is_streamed(http: httpx2.AsyncClient) -> None:
    said = events(await http.post(SHOTS, json={"productName": "Lamp"}, headers=EVENTS))
    assert said[-2][1]["type"] == "result"
    assert len(said[-2][1]["shots"]) == 4
    text = "".join(one["text"] for _, one in said if one["type"] == "text-delta")
    assert len(json.loads(text)["shots"]) == 4
