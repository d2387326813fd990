"""What an animation tells, in the original's events: tool calls, questions, the film."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any, cast

from pydantic import JsonValue

from koda.core.run import Step
from koda.core.transcript import TranscriptPart
from koda.core.values import JsonDocument, MediaValue
from koda.server.agent_stream import Payload, delta_of

_TOOLS: Mapping[str, str] = {
    "file": "sandbox_write_file",
    "todos": "batch_update_todos",
    "still": "sandbox_screenshot",
    "verdict": "verify_animation",
}
"""Which of the original's tools an event stands for; the others are told as they are."""


def animation_deltas(part: TranscriptPart) -> Sequence[Payload]:
    """Give a piece of the transcript: what was done is told as a call of a tool and its result."""
    if part.kind != "event":
        return [delta_of(part)]
    told = cast("dict[str, JsonValue]", json.loads(part.text))
    tool = _TOOLS.get(str(told.get("type")))
    if tool is None:
        return [{**told, "name": part.name}]
    return _tool(part.name, tool, {name: one for name, one in told.items() if name != "type"})


def asking(step: Step) -> Sequence[Payload]:
    """Tell what a step waits for; the stream ends, and the answer is a request of its own."""
    question = step.question
    if question is None:
        return [{"type": "complete", "finishReason": "stop"}]
    kind = str(question.fields.get("kind", "")).removeprefix("animation.")
    events: list[Payload] = [_sandbox(step)]
    if kind == "plan":
        plan = cast("dict[str, Any]", question.fields.get("plan"))
        events += _tool(question.name, "generate_plan", {"plan": _plan(plan)})
    asked: dict[str, JsonValue] = {
        "type": "multi_question" if kind == "brief" else kind,
        "content": question.text,
        "name": question.name,
        **{name: one for name, one in question.fields.items() if name != "kind"},
    }
    events.append(
        {
            "type": "tool-call",
            "toolCallId": f"{question.name}/ask",
            "toolName": "request_approval",
            "args": asked,
        }
    )
    reason = "plan-approval-required" if kind == "plan" else f"{kind or 'answer'}-required"
    return [*events, {"type": "complete", "text": question.text, "finishReason": reason}]


def closing(step: Step) -> Sequence[Payload]:
    """Give the film, then the end."""
    film = film_of(step)
    told = project_of(step)
    ready: list[Payload] = [_sandbox(step)]
    if film is not None:
        ready = [
            *ready,
            {
                "type": "video-ready",
                "videoUrl": f"/api/assets/{film.asset}",
                "versionId": told.get("id"),
                "duration": told.get("seconds"),
            },
        ]
    return [
        *ready,
        {"type": "finish", "finishReason": "stop"},
        {"type": "complete", "text": told.get("reply") or "", "finishReason": "stop"},
    ]


def _sandbox(step: Step) -> Payload:
    """Say what to send as `sandboxId`: the run, for boxes come and go with each drawing."""
    return {"type": "sandbox-created", "sandboxId": step.run}


def film_of(step: Step) -> MediaValue | None:
    """Give the film of a finished step, whichever its format."""
    for name in ("video", "gif"):
        value = step.outputs.get(name)
        if isinstance(value, MediaValue):
            return value
    return None


def project_of(step: Step) -> dict[str, JsonValue]:
    """Give what a finished step says of its version; empty if it is not finished."""
    value = step.outputs.get("project")
    found = value.json_ if isinstance(value, JsonDocument) else None
    return found if isinstance(found, dict) else {}


def _plan(plan: Mapping[str, Any]) -> JsonValue:
    """Write a plan in the original's names."""
    scenes: list[JsonValue] = [
        {
            "number": one["number"],
            "title": one["title"],
            "duration": one["seconds"],
            "description": one["description"],
            "notes": one["notes"],
        }
        for one in plan["scenes"]
    ]
    return {
        "scenes": scenes,
        "totalDuration": plan["seconds"],
        "style": plan["design"]["style"],
        "fps": plan["fps"],
        "designSpec": plan["design"],
    }


def _tool(call: str, name: str, told: Mapping[str, JsonValue]) -> list[Payload]:
    known: dict[str, JsonValue] = {"toolCallId": call, "toolName": name}
    return [
        {"type": "tool-call", **known, "args": dict(told)},
        {"type": "tool-result", **known, "result": {"success": True, **told}, "isError": False},
    ]
