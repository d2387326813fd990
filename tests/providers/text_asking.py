"""Asks a language model provider in tests, and sorts its answer."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from koda.providers.text import (
    Begun,
    Finished,
    Reasoning,
    Said,
    TextMessage,
    TextPiece,
    TextProvider,
    TextRequest,
    ToolCall,
    ToolSpec,
)

SCHEMA = {
    "type": "object",
    "properties": {"summary": {"type": "string"}, "count": {"type": "integer"}},
    "required": ["summary", "count"],
    "additionalProperties": False,
}
LOOK = ToolSpec("look", "Look at a place.", {"type": "object", "properties": {}})


@dataclass
class Heard:
    """The pieces of one answer."""

    pieces: list[TextPiece] = field(default_factory=list)

    @property
    def text(self) -> str:
        return "".join(one.text for one in self.pieces if isinstance(one, Said))

    @property
    def thought(self) -> str:
        return "".join(one.text for one in self.pieces if isinstance(one, Reasoning))

    @property
    def calls(self) -> list[ToolCall]:
        return [one for one in self.pieces if isinstance(one, ToolCall)]

    @property
    def begun(self) -> list[Begun]:
        return [one for one in self.pieces if isinstance(one, Begun)]

    @property
    def end(self) -> Finished:
        assert isinstance(self.pieces[-1], Finished)
        return self.pieces[-1]


def request(
    model: str,
    *messages: TextMessage,
    schema: dict[str, object] | None = None,
    tools: Sequence[ToolSpec] = (),
    reasoning: int = 0,
    most: int = 8_000,
    temperature: float | None = None,
) -> TextRequest:
    """Make a request; without messages, one that says hello."""
    return TextRequest(
        role="storyboard",
        model=model,
        system="You write storyboards.",
        messages=messages or (TextMessage("user", "Hello"),),
        schema=schema,  # pyright: ignore[reportArgumentType]
        tools=tools,
        most_tokens=most,
        reasoning_tokens=reasoning,
        temperature=temperature,
    )


async def hear(provider: TextProvider, asked: TextRequest, heard: Heard | None = None) -> Heard:
    """Ask, and hear all of it; what came before an error is in `heard`."""
    heard = heard or Heard()
    async for piece in provider.stream(asked):
        heard.pieces.append(piece)
    return heard
