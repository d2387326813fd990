"""The language model that is none: rules on this machine write, and say so."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, Callable, Iterator, Mapping

from pydantic import JsonValue

from koda.core.usage import TextUsage
from koda.providers.offline_words import concept, enhancer, product_shot, storyboard
from koda.providers.text import Begun, Finished, Said, TextPiece, TextRequest, TextRole

_PIECE = 24
"""Letters that are given at once: a person sees it being written, as from a model."""

_WRITERS: Mapping[TextRole, Callable[[Mapping[str, JsonValue]], str]] = {
    "enhancer": enhancer.write,
    "storyboard": storyboard.write,
    "concept": concept.write,
    "product_shot": product_shot.write,
}


class OfflineText:
    """Writes from a request's facts, whatever its messages say; costs nothing."""

    async def stream(self, request: TextRequest) -> AsyncGenerator[TextPiece]:
        """Write; the same facts give the same text."""
        yield Begun(TextUsage())
        text = await asyncio.to_thread(_WRITERS[request.role], request.facts)
        for piece in _pieces(text):
            yield Said(piece)
            await asyncio.sleep(0)
        yield Finished("stop", TextUsage(), 0)

    async def prepare(self) -> None:
        """Nothing is to be loaded."""

    async def close(self) -> None:
        """Nothing is open."""


def _pieces(text: str) -> Iterator[str]:
    for start in range(0, len(text), _PIECE):
        yield text[start : start + _PIECE]
