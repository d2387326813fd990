"""Measure the canvas in a real browser: main-thread busy milliseconds per frame for each gesture.

One line per size and mode. `flow` is React Flow as documented, measured in the same run at up
to 1,000 nodes, for the ratio. Busy time is the browser's own count of task time on the page's main
thread; frames are the animation frames that passed. The page is built anew by Vite.
"""

from __future__ import annotations

import math
import struct
import subprocess
import threading
import time
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, ClassVar

from playwright.sync_api import CDPSession, Page, sync_playwright

from benches.figures import Bench, Figures, median
from benches.servers import ROOT

HERE = Path(__file__).parent
BUILT = HERE / "dist"
SIZES = (100, 500, 1_000, 5_000)
FLOW_UP_TO = 1_000
FRAMES = 60
GESTURES = ("pan", "drag1", "connect", "drag100", "stream", "panfar", "zoom", "box")
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"]


def png(seed: int, side: int) -> bytes:
    """Give a soft two-colour picture, `side` pixels square, the same for the same seed."""
    red, green, blue = (seed * 67) % 160 + 40, (seed * 131) % 160 + 40, (seed * 29) % 160 + 40
    rows = bytearray()
    for y in range(side):
        light = 0.5 + y / side / 2
        row = b"".join(
            bytes((int(red * light), int(green * (1 - x / side / 2)), int(blue * light)))
            for x in range(side)
        )
        rows += b"\0" + row
    header = struct.pack(">IIBBBBB", side, side, 8, 2, 0, 0, 0)
    parts = ((b"IHDR", header), (b"IDAT", zlib.compress(bytes(rows))), (b"IEND", b""))
    chunks = (
        struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))
        for name, body in parts
    )
    return b"\x89PNG\r\n\x1a\n" + b"".join(chunks)


class Pages(SimpleHTTPRequestHandler):
    """The built page, and a made thumbnail for every asset."""

    made: ClassVar[dict[str, bytes]] = {}

    def do_GET(self) -> None:
        """Answer one request."""
        if not self.path.startswith("/api/assets/"):
            super().do_GET()
            return
        if self.path not in self.made:
            digits = self.path.split("/")[3].removeprefix("a_")
            side = int(self.path.rpartition("=")[2])
            self.made[self.path] = png(int(digits) + 1, side)
        body = self.made[self.path]
        self.send_response(200)
        self.send_header("Content-Type", "image/png")
        self.send_header("Cache-Control", "max-age=3600")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - the base class's name
        """Say nothing: the output is JSON lines."""


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """Serve the folder on a free loopback port."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Pages, directory=str(folder)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}"
    finally:
        server.shutdown()


def busy(session: CDPSession) -> float:
    """Give the main thread's task time so far, in milliseconds."""
    metrics = session.send("Performance.getMetrics")["metrics"]
    return next(one["value"] for one in metrics if one["name"] == "TaskDuration") * 1_000


def busy_per_frame(page: Page, session: CDPSession, gesture: Callable[[], object]) -> float:
    """Run a gesture and give busy milliseconds per frame."""
    page.wait_for_timeout(700)
    frames, before = page.evaluate("bench.frames"), busy(session)
    gesture()
    spent, passed = busy(session) - before, page.evaluate("bench.frames") - frames
    return round(spent / max(1, passed), 2)


STEPS = """([frames, kind]) => new Promise((done) => {
  const flow = bench.flow(); const from = flow.getViewport(); let step = 0;
  const next = () => {
    step += 1;
    const view = { ...from };
    if (kind === 'pan') { view.x -= step * 20; view.y -= step * 6; }
    if (kind === 'zoom') {
      view.zoom = from.zoom * Math.exp(Math.sin(step / frames * Math.PI) * 1.6);
      const ratio = view.zoom / from.zoom;
      view.x = 720 - (720 - from.x) * ratio; view.y = 450 - (450 - from.y) * ratio;
    }
    if (kind === 'stream' && step % 6 === 0) bench.progress(step / frames);
    if (kind !== 'stream') flow.setViewport(view);
    if (step < frames) requestAnimationFrame(next); else done();
  };
  requestAnimationFrame(next);
})"""


def drag(page: Page, start: tuple[float, float], steps: int = 40) -> None:
    """Press at a point, move in small steps, let go."""
    x, y = start
    page.mouse.move(x, y)
    page.mouse.down()
    for step in range(1, steps + 1):
        page.mouse.move(x + step * 5, y + step * 3)
    page.mouse.up()


def middle_of(page: Page, selector: str) -> tuple[float, float]:
    """Give the middle of the element of that kind that is nearest to the page's middle."""
    point = page.evaluate(
        """(selector) => [...document.querySelectorAll(selector)]
        .map((one) => one.getBoundingClientRect())
        .map((box) => [box.x + box.width / 2, box.y + box.height / 2])
        .sort((a, b) => Math.hypot(a[0]-720, a[1]-450) - Math.hypot(b[0]-720, b[1]-450))[0]""",
        selector,
    )
    return point[0], point[1]


def gestures(page: Page, session: CDPSession, size: int) -> dict[str, float]:
    """Measure every gesture: reading zoom first, then with everything in view."""

    def look(x: float, y: float, zoom: float) -> None:
        page.evaluate("([x, y, zoom]) => bench.flow().setViewport({x, y, zoom})", [x, y, zoom])
        page.wait_for_timeout(900)

    def box() -> None:
        page.keyboard.down("Shift")
        drag(page, (200, 150), 60)
        page.keyboard.up("Shift")

    def steps(kind: str) -> Callable[[], object]:
        return lambda: page.evaluate(STEPS, [FRAMES, kind])

    found: dict[str, float] = {}
    look(-400, -300, 1)
    found["pan"] = busy_per_frame(page, session, steps("pan"))
    look(-400, -300, 1)
    found["drag1"] = busy_per_frame(page, session, lambda: drag(page, middle_of(page, ".card")))
    found["connect"] = busy_per_frame(
        page, session, lambda: drag(page, middle_of(page, ".react-flow__handle-right"))
    )
    look(-100, -100, 0.5)
    page.evaluate("bench.select(100)")
    page.wait_for_timeout(500)
    found["drag100"] = busy_per_frame(
        page, session, lambda: drag(page, middle_of(page, ".card.selected"))
    )
    page.evaluate("bench.select(0)")
    look(0, 0, 1)
    found["stream"] = busy_per_frame(page, session, steps("stream"))
    columns = math.ceil(math.sqrt(size * 1.4))
    far = max(0.02, 1_440 / (columns * 420))
    look(0, 0, far)
    found["panfar"] = busy_per_frame(page, session, steps("pan"))
    look(0, 0, far)
    found["zoom"] = busy_per_frame(page, session, steps("zoom"))
    look(0, 0, far)
    found["box"] = busy_per_frame(page, session, box)
    return found


def bench(page: Page, address: str, size: int, mode: str) -> Figures:
    """Open one canvas and measure it."""
    session = page.context.new_cdp_session(page)
    session.send("Performance.enable")
    began = time.perf_counter()
    page.goto(f"{address}/?n={size}&mode={mode}")
    page.wait_for_function("globalThis.bench?.frames > 2 && document.querySelector('.card')")
    opened = round(time.perf_counter() - began, 2)
    page.wait_for_timeout(1_000)
    mounted = page.evaluate("document.querySelectorAll('.card').length")
    figures = gestures(page, session, size)
    return {"nodes": size, "mode": mode, "open_s": opened, "mounted": mounted, **figures}


def build() -> None:
    """Build the page with the app's own sources and libraries."""
    command = [ROOT / "tools" / "npm", "exec", "--", "vite", "build", "-c", HERE / "vite.config.ts"]
    built = subprocess.run(command, capture_output=True, text=True, check=False)
    if built.returncode:
        raise SystemExit(f"Vite could not build the page (`make setup` first?):\n{built.stderr}")


def chromium() -> str:
    """Find the browser that the tests use, too."""
    found = subprocess.run(
        [ROOT / "tools" / "chromium"], check=True, capture_output=True, text=True
    )
    return found.stdout.strip()


def ratios(found: Figures, flow: Figures | None) -> Figures:
    """Give the median, over the gestures, of our busy time to React Flow's."""
    if flow is None:
        return {"ratio": None}
    pairs = [(float(str(found[one])), float(str(flow[one]))) for one in GESTURES]
    return {"ratio": median([ours / max(theirs, 0.01) for ours, theirs in pairs])}


def measure() -> Bench:
    """Measure every size, React Flow as documented first where it can bear it."""
    build()
    path = chromium()
    with served(BUILT) as address, sync_playwright() as playwright:
        for size in SIZES:
            flow: Figures | None = None
            for mode in ("flow", "scene") if size <= FLOW_UP_TO else ("scene",):
                browser = playwright.chromium.launch(executable_path=path, args=FLAGS)
                page = browser.new_page(viewport={"width": 1_440, "height": 900})
                page.set_default_timeout(240_000)
                found = bench(page, address, size, mode)
                browser.close()
                extra = {} if mode == "flow" else ratios(found, flow)
                flow = found if mode == "flow" else flow
                yield {"bench": "canvas", **found, **extra}
