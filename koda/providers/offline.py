"""The offline provider: media made on this machine, for when no generator is set up."""

from __future__ import annotations

import os
import uuid
from collections.abc import Callable

import anyio
import anyio.to_thread

from koda.core.errors import ProviderRefused
from koda.providers.base import (
    Accepted,
    GenerationRequest,
    GenerationResult,
    JobPhase,
    JobStatus,
    PreparedRequest,
)
from koda.providers.models import shipped_cards
from koda.providers.offline_audio import music, speech
from koda.providers.offline_films import film_sound, films
from koda.providers.offline_making import Maker
from koda.providers.offline_pictures import pictures
from koda.providers.offline_retouching import (
    cut_out,
    enlargement,
    film_enlargement,
    overpainting,
)

_MAKERS: dict[str, Callable[[], Maker]] = {
    "offline/background": cut_out,
    "offline/image": pictures,
    "offline/inpaint": overpainting,
    "offline/music": music,
    "offline/sound": film_sound,
    "offline/speech": speech,
    "offline/upscale": enlargement,
    "offline/upscale-video": film_enlargement,
    "offline/video": films,
}


class OfflineProvider:
    """Works when the result is asked for; the prepared body is all that it needs to remember."""

    def __init__(self) -> None:
        """Make one thing per processor at a time, and of large ones (memory) one at all."""
        self._cores = anyio.CapacityLimiter(os.cpu_count() or 1)
        self._large = anyio.CapacityLimiter(1)

    @property
    def name(self) -> str:
        """See `MediaProvider.name`."""
        return "offline"

    async def prepare(self, request: GenerationRequest, token: str) -> PreparedRequest:
        """See `MediaProvider.prepare`; raises `ProviderRefused` for what cannot be made.

        Each maker says what is in its body.
        """
        card = shipped_cards().get(request.model)
        endpoint = card.endpoint if card else ""
        body = await anyio.to_thread.run_sync(_maker(endpoint).write, request)
        return PreparedRequest(endpoint, body, token)

    async def submit(self, prepared: PreparedRequest, webhook: str | None = None) -> Accepted:
        """See `MediaProvider.submit`; always accepted, and nothing is started by it."""
        return Accepted(f"offline-{uuid.uuid4().hex}")

    async def find(self, prepared: PreparedRequest, since: float) -> list[Accepted] | None:
        """See `MediaProvider.find`; nothing is ever lost, since asking again is free."""
        return []

    def known(self, prepared: PreparedRequest, request_id: str) -> Accepted:
        """See `MediaProvider.known`."""
        return Accepted(request_id)

    async def status(self, accepted: Accepted) -> JobStatus:
        """See `MediaProvider.status`; ready at once, the work is done by `result`."""
        return JobStatus(JobPhase.COMPLETED, fraction=1.0, poll_after=0.0)

    async def result(self, prepared: PreparedRequest, accepted: Accepted) -> GenerationResult:
        """See `MediaProvider.result`; makes it, and makes the same when asked again."""
        body = prepared.body
        maker = _maker(prepared.endpoint)
        steps = await anyio.to_thread.run_sync(maker.steps, body)
        limiter = self._large if maker.large(body) else self._cores
        outputs = [await anyio.to_thread.run_sync(step, limiter=limiter) for step in steps]
        return GenerationResult(outputs, seed=body.get("seed"), prompt=body.get("prompt"), cost=0)

    async def cancel(self, accepted: Accepted) -> bool:
        """See `MediaProvider.cancel`; nothing runs until the result is asked for."""
        return True

    async def close(self) -> None:
        """See `MediaProvider.close`; there are no connections."""


def _maker(endpoint: str) -> Maker:
    if endpoint not in _MAKERS:
        raise ProviderRefused(
            "This machine makes nothing of that kind.",
            remedy="Choose another model.",
            provider="offline",
            endpoint=endpoint,
        )
    return _MAKERS[endpoint]()


__all__ = ["OfflineProvider"]
