"""What a node with a language model says, as events that can be taken up where they broke off."""

from __future__ import annotations

import asyncio
import json
import re
from collections.abc import Callable, Mapping, Sequence
from contextlib import aclosing
from dataclasses import dataclass

from pydantic import JsonValue
from starlette.responses import Response

from koda.core.errors import NotFound
from koda.core.ids import RunId
from koda.core.run import ENDED, Run, Step, StepState
from koda.core.transcript import TranscriptPart
from koda.core.usage import TextUsage
from koda.server.sse import EventStream, Message, Messages
from koda.services import Services

Payload = Mapping[str, JsonValue]
"""The JSON of one event; its `type` says what it is."""

Closing = Callable[[Step], Sequence[Payload]]
"""Gives the last events of a step that is done, such as `result`, `finish`."""

Deltas = Callable[[TranscriptPart], Sequence[Payload]]
"""Gives the events that a piece of a transcript is told as."""

_PLACE = re.compile(r"([A-Za-z0-9][A-Za-z0-9_-]{0,79})\.(\d{1,12})(?:\.(\d{1,3}))?")
_TYPES = {
    "text": "text-delta",
    "reasoning": "reasoning-delta",
    "tool_call": "tool-call",
    "tool_result": "tool-result",
    "note": "note",
}


@dataclass(frozen=True, slots=True)
class Place:
    """Where a reader is: what the `id:` of the last event that they had says.

    Attributes:
        run: The run they follow; empty for one who has had nothing.
        after: The last part of the transcript that they have had.
        closing: How many of the last events, once there is no more to be said.
    """

    run: str = ""
    after: int = 0
    closing: int = 0

    def __str__(self) -> str:
        end = f".{self.closing}" if self.closing else ""
        return f"{self.run}.{self.after}{end}"


def place_of(last_event_id: str) -> Place:
    """Read a `Last-Event-ID`; one that is none of ours is the beginning."""
    match = _PLACE.fullmatch(last_event_id)
    return Place(match[1], int(match[2]), int(match[3] or 0)) if match else Place()


async def taken_up(koda: Services, run: str, kind: str) -> Run:
    """Give a run that a reader comes back to; raises `NotFound` if it is not of this kind."""
    found = await koda.runs.get(RunId(run))
    if not found.steps or found.steps[-1].kind != kind:
        raise NotFound("There is no such run.", run=run)
    return found


def agent_stream(
    koda: Services,
    run: Run,
    place: Place,
    closing: Closing,
    ending: asyncio.Event,
    *,
    counted: bool = False,
    asking: Closing | None = None,
    deltas: Deltas | None = None,
) -> Response:
    """Stream what the run's last step says, from a place on, until it has ended.

    The events are the original's, a JSON object with a `type` in each `data:` line, in order: `run`
    (which run it is, to come back to it), `reasoning-delta`, `text-delta`, `tool-call`,
    `tool-result`, `note`, then what `closing` gives, or `error`. A reader who leaves stops nothing.
    One who has had everything is told so by 204, which ends the reconnecting of an `EventSource`.

    Args:
        koda: The services.
        run: A run whose last step is the node that is asked.
        place: What the reader has had; of another run, it is the beginning.
        closing: Gives the last events.
        ending: Set when the server goes down.
        counted: Whether the tokens that were used are told, too: `step-finish`, before `closing`.
        asking: Gives the last events of a step that waits for a person: the stream ends with them;
            none: it stays open until there is an answer, and the step has ended.
        deltas: Gives the events of a piece of the transcript; none: one each, as above.
    """
    if place.run != run.id:
        place = Place(run.id)
    step = run.steps[-1]
    counts = counted and step.state == StepState.DONE
    if (
        place.closing
        and step.state in ENDED
        and place.closing >= len(_last(step, closing)) + counts
    ):
        return Response(status_code=204)
    told = _Told(closing, asking, deltas or _delta_alone, counted)
    return EventStream([_events(koda, run, place, told)], ending)


@dataclass(frozen=True, slots=True)
class _Told:
    """What a stream tells; see `agent_stream`."""

    closing: Closing
    asking: Closing | None
    deltas: Deltas
    counted: bool


async def _events(koda: Services, run: Run, place: Place, told: _Told) -> Messages:
    step = run.steps[-1]
    after = place.after
    yield _message({"type": "run", "run": run.id, "step": step.id}, place)
    following = koda.transcripts.follow(run.id, step.id, after, until_asked=told.asking is not None)
    async with aclosing(following) as said:
        async for parts in said:
            for part in parts:
                events = told.deltas(part)
                for event in events[:-1]:  # who loses the next one gets them all again
                    yield _message(event, Place(run.id, after))
                after = part.number
                for event in events[-1:]:
                    yield _message(event, Place(run.id, after))
    ended = (await koda.runs.get(run.id)).steps[-1]
    if told.asking is not None and ended.state not in ENDED:
        for payload in told.asking(ended):  # said anew to who comes back without an answer
            yield _message(payload, Place(run.id, after))
        return
    async for message in _ends(koda, ended, told, Place(run.id, after, place.closing)):
        yield message


async def _ends(koda: Services, ended: Step, told: _Told, place: Place) -> Messages:
    last = list(_last(ended, told.closing))
    if told.counted and ended.state == StepState.DONE:
        last.insert(0, _used(await koda.transcripts.usage(ended.id)))
    for number, payload in enumerate(last, 1):
        if number > place.closing:
            yield _message(payload, Place(place.run, place.after, number))


def _used(usage: TextUsage) -> Payload:
    """Give the tokens in the original's names."""
    counts: dict[str, JsonValue] = {
        "promptTokens": usage.input_tokens,
        "completionTokens": usage.output_tokens,
        "totalTokens": usage.input_tokens + usage.output_tokens,
    }
    return {"type": "step-finish", "usage": counts}


def _message(payload: Payload, place: Place) -> Message:
    return Message("", json.dumps(payload, ensure_ascii=False), lambda: str(place))


def _delta_alone(part: TranscriptPart) -> Sequence[Payload]:
    return [delta_of(part)]


def delta_of(part: TranscriptPart) -> Payload:
    """Give a part in the original's words; `name` tells a repair from the first answer."""
    if part.kind == "event":
        return {**_object(part.text), "name": part.name}
    type_ = _TYPES[part.kind]
    if part.kind == "tool_call":
        called = _object(part.text)
        return {
            "type": type_,
            "name": part.name,
            "toolCallId": called.get("id"),
            "toolName": called.get("name"),
            "args": called.get("arguments"),
        }
    if part.kind == "tool_result":
        given = _object(part.text)
        return {
            "type": type_,
            "name": part.name,
            "toolCallId": given.get("id"),
            "toolName": given.get("name"),
            "result": given.get("content"),
            "isError": bool(given.get("failed")),
        }
    return {"type": type_, "name": part.name, "text": part.text}


def _object(text: str) -> dict[str, JsonValue]:
    found = json.loads(text)
    return found if isinstance(found, dict) else {}  # pyright: ignore[reportUnknownVariableType]


def _last(step: Step, closing: Closing) -> Sequence[Payload]:
    """Give what comes last: the results, or what stopped it."""
    if step.state == StepState.DONE:
        return closing(step)
    failure = step.failure
    if failure is None:
        return [{"type": "error", "error": "The run was stopped.", "code": "run.stopped"}]
    return [
        {
            "type": "error",
            "error": failure.message,
            "code": failure.code,
            "remedy": failure.remedy,
            "retryable": failure.retryable,
        }
    ]
