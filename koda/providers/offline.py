"""The offline provider: pictures painted on this machine, for when no generator is set up."""

from __future__ import annotations

import hashlib
import os
import uuid
from collections.abc import Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Any

import anyio
import anyio.to_thread
from PIL import Image

from koda.core.errors import ProviderError, ProviderRefused
from koda.providers.base import (
    Accepted,
    GenerationRequest,
    GenerationResult,
    JobPhase,
    JobStatus,
    MediaInput,
    MediaOutput,
    PreparedRequest,
)

ENDPOINT = "offline/image"
_LONG_SIDES = {"1K": 1024, "2K": 2048}
_MOST = 4
_LARGE = 1_500_000  # pixels
_LAST_SEED = 2**31 - 1


class OfflineProvider:
    """Paints when the result is asked for; the prepared body is all that it needs to remember."""

    def __init__(self) -> None:
        """Paint one picture per processor at a time, and of large ones (memory) one at all."""
        self._cores = anyio.CapacityLimiter(os.cpu_count() or 1)
        self._large = anyio.CapacityLimiter(1)

    @property
    def name(self) -> str:
        """See `MediaProvider.name`."""
        return "offline"

    async def prepare(self, request: GenerationRequest, token: str) -> PreparedRequest:
        """See `MediaProvider.prepare`; raises `ProviderRefused` for a reference that is no picture.

        Body: `prompt`, `width`, `height` (pixels), `count`, `seed` (of the first picture), and
        `references` as `{path, hash}`.
        """
        ratio = str(request.parameters.get("aspect_ratio") or "auto")
        sizes = [await anyio.to_thread.run_sync(_measure, one) for one in request.inputs]
        width, height = size_of(
            ratio, str(request.parameters.get("resolution") or "1K"), sizes[0] if sizes else None
        )
        body: dict[str, Any] = {
            "prompt": request.prompt,
            "width": width,
            "height": height,
            "count": min(_MOST, max(1, int(request.parameters.get("image_count") or 1))),
            "seed": request.seed,
            "references": [{"path": str(one.path), "hash": one.hash} for one in request.inputs],
        }
        return PreparedRequest(ENDPOINT, body, token)

    async def submit(self, prepared: PreparedRequest, webhook: str | None = None) -> Accepted:
        """See `MediaProvider.submit`; always accepted, and nothing is started by it."""
        return Accepted(f"offline-{uuid.uuid4().hex}")

    async def find(self, prepared: PreparedRequest, since: float) -> list[Accepted] | None:
        """See `MediaProvider.find`; nothing is ever lost, since asking again is free."""
        return []

    async def status(self, accepted: Accepted) -> JobStatus:
        """See `MediaProvider.status`; ready at once, the work is done by `result`."""
        return JobStatus(JobPhase.COMPLETED, fraction=1.0, poll_after=0.0)

    async def result(self, prepared: PreparedRequest, accepted: Accepted) -> GenerationResult:
        """See `MediaProvider.result`; paints, and paints the same when asked again."""
        body = prepared.body
        references = await anyio.to_thread.run_sync(_load, body["references"])
        outputs: list[MediaOutput] = []
        for index in range(body["count"]):
            seed = (body["seed"] + index) % (_LAST_SEED + 1)
            work = partial(_paint, body["prompt"], body["width"], body["height"], seed, references)
            large = body["width"] * body["height"] > _LARGE
            limiter = self._large if large else self._cores
            outputs.append(await anyio.to_thread.run_sync(work, limiter=limiter))
        return GenerationResult(outputs, seed=body["seed"], prompt=body["prompt"], cost=0)

    async def cancel(self, accepted: Accepted) -> bool:
        """See `MediaProvider.cancel`; nothing runs until the result is asked for."""
        return True

    async def close(self) -> None:
        """See `MediaProvider.close`; there are no connections."""


def size_of(
    ratio: str, resolution: str, reference: tuple[int, int] | None = None
) -> tuple[int, int]:
    """Give even pixels for a ratio (`16:9`, `auto`) whose longer side the resolution says."""
    long = _LONG_SIDES.get(resolution, _LONG_SIDES["2K"])
    across, down = _ratio(ratio, reference)
    scale = long / max(across, down)
    return _even(across * scale), _even(down * scale)


def _ratio(ratio: str, reference: tuple[int, int] | None) -> tuple[float, float]:
    first, _, second = ratio.partition(":")
    if first.isdecimal() and second.isdecimal() and int(first) and int(second):
        return float(first), float(second)
    across, down = reference or (1, 1)
    # A banner or a thread as reference: stay within what a picture can be composed in.
    return (min(across, 3 * down), down) if across > down else (across, min(down, 3 * across))


def _even(pixels: float) -> int:
    return max(64, 2 * round(pixels / 2))


def _paint(prompt: str, width: int, height: int, seed: int, references: list[bytes]) -> MediaOutput:
    # The painter and numpy take a fifth of a second to load: not at the start of the server.
    from koda.providers.offline_art.paint import NOTE, paint  # noqa: PLC0415
    from koda.providers.offline_art.reference import NotAPicture  # noqa: PLC0415

    try:
        content = paint(prompt, width, height, seed, references)
    except NotAPicture as error:
        raise ProviderError(
            "A reference picture is damaged.",
            remedy="Choose the picture again, or connect another one.",
            provider="offline",
        ) from error
    return MediaOutput(content=content, mime="image/png", note=NOTE)


def _measure(source: MediaInput) -> tuple[int, int]:
    try:
        with Image.open(source.path) as picture:
            turned = picture.getexif().get(0x0112, 1) in {5, 6, 7, 8}
            width, height = picture.size
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError) as error:
        raise ProviderRefused(
            "A reference is not a picture that can be read here.",
            remedy="Connect a PNG, JPEG or WebP picture.",
            provider="offline",
            mime=source.mime,
        ) from error
    return (height, width) if turned else (width, height)


def _load(references: Sequence[Mapping[str, str]]) -> list[bytes]:
    loaded: list[bytes] = []
    for reference in references:
        try:
            content = Path(reference["path"]).read_bytes()
        except OSError as error:
            raise _changed(reference["hash"]) from error
        if hashlib.sha256(content).hexdigest() != reference["hash"]:
            raise _changed(reference["hash"])
        loaded.append(content)
    return loaded


def _changed(hash_: str) -> ProviderError:
    return ProviderError(
        "A reference picture is gone or was changed since the run began.",
        remedy="Run the node again.",
        provider="offline",
        hash=hash_,
    )


__all__ = ["OfflineProvider", "size_of"]
