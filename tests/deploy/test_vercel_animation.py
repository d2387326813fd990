"""A film by the built function, with boxes at E2B: on cold instances that are killed on the way."""

from __future__ import annotations

import asyncio
import json
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx2
import pytest

from koda.adapters import open_blobs
from koda.animation.rendering.keeping import PREFIX
from koda.media.reading import facts_of
from koda.settings import Settings
from tests.deploy.vercel_cloud import CRON_SECRET, Cloud, open_cloud
from tests.deploy.vercel_machine import Built
from tests.emulators.e2b_server import E2bServer, running_e2b
from tests.servers.s3 import S3Server
from tests.servers.sqld import Sqld

pytestmark = pytest.mark.timeout(600)

STREAM = "/api/plugins/animation/stream"
PROMPT = "A film about Brass Kettle: water sings. Steam rises. Tea is ready."
WISHES = {"nodeId": "film", "duration": 4, "fps": 24, "resolution": "720p"}


@pytest.fixture(scope="module")
def e2b(tmp_path_factory: pytest.TempPathFactory) -> Iterator[E2bServer]:
    with running_e2b(tmp_path_factory.mktemp("e2b")) as server:
        yield server


@pytest.fixture(scope="module")
def cloud(
    built: Built, function: Path, services: tuple[Sqld, S3Server], e2b: E2bServer
) -> Iterator[Cloud]:
    """A project with E2B's key, and no language model: rules write."""
    with open_cloud(built, function, services) as opened:
        opened.variables |= {
            "ANTHROPIC_API_KEY": "",
            "SANDBOX_PROVIDER": "e2b",
            "E2B_API_KEY": "emulator",
            "E2B_TEMPLATE_ID": "base",
            "E2B_API_URL": e2b.base,
            "E2B_SANDBOX_URL": e2b.base,
        }
        yield opened


def tell(client: httpx2.Client, **context: Any) -> list[dict[str, Any]]:
    """Say something to the animation; gives the events until it has an answer."""
    body = {"prompt": context.pop("prompt", None), "context": {**WISHES, **context}}
    with client.stream("POST", STREAM, json=body, timeout=300) as answer:
        lines = list(answer.iter_lines())
        assert answer.status_code == 200, lines
    return [json.loads(line.removeprefix("data: ")) for line in lines if line.startswith("data: ")]


def tick(cloud: Cloud) -> None:
    """Be Vercel's timer, once."""
    headers = {"authorization": f"Bearer {CRON_SECRET}"}
    httpx2.get(f"{cloud.address}/api/tick", timeout=320, headers=headers)


async def _chunks(cloud: Cloud) -> set[str]:
    names = {key: cloud.variables[key] for key in cloud.variables if key.startswith(("R2_", "ASS"))}
    blobs = open_blobs(Settings.model_validate(names))
    return {key async for key, _ in blobs.list(PREFIX) if "/chunk-" in key}


def kept_chunks(cloud: Cloud) -> set[str]:
    """Give the chunks of films that are in the bucket."""
    return asyncio.run(_chunks(cloud))


def test_a_film_is_made_though_the_instance_is_killed_while_it_draws(
    cloud: Cloud, tmp_path: Path
) -> None:
    with cloud.browser() as client:
        events = tell(client, prompt=PROMPT, engine="remotion")
        assert events[-1]["finishReason"] == "plan-approval-required", events[-3:]
        run = events[0]["run"]
        cloud.cold()
        events = tell(client, sandboxId=run, planAccepted=True)
        assert events[-1]["finishReason"] == "preview-required", events[-3:]
        (step,) = client.get(f"/api/runs/{run}").json()["steps"]
        address = f"/api/runs/{run}/steps/{step['id']}/answer"
        accepted = {"name": step["question"]["name"], "value": {"accept": True}}
        assert client.post(address, json=accepted, timeout=300).status_code == 200
        until = time.monotonic() + 200
        while not (kept := kept_chunks(cloud)):
            assert time.monotonic() < until, cloud.logs()
            time.sleep(0.2)
        cloud.cold()
        while (state := client.get(f"/api/runs/{run}").json())["state"] == "running":
            assert time.monotonic() < until + 200, cloud.logs()
            tick(cloud)
        (step,) = state["steps"]
        assert step["state"] == "done", (step["failure"], cloud.logs())
        assert kept_chunks(cloud) >= kept
        film = client.get(f"/api/assets/{step['outputs']['video']['asset']}", follow_redirects=True)
        assert film.status_code == 200
        (tmp_path / "film.mp4").write_bytes(film.content)
    facts = facts_of(tmp_path / "film.mp4")
    assert (facts.width, facts.height, facts.fps, facts.seconds) == (1280, 720, 24, 4.0)


def test_the_engine_that_has_no_room_says_so(cloud: Cloud) -> None:
    body = {"prompt": PROMPT, "context": {**WISHES, "engine": "python"}}
    with cloud.browser() as client:
        refused = client.post(STREAM, json=body).json()
    (problem,) = refused["fields"]["problems"]
    assert problem["code"] == "not_configured"
    assert "not installed on this host: skia, av, numpy" in problem["message"]
    assert "Remotion" in problem["remedy"]
