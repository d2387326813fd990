"""Answers: by a script or made up, and the rest of one that was interrupted."""

from __future__ import annotations

import hashlib
import json
import re
from dataclasses import dataclass, field, replace
from typing import Literal

from pydantic import JsonValue

from koda.emulators.anthropic_errors import new_id
from koda.emulators.anthropic_facts import facts_of, fill, scripted_json
from koda.emulators.anthropic_request import Ask, Turn
from koda.emulators.anthropic_rules import Rule
from koda.emulators.anthropic_samples import fit, sample
from koda.emulators.anthropic_tokens import pieces_of

_RESUME = re.compile(
    r"continue|carry on|go on|interrupted|left off|broke off|rest of|remainder", re.IGNORECASE
)
_SENTENCE = re.compile(r"[.!?\n]")
_QUOTED = 120
_REMEMBERED = 5_000


@dataclass(frozen=True, slots=True)
class Part:
    """A block of an answer; the text of a `tool_use` is the JSON of its input."""

    kind: Literal["thinking", "text", "tool_use"]
    text: str
    name: str = ""
    id: str = ""


@dataclass(frozen=True, slots=True)
class Answer:
    """What is said, and how it ends.

    Attributes:
        parts: Its blocks.
        stop: Why it ends: `end_turn`, `tool_use`, `max_tokens`, `stop_sequence`, `refusal`.
        detail: The sequence it stopped at, or the category of a refusal.
        rule: The script it is from.
        rest: It is the rest of an answer that was interrupted.
        first_ms: Time to its first token, if the script has its own.
        token_ms: Time of each token, if the script has its own.
    """

    parts: list[Part] = field(default_factory=list[Part])
    stop: str = "end_turn"
    detail: str | None = None
    rule: str = ""
    rest: bool = False
    first_ms: float | None = None
    token_ms: float | None = None

    @property
    def text(self) -> str:
        """Its words."""
        return "".join(part.text for part in self.parts if part.kind == "text")

    def limited(self, most_tokens: int) -> Answer:
        """Give as much of it as a ceiling allows."""
        left = most_tokens
        parts: list[Part] = []
        for part in self.parts:
            pieces = pieces_of(part.text)
            if len(pieces) > left:
                cut = replace(part, text="".join(pieces[:left]))
                return replace(self, parts=[*parts, cut] if left else parts, stop="max_tokens")
            left -= len(pieces)
            parts.append(part)
        return self

    def cut(self, characters: int) -> Answer:
        """Give so many characters of its words; thoughts stay, calls of tools go."""
        parts: list[Part] = []
        for part in self.parts:
            if part.kind == "text":
                part = replace(part, text=part.text[:characters])  # noqa: PLW2901
                characters -= len(part.text)
            if part.text and part.kind != "tool_use":
                parts.append(part)
        return replace(self, parts=parts)

    def stopped_at(self, sequences: list[str]) -> Answer:
        """End it before the first of these sequences."""
        for place, part in enumerate(self.parts):
            found = [(part.text.find(one), one) for one in sequences if one in part.text]
            if part.kind == "text" and found:
                end, sequence = min(found)
                parts = [*self.parts[:place], replace(part, text=part.text[:end])]
                return replace(self, parts=parts, stop="stop_sequence", detail=sequence)
        return self


class Author:
    """Answers requests; remembers what it said, so that it can go on after an interruption."""

    def __init__(self, rules: list[Rule]) -> None:
        """Follow these rules, the first that fits."""
        self.rules = rules
        self._said: dict[str, list[str]] = {}

    def answer(self, ask: Ask) -> Answer:
        """Answer a request as a whole; nothing is cut yet."""
        if ask.turns[-1].role == "assistant":
            return self._prefilled(ask)
        # What must fit a schema begins at its beginning: there is no rest of it to give.
        rest = self._rest_of(ask.turns) if ask.schema is None else None
        if rest is None:
            answer = self._fresh(ask)
        else:
            answer = Answer([Part("text", rest)] if rest else [], rest=True, rule="rest")
        self._remember(_key(ask.turns), answer.text)
        return answer

    def _prefilled(self, ask: Ask) -> Answer:
        """Go on from the beginning that the caller has put into the model's mouth."""
        answer = self._fresh(replace(ask, turns=ask.turns[:-1], thinking=""))
        if not answer.text.startswith(ask.words):
            return answer
        rest = answer.text.removeprefix(ask.words)
        return replace(answer, parts=[Part("text", rest)], rest=True)

    def _rest_of(self, turns: list[Turn]) -> str | None:
        """Give what is missing of an interrupted answer, if that is what is asked for."""
        if len(turns) < 3 or turns[-2].role != "assistant" or turns[-1].role != "user":
            return None
        kept, known = turns[-2].text, self._said.get(_key(turns[:-2]), [])
        whole = next((text for text in known if kept and text.startswith(kept)), None)
        # A whole answer is followed by another question, unless its end was what got lost.
        if whole is None or (whole == kept and not _RESUME.search(turns[-1].text)):
            return None
        return whole.removeprefix(kept)

    def _remember(self, key: str, text: str) -> None:
        known = self._said.setdefault(key, [])
        if text not in known:
            known.append(text)
        if len(self._said) > _REMEMBERED:
            del self._said[next(iter(self._said))]

    def _fresh(self, ask: Ask) -> Answer:
        rule = next((rule for rule in self.rules if rule.fits(ask)), None)
        if rule is None:
            return made_up(ask)
        rule.used += 1
        return scripted(rule, ask)


def scripted(rule: Rule, ask: Ask) -> Answer:
    """Make the answer that a rule has for a request."""
    say = rule.say
    known = {**say.get("facts", {}), **facts_of(ask.told)}
    parts: list[Part] = []
    if ask.thinking:
        parts.append(Part("thinking", str(fill(say.get("thinking") or _thought(ask), known))))
    if "json" in say:
        made = scripted_json(say, known)
        parts.append(
            Part("text", _as_json(fit(made, ask.schema, ask.schema) if ask.schema else made))
        )
    elif "text" in say:
        parts.append(Part("text", str(fill(say["text"], known))))
    calls = [tool for tool in say.get("tools", ()) if tool["name"] in ask.tools]
    parts += [_call(tool["name"], fill(tool.get("input", {}), known)) for tool in calls]
    refusal: str | None = say.get("refusal")
    stop = "refusal" if refusal else "tool_use" if calls else "end_turn"
    return Answer(
        parts, stop, refusal, rule.name, first_ms=say.get("first_ms"), token_ms=say.get("token_ms")
    )


def made_up(ask: Ask) -> Answer:
    """Answer plausibly, always the same to the same request."""
    parts = [Part("thinking", _thought(ask))] if ask.thinking else []
    tool = _tool_for(ask)
    if tool:
        schema = ask.tools[tool]
        return Answer([*parts, _call(tool, sample(schema, schema))], "tool_use")
    if ask.schema is not None:
        return Answer([*parts, Part("text", _as_json(sample(ask.schema, ask.schema)))])
    return Answer([*parts, Part("text", _reply(ask))])


def _tool_for(ask: Ask) -> str:
    """Choose a tool: the one that has to be called, or one that the user names."""
    match ask.choice.get("type"):
        case "tool":
            return str(ask.choice["name"])
        case "any":
            return next(iter(ask.tools), "")
        case "none":
            return ""
        case _:
            named = (name for name in ask.tools if name.lower() in ask.words.lower())
            return next(named, "")


def _reply(ask: Ask) -> str:
    results = [
        _plain(block.get("content"))
        for block in ask.turns[-1].blocks
        if block["type"] == "tool_result"
    ]
    if results:
        return f"With what the tools gave: {'; '.join(results)[:_QUOTED]}."
    seen = ", ".join(
        f"{ask.media(kind)} {kind}{'s' if ask.media(kind) > 1 else ''}"
        for kind in ("image", "document")
        if ask.media(kind)
    )
    about = _SENTENCE.split(ask.words.strip(), maxsplit=1)[0][:_QUOTED]
    return (
        f"You asked: “{about}”.{f' I looked at {seen}.' if seen else ''} "
        "Here is a considered answer in a few sentences. The main point comes first, then what "
        "follows from it. Nothing else is needed to go on."
    )


def _thought(ask: Ask) -> str:
    about = _SENTENCE.split(ask.words.strip(), maxsplit=1)[0][:_QUOTED]
    return f"The request is about “{about}”. I settle what matters most, then write it in order."


def _call(name: str, value: JsonValue) -> Part:
    return Part("tool_use", _as_json(value), name, new_id("toolu"))


def _as_json(value: JsonValue) -> str:
    return json.dumps(value, ensure_ascii=False)


def _plain(content: JsonValue) -> str:
    if isinstance(content, list):
        return " ".join(str(one.get("text", "")) for one in content if isinstance(one, dict))
    return str(content or "")


def _key(turns: list[Turn]) -> str:
    told = hashlib.sha256()
    for turn in turns:
        # Neither marks of the cache nor thoughts, which may be left out, make it another turn.
        said = [
            {**block, "cache_control": None} for block in turn.blocks if block["type"] != "thinking"
        ]
        told.update(json.dumps([turn.role, said], sort_keys=True).encode())
    return told.hexdigest()
