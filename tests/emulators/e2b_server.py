"""Runs the E2B emulator on loopback, for the tests of every folder."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx2
import pytest

from koda.emulators.e2b import create_app
from koda.emulators.e2b_boxing import missing
from tests.emulators.fal_server import serving


@dataclass
class E2bServer:
    """A running emulator: its address, and its controls."""

    base: str
    folder: Path

    def options(self, key: str = "emulator") -> dict[str, Any]:
        """What the vendor's SDK takes with every call."""
        return {"api_key": key, "api_url": self.base, "sandbox_url": self.base, "retries": 0}

    def ledger(self) -> list[dict[str, Any]]:
        return self._call("GET", "/emulator/ledger").json()

    def boxes(self) -> list[dict[str, Any]]:
        return self._call("GET", "/emulator/boxes").json()

    def fault(self, kind: str, count: int = 1, **more: Any) -> None:
        self._call("POST", "/emulator/faults", json={"kind": kind, "count": count, **more})

    def _call(self, method: str, path: str, **more: Any) -> httpx2.Response:
        answer = httpx2.request(method, f"{self.base}{path}", timeout=60, **more)
        answer.raise_for_status()
        return answer


@contextmanager
def running_e2b(folder: Path, keys: tuple[str, ...] = ()) -> Iterator[E2bServer]:
    """Serve a fresh emulator; skips where boxes cannot be made."""
    if why_not := missing():
        pytest.skip(f"the E2B emulator cannot run here: {why_not}")
    with serving(create_app(folder, keys), lifespan="on") as base:
        yield E2bServer(base, folder)
