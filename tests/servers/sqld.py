"""A real libSQL server on loopback: signed tokens, and a database (namespace) for whoever asks."""

from __future__ import annotations

import base64
import json
import resource
import socket
import subprocess
import time
from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import httpx2
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

_TOOL = Path(__file__).resolve().parent.parent.parent / "tools" / "sqld"
_NO_BUILD = 3
_START_SECONDS = 60
_IDLE_SECONDS = 2 * 3600
_FILES = 16_384


@dataclass
class Sqld:
    """A running server.

    Attributes:
        port: Where it answers; `http://NAME.localhost:port` is the database NAME.
        admin: The address of its administration.
        process: What answers.
    """

    port: int
    admin: str
    process: subprocess.Popen[bytes]
    _key: Ed25519PrivateKey
    _client: httpx2.Client
    _known: set[str] = field(default_factory=set)

    def database(self, name: str, copied: str = "") -> str:
        """Make a database, perhaps a copy of another, unless it is there; its address."""
        if name not in self._known:
            act = f"{copied}/fork/{name}" if copied else f"{name}/create"
            answer = self._client.post(f"{self.admin}/v1/namespaces/{act}", json={})
            assert answer.is_success or "already exists" in answer.text, answer.text
            self._known.add(name)
        return f"http://{name}.localhost:{self.port}"

    def token(self, **claims: object) -> str:
        """Sign a token; without claims it may do everything, for ever (`a`, `exp`, …)."""
        head = _base64(json.dumps({"alg": "EdDSA", "typ": "JWT"}).encode())
        text = f"{head}.{_base64(json.dumps(claims).encode())}"
        return f"{text}.{_base64(self._key.sign(text.encode()))}"


def sqld_program() -> Path:
    """Give the server's program; skips the test where no build of it exists."""
    found = subprocess.run([_TOOL], capture_output=True, text=True, check=False)
    if found.returncode == _NO_BUILD:
        pytest.skip(found.stderr.strip())
    assert found.returncode == 0, found.stderr
    return Path(found.stdout.strip())


@contextmanager
def run_sqld(folder: Path) -> Generator[Sqld]:
    """Start a server over a folder that is there, and end it; it ends by itself if nobody calls."""
    key = Ed25519PrivateKey.generate()
    (folder / "key").write_text(_base64(key.public_key().public_bytes_raw()))
    port, admin = _free_ports(2)
    command = [
        str(sqld_program()),
        *("--db-path", str(folder / "data.sqld")),
        *("--http-listen-addr", f"127.0.0.1:{port}"),
        *("--admin-listen-addr", f"127.0.0.1:{admin}"),
        *("--auth-jwt-key-file", str(folder / "key")),
        *("--idle-shutdown-timeout-s", str(_IDLE_SECONDS)),
        # One that it would put aside to make room may be the one that was just asked for: a defect.
        *("--max-active-namespaces", "100000"),
        *("--max-concurrent-connections", "1024"),
        "--enable-namespaces",
        "--no-welcome",
    ]
    _allow_files()
    with (folder / "log").open("ab") as log:
        process = subprocess.Popen(command, stdout=log, stderr=log, cwd=folder)
    with httpx2.Client(verify=False, trust_env=False, timeout=60) as client:
        try:
            _await_health(client, f"http://127.0.0.1:{port}/health", process, folder / "log")
            yield Sqld(port, f"http://127.0.0.1:{admin}", process, key, client)
        finally:
            process.kill()
            process.wait()


def _allow_files() -> None:
    """Let the server keep the files of many databases open: five for each."""
    _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = _FILES if most == resource.RLIM_INFINITY else min(_FILES, most)
    soft, _ = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (max(soft, wanted), most))


def _await_health(
    client: httpx2.Client, address: str, process: subprocess.Popen[bytes], log: Path
) -> None:
    until = time.monotonic() + _START_SECONDS
    while time.monotonic() < until and process.poll() is None:
        try:
            if client.get(address).is_success:
                return
        except httpx2.TransportError:
            time.sleep(0.02)
    raise AssertionError(log.read_text(errors="replace"))


def _free_ports(count: int) -> list[int]:
    plugs = [socket.create_server(("127.0.0.1", 0)) for _ in range(count)]
    ports = [plug.getsockname()[1] for plug in plugs]
    for plug in plugs:
        plug.close()
    return ports


def _base64(content: bytes) -> str:
    return base64.urlsafe_b64encode(content).rstrip(b"=").decode()
