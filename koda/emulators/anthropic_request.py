"""A request read from its body: refused where the service refuses, otherwise ready to answer."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from typing import Any, cast

from pydantic import JsonValue

from koda.emulators.anthropic_blocks import Block, blocks_of, text_of, weigh
from koda.emulators.anthropic_errors import Refused, invalid
from koda.emulators.anthropic_models import Model, find_model
from koda.emulators.anthropic_options import check_options, read_schema, read_tools, thinking_of
from koda.emulators.anthropic_schemas import Schema
from koda.emulators.anthropic_tokens import count_json

_HALF = re.compile(r"[\ud800-\udfff]")
_LARGEST = 32 * 2**20
_OVERHEAD = 3
_MOST_MARKS = 4
_MANY_IMAGES = 20
_MOST_TURNS = 100_000
_KEPT = {"5m", "1h"}


@dataclass(frozen=True, slots=True)
class Segment:
    """A part of what the model reads, in its order.

    Attributes:
        content: What it is, so that the same is known again.
        tokens: Its size.
        kept: How long what ends here is to be cached: `5m`, `1h`; empty: it is not.
    """

    content: str
    tokens: int
    kept: str = ""


@dataclass(frozen=True, slots=True)
class Turn:
    """What one side said; turns of one side in a row are one."""

    role: str
    blocks: list[Block]

    @property
    def text(self) -> str:
        """Its words."""
        return text_of(self.blocks)


@dataclass(frozen=True, slots=True)
class Ask:
    """A request that is taken."""

    model: Model
    name: str
    most_tokens: int
    turns: list[Turn]
    system: str = ""
    stream: bool = False
    schema: Schema | None = None
    tools: dict[str, Schema] = field(default_factory=dict[str, Schema])
    choice: dict[str, Any] = field(default_factory=dict[str, Any])
    thinking: str = ""
    stops: list[str] = field(default_factory=list[str])
    segments: list[Segment] = field(default_factory=list[Segment])

    @property
    def words(self) -> str:
        """What the last turn says."""
        return self.turns[-1].text

    @property
    def told(self) -> str:
        """What all of the user's turns say."""
        return "\n".join(turn.text for turn in self.turns if turn.role == "user")

    def media(self, kind: str) -> int:
        """Count its blocks of a kind, those in results of tools included."""
        return sum(_holds(block, kind) for turn in self.turns for block in turn.blocks)


def read_body(raw: bytes) -> dict[str, Any]:
    """Read the bytes of a body.

    Raises:
        Refused: They are too many, or not an object.
    """
    if len(raw) > _LARGEST:
        raise Refused(413, "Request exceeds the maximum size")
    try:
        body: Any = json.loads(raw)
    except (ValueError, RecursionError) as error:
        raise invalid(f"The request body is not valid JSON: {error}") from None
    if not isinstance(body, dict):
        raise invalid("Input should be a valid dictionary")
    if b"\\u" in raw and _HALF.search(json.dumps(body, ensure_ascii=False)):
        raise invalid("The request body is not valid JSON: half of a surrogate pair in a string")
    return cast("dict[str, Any]", body)


def read_ask(body: dict[str, Any], counting: bool = False) -> Ask:
    """Read a request.

    Args:
        body: What came.
        counting: Only its tokens are wanted, which asks for less.

    Raises:
        Refused: Something in it is not as it has to be.
    """
    model = _read_model(body)
    check_options(body, model, counting=counting)
    system = blocks_of(body.get("system") or [], "system")
    turns = _read_turns(body)
    _check_results(turns)
    if turns[-1].role == "assistant":
        _check_prefill(turns[-1], model)
    tools = read_tools(body)
    return Ask(
        model=model,
        name=str(body["model"]),
        most_tokens=int(body.get("max_tokens", 0)),
        turns=turns,
        system=text_of(system),
        stream=body.get("stream") is True,
        schema=read_schema(body),
        tools=tools,
        choice=cast("dict[str, Any]", body.get("tool_choice") or {"type": "auto"}),
        thinking=thinking_of(body, model),
        stops=cast("list[str]", body.get("stop_sequences") or []),
        segments=_segments(body, system, turns),
    )


def _read_model(body: dict[str, Any]) -> Model:
    name = body.get("model")
    if not isinstance(name, str):
        raise invalid("model: Field required")
    model = find_model(name)
    if model is None or model.lifecycle == "retired":
        raise Refused(404, f"model: {name}")
    return model


def _read_turns(body: dict[str, Any]) -> list[Turn]:
    messages = body.get("messages")
    if not isinstance(messages, list):
        raise invalid("messages: Field required")
    if not messages:
        raise invalid("messages: at least one message is required")
    if len(cast("list[Any]", messages)) > _MOST_TURNS:
        raise invalid(f"messages: at most {_MOST_TURNS} messages are allowed")
    turns: list[Turn] = []
    for number, message in enumerate(cast("list[dict[str, Any]]", messages)):
        role, blocks = _read_message(message, f"messages.{number}")
        if turns and turns[-1].role == role:
            turns[-1].blocks.extend(blocks)
        else:
            turns.append(Turn(role, blocks))
    if turns[0].role != "user":
        raise invalid('messages: first message must use the "user" role')
    return turns


def _read_message(message: JsonValue, place: str) -> tuple[str, list[Block]]:
    if not isinstance(message, dict):
        raise invalid(f"{place}: Input should be a valid dictionary")
    role = message.get("role")
    if role not in {"user", "assistant", "system"}:
        raise invalid(f"{place}.role: Input should be 'user' or 'assistant'")
    if "content" not in message:
        raise invalid(f"{place}.content: Field required")
    blocks = blocks_of(message["content"], f"{place}.content")
    if not blocks or blocks == [{"type": "text", "text": ""}]:
        raise invalid(f"{place}: {role} messages must have non-empty content")
    return str(role), list(blocks)


def _check_results(turns: list[Turn]) -> None:
    """Hold that every call of a tool has its result in the next turn, and no other has."""
    asked: list[str] = []
    for number, turn in enumerate(turns):
        given = [
            block.get("tool_use_id") for block in turn.blocks if block["type"] == "tool_result"
        ]
        missing = [one for one in asked if one not in given]
        if missing:
            raise invalid(
                f"messages.{number - 1}: `tool_use` ids were found without `tool_result` blocks "
                f"immediately after: {', '.join(missing)}"
            )
        unknown = [str(one) for one in given if one not in asked]
        if unknown:
            raise invalid(
                f"messages.{number}: unexpected `tool_use_id` found in `tool_result` blocks: "
                f"{', '.join(unknown)}"
            )
        asked = [str(block.get("id")) for block in turn.blocks if block["type"] == "tool_use"]


def _check_prefill(turn: Turn, model: Model) -> None:
    if model.newest:
        raise invalid(
            "This model does not support assistant message prefill. "
            "The conversation must end with a user message."
        )
    if turn.text != turn.text.rstrip():
        raise invalid("messages: final assistant content cannot end with trailing whitespace")


def _segments(body: dict[str, Any], system: list[Block], turns: list[Turn]) -> list[Segment]:
    """Give what the model reads, checked and weighed: tools, then system, then the turns."""
    tools = cast("list[Block]", body.get("tools") or [])
    parts: list[tuple[Block, int]] = [(tool, count_json(tool)) for tool in tools]
    parts += [
        (block, weigh(block, "system", f"system.{number}", many=False))
        for number, block in enumerate(system)
    ]
    many = sum(_holds(block, "image") for turn in turns for block in turn.blocks) > _MANY_IMAGES
    for number, turn in enumerate(turns):
        for place, block in enumerate(turn.blocks):
            tokens = weigh(block, turn.role, f"messages.{number}.content.{place}", many)
            parts.append((block, tokens + (_OVERHEAD if place == 0 else 0)))
    if body.get("cache_control") and parts:
        last = parts[-1]
        parts[-1] = ({**last[0], "cache_control": body["cache_control"]}, last[1])
    segments = [_segment(block, tokens) for block, tokens in parts]
    marks = sum(bool(segment.kept) for segment in segments)
    if marks > _MOST_MARKS:
        raise invalid(
            f"A maximum of {_MOST_MARKS} blocks with cache_control may be provided. Found {marks}."
        )
    return segments


def _segment(block: Block, tokens: int) -> Segment:
    control: dict[str, JsonValue] | None = block.get("cache_control")
    kept = ""
    if control is not None:
        kept = str(control.get("ttl", "5m"))
        if kept not in _KEPT or control.get("type") != "ephemeral":
            raise invalid("cache_control: Input should be an ephemeral one, of 5m or 1h")
    content = {key: value for key, value in block.items() if key != "cache_control"}
    return Segment(json.dumps(content, sort_keys=True, ensure_ascii=False), tokens, kept)


def _holds(block: Block, kind: str) -> int:
    if block["type"] == "tool_result" and isinstance(block.get("content"), list):
        return sum(one.get("type") == kind for one in cast("list[Block]", block["content"]))
    return int(block["type"] == kind)
