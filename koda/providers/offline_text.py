"""The language model that is none: rules on this machine write, and say so."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, Callable, Iterator, Mapping
from importlib import import_module

from pydantic import JsonValue

from koda.core.usage import TextUsage
from koda.providers.text import Begun, Finished, Said, TextPiece, TextRequest

_PIECE = 24
"""Letters that are given at once: a person sees it being written, as from a model."""


class OfflineText:
    """Writes from a request's facts, whatever its messages say; costs nothing.

    Only what it has written already, as the last turn of the assistant says, it leaves out.
    """

    async def stream(self, request: TextRequest) -> AsyncGenerator[TextPiece]:
        """Write; the same facts give the same text."""
        yield Begun(TextUsage())
        text = await asyncio.to_thread(_written, request)
        for piece in _pieces(_rest(request, text)):
            yield Said(piece)
            await asyncio.sleep(0)
        yield Finished("stop", TextUsage(), 0)

    async def prepare(self) -> None:
        """Nothing is to be loaded."""

    async def close(self) -> None:
        """Nothing is open."""


def _written(request: TextRequest) -> str:
    """Each role has a file of its own, `offline_words/<role>.py`, which writes from the facts."""
    rules = import_module(f"koda.providers.offline_words.{request.role}")
    write: Callable[[Mapping[str, JsonValue]], str] = rules.write
    return write(request.facts)


def _rest(request: TextRequest, text: str) -> str:
    """Give what is missing of an answer that broke off."""
    said = [one.text for one in request.messages if one.speaker == "assistant"]
    return text.removeprefix(said[-1]) if said else text


def _pieces(text: str) -> Iterator[str]:
    for start in range(0, len(text), _PIECE):
        yield text[start : start + _PIECE]
