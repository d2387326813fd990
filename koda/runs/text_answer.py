"""What a language model answered, and how it is kept."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from koda.providers.text import TextRequest, ToolCall


@dataclass(frozen=True, slots=True)
class TextAnswer:
    """A complete answer.

    Attributes:
        text: What was said; with a schema its JSON, not yet checked.
        calls: Tools that it asks for.
        reason: `length`: the ceiling was reached; `tools`: it waits for results.
        model: Who wrote it, `provider/model`.
    """

    text: str
    calls: tuple[ToolCall, ...] = ()
    reason: Literal["stop", "length", "tools"] = "stop"
    model: str = ""


def write_answer(answer: TextAnswer) -> str:
    """Write it as JSON."""
    calls = [{"id": one.id, "name": one.name, "arguments": one.arguments} for one in answer.calls]
    return json.dumps(
        {
            "text": answer.text,
            "calls": calls,
            "reason": answer.reason,
            "model": answer.model,
        },
        ensure_ascii=False,
    )


def read_answer(text: str) -> TextAnswer:
    """Read what `write_answer` wrote."""
    raw: Mapping[str, Any] = json.loads(text)
    calls: Sequence[Mapping[str, Any]] = raw["calls"]
    return TextAnswer(
        raw["text"],
        tuple(ToolCall(one["id"], one["name"], one["arguments"]) for one in calls),
        raw["reason"],
        raw["model"],
    )


def write_request(request: TextRequest) -> str:
    """Write what is asked as JSON, for whoever wants to know later; files by their hashes."""
    turns = [
        {
            "speaker": one.speaker,
            "text": one.text,
            "files": [file.hash for file in one.files],
            "captions": list(one.captions),
            "calls": [call.name for call in one.calls],
            "results": [result.id for result in one.results],
        }
        for one in request.messages
    ]
    return json.dumps(
        {"role": request.role, "system": request.system, "messages": turns}, ensure_ascii=False
    )
