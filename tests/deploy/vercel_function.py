"""A cold instance of the built function: Vercel's own Python runtime, on a disk it cannot write.

As on Vercel only `/tmp` is writable, there is no HOME, and the environment is the project's.
"""

from __future__ import annotations

import base64
import json
import os
import shutil
import socket
import subprocess
import tempfile
import threading
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from tests.deploy.vercel_machine import Built

_START_SECONDS = 60
_TASK = "/mnt"  # where the function lies; `/var/task` on Vercel
_READ_ONLY = f"""
set -e
mount --make-rprivate /
mount --bind "$1" {_TASK}
mount -o remount,bind,ro {_TASK}
mount --bind "$2" /tmp
mount -o remount,bind,ro /
cd {_TASK}
shift 2
exec "$@"
"""
_UNSHARE = ("unshare", "--mount", "--map-root-user")


def need_read_only_disks() -> None:
    """Skip the test where this machine lets nobody make a disk read-only for a process."""
    try:
        answer = subprocess.run([*_UNSHARE, "true"], capture_output=True, text=True, check=False)
    except OSError as error:
        pytest.skip(f"no read-only disk for the function here: {error}")
    if answer.returncode:
        pytest.skip(f"no read-only disk for the function here: {answer.stderr.strip()}")


def lay_out(built: Built, place: Path) -> Path:
    """Lay out the function's files as Vercel does, once for all instances."""
    shutil.copytree(built.function_folder, place, ignore=shutil.ignore_patterns(".vc-config.json"))
    for name, source in built.function["filePathMap"].items():
        target = place / name
        target.parent.mkdir(parents=True, exist_ok=True)
        os.link(built.root / source, target)
    return place


class Instance:
    """One running instance.

    Attributes:
        process: Vercel's runtime.
        port: Where it answers on loopback.
        started: What it told of its start (`initDuration`, `userInitDuration`, in milliseconds).
        scratch: What it sees as `/tmp`.
        lines: What it logged.
    """

    def __init__(self, built: Built, folder: Path, environment: Mapping[str, str]) -> None:
        """Start it and wait for its server; raises `AssertionError` with its log if it ends."""
        self.scratch = Path(tempfile.mkdtemp(prefix="koda-vercel-"))
        self.lines: list[str] = []
        ipc = self.scratch / "ipc.sock"
        self._listener = socket.socket(socket.AF_UNIX)
        self._listener.bind(str(ipc))
        self._listener.listen(1)
        self._listener.settimeout(0.2)
        set_by_vercel = built.function["environment"]
        variables = {**set_by_vercel, **environment, "VERCEL_IPC_PATH": "/tmp/ipc.sock"}
        variables.setdefault("PYTHONPATH", f"{_TASK}/_vendor")
        variables["PATH"] = "/usr/local/bin:/usr/bin:/bin"
        self._log = self.scratch.with_suffix(".log").open("wb")
        self.process = subprocess.Popen(
            [
                *_UNSHARE, "sh", "-c", _READ_ONLY, "sh", str(folder), str(self.scratch),
                "env", "-i", *(f"{key}={value}" for key, value in variables.items()),
                str(built.python), f"{_TASK}/vc__handler__python.py",
            ],
            stdout=self._log,
            stderr=self._log,
        )  # fmt: skip
        self._told = threading.Event()
        self.started: dict[str, Any] = {}
        threading.Thread(target=self._listen, daemon=True).start()
        until = time.monotonic() + _START_SECONDS
        while not self._told.wait(0.02):
            if self.process.poll() is not None or time.monotonic() > until:
                said = self.log()
                self.close()
                raise AssertionError(f"the function did not start: {said}")
        self.port = int(self.started["httpPort"])

    @property
    def address(self) -> str:
        """Where Vercel's proxy reaches it."""
        return f"http://127.0.0.1:{self.port}"

    def log(self) -> str:
        """Give what it printed and logged."""
        self._log.flush()
        return Path(self._log.name).read_text(errors="replace") + "\n".join(self.lines)

    def kill(self) -> None:
        """End it without a word, as Vercel may."""
        self.process.kill()
        self.process.wait()

    def close(self) -> None:
        """End it and remove what it left."""
        self.kill()
        self._listener.close()
        self._log.close()
        Path(self._log.name).unlink(missing_ok=True)
        shutil.rmtree(self.scratch, ignore_errors=True)

    def _listen(self) -> None:
        while self.process.poll() is None:
            try:
                connection = self._listener.accept()[0]
            except TimeoutError:
                continue
            except OSError:
                return
            with connection, connection.makefile("rb") as stream:
                self._read(stream)
            return

    def _read(self, stream: Any) -> None:
        rest = b""
        while piece := stream.read1(65536):
            *whole, rest = (rest + piece).split(b"\0")
            for text in whole:
                message = json.loads(text)
                if message["type"] == "server-started":
                    self.started = message["payload"]
                    self._told.set()
                elif message["type"] == "log":
                    self.lines.append(base64.b64decode(message["payload"]["message"]).decode())
