"""Reads pydantic-ai's events into the pieces of an answer."""

from __future__ import annotations

import json
import math
from collections.abc import Iterator
from decimal import Decimal
from typing import Literal

from pydantic_ai.messages import (
    ModelResponse,
    ModelResponseStreamEvent,
    PartDeltaEvent,
    PartStartEvent,
    TextPart,
    TextPartDelta,
    ThinkingPart,
    ThinkingPartDelta,
    ToolCallPart,
    ToolCallPartDelta,
)
from pydantic_ai.models import StreamedResponse
from pydantic_ai.usage import RequestUsage

from koda.core.errors import StreamBroken
from koda.core.usage import TextUsage
from koda.providers.text import Finished, Reasoning, Said, TextPiece, TextRequest, ToolCall
from koda.providers.text_pydantic_ai_request import ANSWER

Reason = Literal["stop", "length", "tools", "refused"]
_MILLION = 1_000_000


class Reader:
    """Reads one answer. Tool calls are given at the end, when they are whole."""

    def __init__(self, response: StreamedResponse, request: TextRequest) -> None:
        """Read the answer to this request."""
        self._response = response
        self._request = request
        parameters = response.model_request_parameters
        self._by_tool = request.schema is not None and parameters.output_mode == "tool"
        self._answers: set[int] = set()

    def read(self, event: ModelResponseStreamEvent) -> Iterator[TextPiece]:
        """Give what an event brings."""
        match event:
            case PartStartEvent(index=index, part=ToolCallPart() as part):
                if self._by_tool and part.tool_name == ANSWER:
                    self._answers.add(index)
                    yield from _said(part.args)
            case PartStartEvent(part=TextPart(content=text)):
                yield from self._text(text)
            case PartStartEvent(part=ThinkingPart(content=text)):
                yield from _thought(text)
            case PartDeltaEvent(index=index, delta=ToolCallPartDelta(args_delta=part)):
                if index in self._answers:
                    yield from _said(part)
            case PartDeltaEvent(delta=TextPartDelta(content_delta=text)):
                yield from self._text(text)
            case PartDeltaEvent(delta=ThinkingPartDelta(content_delta=text)):
                yield from _thought(text)
            case _:
                pass

    def end(self) -> Iterator[TextPiece]:
        """Give the calls and what was used.

        Raises:
            StreamBroken: The answer has no end.
        """
        answer = self._response.get()
        reason = _reason(answer, self._request.model)
        calls = [one for one in answer.tool_calls if not self._is_answer(one)]
        if reason != "length":
            yield from (_call(one, self._request.model) for one in calls)
        if reason == "tools" and not calls:
            reason = "stop"
        elif reason == "stop" and calls:
            reason = "tools"
        yield Finished(
            reason, usage_of(answer.usage), _cost(answer), answer.provider_response_id or ""
        )

    def _text(self, text: str) -> Iterator[TextPiece]:
        """Where the answer is a tool's arguments, words beside it are not the answer."""
        if text:
            yield Reasoning(text) if self._by_tool else Said(text)

    def _is_answer(self, call: ToolCallPart) -> bool:
        return self._by_tool and call.tool_name == ANSWER


def usage_of(usage: RequestUsage) -> TextUsage:
    """Give the tokens that were counted."""
    return TextUsage(
        usage.input_tokens, usage.output_tokens, usage.cache_read_tokens, usage.cache_write_tokens
    )


def _said(arguments: object) -> Iterator[Said]:
    if arguments:
        yield Said(arguments if isinstance(arguments, str) else json.dumps(arguments))


def _thought(text: str | None) -> Iterator[Reasoning]:
    if text:
        yield Reasoning(text)


def _call(part: ToolCallPart, model: str) -> ToolCall:
    try:
        return ToolCall(part.tool_call_id, part.tool_name, part.args_as_dict(raise_if_invalid=True))
    except (ValueError, AssertionError) as error:
        raise _broken(
            f"The model asked for “{part.tool_name}” with arguments that cannot be read.", model
        ) from error


def _reason(answer: ModelResponse, model: str) -> Reason:
    match answer.finish_reason:
        case "stop":
            return "stop"
        case "tool_call":
            return "tools"
        case "length":
            return "length"
        case "content_filter":
            return "refused"
        case _:
            raise _broken("The model's answer ended without its end.", model)


def _broken(message: str, model: str) -> StreamBroken:
    return StreamBroken(message, provider=model.partition("/")[0], model=model)


def _cost(answer: ModelResponse) -> int | None:
    """Price the answer in micro-dollars, rounded up: by the provider's word, else by the list."""
    said = (answer.provider_details or {}).get("cost")
    if isinstance(said, int | float):
        return _micro(Decimal(str(said)))
    try:
        return _micro(answer.cost().total_price)
    except (LookupError, ValueError, AssertionError):
        return None


def _micro(dollars: Decimal) -> int:
    return math.ceil(dollars * _MILLION)
