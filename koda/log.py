"""Logging: one line per fact on standard error, secrets left out."""

from __future__ import annotations

import logging
import re
import sys

_TO_VALUE = r"[\"']?(?:\s*[:=]\s*|\s+)[\"']?"
_SECRET = re.compile(
    r"(?i)((?:\b|_)(?:key|bearer|basic|token|password|secret)\b" + _TO_VALUE + "|"
    r"\bauthorization\b" + _TO_VALUE + r"(?:(?:bearer|basic|key)\s+)?|[?&]token=)[^\s\"'&,]+"
)


class _Redact(logging.Formatter):
    def format(self, record: logging.LogRecord) -> str:
        return _SECRET.sub(lambda found: f"{found[1]}…", super().format(record))


def set_up_logging(level: str) -> None:
    """Send Koda's and the server's records to standard error at a level (`info`, …)."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(_Redact("%(asctime)s %(levelname)s %(name)s: %(message)s"))
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(level.upper())
    for noisy in ("httpx2", "httpcore2", "asyncio", "PIL"):
        logging.getLogger(noisy).setLevel(logging.WARNING)
