"""From a provider's "completed" to the picture on the canvas, in the real page.

The provider is Koda's stand-in for fal.ai on this machine, whose ledger tells when a job ended.
The peer does what the vendor's JavaScript client does: it asks for the status every half second,
then reads the result; and it shows the file itself.
"""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import httpx2
from playwright.sync_api import Page, sync_playwright

from benches.canvas.run import FLAGS, chromium
from benches.figures import Bench, median
from benches.servers import KODA, TOKEN, environment, free_port, started, wait_until_ready

TURNS = 9
ASK_EVERY = 0.5  # seconds
QUEUE_SECONDS = 0.2
ENDPOINT = "fal-ai/flux-2-pro"
NODE = "n1"

SHOWN = """(before) => new Promise((done) => {
  const look = () => {
    const image = document.querySelector('article img');
    if (image && image.src !== before && image.complete && image.naturalWidth > 0) {
      requestAnimationFrame(() => done([image.src, Date.now() / 1000]));
    } else requestAnimationFrame(look);
  };
  look();
})"""
LOAD = """async (address) => {
  const image = new Image(); image.src = address; await image.decode();
  document.body.replaceChildren(image);
  return new Promise((done) => requestAnimationFrame(() => done(Date.now() / 1000)));
}"""


@contextmanager
def emulated() -> Iterator[str]:
    """Serve the stand-in for fal.ai in a process of its own; gives its address."""
    port = free_port()
    command = [sys.executable, "-m", "koda", "emulate", "fal", "--port", str(port)]
    process = subprocess.Popen(command, env=environment(), stdout=subprocess.DEVNULL)
    try:
        wait_until_ready(process, port, "/ledger")
        base = f"http://127.0.0.1:{port}"
        yield base
    finally:
        process.terminate()
        process.wait(30)


def settings(base: str) -> dict[str, str]:
    """Point Koda at the stand-in."""
    names = {"QUEUE": "queue", "RUN": "run", "REST": "rest", "CDN": "cdn", "API": "api"}
    return {"FAL_KEY": "key", **{f"FAL_{one}_URL": f"{base}/{path}" for one, path in names.items()}}


def run_seconds(turn: int) -> float:
    """Say how long a turn's job takes: ends fall anywhere between two questions."""
    return 0.5 + turn % TURNS / TURNS


def set_pace(base: str, turn: int) -> None:
    """Have the jobs of a turn take their time."""
    pace = {"queue_seconds": QUEUE_SECONDS, "run_seconds": run_seconds(turn)}
    httpx2.post(f"{base}/pace", json=pace).raise_for_status()


def completed_at(base: str, turn: int) -> float:
    """Say when the newest job was completed."""
    newest = max(httpx2.get(f"{base}/ledger").json(), key=lambda job: job["accepted_at"])
    accepted: float = newest["accepted_at"]
    return accepted + QUEUE_SECONDS + run_seconds(turn)


def on_koda(page: Page, http: httpx2.Client, canvas: str, base: str, turn: int) -> float:
    """Run the node once more: milliseconds from "completed" until its picture is drawn."""
    before = page.evaluate("document.querySelector('article img')?.src ?? ''")
    body: dict[str, Any] = {"key": f"t{turn}", "mode": "node", "targets": [NODE], "fresh": [NODE]}
    http.post(f"/api/canvases/{canvas}/runs", json=body).raise_for_status()
    _, shown = page.evaluate(SHOWN, before)
    return (float(shown) - completed_at(base, turn)) * 1000


def on_peer(page: Page, base: str, turn: int) -> float:
    """Do the same without Koda."""
    key = {"authorization": "Key key"}
    with httpx2.Client(headers=key) as http:
        asked = http.post(f"{base}/queue/{ENDPOINT}", json={"prompt": f"a fox {turn}"}).json()
        while http.get(asked["status_url"]).json()["status"] != "COMPLETED":
            time.sleep(ASK_EVERY)
        file = http.get(asked["response_url"]).json()["images"][0]["url"]
    shown: float = page.evaluate(LOAD, file)
    return (shown - completed_at(base, turn)) * 1000


def measure() -> Bench:
    """Take turns, Koda and the peer one after the other."""
    with emulated() as base, started(KODA, settings(base)) as server, sync_playwright() as play:
        address = f"http://127.0.0.1:{server.port}"
        access = {"authorization": f"Bearer {TOKEN}"}
        node = {
            "id": NODE,
            "type": "imageGenerator",
            "position": {"x": 0, "y": 0},
            "data": {"prompt": "a fox", "model": "flux-2-pro"},
        }
        browser = play.chromium.launch(executable_path=chromium(), args=FLAGS)
        ours: list[float] = []
        theirs: list[float] = []
        with httpx2.Client(base_url=address, headers=access, timeout=60) as http:
            body = {"name": "Bench", "nodes": [node], "edges": []}
            canvas = http.post("/api/canvases", json=body).raise_for_status().json()["canvas"]["id"]
            page, blank = browser.new_page(), browser.new_page()
            page.goto(f"{address}/canvas/{canvas}?token={TOKEN}")
            page.wait_for_selector("article")
            page.bring_to_front()
            on_koda(page, http, canvas, base, -1)
            for turn in range(TURNS):
                set_pace(base, turn)
                page.bring_to_front()
                ours.append(on_koda(page, http, canvas, base, turn))
                blank.bring_to_front()
                theirs.append(on_peer(blank, base, turn))
        browser.close()
    yield {
        "bench": "visible",
        "ms": median(ours, 0),
        "asking_ms": median(theirs, 0),
        "ratio": round(median(ours, 0) / median(theirs, 0), 2),
    }
