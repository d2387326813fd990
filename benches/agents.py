"""What language models cost: their import, a stream's memory, a token's way to the screen.

The model is Koda's stand-in for Anthropic on this machine, told to stop in the middle of its
answers. The peer is the vendor's own client, streaming from the same stand-in.
"""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx2
from playwright.sync_api import sync_playwright

from benches.canvas.run import FLAGS, chromium
from benches.figures import Bench, Figures, median, percentile
from benches.servers import KODA, TOKEN, Server, environment, free_port, started, wait_until_ready

STREAMS = 500
HELD_AT = 40
TURNS = 15
STRIDE = 60
SETTLE_SECONDS = 3.0
DEADLINE = 300.0

CHANGED = """() => new Promise((done) => {
  const words = () => document.querySelector('[role=dialog] [aria-label="Scenes"]')?.textContent;
  const before = words();
  const look = () => {
    if (words() === before) requestAnimationFrame(look);
    else done(Date.now() / 1000);
  };
  look();
})"""


@contextmanager
def emulated() -> Iterator[str]:
    """Serve the stand-in in a process of its own; gives its address."""
    port = free_port()
    command = [sys.executable, "-m", "koda", "emulate", "anthropic", "--port", str(port)]
    process = subprocess.Popen(command, env=environment(), stdout=subprocess.DEVNULL)
    try:
        wait_until_ready(process, port, "/emulator/ledger")
        yield f"http://127.0.0.1:{port}"
    finally:
        process.terminate()
        process.wait(30)


def settings(base: str) -> dict[str, str]:
    """Point Koda at the stand-in."""
    most = str(STREAMS)
    return {
        "ANTHROPIC_API_KEY": "key",
        "ANTHROPIC_BASE_URL": base,
        "KODA_TEXT_CONCURRENCY": most,
    }


def pace(base: str, hold_after: int) -> None:
    """Have every stream stop after so many characters; -1: none does."""
    body = {"first_ms": 0, "token_ms": 0, "hold_after": hold_after}
    httpx2.post(f"{base}/emulator/pace", json=body).raise_for_status()


def client(server: Server) -> httpx2.Client:
    """Speak to a Koda."""
    access = {"authorization": f"Bearer {TOKEN}"}
    address = f"http://127.0.0.1:{server.port}"
    return httpx2.Client(base_url=address, headers=access, timeout=60)


def new_canvas(http: httpx2.Client, nodes: list[dict[str, object]]) -> str:
    """Make a canvas; gives its id."""
    body = {"name": "Bench", "nodes": nodes, "edges": []}
    canvas: str = http.post("/api/canvases", json=body).raise_for_status().json()["canvas"]["id"]
    return canvas


def act(http: httpx2.Client, canvas: str, number: int) -> None:
    """Have a prompt improved."""
    parameters = {"prompt": f"a fox in the snow, number {number}", "medium": "image"}
    body = {"key": f"k{number}", "kind": "prompt-enhancer", "parameters": parameters}
    http.post(f"/api/canvases/{canvas}/acts", json=body).raise_for_status()


def wait_for(base: str, state: str, count: int) -> None:
    """Wait until so many requests are there in a state, and have said what they may."""
    deadline = time.monotonic() + DEADLINE
    while time.monotonic() < deadline:
        ledger = httpx2.get(f"{base}/emulator/ledger", timeout=60).json()
        done = [one for one in ledger if one["state"] == state]
        if state == "taken":
            done = [one for one in done if len(one["sent"]) >= HELD_AT]
        if len(done) >= count:
            return
        time.sleep(0.2)
    raise SystemExit(f"the stand-in has not had {count} requests within {DEADLINE:g} s")


def memory_of(server: Server) -> float:
    """Give its resident megabytes."""
    found = server.memory_mb()
    if found is None:
        raise SystemExit("this system does not tell the memory of a process")
    return found


def imports() -> Figures:
    """Compare a server before its first request to a model, and after, with one without a key."""
    with started(KODA) as bare:
        time.sleep(SETTLE_SECONDS)
        ready, idle = bare.ready_s, memory_of(bare)
    with emulated() as base, started(KODA, settings(base)) as server, client(server) as http:
        time.sleep(SETTLE_SECONDS)
        pace(base, -1)
        keyed = memory_of(server)
        canvas = new_canvas(http, [])
        seconds: list[float] = []
        cpu = server.cpu_seconds()
        for number in range(2):
            began = time.perf_counter()
            act(http, canvas, number)
            wait_for(base, "completed", number + 1)
            seconds.append(time.perf_counter() - began)
            if not number:
                cpu = server.cpu_seconds() - cpu
        used = memory_of(server)
        with_key = server.ready_s
    return {
        "bench": "agents-import",
        "without_key_s": round(ready, 2),
        "with_key_s": round(with_key, 2),
        "without_key_mb": idle,
        "with_key_mb": keyed,
        "after_first_mb": used,
        "first_cpu_s": round(cpu, 2),
        "first_s": round(seconds[0], 2),
        "second_s": round(seconds[1], 2),
        "ratio": round(keyed / idle, 2),
    }


def streams() -> Figures:
    """Hold hundreds of answers in the middle: what each costs in memory, here and in the peer."""
    with emulated() as base, started(KODA, settings(base)) as server, client(server) as http:
        pace(base, -1)
        canvas = new_canvas(http, [])
        act(http, canvas, -1)
        wait_for(base, "completed", 1)
        time.sleep(SETTLE_SECONDS)
        before = memory_of(server)
        pace(base, HELD_AT)
        for number in range(STREAMS):
            act(http, canvas, number)
        wait_for(base, "taken", STREAMS)
        time.sleep(SETTLE_SECONDS)
        held = memory_of(server)
        cpu = server.cpu_seconds()
        pace(base, -1)
        wait_for(base, "completed", STREAMS + 1)
        time.sleep(SETTLE_SECONDS)
        ending = server.cpu_seconds() - cpu
    ours = (held - before) * 1024 / STREAMS
    theirs = _peer_memory()
    return {
        "bench": "agents-streams",
        "streams": STREAMS,
        "kb_each": round(ours, 1),
        "vendor_kb_each": round(theirs, 1),
        "ending_cpu_ms_each": round(ending * 1000 / STREAMS, 2),
        "ratio": round(ours / theirs, 2),
    }


def _peer_memory() -> float:
    with emulated() as base:
        pace(base, HELD_AT)
        command = [sys.executable, "-m", "benches.agents_peer", base, str(STREAMS)]
        process = subprocess.Popen(command, env=environment(), stdout=subprocess.PIPE, text=True)
        assert process.stdout is not None
        before = float(process.stdout.readline())
        wait_for(base, "taken", STREAMS)
        time.sleep(SETTLE_SECONDS)
        status = Path(f"/proc/{process.pid}/status").read_text(encoding="ascii")
        process.terminate()
        process.wait(30)
    held = next(int(line.split()[1]) for line in status.splitlines() if line.startswith("VmRSS"))
    return held / STREAMS - before / STREAMS


def screen() -> Figures:
    """Let a storyboard go on bit by bit: milliseconds until the card shows more."""
    with (
        emulated() as base,
        started(KODA, settings(base)) as server,
        client(server) as http,
        sync_playwright() as play,
    ):
        node: dict[str, object] = {
            "id": "board",
            "type": "storyboard",
            "position": {"x": 0, "y": 0},
            "data": {"product": "a red kettle"},
        }
        canvas = new_canvas(http, [node])
        browser = play.chromium.launch(executable_path=chromium(), args=FLAGS)
        page = browser.new_page()
        page.goto(f"http://127.0.0.1:{server.port}/canvas/{canvas}?token={TOKEN}")
        page.wait_for_selector("article")
        place = 700
        pace(base, place)
        run = {"key": "k", "mode": "node", "targets": ["board"]}
        http.post(f"/api/canvases/{canvas}/runs", json=run).raise_for_status()
        page.wait_for_timeout(4_000)
        page.get_by_role("button", name="Expand").click()
        page.wait_for_selector('[role=dialog] [aria-label="Scenes"]')
        took: list[float] = []
        for _ in range(TURNS):
            place += STRIDE
            page.evaluate(f"void (window.changed = ({CHANGED})())")
            began = time.time()
            pace(base, place)
            took.append((page.evaluate("window.changed") - began) * 1000)
            page.wait_for_timeout(700)
        pace(base, -1)
        browser.close()
    return {
        "bench": "agents-screen",
        "ms": median(took, 0),
        "p95_ms": percentile(took, 95, 0),
        "turns": TURNS,
    }


def measure() -> Bench:
    """Measure one after the other."""
    yield imports()
    yield streams()
    yield screen()
