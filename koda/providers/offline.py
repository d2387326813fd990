"""The offline preview as a media provider: local code that is done as soon as it is asked."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from koda.core.errors import ModelUnknown, ResultGone
from koda.providers.base import (
    Accepted,
    GenerationRequest,
    GenerationResult,
    JobPhase,
    JobStatus,
    MediaOutput,
    PreparedRequest,
)
from koda.providers.models import ModelCard

_LONG_SIDE = {"1K": 1024, "2K": 2048}
_DEFAULT_RATIO = "1:1"


class OfflineProvider:
    """See `MediaProvider`. A job is nothing but its request: the result is painted from it."""

    def __init__(self, cards: Mapping[str, ModelCard]) -> None:
        """Paint for the cards of this provider."""
        self._cards = cards
        self._painting = asyncio.Semaphore(max(1, os.cpu_count() or 1))

    @property
    def name(self) -> str:
        """See `MediaProvider.name`."""
        return "offline"

    async def prepare(self, request: GenerationRequest, token: str) -> PreparedRequest:
        """See `MediaProvider.prepare`."""
        card = self._cards.get(request.model)
        if card is None:
            raise ModelUnknown(f"Koda knows no model “{request.model}”.", model=request.model)
        paths = [str(one.path) for one in request.inputs]
        width, height = await asyncio.to_thread(_size, request.parameters, paths)
        body = {
            "prompt": request.prompt,
            "width": width,
            "height": height,
            "count": max(1, min(int(request.parameters.get("image_count") or 1), card.most)),
            "seed": request.seed,
            "references": paths,
            "note": card.note,
        }
        return PreparedRequest(endpoint=card.endpoint, body=body, token=token)

    async def submit(self, prepared: PreparedRequest, webhook: str | None = None) -> Accepted:
        """Accept it; nothing is done before the result is asked for."""
        del webhook
        return Accepted(request_id=prepared.token)

    async def find(self, prepared: PreparedRequest, since: float) -> list[Accepted] | None:
        """None: a request that was lost never existed, and to repeat it costs nothing."""
        del prepared, since
        return []

    async def status(self, accepted: Accepted) -> JobStatus:
        """Done."""
        del accepted
        return JobStatus(JobPhase.COMPLETED)

    async def result(self, prepared: PreparedRequest, accepted: Accepted) -> GenerationResult:
        """Paint what was asked for."""
        del accepted
        body = prepared.body
        seed = int(body["seed"])
        pictures = await asyncio.gather(
            *(self._paint(body, seed + place) for place in range(int(body["count"])))
        )
        note = str(body["note"])
        outputs = [MediaOutput(content=one, mime="image/png", note=note) for one in pictures]
        return GenerationResult(outputs=outputs, seed=seed)

    async def cancel(self, accepted: Accepted) -> bool:
        """Nothing runs and nothing is billed."""
        del accepted
        return True

    async def close(self) -> None:
        """Nothing is open."""

    async def _paint(self, body: Mapping[str, Any], seed: int) -> bytes:
        async with self._painting:
            return await asyncio.to_thread(_paint, body, seed)


def _paint(body: Mapping[str, Any], seed: int) -> bytes:
    # Imported when it is needed: numpy and the painter take a tenth of a second to load.
    from koda.providers.offline_art.paint import paint  # noqa: PLC0415

    try:
        references = [Path(one).read_bytes() for one in body["references"]]
    except FileNotFoundError as error:
        raise ResultGone("A picture that was to be used is gone.") from error
    return paint(str(body["prompt"]), int(body["width"]), int(body["height"]), seed, references)


def _size(parameters: Mapping[str, Any], paths: Sequence[str]) -> tuple[int, int]:
    long_side = _LONG_SIDE.get(str(parameters.get("resolution")), _LONG_SIDE["1K"])
    ratio = str(parameters.get("aspect_ratio") or _DEFAULT_RATIO)
    if ratio == "auto":
        across, down = _ratio_of(paths[0]) if paths else (1, 1)
    else:
        across, down = (int(part) for part in ratio.split(":"))
    scale = long_side / max(across, down)
    return max(64, round(across * scale)), max(64, round(down * scale))


def _ratio_of(path: str) -> tuple[int, int]:
    from PIL import Image  # noqa: PLC0415

    with Image.open(path) as image:
        return image.size
