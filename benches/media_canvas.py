"""A canvas with 300 media nodes, a third each of pictures, films and sounds, in the real page.

Main-thread milliseconds per frame while panning, memory, and how much the page holds. The peer is
the plain way in the same browser from the same server: 300 `<img>`, `<video controls>` and
`<audio controls>` with whole files on one plane that is moved.
"""

from __future__ import annotations

import base64
import math
import tempfile
from collections.abc import Callable
from pathlib import Path

import httpx2
from playwright.sync_api import Browser, Page, Playwright, Route, sync_playwright

from benches.canvas.run import FLAGS, busy, chromium
from benches.figures import Bench, Figures
from benches.media_files import film, picture, sound
from benches.servers import KODA, TOKEN, Server, started
from koda.canvases.document import new_document, write_canvas
from koda.core.canvas import Canvas, Node
from koda.core.ids import CanvasId, NodeId

NODES = 300
FILES = 6  # of each type; every node has its own record of one
STEP = (340, 300)
COLUMNS = 20
VIEW = {"width": 1_440, "height": 900}
PAN_STEPS = 60
Held = list[tuple[str, str]]  # asset and type of each node


def bring(http: httpx2.Client, folder: Path) -> Held:
    """Upload the files; a record for every node."""
    makers: dict[str, Callable[[int], Path]] = {
        "image": lambda at: picture(folder / f"{at}.jpg", (1920, 1080), at),
        "video": lambda at: film(folder / f"{at}.mp4", (640, 360), 2, at),
        "audio": lambda at: sound(folder / f"{at}.wav", 10, at),
    }
    files = {kind: [make(at) for at in range(FILES)] for kind, make in makers.items()}
    held: Held = []
    for place in range(NODES):
        kind = list(files)[place % 3]
        content = files[kind][place // 3 % FILES].read_bytes()
        answer = http.post("/api/assets/upload", files={"file": (f"{place}", content)})
        held.append((answer.raise_for_status().json()["id"], kind))
    return held


def box_of(place: int) -> tuple[int, int]:
    """Say where a node is."""
    return place % COLUMNS * STEP[0], place // COLUMNS * STEP[1]


def lay_out(http: httpx2.Client, held: Held) -> str:
    """Make a canvas of the files; gives its id."""
    nodes = [
        Node(
            id=NodeId(f"n{place}"),
            kind="media",
            x=box_of(place)[0],
            y=box_of(place)[1],
            width=280,
            height=120 if kind == "audio" else 158,
            parameters={"asset": asset, "type": kind},
        )
        for place, (asset, kind) in enumerate(held)
    ]
    made = http.post("/api/canvases", json={"name": "Bench", "nodes": [], "edges": []})
    canvas: str = made.raise_for_status().json()["canvas"]["id"]
    doc = new_document()
    whole = Canvas(id=CanvasId(canvas), name="Bench", nodes={node.id: node for node in nodes})
    write_canvas(doc, whole, lambda _kind, _name: False)
    update = base64.b64encode(doc.get_update()).decode("ascii")
    body = {"key": "all", "update": update}
    http.post(f"/api/canvases/{canvas}/updates", json=body).raise_for_status()
    return canvas


def plain_page(held: Held) -> str:
    """Write the peer's page."""
    tags = {
        "image": '<img src="/api/assets/{}" width="280" height="158">',
        "video": '<video src="/api/assets/{}" width="280" preload="metadata" controls></video>',
        "audio": '<audio src="/api/assets/{}" preload="metadata" controls></audio>',
    }
    placed = [
        f'<div style="position:absolute;left:{box_of(place)[0]}px;top:{box_of(place)[1]}px">'
        f"{tags[kind].format(asset)}</div>"
        for place, (asset, kind) in enumerate(held)
    ]
    script = (
        "let x=0,y=0;addEventListener('wheel',e=>{e.preventDefault();x-=e.deltaX;y-=e.deltaY;"
        "plane.style.transform=`translate(${x}px,${y}px)`},{passive:false})"
    )
    style = "body{margin:0;overflow:hidden}#plane{position:absolute;will-change:transform}"
    return f"<style>{style}</style><div id=plane>{''.join(placed)}</div><script>{script}</script>"


FRAMES = """() => { globalThis.seen = 0;
const next = () => { seen += 1; requestAnimationFrame(next); }; requestAnimationFrame(next); }"""
HELD = """() => ({
  films: document.querySelectorAll('video').length,
  pictures: document.querySelectorAll('img').length,
  pixels: [...document.querySelectorAll('img')]
    .reduce((sum, one) => sum + one.naturalWidth * one.naturalHeight, 0) / 1e6,
})"""


def pan(page: Page) -> Figures:
    """Turn the wheel over the page, there and back; busy milliseconds per frame."""
    session = page.context.new_cdp_session(page)
    session.send("Performance.enable")
    page.mouse.move(VIEW["width"] / 2, VIEW["height"] / 2)
    page.evaluate(FRAMES)
    before, frames = busy(session), page.evaluate("seen")
    for step in range(PAN_STEPS):
        angle = math.tau * step / PAN_STEPS
        page.mouse.wheel(60 if step < PAN_STEPS / 2 else -60, 40 * math.sin(angle))
        page.wait_for_timeout(16)
    spent, passed = busy(session) - before, page.evaluate("seen") - frames
    session.send("HeapProfiler.enable")
    session.send("HeapProfiler.collectGarbage")
    metrics = {
        one["name"]: one["value"] for one in session.send("Performance.getMetrics")["metrics"]
    }
    held = page.evaluate(HELD)
    return {
        "pan_ms": round(spent / max(1, passed), 2),
        "heap_mb": round(metrics["JSHeapUsedSize"] / 1e6, 1),
        "films": held["films"],
        "pictures": held["pictures"],
        "megapixels": round(held["pixels"], 1),
    }


def memory_mb(browser: Browser) -> float:
    """Give the resident megabytes of the browser's page processes."""
    session = browser.new_browser_cdp_session()
    told = session.send("SystemInfo.getProcessInfo")["processInfo"]
    pages = [int(one["id"]) for one in told if one["type"] == "renderer"]
    return round(max((resident_kb(one) for one in pages), default=0) / 1000, 1)


def resident_kb(process: int) -> int:
    """Read what a process holds; 0 where there is no /proc."""
    try:
        lines = Path(f"/proc/{process}/status").read_text(encoding="ascii").splitlines()
    except OSError:
        return 0
    return next((int(one.split()[1]) for one in lines if one.startswith("VmRSS")), 0)


def look(playwright: Playwright, address: str, ready: str, plain: str | None) -> Figures:
    """Open a page in a fresh browser, wait until its first files are there, and pan."""
    browser = playwright.chromium.launch(executable_path=chromium(), args=FLAGS)
    context = browser.new_context(viewport=VIEW, device_scale_factor=1)
    page = context.new_page()
    page.set_default_timeout(60_000)
    if plain is not None:

        def answer(route: Route) -> None:
            route.fulfill(body=plain, content_type="text/html")

        page.goto(address.partition("/plain")[0] + f"/?token={TOKEN}")
        page.route("**/plain", answer)
    page.goto(address)
    page.wait_for_selector("[data-canvas-stage], #plane", state="attached")
    page.wait_for_timeout(2_000)
    page.keyboard.press("0")  # a canvas opens with everything in view, painted: come close
    page.wait_for_selector(ready)
    page.wait_for_timeout(6_000)
    warm = pan(page)
    found = pan(page)  # what is made on first sight is made
    found["first_pan_ms"] = warm["pan_ms"]
    found["memory_mb"] = memory_mb(browser)
    browser.close()
    return found


def on(server: Server, folder: Path) -> Bench:
    """Measure the peer, then Koda's page."""
    base = f"http://127.0.0.1:{server.port}"
    access = {"authorization": f"Bearer {TOKEN}"}
    with httpx2.Client(base_url=base, headers=access, timeout=120) as http:
        held = bring(http, folder)
        canvas = lay_out(http, held)
    with sync_playwright() as playwright:
        plain = look(playwright, f"{base}/plain", "video", plain_page(held))
        yield {"bench": "media_canvas", "nodes": NODES, "mode": "plain", **plain}
        address = f"{base}/canvas/{canvas}?token={TOKEN}"
        ours = look(playwright, address, "article img", None)
        yield {
            "bench": "media_canvas",
            "nodes": NODES,
            "mode": "koda",
            **ours,
            "ratio": round(float(str(ours["pan_ms"])) / float(str(plain["pan_ms"])), 2),
            "memory_ratio": round(
                float(str(ours["memory_mb"])) / max(1.0, float(str(plain["memory_mb"]))), 2
            ),
        }


def measure() -> Bench:
    """Measure both in the same run."""
    with started(KODA) as server, tempfile.TemporaryDirectory(prefix="koda-bench-") as folder:
        yield from on(server, Path(folder))
