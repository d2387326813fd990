"""The preview is closed: what generated code tries from there reaches nothing of Koda.

Each probe is also run in an ordinary page of the same server, where it must succeed: a probe that
cannot succeed anywhere would prove nothing.
"""

from __future__ import annotations

import json
import shutil
import socket
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
import uvicorn
from playwright.sync_api import Browser, Dialog, Page, Playwright
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse, Response
from starlette.routing import Mount, Route, WebSocketRoute
from starlette.websockets import WebSocket

from koda.server.static import BrowserApp, app_folder
from tests.chromium import run_chromium
from tests.stage.films import film

pytestmark = pytest.mark.rule("A30")

PAGE = "<!doctype html><title>Koda</title><p id='secret'>secret-words</p>"


@dataclass
class Server:
    """Koda's pages, with an interface that a session's cookie opens; remembers what was asked."""

    url: str = ""
    asked: list[str] = field(default_factory=list)

    def app(self, folder: Path) -> Starlette:
        async def secret(request: Request) -> Response:
            is_known = request.cookies.get("session") == "s3cret"
            who = "known" if is_known else "nobody"
            self.asked.append(f"{request.method} {request.url.path} by {who}")
            return PlainTextResponse("secret-words" if is_known else "who are you?")

        async def plain(request: Request) -> Response:
            self.asked.append(f"{request.method} {request.url.path}")
            return HTMLResponse(PAGE)

        async def script(_: Request) -> Response:
            return PlainTextResponse("1", media_type="text/javascript")

        async def socket_(connection: WebSocket) -> None:
            self.asked.append("socket")
            await connection.accept()
            await connection.send_text("secret-words")
            await connection.close()

        return Starlette(
            routes=[
                Route("/api/secret", secret, methods=["GET", "POST"]),
                Route("/plain", plain, methods=["GET", "POST"]),
                Route("/plain.js", script),
                WebSocketRoute("/socket", socket_),
                Mount("/", BrowserApp(folder)),
            ]
        )


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    folder = tmp_path_factory.mktemp("static")
    (folder / "index.html").write_text(PAGE)
    shutil.copytree(app_folder() / "stage", folder / "stage")
    held = Server()
    listener = socket.create_server(("127.0.0.1", 0))
    held.url = f"http://127.0.0.1:{listener.getsockname()[1]}"
    config = uvicorn.Config(held.app(folder), log_level="error", lifespan="off")
    running = uvicorn.Server(config)
    thread = threading.Thread(target=running.run, kwargs={"sockets": [listener]})
    thread.start()
    yield held
    running.should_exit = True
    thread.join(10)
    listener.close()


@pytest.fixture(scope="module")
def browser(playwright: Playwright) -> Iterator[Browser]:
    with run_chromium(playwright) as made:
        yield made


@pytest.fixture
def tab(browser: Browser, server: Server) -> Iterator[Page]:
    """A tab of a person who is signed in, with something of theirs in its storage."""
    context = browser.new_context()
    context.add_cookies([{"name": "session", "value": "s3cret", "url": server.url}])
    context.set_default_timeout(20_000)
    server.asked.clear()
    page = context.new_page()
    page.goto(server.url + "/plain")
    page.evaluate("localStorage.setItem('mine', 'secret-words'); window.theirs = 'secret-words'")
    yield page
    context.close()


FRAME = """\
async ({ film, src, sandbox }) => {
  const frame = document.createElement('iframe');
  if (sandbox) frame.setAttribute('sandbox', sandbox);
  const heard = (wanted) => new Promise((resolve) => {
    window.addEventListener('message', function hear(event) {
      if (event.source !== frame.contentWindow || event.data.koda !== wanted) return;
      window.removeEventListener('message', hear);
      resolve({ ...event.data, origin: event.origin });
    });
  });
  const ready = heard('ready');
  frame.src = src;
  document.body.append(frame);
  const { origin } = await ready;
  const told = heard('probe');
  const opened = heard('answer');
  frame.contentWindow.postMessage({ koda: 'open', id: 1, film }, '*');
  const answer = await opened;
  const late = new Promise((resolve) => setTimeout(() => resolve({ value: 'no answer' }), 4000));
  const { value } = answer.ok ? await Promise.race([told, late]) : { value: answer };
  return { origin, value };
}"""

CODE = """\
async function probe() {
  %s
}
probe().then((value) => parent.postMessage({ koda: 'probe', value: String(value) }, '*'),
  (error) => parent.postMessage({ koda: 'probe', value: 'failed: ' + error }, '*'));
export default () => null;"""

CONTROL = """\
async () => {
  try { return String(await (async () => { %s })()); } catch (e) { return 'failed: ' + e; }
}"""


def from_the_preview(tab: Page, server: Server, body: str) -> str:
    """What a probe tells that is the code of a film, in the frame as the preview makes it."""
    given = film(CODE % body, mode="preview")
    answer = tab.evaluate(
        FRAME,
        {
            "film": given,
            "src": f"{server.url}/stage/remotion.html",
            "sandbox": "allow-scripts",
        },
    )
    assert answer["origin"] == "null"
    return answer["value"]


READS = {
    "cookies": "return document.cookie || 'nothing';",
    "storage": "return localStorage.getItem('mine');",
    "the page around": "return parent.document.body.textContent;",
    "variables around": "return parent.theirs;",
    "the page on top": "return top.document.querySelector('#secret').textContent;",
    "the interface": "return (await fetch('/api/secret')).text();",
    "the interface, with cookies": (
        "return (await fetch('/api/secret', { credentials: 'include', mode: 'cors' })).text();"
    ),
    "the interface, the old way": (
        "const ask = new XMLHttpRequest(); ask.open('GET', '/api/secret', false); ask.send();"
        " return ask.responseText;"
    ),
    "a socket": (
        "return new Promise((resolve, reject) => {"
        " const socket = new WebSocket(location.origin === 'null'"
        " ? 'SERVER'.replace('http', 'ws') + '/socket' : location.origin.replace('http', 'ws')"
        " + '/socket'); socket.onmessage = (event) => resolve(event.data);"
        " socket.onerror = () => reject(new Error('socket')); });"
    ),
    "a frame within": (
        "const frame = document.createElement('iframe'); frame.src = 'SERVER/plain';"
        " const loaded = new Promise((resolve) => { frame.onload = resolve; });"
        " document.body.append(frame); await loaded;"
        " return frame.contentDocument.body.textContent;"
    ),
    "a worker": (
        "return new Promise((resolve, reject) => { const worker = new Worker("
        "URL.createObjectURL(new Blob([`fetch('SERVER/api/secret').then((a) => a.text())"
        ".then((t) => postMessage(t), (e) => postMessage('failed'))`])));"
        " worker.onmessage = (event) => resolve(event.data);"
        " worker.onerror = () => reject(new Error('worker')); });"
    ),
    "databases": (
        "return new Promise((resolve, reject) => { const ask = indexedDB.open('x');"
        " ask.onsuccess = () => resolve('secret-words');"
        " ask.onerror = () => reject(ask.error); });"
    ),
}


@pytest.mark.parametrize("what", READS)
def test_nothing_of_koda_can_be_read(tab: Page, server: Server, what: str) -> None:
    body = READS[what].replace("SERVER", server.url)
    if what == "cookies":
        tab.evaluate("document.cookie = 'visible=secret-words'")
    assert "secret-words" in tab.evaluate(CONTROL % body), "the control: it works in a plain page"
    before = len(server.asked)
    assert "secret-words" not in from_the_preview(tab, server, body)
    asked = [one for one in server.asked[before:] if "/plain" not in one]
    assert asked == [], "nothing was even asked for"


SENDS = {
    "a request that needs no answer": (
        "await fetch('SERVER/api/secret', { method: 'POST', mode: 'no-cors', body: 'x' });"
    ),
    "a beacon": "navigator.sendBeacon('SERVER/api/secret', 'x');",
    "a form": (
        "const form = document.createElement('form'); form.action = 'SERVER/api/secret';"
        " form.method = 'POST'; document.body.append(form); form.submit();"
    ),
    "a picture": (
        "await new Promise((done) => { const one = new Image(); one.onload = one.onerror = done;"
        " one.src = 'SERVER/api/secret'; });"
    ),
    "a style": (
        "const one = document.createElement('link'); one.rel = 'stylesheet';"
        " one.href = 'SERVER/api/secret'; document.head.append(one);"
    ),
    "a script": (
        "const one = document.createElement('script'); one.src = 'SERVER/api/secret';"
        " document.head.append(one);"
    ),
    "a font": (
        "const one = new FontFace('X', 'url(SERVER/api/secret)');"
        " await one.load().catch(() => undefined);"
    ),
    "an event source": "new EventSource('SERVER/api/secret');",
    "a link that is loaded ahead": (
        "const one = document.createElement('link'); one.rel = 'preload'; one.as = 'fetch';"
        " one.href = 'SERVER/api/secret'; document.head.append(one);"
    ),
    "a frame": (
        "const one = document.createElement('iframe'); one.src = 'SERVER/api/secret';"
        " document.body.append(one);"
    ),
    "a module": "await Function(\"return import('SERVER/api/secret')\")().catch(() => undefined);",
}


@pytest.mark.parametrize("what", SENDS)
def test_nothing_can_be_sent(tab: Page, server: Server, what: str) -> None:
    body = SENDS[what].replace("SERVER", server.url)
    value = from_the_preview(tab, server, body)
    tab.wait_for_timeout(400)
    assert [one for one in server.asked if "secret" in one] == [], value
    tab.evaluate(CONTROL % body)
    tab.wait_for_timeout(400)
    assert [one for one in server.asked if "secret" in one], "the control: a plain page can"


RTC = (
    "const one = new RTCPeerConnection({ iceServers: [{ urls: 'stun:127.0.0.1:PORT' }] });"
    " one.createDataChannel('x'); await one.setLocalDescription(await one.createOffer());"
    " await new Promise((resolve) => setTimeout(resolve, 1500));"
)
WITHIN = (
    "const frame = document.createElement('iframe'); {how}; document.body.append(frame);"
    " await new Promise((resolve) => setTimeout(resolve, 2000));"
)
SCRIPT = f"<script>(async () => {{ {RTC} }})()</script>"
CONNECTIONS = {
    "a connection of its own": RTC,
    "from a frame within": WITHIN.format(how=f"frame.srcdoc = `{SCRIPT}`"),
    "from a frame by attribute": WITHIN.format(how=f"frame.setAttribute('srcdoc', `{SCRIPT}`)"),
    "from a frame in a text": WITHIN.format(
        how="const box = document.createElement('div'); document.body.append(box);"
        f" box.innerHTML = '<iframe></iframe>'; box.firstChild.srcdoc = `{SCRIPT}`"
    ),
    "from a frame by script address": WITHIN.format(
        how=f"frame.src = `javascript:(async () => {{ {RTC} }})()`"
    ),
}


@pytest.mark.parametrize("what", CONNECTIONS)
def test_no_connection_beside_the_policy_can_be_made(tab: Page, server: Server, what: str) -> None:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as listener:
        listener.bind(("127.0.0.1", 0))
        listener.settimeout(0.3)
        body = CONNECTIONS[what].replace("PORT", str(listener.getsockname()[1]))
        from_the_preview(tab, server, body)
        with pytest.raises(TimeoutError):
            listener.recv(100)
        tab.evaluate(CONTROL % body)
        assert listener.recv(100), "the control: a plain page can"


def test_no_window_can_be_opened(tab: Page, server: Server) -> None:
    body = f"return window.open('{server.url}/plain') === null ? 'none' : 'opened';"
    assert "opened" not in from_the_preview(tab, server, body)
    assert len(tab.context.pages) == 1
    with tab.context.expect_page():
        assert tab.evaluate(CONTROL % body) == "opened"


@pytest.mark.parametrize("how", ["top.location = '{0}'", "window.open('{0}', '_top')"])
def test_the_tab_cannot_be_led_elsewhere(tab: Page, server: Server, how: str) -> None:
    here = tab.url
    from_the_preview(tab, server, how.format(f"{server.url}/api/secret") + "; return 1;")
    tab.wait_for_timeout(500)
    assert tab.url == here
    with tab.expect_navigation():
        tab.evaluate(f"() => {{ {how.format(f'{server.url}/api/secret')}; }}")


def test_a_frame_that_leads_itself_into_koda_comes_as_nobody(tab: Page, server: Server) -> None:
    body = f"location.href = '{server.url}/api/secret'; return 1;"
    from_the_preview(tab, server, body)
    tab.wait_for_timeout(500)
    assert [one for one in server.asked if "known" in one] == []
    with tab.expect_navigation():
        tab.evaluate(f"() => {{ {body} }}")
    assert "GET /api/secret by known" in server.asked


def test_the_policy_of_koda_s_page_keeps_frames_from_going_elsewhere(
    tab: Page, server: Server
) -> None:
    elsewhere = server.url.replace("127.0.0.1", "localhost") + "/plain"
    body = f"location.href = '{elsewhere}?what=it-knows'; return 1;"
    tab.goto(f"{server.url}/")  # with the policy that Koda's page has
    server.asked.clear()
    from_the_preview(tab, server, body)
    tab.wait_for_timeout(500)
    assert server.asked == []
    tab.goto(f"{server.url}/plain")  # the control: without it
    server.asked.clear()
    from_the_preview(tab, server, body)
    tab.wait_for_timeout(500)
    assert server.asked == ["GET /plain"]


def test_no_service_worker_can_be_set_up(tab: Page, server: Server) -> None:
    body = "await navigator.serviceWorker.register('/plain.js'); return 'set up';"
    assert "set up" not in from_the_preview(tab, server, body)
    assert tab.evaluate(CONTROL % body) == "set up"


def test_asking_a_person_is_not_possible(tab: Page, server: Server) -> None:
    dialogs: list[str] = []

    def answer(dialog: Dialog) -> None:
        dialogs.append(dialog.message)
        dialog.dismiss()

    tab.on("dialog", answer)
    from_the_preview(tab, server, "alert('sign in again'); return prompt('password?');")
    assert dialogs == []
    tab.evaluate("() => alert('control')")
    assert dialogs == ["control"]


def test_a_stage_opened_by_its_address_is_closed_too(tab: Page, server: Server) -> None:
    tab.goto(f"{server.url}/stage/remotion.html")
    assert tab.evaluate("window.origin") == "null"
    said = tab.evaluate("() => { try { return document.cookie } catch (e) { return e.name } }")
    assert said == "SecurityError"


def test_a_foreign_page_cannot_frame_a_stage(tab: Page, server: Server) -> None:
    framed = tab.evaluate(
        """async (src) => {
          const frame = document.createElement('iframe');
          const loaded = new Promise((resolve) => { frame.onload = resolve; });
          frame.src = src;
          document.body.append(frame);
          await loaded;
          return true;
        }""",
        f"{server.url.replace('127.0.0.1', 'localhost')}/stage/remotion.html",
    )
    assert framed
    (frame,) = [one for one in tab.frames if one != tab.main_frame]
    assert "localhost" not in frame.url, "the browser shows its own page of refusal"


def test_a_page_that_is_not_the_one_around_cannot_ask(tab: Page, server: Server) -> None:
    """A frame beside the preview finds it, but its messages are not taken."""
    answers: Any = tab.evaluate(
        """async ({ src, film }) => {
          const frame = document.createElement('iframe');
          frame.setAttribute('sandbox', 'allow-scripts');
          const heard = [];
          const ready = new Promise((resolve) => window.addEventListener('message', (event) => {
            if (event.data.koda === 'ready') resolve(); else heard.push(event.data);
          }));
          frame.src = src;
          document.body.append(frame);
          await ready;
          const other = document.createElement('iframe');
          other.srcdoc = '<p>beside</p>';
          const loaded = new Promise((resolve) => { other.onload = resolve; });
          document.body.append(other);
          await loaded;
          other.contentWindow.eval(`parent.frames[0].postMessage(${film}, '*')`);
          await new Promise((resolve) => setTimeout(resolve, 1000));
          const before = heard.length;
          frame.contentWindow.postMessage(JSON.parse(film), '*');
          await new Promise((resolve) => setTimeout(resolve, 1500));
          return [before, heard.length];
        }""",
        {
            "src": f"{server.url}/stage/remotion.html",
            "film": json.dumps(
                {"koda": "open", "id": 1, "film": film("export default () => null;")}
            ),
        },
    )
    assert answers == [0, 1]
