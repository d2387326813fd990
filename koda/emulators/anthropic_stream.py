"""A message on the wire: whole, or event by event at the emulator's pace."""

from __future__ import annotations

import asyncio
import json
import zlib
from collections.abc import AsyncGenerator, Callable, Iterator
from dataclasses import dataclass
from typing import Any

from koda.emulators.anthropic_answers import Answer, Part
from koda.emulators.anthropic_cache import Counts
from koda.emulators.anthropic_errors import error_body, new_id
from koda.emulators.anthropic_tokens import pieces_of
from koda.emulators.anthropic_world import Entry, World
from koda.emulators.faults import Fault

_DELTAS = {"thinking": "thinking_delta", "text": "text_delta", "tool_use": "input_json_delta"}
_MEMBERS = {"thinking": "thinking", "text": "text", "tool_use": "partial_json"}


@dataclass(frozen=True, slots=True)
class Message:
    """An answer with all that its form on the wire needs.

    Attributes:
        answer: What is said.
        model: The id that was asked for.
        counts: The tokens that came in.
        hidden: Thoughts are left out; only their signature is sent.
    """

    answer: Answer
    model: str
    counts: Counts
    hidden: bool

    def whole(self) -> dict[str, Any]:
        """Give the message as one value."""
        tokens = {"all": 0, "thinking": 0}
        for part in self.answer.parts:
            count = len(pieces_of(part.text))
            tokens["all"] += count
            tokens["thinking"] += count if part.kind == "thinking" else 0
        return {
            **self.head(),
            "content": [self._block(part) for part in self.answer.parts],
            **self.end(),
            "usage": self.counts.usage(tokens["all"], tokens["thinking"]),
        }

    def head(self) -> dict[str, Any]:
        """Give what every message begins with."""
        return {
            "id": new_id("msg"),
            "type": "message",
            "role": "assistant",
            "model": self.model,
            "content": [],
            "stop_reason": None,
            "stop_sequence": None,
            "stop_details": None,
            "usage": self.counts.usage(1, 0),
        }

    def end(self) -> dict[str, Any]:
        """Say why it ends."""
        stop, detail = self.answer.stop, self.answer.detail
        refused = {"type": "refusal", "category": detail, "explanation": "This was declined."}
        return {
            "stop_reason": stop,
            "stop_sequence": detail if stop == "stop_sequence" else None,
            "stop_details": refused if stop == "refusal" else None,
        }

    def _block(self, part: Part) -> dict[str, Any]:
        match part.kind:
            case "thinking":
                thought = "" if self.hidden else part.text
                return {"type": "thinking", "thinking": thought, "signature": _signature(part)}
            case "tool_use":
                return {**_empty(part), "input": json.loads(part.text)}
            case _:
                return {**_empty(part), "text": part.text}


@dataclass(frozen=True, slots=True)
class Beat:
    """An event to send; with a piece it is a token, without an event it is where the fault is."""

    event: bytes = b""
    kind: str = ""
    piece: str = ""


class Stream:
    """The events of one message."""

    def __init__(self, message: Message, entry: Entry, world: World, fault: Fault | None) -> None:
        """Prepare to send a message, at the world's pace and with this fault on the way."""
        self._message, self._entry, self._fault = message, entry, fault
        self._world, pace = world, world.pace
        answer = message.answer
        self._first = pace.first_ms if answer.first_ms is None else answer.first_ms
        self._each = pace.token_ms if answer.token_ms is None else answer.token_ms
        if fault and fault.kind == "slow_tokens":
            self._each = fault.seconds * 1_000

    async def events(self, hang_up: Callable[[], None]) -> AsyncGenerator[bytes]:
        """Give the events; `hang_up` closes the connection under them."""
        try:
            yield _event("message_start", message=self._message.head())
            await asyncio.sleep(self._first / 1_000)
            for beat in self._beats():
                if not beat.event:
                    async for event in self._fail(hang_up):
                        yield event
                    continue
                if beat.piece:
                    await self._world.pass_on(self._entry.characters)
                    await asyncio.sleep(self._each / 1_000)
                yield beat.event
                if beat.piece:
                    self._entry.note(beat.kind, beat.piece)
            usage = self._message.counts.delta(self._entry.tokens_out, self._entry.thinking_tokens)
            yield _event("message_delta", delta=self._message.end(), usage=usage)
            yield _event("message_stop")
            self._entry.state = "completed"
        except _Broken:
            self._entry.state = "broken"
        finally:
            if self._entry.state == "taken":
                self._entry.state = "left"

    def _beats(self) -> Iterator[Beat]:
        """Give the events of the content, with the fault at its character."""
        breaks = self._fault.characters if self._fault and self._fault.kind in _FAILS else None
        for index, part in enumerate(self._message.answer.parts):
            start = _event("content_block_start", index=index, content_block=_empty(part))
            yield Beat(start)
            if index == 0:
                yield Beat(_event("ping"))
            for piece in pieces_of(part.text):
                cuts = [piece]
                if breaks is not None and part.kind != "thinking":
                    cuts = [piece[:breaks], piece[breaks:]] if breaks < len(piece) else [piece]
                    breaks = None if len(cuts) > 1 else breaks - len(piece)
                for number, cut in enumerate(cuts):
                    if number:
                        yield Beat()
                    if cut:
                        yield self._beat(index, part, cut)
            if part.kind == "thinking":
                yield Beat(_delta(index, type="signature_delta", signature=_signature(part)))
            yield Beat(_event("content_block_stop", index=index))
        if breaks is not None:
            yield Beat()

    def _beat(self, index: int, part: Part, piece: str) -> Beat:
        if part.kind == "thinking" and self._message.hidden:
            return Beat(_event("ping"), part.kind, piece)
        said = {"type": _DELTAS[part.kind], _MEMBERS[part.kind]: piece}
        return Beat(_delta(index, **said), part.kind, piece)

    async def _fail(self, hang_up: Callable[[], None]) -> AsyncGenerator[bytes]:
        match self._fault.kind if self._fault else "":
            case "stall":
                await asyncio.sleep(self._fault.seconds if self._fault else 0)
                return
            case "error_event":
                body = error_body(529, "Overloaded", self._entry.request_id)
                yield _event("error", **{name: body[name] for name in ("error", "request_id")})
            case "unreadable_event":
                yield b'event: content_block_delta\ndata: {"type": "content_bl\n\n'
            case _:
                hang_up()
                # The server's own listener ends this when the connection is gone.
                self._entry.state = "broken"
                await asyncio.Event().wait()
        raise _Broken


class _Broken(Exception):
    """The stream ends here, as it was told to."""


_FAILS = {"drop_stream", "error_event", "stall", "unreadable_event"}


def _event(name: str, **members: object) -> bytes:
    data = json.dumps({"type": name, **members}, ensure_ascii=False)
    return f"event: {name}\ndata: {data}\n\n".encode()


def _delta(index: int, **said: object) -> bytes:
    return _event("content_block_delta", index=index, delta=said)


def _empty(part: Part) -> dict[str, Any]:
    match part.kind:
        case "thinking":
            return {"type": "thinking", "thinking": "", "signature": ""}
        case "tool_use":
            caller = {"type": "direct"}
            return {
                "type": "tool_use", "id": part.id, "name": part.name, "input": {}, "caller": caller,
            }  # fmt: skip
        case _:
            return {"type": "text", "text": "", "citations": None}


def _signature(part: Part) -> str:
    return f"emulated-{zlib.crc32(part.text.encode()):08x}"
