"""Logging: one line per fact on standard error, secrets left out."""

from __future__ import annotations

import logging
import re
import sys

_SECRET = re.compile(
    r"(?i)(\b(?:key|bearer|token|password|secret|authorization)\b[\"']?\s*[:=]?\s+|[?&]token=)"
    r"[^\s\"'&,]+"
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
