"""`koda serve` as a process: its address, its port, its token, its end."""

from __future__ import annotations

import json
import os
import signal
import socket
import stat
from collections.abc import Iterator
from pathlib import Path
from urllib.error import HTTPError
from urllib.parse import parse_qs, urlsplit

import pytest

from koda.cli.address import listen
from koda.cli.serve import has_display
from tests.cli.shell import call, koda, started


def test_it_serves_at_the_address_that_it_prints_and_ends_when_told(tmp_path: Path) -> None:
    with started(tmp_path, "serve", "--no-open", "--port", "0", "--data", "here") as server:
        status, body = server.fetch("/api/health")
        assert (status, json.loads(body)["status"]) == (200, "ok")
        with pytest.raises(HTTPError) as refused:
            server.fetch("/api/canvases")
        assert refused.value.code == 401
        assert "server" not in refused.value.headers
        refused.value.close()
        (token,) = parse_qs(urlsplit(server.line.split()[-1]).query)["token"]
        assert server.fetch("/api/canvases", Authorization=f"Bearer {token}")[0] == 200
        server.process.send_signal(signal.SIGTERM)
        assert server.process.wait(60) == 0
        assert server.process.stderr is not None
        assert server.process.stderr.read() == ""
    kept = tmp_path / "here" / "token"
    assert kept.read_text() == token
    if os.name == "posix":
        assert stat.S_IMODE(kept.stat().st_mode) == 0o600


def test_an_open_stream_does_not_keep_it_up(tmp_path: Path) -> None:
    with started(tmp_path, "serve", "--no-open", "--port", "0", KODA_TOKEN="t") as server:
        made = call(server.address, "api/canvases", {"name": "Open"}, Authorization="Bearer t")
        canvas = made["canvas"]["id"]
        host = urlsplit(server.address)
        with socket.create_connection((host.hostname, host.port), timeout=60) as stream:
            stream.sendall(
                f"GET /api/events?canvas={canvas}&tab=a HTTP/1.1\r\nHost: {host.netloc}\r\n"
                "Authorization: Bearer t\r\n\r\n".encode()
            )
            seen = b""
            while b"caught_up" not in seen:
                seen += stream.recv(65536)
            server.process.send_signal(signal.SIGINT)
            assert server.process.wait(60) == 0
        assert server.process.stderr is not None
        assert server.process.stderr.read() == ""


@pytest.fixture
def taken() -> Iterator[socket.socket]:
    with socket.create_server(("127.0.0.1", 0)) as other:
        yield other


def test_a_port_that_was_asked_for_is_used_or_refused(tmp_path: Path, taken: socket.socket) -> None:
    port = str(taken.getsockname()[1])
    for arguments, settings in ((["--port", port], {}), ([], {"KODA_PORT": port})):
        answer = koda(tmp_path, "serve", "--no-open", *arguments, **settings)
        assert answer.returncode == 2
        assert f"Port {port} is taken" in answer.stderr
        assert answer.stderr.count("\n") == 1


def test_a_default_port_that_is_taken_gives_the_next_free_one(taken: socket.socket) -> None:
    port = taken.getsockname()[1]
    listener = listen("127.0.0.1", port, exactly=False)
    with listener.socket:
        assert port < listener.port <= port + 100
        assert listener.url("a&b") == f"http://127.0.0.1:{listener.port}/?token=a%26b"


def test_it_does_not_listen_beyond_loopback_without_a_password(tmp_path: Path) -> None:
    answer = koda(tmp_path, "serve", "--no-open", "--host", "0.0.0.0", "--port", "0")
    assert answer.returncode == 2
    assert "KODA_PASSWORD" in answer.stderr
    assert answer.stderr.count("\n") == 1
    assert list(tmp_path.iterdir()) == []


def test_a_data_folder_that_cannot_be_made_is_one_line(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("not a folder")
    answer = koda(tmp_path, "serve", "--no-open", "--port", "0", "--data", "file/data")
    assert answer.returncode == 2
    assert "cannot be written" in answer.stderr
    assert answer.stderr.count("\n") == 1


def test_a_browser_is_opened_only_where_the_person_sits() -> None:
    assert has_display("linux", {"DISPLAY": ":0"})
    assert has_display("linux", {"WAYLAND_DISPLAY": "wayland-0"})
    assert has_display("darwin", {})
    assert not has_display("linux", {})
    assert not has_display("darwin", {"SSH_CONNECTION": "a b"})
