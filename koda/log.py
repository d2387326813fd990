"""Logging: one line per fact on standard error, for people or as JSON, secrets left out."""

from __future__ import annotations

import json
import logging
import re
import sys
import traceback
from datetime import UTC, datetime
from typing import Literal

_TO_VALUE = r"[\"']?(?:\s*[:=]\s*|\s+)[\"']?"
_NAMED = re.compile(
    r"(?i)((?:\b|_)(?:key|bearer|basic|token|password|secret|signature)\b" + _TO_VALUE + "|"
    r"\bauthorization\b" + _TO_VALUE + r"(?:(?:bearer|basic|key)\s+)?|[?&]token=|"
    # the password of an address
    r"\b[a-z][a-z0-9+.-]*://[^\s/:@]*:(?=[^\s/@]+@))[^\s\"'&,@]+"
)
# What says by itself that it is one: Koda's keys, those of vendors, signed tokens.
_BARE = re.compile(r"\b(koda_|sk-|eyJ)[\w.-]{12,}")


def redact(text: str) -> str:
    """Give a text without the secrets that can be told by their names or by their looks."""
    return _BARE.sub(r"\1…", _NAMED.sub(lambda found: f"{found[1]}…", text))


class _Text(logging.Formatter):
    def format(self, record: logging.LogRecord) -> str:
        return redact(super().format(record))


class _Json(logging.Formatter):
    def format(self, record: logging.LogRecord) -> str:
        fields: dict[str, object] = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": redact(record.getMessage()),
        }
        if record.exc_info is not None and record.exc_info[0] is not None:
            fields["error"] = record.exc_info[0].__name__
            fields["trace"] = redact("".join(traceback.format_exception(*record.exc_info)))
        return json.dumps(fields, ensure_ascii=False)


def set_up_logging(level: str, form: Literal["text", "json"] = "text") -> None:
    """Send Koda's and the server's records to standard error at a level (`info`, …)."""
    handler = logging.StreamHandler(sys.stderr)
    text = _Text("%(asctime)s %(levelname)s %(name)s: %(message)s")
    handler.setFormatter(_Json() if form == "json" else text)
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(level.upper())
    for noisy in ("httpx2", "httpcore2", "asyncio", "PIL"):
        logging.getLogger(noisy).setLevel(logging.WARNING)
