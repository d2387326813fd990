"""A server that is told to end in the middle of everything: gone in time, with nothing lost."""

from __future__ import annotations

import json
import signal
import socket
import threading
import time
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import httpx2
import pytest

from tests.cli.shell import Server, started
from tests.emulators.anthropic_server import running_anthropic
from tests.emulators.fal_server import running_fal

TOKEN = "ending"
HEADERS = {"authorization": f"Bearer {TOKEN}"}
MOST_SECONDS = 30
"""Ten, on a machine that has nothing else to do."""


def _client(server: Server) -> httpx2.Client:
    return httpx2.Client(base_url=server.address, headers=HEADERS, timeout=60)


def _upload_half(server: Server) -> socket.socket:
    """Begin an upload, and never end it."""
    place = urlsplit(server.address)
    connection = socket.create_connection((str(place.hostname), int(place.port or 80)))
    head = (
        f"POST /api/assets/upload HTTP/1.1\r\nHost: {place.netloc}\r\n"
        f"Authorization: Bearer {TOKEN}\r\nContent-Length: 100000\r\n"
        "Content-Type: multipart/form-data; boundary=b\r\n\r\n"
        '--b\r\nContent-Disposition: form-data; name="file"; filename="a.png"\r\n\r\n'
    )
    connection.sendall(head.encode() + b"x" * 1000)
    return connection


class Reader:
    """A tab's stream, read beside the test."""

    def __init__(self, server: Server, canvas: str) -> None:
        self.text = ""
        self._thread = threading.Thread(target=self._read, args=(server, canvas), daemon=True)
        self._thread.start()

    def _read(self, server: Server, canvas: str) -> None:
        with _client(server) as http, http.stream("GET", f"/api/events?canvas={canvas}") as answer:
            for piece in answer.iter_text():
                self.text += piece

    def end(self) -> str:
        self._thread.join(10)
        assert not self._thread.is_alive(), "the stream was not ended"
        return self.text


def _nodes() -> list[dict[str, Any]]:
    """A picture whose request is answered late, and a storyboard that is written slowly."""
    at = {"position": {"x": 0, "y": 0}}
    picture = {"prompt": "a pier", "model": "nanobanana-pro"}
    return [
        {"id": "pier", "type": "imageGenerator", "data": picture, **at},
        {"id": "board", "type": "storyboard", "data": {"product": "a kettle"}, **at},
    ]


@pytest.mark.rule("R5")
@pytest.mark.rule("R22")
@pytest.mark.rule("R28")
@pytest.mark.timeout(400)
def test_it_ends_in_time_in_the_middle_of_a_run_and_goes_on_at_the_next_start(
    tmp_path: Path,
) -> None:
    with running_fal() as fal, running_anthropic() as claude:
        claude.pace(token_ms=60.0)
        fal.fault("slow", seconds=20.0)
        settings = {
            "KODA_TOKEN": TOKEN,
            "KODA_DATA": str(tmp_path / "data"),
            "FAL_KEY": "key",
            "FAL_QUEUE_URL": fal.addresses.queue,
            "FAL_REST_URL": fal.addresses.rest,
            "FAL_CDN_URL": fal.addresses.cdn,
            "FAL_API_URL": fal.addresses.api,
            "ANTHROPIC_API_KEY": "key",
            "ANTHROPIC_BASE_URL": claude.base,
        }
        with started(tmp_path, "serve", "--no-open", "--port", "0", **settings) as server:
            with _client(server) as http:
                made = http.post("/api/canvases", json={"name": "End", "nodes": _nodes()}).json()
                canvas = made["canvas"]["id"]
                reader = Reader(server, canvas)
                body = {"key": "k", "mode": "all"}
                run = http.post(f"/api/canvases/{canvas}/runs", json=body).json()["id"]
                _until(lambda: bool(fal.ledger()) and '"said"' in reader.text)
            upload = _upload_half(server)
            server.process.send_signal(signal.SIGTERM)
            assert server.process.wait(MOST_SECONDS) == 0
            upload.close()
            assert reader.end().endswith("retry: 250\n\n")
        claude.pace(token_ms=0.0)
        again = started(tmp_path, "serve", "--no-open", "--port", "0", **settings)
        with again as server, _client(server) as http:
            _until(lambda: http.get(f"/api/runs/{run}").json()["state"] != "running")
            ended = http.get(f"/api/runs/{run}").json()
        assert ended["state"] == "done", json.dumps(ended)[:2000]
        assert len(fal.ledger()) == 1


def _until(true: Any, seconds: float = 150) -> None:
    deadline = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < deadline, "it took too long"
        time.sleep(0.1)
