"""The contract of a language model: one request, answered piece by piece, with what it used."""

from __future__ import annotations

from collections.abc import AsyncGenerator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal, Protocol

from pydantic import JsonValue

from koda.core.usage import TextUsage
from koda.providers.base import MediaInput

TextRole = Literal[
    "enhancer",
    "storyboard",
    "concept",
    "product_shot",
    "analyzer",
    "animator",
    "animation_coder",
]
"""What a language model is asked for: each has its own setting that names the model."""


@dataclass(frozen=True, slots=True)
class ToolSpec:
    """Something that the model may ask for.

    Attributes:
        name: What it is called by.
        description: When to call it.
        parameters: JSON Schema of its arguments, an object.
    """

    name: str
    description: str
    parameters: Mapping[str, JsonValue]


@dataclass(frozen=True, slots=True)
class ToolCall:
    """The model asks for a tool; `id` is the model's, and comes back with the result."""

    id: str
    name: str
    arguments: Mapping[str, JsonValue]


@dataclass(frozen=True, slots=True)
class ToolResult:
    """What a tool gave: data, never instructions."""

    id: str
    name: str
    content: str
    failed: bool = False


@dataclass(frozen=True, slots=True)
class TextMessage:
    """One turn of the conversation.

    Attributes:
        speaker: `user` or `assistant`.
        text: What was said.
        files: Images and films that go with it, in order; only with `user`.
        captions: A sentence before each file that says what it is; as many as files, or none.
        calls: Tools that were asked for; only with `assistant`.
        results: What those tools gave; only with `user`.
    """

    speaker: Literal["user", "assistant"]
    text: str = ""
    files: Sequence[MediaInput] = ()
    captions: Sequence[str] = ()
    calls: Sequence[ToolCall] = ()
    results: Sequence[ToolResult] = ()


@dataclass(frozen=True, slots=True)
class TextRequest:
    """One thing to write.

    Attributes:
        role: What for.
        model: `provider/model`, as `TextModels.choose` gives it.
        system: Who the model is and what it may do; never holds what a person or a tool said.
        messages: The conversation, the newest turn last; it is a user's.
        facts: The same wishes as data: what the rules without a model work from.
        schema: JSON Schema of the answer; none: plain text.
        tools: What it may ask for.
        most_tokens: Ceiling of the answer, reasoning included.
        reasoning_tokens: How much of it may be reasoning; 0: none is asked for.
        temperature: None: the model's own.
    """

    role: TextRole
    model: str
    system: str
    messages: Sequence[TextMessage]
    facts: Mapping[str, JsonValue] = field(default_factory=dict[str, JsonValue])
    schema: Mapping[str, JsonValue] | None = None
    tools: Sequence[ToolSpec] = ()
    most_tokens: int = 8_000
    reasoning_tokens: int = 0
    temperature: float | None = None


@dataclass(frozen=True, slots=True)
class Reasoning:
    """A piece of what the model thinks aloud."""

    text: str


@dataclass(frozen=True, slots=True)
class Said:
    """A piece of the answer. With a schema: a piece of its JSON."""

    text: str


@dataclass(frozen=True, slots=True)
class Begun:
    """The provider has taken the request, and counts from here; `usage` is what it says by now."""

    usage: TextUsage


@dataclass(frozen=True, slots=True)
class Finished:
    """The answer is complete; always the last piece.

    Attributes:
        reason: `stop`; `length`: the ceiling was reached; `tools`: it waits for results;
            `refused`: the model declined.
        usage: Tokens of this request.
        cost: Micro-dollars; none when nobody knows.
        request_id: The provider's id of it, for questions to them.
    """

    reason: Literal["stop", "length", "tools", "refused"]
    usage: TextUsage
    cost: int | None
    request_id: str = ""


TextPiece = Begun | Reasoning | Said | ToolCall | Finished


class TextProvider(Protocol):
    """A language model service, or rules on this machine. Safe for many requests at once."""

    def stream(self, request: TextRequest) -> AsyncGenerator[TextPiece]:
        """Send the request once, and give the answer as it comes; closing it cancels.

        It never sends twice: what to do about a failure is the caller's to decide.

        Raises:
            ProviderAuth, ProviderRefused, ProviderRateLimited, ProviderUnavailable: Nothing was
                taken, nothing is billed. `retry_after` (seconds) is a field when it is known.
            TextModelGone: The model is retired or unknown; names its successor.
            StreamBroken: The answer broke off after `Begun`; what came before is paid for.
        """
        ...

    async def prepare(self) -> None:
        """Load what the first request needs; asked for when a person may be about to send one."""
        ...

    async def close(self) -> None:
        """Give connections back."""
        ...
