"""The emulator's memory: what was asked with how it went, faults to come, settings."""

from __future__ import annotations

import asyncio
import hashlib
import json
import time
from collections import deque
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any, Literal

from koda.emulators.anthropic_answers import Answer, Author
from koda.emulators.anthropic_cache import Cache, Counts
from koda.emulators.anthropic_errors import new_id
from koda.emulators.anthropic_faults import KINDS
from koda.emulators.anthropic_request import Ask
from koda.emulators.anthropic_rules import Rule
from koda.emulators.anthropic_schemas import property_names
from koda.emulators.faults import Faults

State = Literal["refused", "taken", "completed", "broken", "left"]

_LONGEST_LEDGER = 5_000
_QUOTED = 2_000


@dataclass(frozen=True, slots=True)
class Pace:
    """How fast it answers, in milliseconds.

    Attributes:
        first_ms: Time to the first token.
        token_ms: Time of each token.
        hold_after: Every stream waits after so many characters until this is set anew; -1: none.
    """

    first_ms: float = 250.0
    token_ms: float = 4.0
    hold_after: int = -1


@dataclass(slots=True)
class Entry:
    """A request in the ledger.

    Attributes:
        request_id: As the caller got it.
        at: Unix seconds.
        digest: Of the body: the same for the same request.
        key: What it was paid with.
        retry: Which try of the caller's it is, from 0.
        state: `refused`; `taken`: it is being answered; `completed`; `broken`: by the emulator;
            `left`: the caller went away.
        status: Of the answer; 0: none was sent.
        fault: What was made to go wrong.
        model: What was asked for.
        stream: Whether event by event.
        roles: Of the turns, in order.
        system: The beginning of the system's words.
        words: The beginning of the last turn's words.
        schema: Names of the answer's outermost members, if it has a schema.
        tools: What was offered.
        images: How many came along.
        documents: How many came along.
        most_tokens: The ceiling.
        tokens_in: What came in, with what was read from or written to the cache.
        cache_read: Tokens.
        cache_written: Tokens.
        tokens_out: What really left, thoughts included.
        thinking_tokens: The thoughts among them.
        rule: The script that answered.
        rest: Whether it was the rest of an interrupted answer.
        characters: Of what left, thoughts not counted.
        sent: The words that really left.
        stop: Why it ended.
    """

    request_id: str
    at: float
    digest: str = ""
    key: str = ""
    retry: int = 0
    state: State = "taken"
    status: int = 0
    fault: str = ""
    model: str = ""
    stream: bool = False
    roles: list[str] = field(default_factory=list[str])
    system: str = ""
    words: str = ""
    schema: list[str] = field(default_factory=list[str])
    tools: list[str] = field(default_factory=list[str])
    images: int = 0
    documents: int = 0
    most_tokens: int = 0
    tokens_in: int = 0
    cache_read: int = 0
    cache_written: int = 0
    tokens_out: int = 0
    thinking_tokens: int = 0
    rule: str = ""
    rest: bool = False
    characters: int = 0
    sent: str = ""
    stop: str = ""

    def describe(self, ask: Ask) -> None:
        """Write down what is asked."""
        self.model, self.stream, self.most_tokens = ask.name, ask.stream, ask.most_tokens
        self.roles = [turn.role for turn in ask.turns]
        self.system, self.words = ask.system[:_QUOTED], ask.words[:_QUOTED]
        self.schema, self.tools = sorted(property_names(ask.schema)), list(ask.tools)
        self.images, self.documents = ask.media("image"), ask.media("document")

    def take(self, answer: Answer, counts: Counts) -> None:
        """Write down that it is accepted, and what it costs so far."""
        self.rule, self.rest, self.stop = answer.rule, answer.rest, answer.stop
        self.tokens_in = counts.total
        self.cache_read, self.cache_written = counts.read, counts.written

    def note(self, kind: str, piece: str) -> None:
        """Count a token that has left."""
        self.tokens_out += 1
        if kind == "thinking":
            self.thinking_tokens += 1
            return
        self.characters += len(piece)
        if kind == "text":
            self.sent += piece


class World:
    """Everything that one emulator knows."""

    def __init__(self, pace: Pace, keys: Iterable[str], rules: list[Rule]) -> None:
        """Start empty; without `keys`, every key is good."""
        self.pace = pace
        self._paced = asyncio.Event()
        self.keys = frozenset(keys)
        self.faults = Faults(KINDS)
        self.cache = Cache()
        self.author = Author(rules)
        self.ledger: deque[Entry] = deque(maxlen=_LONGEST_LEDGER)

    def set_pace(self, pace: Pace) -> None:
        """Change the pace, of what is on its way too; what was held looks anew."""
        self.pace = pace
        self._paced.set()
        self._paced = asyncio.Event()

    async def pass_on(self, characters: int) -> None:
        """Wait while streams that have sent so many characters are held."""
        while 0 <= self.pace.hold_after <= characters:
            await self._paced.wait()

    def enter(self, body: dict[str, Any], key: str, retry: str) -> Entry:
        """Begin an entry."""
        told = json.dumps(body, sort_keys=True).encode()
        entry = Entry(
            request_id=new_id("req"),
            at=time.time(),
            digest=hashlib.sha256(told).hexdigest()[:16],
            key=key,
            retry=int(retry) if retry.isdecimal() else 0,
        )
        self.ledger.append(entry)
        return entry
