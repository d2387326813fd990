"""The checks of a serverless host: records that last, time for each route, a timer, a secret."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, cast

from koda.connections.check import Check
from koda.connections.standing import records_in_use
from koda.settings import Settings

# What the deployment guide asks of each route (section 5b): the largest counts, for the one
# function that answers all of them.
NEEDED: Mapping[str, int] = {
    "/api/generate": 300,
    "/api/generate-video": 300,
    "/api/generate-video-audio": 300,
    "/api/generate-speech": 300,
    "/api/generate-music": 300,
    "/api/agents/enhance-prompt": 60,
    "/api/plugins/storyboard": 120,
}
_FUNCTION = "api/index.py"
_MOST = 800
_FLUID = "Turn Fluid Compute on in Project Settings → Functions; the Pro plan gives up to 800 s."


def check_host(settings: Settings, folder: Path) -> Iterator[Check]:
    """Check what a serverless host needs, and the `vercel.json` of a folder, if there is one."""
    file = folder / "vercel.json"
    if file.is_file():
        yield _check_durations(file, settings)
    if not settings.serverless:
        return
    yield _check_records(settings)
    if settings.cron_secret is None:
        message = "no CRON_SECRET: /api/tick lets nobody in, so runs wait for somebody to look"
        yield Check("timer", "warning", message, "Set CRON_SECRET to a long random text.")
    if settings.secret is None:
        message = "no KODA_SECRET: keys cannot be stored from the settings page"
        yield Check("stored keys", "warning", message, "Set KODA_SECRET to a long random text.")


def _check_records(settings: Settings) -> Check:
    if records_in_use(settings) != "sqlite":
        return Check("records", "ok", "outlive the function")
    return Check(
        "records",
        "failed",
        "would be lost: a serverless host forgets its folders, and SQLite is a file",
        "Set TURSO_DATABASE_URL and TURSO_AUTH_TOKEN, or DATABASE_URL. No native module is needed "
        "for it.",
    )


def _check_durations(file: Path, settings: Settings) -> Check:
    duration = _duration(file)
    if duration is None:
        message = f"{file.name} gives {_FUNCTION} no maxDuration: its routes end after 10 to 15 s"
        return Check("function timeout", "failed", message, f"Set it to 300. {_FLUID}")
    short = [route for route, needed in NEEDED.items() if duration < needed]
    if short:
        message = f"maxDuration is {duration} s, too short for {', '.join(short)}"
        remedy = f"Set it to {max(NEEDED.values())} in {file.name}. {_FLUID}"
        return Check("function timeout", "failed", message, remedy)
    if duration > _MOST:
        message = f"maxDuration is {duration} s; Vercel gives {_MOST} s at the most"
        return Check("function timeout", "failed", message, f"Set it to {_MOST} or less.")
    if settings.request_seconds >= duration:
        message = (
            f"KODA_REQUEST_SECONDS is {settings.request_seconds}, and maxDuration {duration} s: "
            "streams are cut instead of ending by themselves"
        )
        remedy = f"Set KODA_REQUEST_SECONDS below {duration}."
        return Check("function timeout", "warning", message, remedy)
    return Check("function timeout", "ok", f"{file.name} gives each route {duration} s")


def _duration(file: Path) -> int | None:
    """Give the seconds of the function; none where the file does not say, or cannot be read."""
    try:
        document: Any = json.loads(file.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
    for name in ("functions", _FUNCTION, "maxDuration"):
        if not isinstance(document, dict):
            return None
        document = cast("dict[str, Any]", document).get(name)
    return document if isinstance(document, int) else None
