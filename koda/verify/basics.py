"""Whether a deployment answers, how soon, and what it says it is set up with."""

from __future__ import annotations

import time
from typing import Any

from koda.verify.deployment import Session
from koda.verify.finding import CheckFailedError
from koda.verify.json_parts import member

_COLD_SECONDS = 3.0
_CLOUD = ("isCloud", "hasCloudDb", "hasCloudAssets", "assetsConfigured")
_MEANINGS = {
    "isCloud": "records or media are kept on a machine: set TURSO_DATABASE_URL and "
    "ASSET_STORAGE=r2",
    "hasCloudDb": "records are in a file: set TURSO_DATABASE_URL and TURSO_AUTH_TOKEN",
    "hasCloudAssets": "media are in a folder: set ASSET_STORAGE=r2 and the R2 variables",
    "assetsConfigured": "the asset store is not set up whole: see `koda doctor`",
}


async def answers(session: Session) -> tuple[str, str]:
    """Ask twice whether it is there; gives a sentence and, after a cold start, what helps."""
    first, found = await _timed(session)
    second, _ = await _timed(session)
    if "version" not in found:
        raise CheckFailedError("Something answers there, and it is not Koda.", "Check the address.")
    words = f"Koda {found['version']} answers after {first:.2f} s, then {second:.2f} s."
    if first < _COLD_SECONDS:
        return words, ""
    return words, (
        "The first answer waited for a cold start: turn Fluid Compute on, or deploy to a host "
        "that keeps a process (docs/deploy)."
    )


async def _timed(session: Session) -> tuple[float, dict[str, Any]]:
    begun = time.monotonic()
    found = await session.get("/api/health")
    return time.monotonic() - begun, found


async def config(session: Session, *, must_be_cloud: bool) -> str:
    """Read the flags of the configuration; gives a sentence."""
    found = await session.get("/api/config")
    flags = member(found, "flags")
    lacking = [name for name in _CLOUD if flags.get(name) is not True]
    if flags.get("assetsConfigured") is False:
        raise CheckFailedError("assetsConfigured is false.", f"{_cause('assetsConfigured')}.")
    if must_be_cloud and lacking:
        raise CheckFailedError(
            f"{' and '.join(lacking)} {'is' if len(lacking) == 1 else 'are'} not true.",
            f"{_cause(lacking[0])}.",
        )
    if not lacking:
        return "isCloud, hasCloudDb, hasCloudAssets and assetsConfigured are true."
    parts = member(found, "config")
    canvas, assets = member(parts, "canvas"), member(parts, "assets")
    return (
        f"Canvases: {canvas.get('backend', 'unknown')}; media: {assets.get('type', 'unknown')}. "
        "A host of its own, not a cloud without a disk."
    )


def _cause(flag: str) -> str:
    words = _MEANINGS[flag]
    return words[0].upper() + words[1:]
