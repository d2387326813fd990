"""Runs the Anthropic emulator on loopback, for the tests of every folder."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx2

from koda.emulators.anthropic import create_app
from koda.emulators.anthropic_world import Pace
from tests.emulators.fal_server import serving

QUICK = Pace(first_ms=0.0, token_ms=0.0)
HEADERS = {"x-api-key": "any", "anthropic-version": "2023-06-01"}


@dataclass
class AnthropicServer:
    """A running emulator: its address, and its controls."""

    base: str

    def ledger(self) -> list[dict[str, Any]]:
        return self._call("GET", "/emulator/ledger").json()

    def fault(self, kind: str, count: int = 1, **more: Any) -> None:
        self._call("POST", "/emulator/faults", json={"kind": kind, "count": count, **more})

    def forget_faults(self) -> None:
        self._call("DELETE", "/emulator/faults")

    def pace(self, **settings: Any) -> None:
        self._call("POST", "/emulator/pace", json=settings)

    def rule(self, say: dict[str, Any], **more: Any) -> None:
        self._call("POST", "/emulator/rules", json=[{"say": say, **more}])

    def send(self, body: Any, **headers: str) -> httpx2.Response:
        """Send a message by hand, as no client would."""
        content = {"content": body} if isinstance(body, bytes) else {"json": body}
        return httpx2.post(
            f"{self.base}/v1/messages",
            headers={**HEADERS, **headers},
            timeout=60,
            verify=False,
            **content,
        )

    def _call(self, method: str, path: str, **more: Any) -> httpx2.Response:
        answer = httpx2.request(method, f"{self.base}{path}", timeout=60, verify=False, **more)
        answer.raise_for_status()
        return answer


@contextmanager
def running_anthropic(
    pace: Pace = QUICK, keys: Iterable[str] = (), rules: Iterable[Path] = ()
) -> Iterator[AnthropicServer]:
    """Serve a fresh emulator."""
    with serving(create_app(pace, keys, rules)) as base:
        yield AnthropicServer(base)
