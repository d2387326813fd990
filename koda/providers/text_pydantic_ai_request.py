"""Turns a text request into what pydantic-ai sends."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import zip_longest
from typing import Any, cast

from pydantic_ai.messages import (
    BinaryContent,
    ModelMessage,
    ModelRequest,
    ModelRequestPart,
    ModelResponse,
    ModelResponsePart,
    TextPart,
    ToolCallPart,
    ToolReturnPart,
    UserContent,
    UserPromptPart,
)
from pydantic_ai.models import Model, ModelRequestParameters
from pydantic_ai.output import OutputObjectDefinition
from pydantic_ai.settings import ModelSettings, ThinkingLevel
from pydantic_ai.tools import ToolDefinition

from koda.core.errors import ProviderRefused
from koda.providers.base import MediaInput
from koda.providers.text import TextMessage, TextRequest
from koda.providers.text_account import TextAccount
from koda.providers.text_pictures import seen

ANSWER = "answer"
"""The tool that a model without schemas of its own writes its answer into."""

_SAID_BY_TOOL = "The whole answer. Call it once."
_EFFORTS: tuple[tuple[int, ThinkingLevel], ...] = (
    (1_024, "minimal"),
    (4_096, "low"),
    (12_000, "medium"),
    (24_576, "high"),
)
_LEAST_BUDGET = 1_024


@dataclass(frozen=True, slots=True)
class Asked:
    """A request in pydantic-ai's words."""

    model: Model
    messages: list[ModelMessage]
    settings: ModelSettings
    parameters: ModelRequestParameters


def ask(model: Model, account: TextAccount, request: TextRequest) -> Asked:
    """Put a request into pydantic-ai's words; reads its files.

    Raises:
        ProviderRefused: It holds a film, and the model takes none.
    """
    _check_films(model, request)
    return Asked(
        model, list(_messages(request)), _settings(model, account, request), _parameters(request)
    )


def _check_films(model: Model, request: TextRequest) -> None:
    films = any(file.mime.startswith("video/") for one in request.messages for file in one.files)
    if films and not model.profile.get("supports_video_input", False):
        raise ProviderRefused(
            f"{request.model} takes no films.",
            remedy="Name a model in the settings that does, or send frames of it.",
            model=request.model,
        )


def _messages(request: TextRequest) -> Iterator[ModelMessage]:
    names = {call.id: call.name for one in request.messages for call in one.calls}
    for message in request.messages:
        if message.speaker == "assistant":
            parts = list(_assistant_parts(message))
            if parts:
                yield ModelResponse(parts=parts)
        else:
            said = list(_user_parts(message, names))
            if said:
                yield ModelRequest(parts=said, instructions=_sendable(request.system) or None)


def _assistant_parts(message: TextMessage) -> Iterator[ModelResponsePart]:
    if message.text:
        yield TextPart(content=_sendable(message.text))
    for call in message.calls:
        yield ToolCallPart(call.name, dict(call.arguments), call.id)


def _user_parts(message: TextMessage, names: dict[str, str]) -> Iterator[ModelRequestPart]:
    for result in message.results:
        yield ToolReturnPart(
            names.get(result.id, "tool"),
            _sendable(result.content),
            result.id,
            outcome="failed" if result.failed else "success",
        )
    content = list(_user_content(message))
    if content:
        yield UserPromptPart(content=content)


def _user_content(message: TextMessage) -> Iterator[UserContent]:
    """Files first, each behind its caption, then the words: models attend best to that order."""
    for file, caption in zip_longest(message.files, message.captions):
        if file is None:
            continue
        if caption:
            yield _sendable(caption)
        yield _binary(file)
    if message.text:
        yield _sendable(message.text)


def _sendable(text: str) -> str:
    """Replace halves of characters, which JSON from elsewhere can hold and UTF-8 cannot."""
    return text.encode("utf-8", "replace").decode()


def _binary(file: MediaInput) -> BinaryContent:
    if file.mime.startswith("image/"):
        content, mime = seen(file)
        return BinaryContent(content, media_type=mime)
    return BinaryContent(file.path.read_bytes(), media_type=file.mime)


def _parameters(request: TextRequest) -> ModelRequestParameters:
    tools = [
        ToolDefinition(
            name=one.name,
            parameters_json_schema=dict(one.parameters),
            description=one.description,
        )
        for one in request.tools
    ]
    if request.schema is None:
        return ModelRequestParameters(function_tools=tools)
    schema = cast("dict[str, Any]", dict(request.schema))
    return ModelRequestParameters(
        function_tools=tools,
        output_mode="auto",
        output_object=OutputObjectDefinition(schema, name=ANSWER),
        output_tools=[
            ToolDefinition(
                name=ANSWER,
                parameters_json_schema=schema,
                description=_SAID_BY_TOOL,
                kind="output",
            )
        ],
        allow_text_output=False,
    )


def _settings(model: Model, account: TextAccount, request: TextRequest) -> ModelSettings:
    """Ceilings, reasoning and caching; the SDK's own retries are off, as one call buys once."""
    settings = ModelSettings(
        max_tokens=request.most_tokens,
        max_retries=0,
        timeout=account.stall,
        cache={"messages": False},
    )
    reasoning = _reasoning_tokens(model, request)
    if account.provider == "openai":
        settings.update(cast("ModelSettings", {"openai_store": False}))  # nothing is kept there
    settings["thinking"] = _effort(reasoning) if reasoning else False
    if reasoning:
        settings.update(_budget(model, account.provider, reasoning))
    elif request.temperature is not None and _takes_temperature(model):
        settings["temperature"] = request.temperature
    return settings


def _reasoning_tokens(model: Model, request: TextRequest) -> int:
    """None where it would be refused: thoughts of the turn that called the tools are not kept."""
    continues = bool(request.messages) and bool(request.messages[-1].results)
    if continues or not model.profile.get("supports_thinking", False):
        return 0
    return max(0, min(request.reasoning_tokens, request.most_tokens - _LEAST_BUDGET))


def _effort(tokens: int) -> ThinkingLevel:
    fitting: list[ThinkingLevel] = [level for most, level in _EFFORTS if tokens <= most]
    return fitting[0] if fitting else "xhigh"


def _budget(model: Model, provider: str, tokens: int) -> ModelSettings:
    """The vendor's own words for it, where they are more exact than an effort."""
    profile = cast("dict[str, object]", model.profile)
    found: dict[str, object] = {}
    if provider == "anthropic":
        if profile.get("anthropic_supports_adaptive_thinking"):
            found["anthropic_thinking"] = {"type": "adaptive", "display": "summarized"}
        else:
            budget = max(_LEAST_BUDGET, tokens)
            found["anthropic_thinking"] = {"type": "enabled", "budget_tokens": budget}
    elif provider == "google" and not profile.get("google_supports_thinking_level", True):
        found["google_thinking_config"] = {"include_thoughts": True, "thinking_budget": tokens}
    return cast("ModelSettings", found)


def _takes_temperature(model: Model) -> bool:
    profile = cast("dict[str, object]", model.profile)
    reasons = profile.get("openai_supports_reasoning", False)
    return not (profile.get("anthropic_disallows_sampling_settings", False) or reasons)
