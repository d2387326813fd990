"""The main journey on the built function: Vercel's runtime, a read-only disk, cold instances.

Everything that the guide sets up is real or checked against the vendor's own client: libSQL's
server, an S3 server, the emulators of fal.ai and Anthropic. Only `/tmp` can be written.
"""

from __future__ import annotations

import io
import json
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx2
import pytest

from tests.assets.media import video
from tests.deploy.vercel_cloud import CRON_SECRET, Cloud, open_cloud, until_done
from tests.deploy.vercel_function import Instance
from tests.deploy.vercel_machine import Built
from tests.runs.studio import png
from tests.servers.s3 import S3Server
from tests.servers.sqld import Sqld

NODES = [
    {
        "id": "picture",
        "type": "imageGenerator",
        "position": {"x": 0, "y": 0},
        "data": {"prompt": "a red fox", "model": "flux-schnell"},
    }
]


@pytest.fixture(scope="module")
def cloud(built: Built, function: Path, services: tuple[Sqld, S3Server]) -> Iterator[Cloud]:
    with open_cloud(built, function, services) as opened:
        yield opened


def new_canvas(client: httpx2.Client, name: str = "One") -> str:
    answer = client.post("/api/canvases", json={"name": name})
    assert answer.status_code in {200, 201}, answer.text
    return answer.json()["canvas"]["id"]


def put_nodes(client: httpx2.Client, canvas: str, name: str) -> None:
    body = {"name": name, "nodes": NODES, "edges": []}
    answer = client.put(f"/api/canvases/{canvas}", json=body)
    assert answer.status_code == 200, answer.text


def fetched(client: httpx2.Client, address: str) -> httpx2.Response:
    """Follow an asset's address to its bytes, as a browser does."""
    answer = client.get(address, follow_redirects=False)
    if answer.is_redirect:
        return httpx2.get(answer.headers["location"], timeout=30)
    return answer


def test_the_disk_is_read_only_but_for_tmp(cloud: Cloud) -> None:
    with cloud.browser() as client:
        assert client.get("/api/canvases").status_code == 200
    instance = cloud.edge.instances[0]
    mounts = Path(f"/proc/{instance.process.pid}/mounts").read_text().splitlines()
    options = {line.split()[1]: line.split()[3].split(",") for line in mounts}
    assert "ro" in options["/"]
    assert "ro" in options["/mnt"]
    assert "rw" in options["/tmp"]
    environment = Path(f"/proc/{instance.process.pid}/environ").read_bytes()
    assert b"HOME=" not in environment


def test_the_page_opens_and_asks_for_the_password(cloud: Cloud) -> None:
    with cloud.browser(signed_in=False) as stranger:
        page = stranger.get("/canvas/any")
        assert "<div id=" in page.text
        assert stranger.get("/api/config").status_code == 401
        wrong = stranger.post("/api/session", json={"password": "another"})
        assert wrong.status_code in {401, 403}


def test_the_flags_are_those_of_the_guide(cloud: Cloud) -> None:
    with cloud.browser() as client:
        flags = client.get("/api/config").json()["flags"]
    assert flags["isCloud"]
    assert flags["hasCloudDb"]
    assert flags["hasCloudAssets"]
    assert flags["assetsConfigured"]


def test_a_canvas_and_its_picture_are_there_for_the_next_cold_instance(cloud: Cloud) -> None:
    with cloud.browser() as client:
        canvas = new_canvas(client)
        put_nodes(client, canvas, "Foxes")
        started = client.post(
            f"/api/canvases/{canvas}/runs",
            json={"mode": "node", "targets": ["picture"], "key": "once"},
        )
        assert started.status_code == 201, started.text
        run = until_done(client, started.json()["id"])
        assert run["state"] == "done", json.dumps(run)[:3000]
    cloud.cold()
    with cloud.browser() as client:
        kept = client.get(f"/api/canvases/{canvas}").json()["canvas"]
        assert (kept["name"], len(kept["nodes"])) == ("Foxes", 1)
        records = client.get("/api/assets").json()["assets"]
        picture = fetched(client, f"/api/assets/{records[0]['id']}")
        assert picture.status_code == 200
        assert picture.headers["content-type"].startswith("image/")
        assert "fal" not in str(picture.url)
        assert client.get(f"/api/assets/{records[0]['id']}/thumbnail").status_code == 200


def test_a_language_model_improves_a_prompt(cloud: Cloud) -> None:
    with cloud.browser() as client:
        answer = client.post(
            "/api/agents/enhance-prompt", json={"prompt": "a red fox", "type": "image"}
        )
    assert answer.status_code == 200, answer.text
    assert answer.json()["model"].startswith("anthropic/")
    assert len(answer.json()["enhancedPrompt"]) > len("a red fox")


def test_what_the_body_limit_refuses_goes_straight_into_the_bucket(cloud: Cloud) -> None:
    large = png(size=(8, 8)) + b"\0" * 5_000_000
    with cloud.browser() as client:
        refused = client.post("/api/assets/upload", files={"file": ("a.png", large)})
        assert refused.status_code == 413
        assert refused.headers["x-vercel-error"] == "FUNCTION_PAYLOAD_TOO_LARGE"
        target = client.post("/api/assets/uploads", json={"name": "a.png", "size": len(large)})
        assert target.status_code == 201, target.text
        assert target.json()["direct"]
        sent = httpx2.put(target.json()["url"], headers=target.json()["headers"], content=large)
        assert sent.status_code == 200, sent.text
        done = client.post(f"/api/assets/uploads/{target.json()['id']}/done")
        assert done.status_code == 200, done.text
        assert done.json()["size"] == len(large)


def test_films_are_kept_without_the_codecs_and_have_no_strip(cloud: Cloud, tmp_path: Path) -> None:
    film = video(tmp_path / "a.mp4").read_bytes()
    with cloud.browser() as client:
        kept = client.post("/api/assets/upload", files={"file": ("a.mp4", io.BytesIO(film))})
        assert kept.status_code in {200, 201}, kept.text
        asset = client.get("/api/assets").json()["assets"][0]
        assert (asset["kind"], asset["width"], asset["height"]) == ("video", 64, 32)
        strip = client.get(f"/api/assets/{asset['id']}/sprite")
        assert strip.status_code == 501
        assert "not on this host" in strip.json()["detail"]


def test_offline_generators_say_that_they_are_not_here(cloud: Cloud) -> None:
    with cloud.browser() as client:
        models = client.get("/api/catalog").json()["models"]
    offline = [one for one in models if one["id"].startswith("offline-")]
    assert offline
    assert all("too small" in one["unavailable_reason"] for one in offline)


def test_the_timer_is_let_in_by_its_secret_only(cloud: Cloud) -> None:
    stranger = httpx2.get(f"{cloud.address}/api/tick", timeout=30)
    assert stranger.status_code == 401
    known = httpx2.get(
        f"{cloud.address}/api/tick", timeout=30, headers={"authorization": f"Bearer {CRON_SECRET}"}
    )
    assert known.status_code == 200, known.text


@pytest.mark.parametrize(
    ("left_out", "says"),
    [("TURSO_DATABASE_URL", "TURSO_DATABASE_URL"), ("ASSET_STORAGE", "ASSET_STORAGE")],
)
def test_nothing_is_kept_where_it_would_vanish(cloud: Cloud, left_out: str, says: str) -> None:
    instance = cloud.start(**{left_out: ""})
    answer = httpx2.get(f"{instance.address}/api/health", timeout=30)
    assert answer.status_code == 400
    assert says in answer.json()["remedy"]
    instance.close()


def test_a_stream_ends_in_time_and_goes_on_elsewhere(
    built: Built, function: Path, services: tuple[Sqld, S3Server]
) -> None:
    with open_cloud(built, function, services, seconds=7) as cloud, cloud.browser() as client:
        canvas = new_canvas(client)
        begun = time.monotonic()
        last = ""
        with client.stream("GET", "/api/events", params={"canvas": canvas}) as stream:
            assert stream.status_code == 200, stream.read()
            for line in stream.iter_lines():
                last = line.removeprefix("id:").strip() if line.startswith("id:") else last
        assert time.monotonic() - begun < 7, "Koda ends it before Vercel does"
        assert last, "the stream told where it was"
        put_nodes(client, canvas, "While away")
        cloud.cold()
        heard = b""
        again = {"last-event-id": last}
        with client.stream(
            "GET", "/api/events", params={"canvas": canvas}, headers=again
        ) as stream:
            for piece in stream.iter_bytes():
                heard += piece
                if b"update" in heard:
                    break
        assert b"update" in heard, "what happened meanwhile is told"


def test_three_cold_instances_share_everything_and_lose_nothing_when_killed(cloud: Cloud) -> None:
    with cloud.browser() as client:
        canvas = new_canvas(client, "Shared")
        put_nodes(client, canvas, "Shared")
        before = len(cloud.fal.ledger())
        instances = cloud.cold(3)
        runs: list[str] = []
        for turn in range(6):
            body = {
                "mode": "node",
                "targets": ["picture"],
                "fresh": ["picture"],
                "key": f"turn-{turn}",
            }
            answer = client.post(f"/api/canvases/{canvas}/runs", json=body)
            assert answer.status_code == 201, answer.text
            runs.append(answer.json()["id"])
            if turn in {1, 3}:
                instances[turn // 2].kill()
        ended = [until_done_with_ticks(cloud, client, run) for run in runs]
        assert [one["state"] for one in ended] == ["done"] * 6
        assert len(cloud.fal.ledger()) - before == 6, "nothing was bought twice"


def until_done_with_ticks(cloud: Cloud, client: httpx2.Client, run: str) -> dict[str, Any]:
    """Wait for a run while the host's timer ticks, faster than Vercel's."""
    state: dict[str, Any] = {}
    until = time.monotonic() + 120
    while time.monotonic() < until:
        httpx2.get(
            f"{cloud.address}/api/tick",
            timeout=60,
            headers={"authorization": f"Bearer {CRON_SECRET}"},
        )
        state = client.get(f"/api/runs/{run}").json()
        if state["state"] in {"done", "failed", "cancelled"}:
            return state
        for step in state["steps"]:
            if step["state"] == "asking":
                answer_for(cloud, client, run, step)
        time.sleep(0.5)
    raise AssertionError(f"the run did not end: {state}{cloud.logs()}")


def answer_for(cloud: Cloud, client: httpx2.Client, run: str, step: dict[str, Any]) -> None:
    """Do what a person does who is asked about a lost answer: look into fal.ai's own list.

    An instance that is killed while it sends cannot know whether its request arrived.
    """
    name = str(step["question"]["name"])
    token = name.removeprefix("job:")
    was_sent = any(str(job["webhook"]).endswith(token) for job in cloud.fal.ledger())
    value = "look_again" if was_sent else "submit_again"
    address = f"/api/runs/{run}/steps/{step['id']}/answer"
    answer = client.post(address, json={"name": name, "value": value})
    # A request that was found meanwhile is asked about no more.
    assert answer.status_code in {200, 422}, answer.text


def test_a_call_of_fal_wakes_a_cold_instance_and_a_forged_one_is_refused(cloud: Cloud) -> None:
    cloud.fal.pace(run_seconds=4.0)
    cloud.fal.fault("webhook_forged")
    with cloud.browser() as client:
        canvas = new_canvas(client, "Called")
        put_nodes(client, canvas, "Called")
        body = {"mode": "node", "targets": ["picture"], "fresh": ["picture"], "key": "called"}
        before = len(cloud.fal.ledger())
        run = client.post(f"/api/canvases/{canvas}/runs", json=body).json()["id"]
        until = time.monotonic() + 60
        while len(cloud.fal.ledger()) == before:
            assert time.monotonic() < until, "nothing was submitted"
            time.sleep(0.1)
        for instance in cloud.edge.instances:
            instance.kill()
        cloud.edge.seen.clear()
        until = time.monotonic() + 90
        while len(cloud.edge.seen) < 2:
            assert time.monotonic() < until, "nobody called"
            time.sleep(0.2)
        calls = [(method, path.split("/")[2], code) for method, path, code in cloud.edge.seen]
        assert calls[:2] == [("POST", "webhooks", 401), ("POST", "webhooks", 200)]
        assert until_done(client, run)["state"] == "done"
        assert len(cloud.fal.ledger()) == before + 1
    cloud.fal.pace(run_seconds=0.0)


def test_an_instance_that_starts_finds_the_schema_current(cloud: Cloud) -> None:
    with cloud.browser() as client:
        client.get("/api/canvases")
    instance: Instance = cloud.start()
    assert httpx2.get(f"{instance.address}/api/health", timeout=30).status_code == 200
    assert not any("migration" in line for line in instance.lines)
    instance.close()
