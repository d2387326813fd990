"""Animations over HTTP: the original's routes on a run that asks, and versions of code."""

from __future__ import annotations

import io
import json
import zipfile
from base64 import b64encode
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import httpx2
import pytest

from koda import wiring
from koda.server.app import create_app
from koda.settings import Settings
from koda.wiring import open_services
from tests.chaos.animation import SmallWorkshop
from tests.runs.studio import png
from tests.server.conftest import BASE, TOKEN
from tests.server.test_storyboard_routes import Events, read, types

ROUTE = "/api/plugins/animation"
STREAM = f"{ROUTE}/stream"
PROMPT = "A film about Brass Kettle: water sings. Steam rises. Tea is ready."


@pytest.fixture
async def http(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> AsyncIterator[httpx2.AsyncClient]:
    """A program with the token, at a Koda with the small engine."""
    monkeypatch.setattr(wiring, "_workshop", SmallWorkshop)
    settings = Settings.model_validate({"KODA_DATA": tmp_path, "KODA_TOKEN": TOKEN})
    async with open_services(settings) as services:
        transport = httpx2.ASGITransport(create_app(services))
        headers = {"authorization": f"Bearer {TOKEN}"}
        async with httpx2.AsyncClient(
            transport=transport, base_url=BASE, headers=headers, timeout=60
        ) as client:
            yield client


async def ask(http: httpx2.AsyncClient, words: str = "", **context: Any) -> Events:
    body = {"prompt": words or None, "context": {"nodeId": "film", **context}}
    answer = await http.post(STREAM, json=body)
    assert answer.status_code == 200, answer.text
    return read(answer.text)


def last(events: Events) -> str:
    return str(events[-1][1]["finishReason"])


async def film(http: httpx2.AsyncClient, **context: Any) -> tuple[str, Events]:
    """A film from prompt to end: its run, and the last events."""
    run = (await ask(http, PROMPT, **context))[0][1]["run"]
    assert last(await ask(http, sandboxId=run, planAccepted=True)) == "preview-required"
    return run, await ask(http, "looks good", sandboxId=run)


async def test_a_plan_is_asked_for_before_there_is_code(http: httpx2.AsyncClient) -> None:
    events = await ask(http, PROMPT, plan={"scenes": []}, planAccepted=True)
    assert last(events) == "plan-approval-required", "what a caller sends as a plan is nothing"
    tools = [one["toolName"] for _, one in events if one["type"] == "tool-call"]
    assert tools == ["generate_plan", "request_approval"]
    run = events[0][1]["run"]
    assert (await http.get(f"{ROUTE}/sandbox/{run}/file?path=scene.json")).status_code == 404
    events = await ask(http, "slower, please", sandboxId=run)
    assert last(events) == "plan-approval-required"
    events = await ask(http, "ok", sandboxId=run)
    assert last(events) == "preview-required"
    tools = [one["toolName"] for _, one in events if one["type"] == "tool-call"]
    assert {"sandbox_write_file", "sandbox_screenshot", "verify_animation"} <= set(tools)


async def test_a_film_is_made_saved_and_changed_by_a_message(http: httpx2.AsyncClient) -> None:
    run, events = await film(http)
    assert types(events)[-4:] == ["sandbox-created", "video-ready", "finish", "complete"]
    ready = next(one for _, one in events if one["type"] == "video-ready")
    saved = (await http.post(f"{ROUTE}/save-video", json={"sandboxId": run})).json()
    assert saved["videoUrl"] == ready["videoUrl"]
    assert saved["versionId"] == ready["versionId"]
    assert saved["sizeBytes"] > 0
    snapshot = (await http.get(f"{ROUTE}/snapshot/film")).json()
    assert (snapshot["exists"], snapshot["metadata"]["id"]) == (True, ready["versionId"])
    events = await ask(http, 'Scene 2 says "Hot"', sandboxId=run)
    assert events[0][1]["run"] != run
    assert last(events) == "plan-approval-required"
    address = f"{ROUTE}/snapshot/film?versionId={ready['versionId']}"
    refused = await http.delete(address)
    assert refused.status_code == 409, "a run that is not done works with it"
    assert (await http.get(address)).json()["exists"]


async def test_the_code_of_a_version_is_deleted_and_its_film_stays(
    http: httpx2.AsyncClient,
) -> None:
    run, events = await film(http)
    ready = next(one for _, one in events if one["type"] == "video-ready")
    strange = await http.delete(f"{ROUTE}/snapshot/film?versionId=../../etc")
    assert (strange.status_code, strange.json()) == (200, {"success": True})
    other = await http.delete(f"{ROUTE}/snapshot/another")
    assert other.json() == {"success": True}
    assert (await http.get(f"{ROUTE}/snapshot/film")).json()["exists"]
    for _ in range(2):  # twice is once
        assert (await http.delete(f"{ROUTE}/snapshot/film")).json() == {"success": True}
    assert not (await http.get(f"{ROUTE}/snapshot/film")).json()["exists"]
    project = await http.get(f"/api/animations/projects/{ready['versionId']}")
    assert project.status_code == 404
    assert (await http.get(ready["videoUrl"])).status_code == 200
    assert (await http.post(f"{ROUTE}/save-video", json={"sandboxId": run})).status_code == 200
    _, again = await film(http)
    made = next(one for _, one in again if one["type"] == "video-ready")
    assert made["versionId"] == ready["versionId"], "made anew, not known from before"
    assert (await http.get(f"{ROUTE}/snapshot/film")).json()["exists"]


async def test_a_stream_goes_on_after_the_last_event(http: httpx2.AsyncClient) -> None:
    events = await ask(http, PROMPT)
    place, _ = events[3]
    again = await http.get(f"{STREAM}?run={events[0][1]['run']}", headers={"last-event-id": place})
    assert read(again.text)[1:] == events[4:]


async def test_a_preview_is_accepted_or_the_run_stopped(http: httpx2.AsyncClient) -> None:
    run = (await ask(http, PROMPT))[0][1]["run"]
    body = {"nodeId": "film", "sandboxId": run, "action": "finalize"}
    assert (await http.post(ROUTE, json=body)).status_code == 409
    await ask(http, sandboxId=run, planAccepted=True)
    made = (await http.post(ROUTE, json=body)).json()
    assert made["phase"] == "complete"
    assert made["outputUrl"].startswith("/api/assets/")
    status = await http.get(f"{ROUTE}?nodeId=film&sandboxId={run}")
    assert status.json()["status"] == "done"
    other = (await ask(http, PROMPT, duration=4))[0][1]["run"]
    stopped = await http.post(ROUTE, json={**body, "sandboxId": other, "action": "cleanup"})
    assert stopped.json()["phase"] == "idle"


async def test_a_version_is_read_taken_home_and_changed_by_hand(http: httpx2.AsyncClient) -> None:
    picture = {"type": "image", "dataUrl": _data(png()), "name": "Kettle"}
    run, events = await film(http, media=[picture])
    project = next(one["versionId"] for _, one in events if one["type"] == "video-ready")
    address = f"/api/animations/projects/{project}"
    found = (await http.get(address)).json()
    assert (found["id"], found["entry"], found["faults"]) == (project, "scene.json", [])
    assert [one["name"] for one in found["media"]] == ["kettle-1.png"]
    packed = await http.get(f"{address}/project.zip")
    with zipfile.ZipFile(io.BytesIO(packed.content)) as archive:
        assert archive.namelist() == ["README.md", "scene.json", "media/kettle-1.png"]
        assert archive.read("media/kettle-1.png") == png()
    assert packed.content == (await http.get(f"{address}/project.zip")).content
    page = await http.get(f"{ROUTE}/sandbox/{run}/proxy")
    assert "no dev server" in page.text
    assert page.text.count("<img") == 3
    media = await http.get(f"{ROUTE}/sandbox/{run}/proxy/public/media/kettle-1.png")
    assert media.headers["location"].startswith("/api/assets/")
    code = json.loads(found["files"]["scene.json"]) | {"ground": "#123456"}
    edits = {"files": {"scene.json": json.dumps(code)}}
    edited = await http.post(f"{address}/edits", json=edits)
    assert edited.status_code == 201
    assert edited.json()["id"] != project
    assert (await http.get(f"/api/animations/projects/{edited.json()['id']}")).json()["files"] == (
        edits["files"]
    )


@pytest.mark.parametrize(
    ("files", "status"),
    [
        ({"scene.json": "this is wrong"}, 422),
        ({"../../etc/passwd": "x"}, 422),
        ({"scene.json": None}, 422),
        ({"scene.json": "x" * 100_001}, 422),
        ({}, 422),
    ],
)
async def test_code_that_cannot_be_used_is_refused(
    http: httpx2.AsyncClient, files: dict[str, Any], status: int
) -> None:
    run, _ = await film(http)
    told = (await http.post(f"{ROUTE}/save-video", json={"sandboxId": run})).json()
    address = f"/api/animations/projects/{told['versionId']}/edits"
    answer = await http.post(address, json={"files": files})
    assert answer.status_code == status, answer.text
    if files == {"scene.json": "this is wrong"}:
        assert answer.json()["fields"]["faults"][0]["line"] == 1


async def test_code_is_given_as_text_that_no_browser_runs(http: httpx2.AsyncClient) -> None:
    run, _ = await film(http)
    answer = await http.get(f"{ROUTE}/sandbox/{run}/file?path=scene.json")
    assert answer.headers["content-type"].startswith("application/json")
    assert answer.headers["content-security-policy"] == "sandbox"
    for path in ("../koda.db", "/etc/passwd", "nothing.ts", "scene.json/.."):
        missing = await http.get(f"{ROUTE}/sandbox/{run}/file", params={"path": path})
        assert missing.status_code == 404


async def test_nothing_to_animate_is_said(http: httpx2.AsyncClient) -> None:
    assert (await http.post(STREAM, json={"prompt": " "})).status_code == 400
    assert (await http.get(f"{STREAM}?run=run_nothing")).status_code == 404


def _data(content: bytes) -> str:
    return f"data:image/png;base64,{b64encode(content).decode()}"
