"""The vendor's own client passes against the emulator, over TLS, as it insists on."""

from __future__ import annotations

import asyncio
import subprocess
import sys
from pathlib import Path
from typing import Any

import httpx2
import pytest
import trustme

from koda.emulators.fal_world import Pace
from tests.emulators.fal_server import FalServer, running_fal

SCRIPT = """
import json, os, sys
import fal_client
import fal_client.client as inner

base = sys.argv[1]
inner.REST_URL, inner.CDN_URL = f"{base}/rest", f"{base}/cdn"
picture = open(sys.argv[2], "rb").read()

url = fal_client.upload(picture, "image/png", file_name="in.png")
large = fal_client.upload(b"x" * (100 * 2**20 + 5), "application/octet-stream")
handle = fal_client.submit(
    "fal-ai/nano-banana-2/edit", {"prompt": "a fox", "image_urls": [url], "num_images": 2}
)
seen = [type(event).__name__ for event in handle.iter_events(with_logs=True, interval=0.05)]
result = handle.get()
direct = fal_client.run("fal-ai/flux/schnell", arguments={"prompt": "a hare"})
subscribed = fal_client.subscribe("xai/grok-imagine-image", {"prompt": "an owl"})
stopped = fal_client.submit("fal-ai/flux/schnell", {"prompt": "nobody waits for this"})
stopped.cancel()
try:
    fal_client.submit("fal-ai/flux/schnell", {"prompt": "a", "wrong": 1}).get()
    refused = None
except fal_client.FalClientHTTPError as error:
    refused = error.status_code
print(json.dumps({
    "url": url, "large": large, "seen": seen, "images": result["images"],
    "direct": direct["images"], "subscribed": subscribed["images"],
    "stopped": type(stopped.status()).__name__, "refused": refused,
}))
"""


@pytest.fixture
def certificates(tmp_path: Path) -> dict[str, str]:
    authority = trustme.CA()
    issued = authority.issue_cert("localhost", "127.0.0.1")
    paths = {name: str(tmp_path / f"{name}.pem") for name in ("authority", "chain", "key")}
    authority.cert_pem.write_to_path(paths["authority"])
    issued.private_key_pem.write_to_path(paths["key"])
    for place, blob in enumerate(issued.cert_chain_pems):
        blob.write_to_path(paths["chain"], append=place > 0)
    return paths


async def test_the_vendors_client_submits_waits_fetches_cancels_and_uploads(
    certificates: dict[str, str], tmp_path: Path
) -> None:
    with running_fal(
        Pace(queue_seconds=0.3, run_seconds=0.3),
        ssl_certfile=certificates["chain"],
        ssl_keyfile=certificates["key"],
    ) as server:
        said = await asyncio.to_thread(_run_vendor, server, certificates["authority"], tmp_path)
        pages = {name: httpx2.get(said[name], verify=False) for name in ("url", "large")} | {
            "made": httpx2.get(said["images"][1]["url"], verify=False)
        }
        ledger = server.ledger()
    assert set(said["seen"]) == {"Queued", "InProgress", "Completed"}
    assert len(said["images"]) == 2
    assert len(said["direct"]) == len(said["subscribed"]) == 1
    assert said["stopped"] == "Completed"
    assert said["refused"] == 422
    assert pages["url"].content == (tmp_path / "in.png").read_bytes()
    assert len(pages["large"].content) == 100 * 2**20 + 5
    assert pages["made"].headers["content-type"] == "image/png"
    assert [job["cancelled"] for job in ledger] == [False, False, False, True, False]
    assert ledger[0]["body"]["image_urls"] == [said["url"]]


def _run_vendor(server: FalServer, authority: str, folder: Path) -> dict[str, Any]:
    # A process of its own: the client reads its addresses from the environment once.
    import json

    from PIL import Image

    Image.new("RGB", (64, 48), "teal").save(folder / "in.png")
    host = server.base.removeprefix("https://")
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT, server.base, str(folder / "in.png")],
        env={
            "PATH": "/usr/bin:/bin",
            "FAL_KEY": "emulator",
            "FAL_RUN_HOST": f"{host}/run",
            "FAL_QUEUE_RUN_HOST": f"{host}/queue",
            "SSL_CERT_FILE": authority,
            "HOME": str(folder),
        },
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout.splitlines()[-1])


async def test_the_vendors_client_buys_more_than_once_when_answers_are_lost(
    certificates: dict[str, str], tmp_path: Path
) -> None:
    """Why Koda has a client of its own: docs/decisions/ says the same in words."""
    with running_fal(ssl_certfile=certificates["chain"], ssl_keyfile=certificates["key"]) as server:
        server.fault("lost_answer", 3)
        script = 'import fal_client; fal_client.submit("fal-ai/flux/schnell", {"prompt": "a"})'
        host = server.base.removeprefix("https://")
        await asyncio.to_thread(
            subprocess.run,
            [sys.executable, "-c", script],
            env={
                "FAL_KEY": "emulator",
                "FAL_QUEUE_RUN_HOST": f"{host}/queue",
                "SSL_CERT_FILE": certificates["authority"],
                "HOME": str(tmp_path),
            },
            timeout=60,
            check=True,
            capture_output=True,
        )
        assert len(server.ledger()) == 4
