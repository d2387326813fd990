"""Koda as a person starts it: a real process in an empty folder, with no settings but the given."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.error import URLError
from urllib.request import Request, urlopen

ROOT = Path(__file__).resolve().parent.parent.parent
KODA = [sys.executable, "-m", "koda"]
ADDRESS = re.compile(r"http://[\w.\[\]:]+:\d+")


def environment(home: Path, settings: dict[str, str]) -> dict[str, str]:
    kept = {"PATH": os.environ["PATH"], "LANG": "C.UTF-8", "PYTHONPATH": str(ROOT)}
    return kept | {"HOME": str(home)} | settings


def koda(home: Path, *arguments: str, **settings: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [*KODA, *arguments],
        cwd=home,
        env=environment(home, settings),
        capture_output=True,
        text=True,
        stdin=subprocess.DEVNULL,
        timeout=150,
        check=False,
    )


@dataclass
class Server:
    process: subprocess.Popen[str]
    line: str

    @property
    def address(self) -> str:
        found = ADDRESS.search(self.line)
        assert found, self.line
        return found[0]

    def fetch(self, path: str, **headers: str) -> tuple[int, bytes]:
        with urlopen(Request(self.address + path, headers=headers), timeout=60) as answer:
            return answer.status, answer.read()


@contextmanager
def started(home: Path, *arguments: str, **settings: str) -> Iterator[Server]:
    """A process that prints its address when it is ready."""
    process = subprocess.Popen(
        [*KODA, *arguments],
        cwd=home,
        env=environment(home, settings),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        stdin=subprocess.DEVNULL,
        text=True,
    )
    assert process.stdout is not None
    try:
        line = process.stdout.readline()
        assert line, process.communicate(timeout=60)[1]
        yield Server(process, line)
    finally:
        if process.poll() is None:
            process.kill()
        process.communicate(timeout=60)


def call(address: str, path: str, body: object = None, **headers: str) -> Any:
    """Call a server that may be about to listen; gives the JSON of its answer."""
    content = None if body is None else json.dumps(body).encode()
    request = Request(f"{address}/{path}", content, {"Content-Type": "application/json"} | headers)
    for _ in range(250):
        try:
            with urlopen(request, timeout=60) as answer:
                return json.loads(answer.read())
        except URLError as error:
            if not isinstance(error.reason, ConnectionError):
                raise
            time.sleep(0.02)
    raise AssertionError(f"{address} does not answer")
