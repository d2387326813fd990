"""What four services send for the same answers: the shapes of their streams."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any, Protocol


class Shape(Protocol):
    """How a service streams."""

    def words(self, thought: str, text: str) -> list[Any]:
        """A thought, then text; 30 tokens in, 10 of them cached, 7 out."""
        ...

    def call(self, name: str, arguments: str) -> list[Any]:
        """It asks for a tool; its arguments come in two pieces where the service does that."""
        ...


class Chat:
    """Chat completions, as OpenAI began them: OpenRouter, Ollama and many others."""

    def words(self, thought: str, text: str) -> list[Any]:
        half = len(text) // 2
        return [
            self._chunk({"role": "assistant", "content": ""}),
            self._chunk({"reasoning": thought}),
            self._chunk({"content": text[:half]}),
            self._chunk({"content": text[half:]}),
            self._chunk({}, "stop"),
            self._usage(),
            "[DONE]",
        ]

    def call(self, name: str, arguments: str) -> list[Any]:
        function = {"name": name, "arguments": arguments[:3]}
        first = {"index": 0, "id": "call_1", "type": "function", "function": function}
        more = {"index": 0, "function": {"arguments": arguments[3:]}}
        return [
            self._chunk({"role": "assistant", "tool_calls": [first]}),
            self._chunk({"tool_calls": [more]}),
            self._chunk({}, "tool_calls"),
            self._usage(),
            "[DONE]",
        ]

    def _chunk(self, delta: Mapping[str, Any], reason: str | None = None) -> dict[str, Any]:
        choice = {"index": 0, "delta": delta, "finish_reason": reason}
        return {**_CHUNK, "choices": [choice]}

    def _usage(self) -> dict[str, Any]:
        usage = {
            "prompt_tokens": 30,
            "completion_tokens": 7,
            "total_tokens": 37,
            "prompt_tokens_details": {"cached_tokens": 10},
        }
        return {**_CHUNK, "choices": [], "usage": usage}


_CHUNK = {
    "id": "answer-1",
    "object": "chat.completion.chunk",
    "created": 1,
    "model": "a-model",
    "provider": "Somebody",
}


class Responses:
    """OpenAI's Responses."""

    def words(self, thought: str, text: str) -> list[Any]:
        half = len(text) // 2
        reasoning = {"id": "rs_1", "type": "reasoning", "summary": []}
        message = {"id": "msg_1", "type": "message", "role": "assistant", "status": "in_progress"}
        part = {"type": "output_text", "text": "", "annotations": []}
        at = {"item_id": "msg_1", "output_index": 1, "content_index": 0, "logprobs": []}
        of = {"item_id": "rs_1", "output_index": 0, "summary_index": 0}
        summary = {"type": "summary_text", "text": ""}
        return _numbered(
            {"type": "response.created", "response": _response("in_progress")},
            {"type": "response.output_item.added", "output_index": 0, "item": reasoning},
            {"type": "response.reasoning_summary_part.added", **of, "part": summary},
            {"type": "response.reasoning_summary_text.delta", **of, "delta": thought},
            {
                "type": "response.output_item.added",
                "output_index": 1,
                "item": {**message, "content": []},
            },
            {"type": "response.content_part.added", **at, "part": part},
            {"type": "response.output_text.delta", **at, "delta": text[:half]},
            {"type": "response.output_text.delta", **at, "delta": text[half:]},
            {"type": "response.completed", "response": _response("completed")},
        )

    def call(self, name: str, arguments: str) -> list[Any]:
        item = {
            "id": "fc_1",
            "type": "function_call",
            "call_id": "call_1",
            "name": name,
            "arguments": "",
        }
        at = {"item_id": "fc_1", "output_index": 0}
        done = {**item, "arguments": arguments, "status": "completed"}
        return _numbered(
            {"type": "response.created", "response": _response("in_progress")},
            {"type": "response.output_item.added", "output_index": 0, "item": item},
            {"type": "response.function_call_arguments.delta", **at, "delta": arguments[:3]},
            {"type": "response.function_call_arguments.delta", **at, "delta": arguments[3:]},
            {"type": "response.output_item.done", "output_index": 0, "item": done},
            {"type": "response.completed", "response": _response("completed", [done])},
        )


def _response(status: str, output: list[Any] | None = None) -> dict[str, Any]:
    usage = {
        "input_tokens": 30,
        "input_tokens_details": {"cached_tokens": 10},
        "output_tokens": 7,
        "output_tokens_details": {"reasoning_tokens": 2},
        "total_tokens": 37,
    }
    return {
        "id": "answer-1",
        "object": "response",
        "created_at": 1,
        "model": "gpt-6.1-sol",
        "status": status,
        "output": output or [],
        "parallel_tool_calls": True,
        "tool_choice": "auto",
        "tools": [],
        "usage": usage if status == "completed" else None,
    }


def _numbered(*events: dict[str, Any]) -> list[Any]:
    return [{**event, "sequence_number": number} for number, event in enumerate(events)]


class Gemini:
    """Google's generateContent."""

    def words(self, thought: str, text: str) -> list[Any]:
        half = len(text) // 2
        return [
            self._chunk({"text": thought, "thought": True}),
            self._chunk({"text": text[:half]}),
            self._chunk({"text": text[half:]}, "STOP"),
        ]

    def call(self, name: str, arguments: str) -> list[Any]:
        call = {"name": name, "args": json.loads(arguments), "id": "call_1"}
        return [self._chunk({"functionCall": call}, "STOP")]

    def _chunk(self, part: Mapping[str, Any], reason: str = "") -> dict[str, Any]:
        candidate = {"content": {"parts": [part], "role": "model"}, "index": 0}
        return {
            "candidates": [{**candidate, "finishReason": reason} if reason else candidate],
            "usageMetadata": {
                "promptTokenCount": 30,
                "cachedContentTokenCount": 10,
                "candidatesTokenCount": 5,
                "thoughtsTokenCount": 2,
                "totalTokenCount": 37,
            },
            "modelVersion": "gemini-3.8-flash",
            "responseId": "answer-1",
        }
