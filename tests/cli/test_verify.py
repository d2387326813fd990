"""`koda verify`: the checks hold on a real Koda, say what is broken elsewhere, leave nothing."""

from __future__ import annotations

import asyncio
import json
import shutil
import signal
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx2
import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import (
    HTMLResponse,
    JSONResponse,
    PlainTextResponse,
    RedirectResponse,
    Response,
)
from starlette.routing import Route

from koda.core.errors import Invalid
from koda.verify.deployment import Deployment, Patience, read_address
from koda.verify.finding import CheckFailedError, Finding
from koda.verify.journey import TITLES, verify
from koda.verify.pictures import Quote, cheapest, refuse_vendor
from tests.cli.shell import KODA, Server, call, environment, koda, started
from tests.emulators.anthropic_server import AnthropicServer, running_anthropic
from tests.emulators.fal_server import FalServer, running_fal, serving
from tests.servers.s3 import run_s3
from tests.servers.sqld import run_sqld

KEY = "sesame-0123456789"
TOKEN = "token-of-the-deployment"
WHO = {"Authorization": f"Bearer {TOKEN}"}
QUICK = Patience(answer=8.0, making=60.0, event=3.0)


@pytest.fixture(scope="module")
def fal() -> Iterator[FalServer]:
    with running_fal(keys=(KEY,)) as server:
        yield server


@pytest.fixture(scope="module")
def anthropic() -> Iterator[AnthropicServer]:
    with running_anthropic(keys=(KEY,)) as server:
        yield server


@pytest.fixture(scope="module")
def whole(
    tmp_path_factory: pytest.TempPathFactory, fal: FalServer, anthropic: AnthropicServer
) -> Iterator[Server]:
    """A deployment with everything that a cloud gives to it, but for the cloud."""
    there = fal.addresses
    with serve(
        tmp_path_factory.mktemp("whole"),
        FAL_KEY=KEY,
        FAL_QUEUE_URL=there.queue,
        FAL_REST_URL=there.rest,
        FAL_CDN_URL=there.cdn,
        FAL_API_URL=there.api,
        ANTHROPIC_API_KEY=KEY,
        ANTHROPIC_BASE_URL=anthropic.base,
    ) as server:
        yield server


@pytest.fixture(scope="module")
def bare(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with serve(tmp_path_factory.mktemp("bare")) as server:
        yield server


def serve(home: Path, **settings: str) -> Any:
    return started(home, "serve", "--no-open", "--port", "0", KODA_TOKEN=TOKEN, **settings)


def found(address: str, patience: Patience = QUICK, **more: Any) -> dict[str, Finding]:
    async def check() -> dict[str, Finding]:
        async def may_spend(quote: Quote) -> bool:
            return True

        there = Deployment(address, WHO, patience)
        return {one.id: one async for one in verify(there, may_spend, **more)}

    return asyncio.run(check())


def states(findings: dict[str, Finding]) -> dict[str, str]:
    return {name: one.state for name, one in findings.items()}


def test_a_whole_deployment_passes_and_is_left_as_it_was(tmp_path: Path, whole: Server):
    answer = koda(tmp_path, "verify", whole.address, "--token", TOKEN, "--yes", "--json")
    document = json.loads(answer.stdout)
    found = {one["id"]: one for one in document["checks"]}
    assert answer.returncode == 0, answer.stdout
    assert document["ok"]
    assert list(found) == list(TITLES)
    assert {name for name, one in found.items() if one["state"] == "ok"} == set(TITLES)
    assert "was planned, written and drawn" in found["animation"]["message"]
    assert "for $" in found["image"]["message"]
    assert "costs $" in answer.stderr
    for path in ("api/canvases", "api/canvases?trashed=true"):
        assert call(whole.address, path, **WHO)["canvases"] == []
    for path in ("api/library/assets", "api/library/assets?trashed=true"):
        assert call(whole.address, path, **WHO)["items"] == []


def test_without_a_person_to_ask_nothing_is_bought(tmp_path: Path, whole: Server, fal: FalServer):
    before = len(fal.ledger())
    answer = koda(tmp_path, "verify", f"{whole.address}/?token={TOKEN}")
    assert answer.returncode == 0
    assert "was not agreed to" in " ".join(answer.stdout.split())
    assert "There is no picture to load again" in " ".join(answer.stdout.split())
    assert len(fal.ledger()) == before


def test_a_deployment_without_keys_works_and_says_what_it_lacks(bare: Server):
    findings = found(bare.address)
    assert states(findings) == {
        "start": "ok",
        "config": "ok",
        "image": "skipped",
        "prompt": "skipped",
        "assets": "ok",
        "canvas": "ok",
        "events": "ok",
        "animation": "ok",
    }
    assert "By rules" in findings["animation"].message
    assert "FAL_KEY" in findings["image"].remedy
    assert "ANTHROPIC_API_KEY" in findings["prompt"].remedy


def test_in_a_cloud_everything_must_be_there(bare: Server):
    findings = found(bare.address, must_be_cloud=True)
    assert states(findings) == {
        "start": "ok",
        "config": "failed",
        "image": "failed",
        "prompt": "failed",
        "assets": "ok",
        "canvas": "ok",
        "events": "ok",
        "animation": "ok",
    }
    assert "TURSO_DATABASE_URL" in findings["config"].remedy


def test_the_token_may_come_from_the_environment_and_is_never_printed(tmp_path: Path, bare: Server):
    good = koda(tmp_path, "verify", bare.address, "--json", KODA_TOKEN=TOKEN)
    assert good.returncode == 0
    wrong = koda(tmp_path, "verify", bare.address, "--token", "a-wrong-one")
    assert wrong.returncode == 1
    assert "--token" in wrong.stdout
    for answer in (good, wrong):
        assert TOKEN not in answer.stdout + answer.stderr
        assert "a-wrong-one" not in answer.stdout + answer.stderr


def test_who_is_not_known_checks_nothing_more(bare: Server):
    async def check() -> list[Finding]:
        async def may_spend(quote: Quote) -> bool:
            raise AssertionError

        return [one async for one in verify(Deployment(bare.address, {}, QUICK), may_spend)]

    findings = asyncio.run(check())
    assert [one.state for one in findings] == ["ok", "failed", *["skipped"] * 6]


def test_a_dead_store_is_found(tmp_path: Path):
    with serve(tmp_path) as server:
        folder = tmp_path / "data" / "generations"
        shutil.rmtree(folder)
        folder.write_text("a file where the folder was")
        findings = found(server.address)
    assert findings["image"].state == "failed"
    assert findings["image"].remedy
    assert findings["assets"].state == "skipped"
    assert findings["canvas"].state == "ok"


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        (HTMLResponse("<h1>Welcome to nginx</h1>"), "text/html"),
        (PlainTextResponse("upstream timed out", 504), "504"),
        (PlainTextResponse("no such deployment", 404), "404"),
        (RedirectResponse("/login"), "leads to /login"),
        (RedirectResponse("https://elsewhere.invalid/?secret=1"), "leads to https://elsewhere"),
        (JSONResponse({"status": "up"}), "not Koda"),
        (JSONResponse(["a", "list"]), "no JSON"),
        (Response(b"\xff\xfe\x00", media_type="application/json"), "no JSON"),
        (Response(b"", media_type="application/json"), "not Koda"),
    ],
)
def test_what_is_no_koda_is_said_and_nothing_more_is_tried(answer: Response, said: str):
    async def always(request: Request) -> Response:
        return answer

    with serving(Starlette(routes=[Route("/{path:path}", always)])) as base:
        findings = found(base)
    assert [one.state for one in findings.values()] == ["failed", *["skipped"] * 7]
    assert said in findings["start"].message
    assert findings["start"].remedy
    assert "secret=1" not in findings["start"].message


def test_a_deployment_that_hangs_ends_the_check():
    async def never(request: Request) -> Response:
        await asyncio.sleep(5)
        return JSONResponse({})

    with serving(Starlette(routes=[Route("/{path:path}", never)])) as base:
        findings = found(base, patience=Patience(answer=1.0, making=1.0, event=1.0))
    assert "within 1 s" in findings["start"].message
    assert "maxDuration" in findings["start"].remedy


def test_nobody_at_the_address_is_said():
    findings = found("http://127.0.0.1:9")
    assert findings["start"].state == "failed"
    assert "cannot be reached" in findings["start"].message


@pytest.mark.parametrize(
    ("text", "base", "token"),
    [
        ("koda.example.com", "https://koda.example.com", ""),
        (" https://koda.example.com/ ", "https://koda.example.com", ""),
        ("localhost:3000", "http://localhost:3000", ""),
        ("http://127.0.0.1:3000/?token=abc", "http://127.0.0.1:3000", "abc"),
        ("https://host/under/koda/", "https://host/under/koda", ""),
        ("http://[::1]:80", "http://[::1]:80", ""),
    ],
)
def test_addresses_are_read_as_people_write_them(text: str, base: str, token: str):
    assert read_address(text) == (base, token)


@pytest.mark.parametrize("text", ["", "ftp://x", "https://", "http://me:pw@x", "http://x:99999"])
def test_what_is_no_address_is_refused_without_its_secrets(text: str):
    with pytest.raises(Invalid) as refused:
        read_address(text)
    assert "pw" not in refused.value.message


@pytest.mark.parametrize("host", ["v3.fal.media", "fal.media", "queue.fal.run"])
def test_a_picture_at_the_vendor_is_no_stored_picture(host: str):
    with pytest.raises(CheckFailedError, match="gone after a day"):
        refuse_vendor(f"https://{host}/files/a.png")
    refuse_vendor(f"https://{host}.example.com/files/a.png")


def test_the_cheapest_model_is_one_that_needs_only_words():
    def model(name: str, **more: Any) -> dict[str, Any]:
        return {"id": name, "task": "image", "provider": "fal", "available": True, **more}

    models = [
        model("dear", price=40_000),
        model("cheap", price=3_000),
        model("needs", price=1, inputs={"reference": {"least": 1}}),
        model("away", price=1, available=False),
        model("old", price=1, retired=True),
        model("film", price=1, task="video"),
        model("unknown", price=None),
        {**model("draft", price=0), "provider": "offline"},
    ]
    chosen = cheapest(models)
    assert chosen is not None
    assert (chosen.model, chosen.price, chosen.words) == ("cheap", 3_000, "$0.003")
    assert cheapest([models[-1]]) == Quote("draft", "draft", is_offline=True, price=0)
    assert cheapest([]) is None


def test_a_cloud_of_all_its_parts_passes_as_a_cloud(
    tmp_path: Path, fal: FalServer, anthropic: AnthropicServer
):
    """Records in libSQL, media in a bucket that checks signatures, both models: the guide."""
    there = fal.addresses
    (tmp_path / "sqld").mkdir()
    with run_sqld(tmp_path / "sqld") as sqld, run_s3("rclone") as s3:
        place = s3.bucket()
        with serve(
            tmp_path,
            TURSO_DATABASE_URL=sqld.database("verify"),
            TURSO_AUTH_TOKEN=sqld.token(),
            FAL_KEY=KEY,
            FAL_QUEUE_URL=there.queue,
            FAL_REST_URL=there.rest,
            FAL_CDN_URL=there.cdn,
            FAL_API_URL=there.api,
            ANTHROPIC_API_KEY=KEY,
            ANTHROPIC_BASE_URL=anthropic.base,
            **s3.variables(place),
        ) as server:
            answer = koda(
                tmp_path, "verify", server.address, "--token", TOKEN, "--yes", "--cloud", "--json"
            )
            tested = [
                call(server.address, f"api/connections/{name}/test", {}, **WHO)
                for name in ("turso", "s3")
            ]
            storage = call(server.address, "api/storage", **WHO)
    found = {one["id"]: one for one in json.loads(answer.stdout)["checks"]}
    assert answer.returncode == 0, answer.stdout
    assert {name for name, one in found.items() if one["state"] != "ok"} == set()
    assert "are true" in found["config"]["message"]
    assert [one["outcome"] for one in tested] == ["ok", "ok"]
    assert (storage["files"], storage["previews"]) == (0, None)
    assert storage["database"] > 0


def test_a_bucket_that_lets_nobody_in_is_found(tmp_path: Path):
    with run_s3("rclone") as s3:
        variables = s3.variables(s3.bucket()) | {"S3_SECRET_ACCESS_KEY": "a-wrong-secret-0000"}
        with serve(tmp_path, **variables) as server:
            findings = found(server.address)
            tested = call(server.address, "api/connections/s3/test", {}, **WHO)
    assert findings["image"].state == "failed"
    assert tested["outcome"] in {"failed", "refused"}
    assert "a-wrong-secret" not in json.dumps(tested) + findings["image"].model_dump_json()


def test_an_interrupted_check_takes_away_what_it_made(tmp_path: Path, whole: Server):
    process = subprocess.Popen(
        [*KODA, "verify", whole.address, "--token", TOKEN, "--yes"],
        cwd=tmp_path,
        env=environment(tmp_path, {}),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        stdin=subprocess.DEVNULL,
        text=True,
        # Who started the tests in the background has switched the signal off for all below.
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),  # noqa: PLW1509
    )
    try:
        assert process.stderr is not None
        for line in process.stderr:
            if "Prompt enhancement" in line:  # the canvas and the picture are there
                process.send_signal(signal.SIGINT)
                break
        process.communicate(timeout=60)
    finally:
        if process.poll() is None:
            process.kill()
    assert process.returncode == 130
    assert call(whole.address, "api/canvases", **WHO)["canvases"] == []
    assert call(whole.address, "api/library/assets", **WHO)["items"] == []


def test_a_proxy_that_holds_events_back_is_found(bare: Server):
    async def forward(request: Request) -> Response:
        if request.url.path == "/api/events":
            await asyncio.sleep(4)  # until the stream ends, which it does not
        async with httpx2.AsyncClient(timeout=60) as client:
            answer = await client.request(
                request.method,
                f"{bare.address}{request.url.path}",
                params=dict(request.query_params),
                content=await request.body(),
                headers={
                    "authorization": request.headers["authorization"],
                    "content-type": request.headers.get("content-type", "application/json"),
                }
                if "authorization" in request.headers
                else {},
            )
        kind = answer.headers.get("content-type", "")
        return Response(answer.content, answer.status_code, media_type=kind)

    every = ["GET", "POST", "PUT", "DELETE"]
    with serving(Starlette(routes=[Route("/{path:path}", forward, methods=every)])) as base:
        findings = found(base)
    assert findings["events"].state == "failed", findings
    assert "proxy_buffering off" in findings["events"].remedy
    assert findings["canvas"].state == "ok"
    assert call(bare.address, "api/canvases", **WHO)["canvases"] == []
