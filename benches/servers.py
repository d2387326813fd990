"""Real server processes in fresh folders: Koda, and the peer that is started the same way."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPException
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
TOKEN = "bench-token-of-no-worth"  # the server is gone when the bench ends
KODA = ("koda", "serve", "--no-open", "--port", "{port}", "--data", "{folder}")
PEER = ("benches.peer", "{port}", "{folder}")
READY_PATH = {KODA: "/api/health", PEER: "/"}
DEADLINE = 60.0


@dataclass(frozen=True, slots=True)
class Server:
    """A process that answers.

    Attributes:
        ready_s: Seconds from its start to its first 200.
    """

    process: subprocess.Popen[bytes]
    port: int
    ready_s: float

    def memory_mb(self) -> float | None:
        """Give the resident megabytes; none where there is no /proc."""
        try:
            status = Path(f"/proc/{self.process.pid}/status").read_text(encoding="ascii")
        except OSError:
            return None
        line = next(one for one in status.splitlines() if one.startswith("VmRSS"))
        return round(int(line.split()[1]) / 1024, 1)

    def cpu_seconds(self) -> float:
        """Give the CPU seconds that it has used; 0 where there is no /proc."""
        try:
            stat = Path(f"/proc/{self.process.pid}/stat").read_text(encoding="utf-8")
        except OSError:
            return 0.0
        user, system = stat.rpartition(")")[2].split()[11:13]
        return (int(user) + int(system)) / os.sysconf("SC_CLK_TCK")


def environment() -> dict[str, str]:
    """Give the environment of a measured process: nobody's settings, this checkout's code."""
    kept = {name: os.environ[name] for name in ("PATH", "LANG", "HOME") if name in os.environ}
    return {**kept, "PYTHONPATH": str(ROOT), "KODA_TOKEN": TOKEN}


@contextmanager
def started(
    command: tuple[str, ...], settings: Mapping[str, str] | None = None
) -> Iterator[Server]:
    """Start `KODA` or `PEER` in a fresh folder, wait for its first 200, end it afterwards."""
    with tempfile.TemporaryDirectory(prefix="koda-bench-") as folder:
        port = free_port()
        arguments = [part.format(port=port, folder=folder) for part in command]
        began = time.perf_counter()
        process = subprocess.Popen(
            [sys.executable, "-m", *arguments],
            cwd=folder,
            env={**environment(), **(settings or {})},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
        )
        try:
            wait_until_ready(process, port, READY_PATH[command])
            yield Server(process, port, time.perf_counter() - began)
        finally:
            process.terminate()
            process.wait(30)


def wait_until_ready(process: subprocess.Popen[bytes], port: int, path: str) -> None:
    """Ask again and again until the answer is 200."""
    deadline = time.monotonic() + DEADLINE
    while time.monotonic() < deadline:
        if process.poll() is not None:
            raise SystemExit(f"{process.args} ended with {process.returncode}")
        with suppress(OSError, HTTPException):
            connection = HTTPConnection("127.0.0.1", port, timeout=5)
            try:
                connection.request("GET", path)
                if connection.getresponse().status == 200:
                    return
            finally:
                connection.close()
        time.sleep(0.005)
    raise SystemExit(f"{process.args} did not answer within {DEADLINE:g} s")


def free_port() -> int:
    """Find a port that nobody listens on."""
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])
