"""Whatever comes, the emulated Messages API answers it or refuses it in words."""

from __future__ import annotations

import copy
import json
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from koda.emulators.anthropic_answers import Author
from koda.emulators.anthropic_cache import Cache
from koda.emulators.anthropic_errors import Refused
from koda.emulators.anthropic_messages import read_whole
from koda.emulators.anthropic_rules import OWN, load_rules

TOOL = {
    "name": "look",
    "description": "Looks.",
    "input_schema": {
        "type": "object",
        "properties": {"where": {"type": "string"}, "how": {"enum": ["far", "near"]}},
        "required": ["where"],
    },
}
SCENE = {
    "type": "object",
    "properties": {"n": {"type": "integer"}, "k": {"anyOf": [{"enum": ["a"]}, {"type": "null"}]}},
    "required": ["n"],
    "additionalProperties": False,
}
GOOD: dict[str, Any] = {
    "model": "claude-sonnet-5-5",
    "max_tokens": 100,
    "stream": True,
    "stop_sequences": ["stop"],
    "thinking": {"type": "adaptive", "display": "summarized"},
    "tool_choice": {"type": "auto"},
    "tools": [TOOL],
    "system": [
        {"type": "text", "text": "Be brief.", "cache_control": {"type": "ephemeral", "ttl": "5m"}}
    ],
    "messages": [
        {"role": "user", "content": [{"type": "text", "text": 'Look. {"scene_count": 4}'}]},
        {
            "role": "assistant",
            "content": [{"type": "tool_use", "id": "t1", "name": "look", "input": {"where": "up"}}],
        },
        {
            "role": "user",
            "content": [
                {
                    "type": "tool_result",
                    "tool_use_id": "t1",
                    "content": [{"type": "text", "text": "clouds"}],
                },
                {"type": "image", "source": {"type": "url", "url": "https://example.com/a.png"}},
            ],
        },
    ],
    "output_config": {
        "effort": "low",
        "format": {
            "type": "json_schema",
            "schema": {
                "$defs": {"Scene": SCENE},
                "type": "object",
                "properties": {"scenes": {"type": "array", "items": {"$ref": "#/$defs/Scene"}}},
                "required": ["scenes"],
                "additionalProperties": False,
            },
        },
    },
}
RULES = load_rules(OWN)
JUNK = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(
        st.sampled_from(["type", "text", "source", "content", "$ref", "enum"]), inner, max_size=2
    ),
    max_leaves=4,
)  # fmt: skip


def paths(value: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """Give the path of every member, however deep."""
    found = [path] if path else []
    if isinstance(value, dict | list):
        for name, inner in value.items() if isinstance(value, dict) else enumerate(value):
            found += paths(inner, (*path, name))
    return found


def changed(path: tuple[Any, ...], junk: Any, leave_out: bool) -> dict[str, Any]:
    body = copy.deepcopy(GOOD)
    place: Any = body
    for name in path[:-1]:
        place = place[name]
    if leave_out:
        del place[path[-1]]
    else:
        place[path[-1]] = junk
    return body


def answered(raw: bytes) -> bool:
    """Answer a body as the server does; false if it is refused."""
    try:
        ask = read_whole(raw)
    except Refused:
        return False
    answer = Author(RULES).answer(ask).stopped_at(ask.stops).limited(ask.most_tokens)
    assert json.dumps([part.text for part in answer.parts], ensure_ascii=False).encode()
    assert Cache().use(ask, "key").total > 0
    return True


def test_the_whole_body_is_answered() -> None:
    assert answered(json.dumps(GOOD).encode())


@given(st.sampled_from(paths(GOOD)), JUNK, st.booleans())
@settings(max_examples=400, deadline=None)
def test_a_body_with_anything_in_any_place_is_answered_or_refused(
    path: tuple[Any, ...], junk: Any, leave_out: bool
) -> None:
    answered(json.dumps(changed(path, junk, leave_out)).encode())


@given(st.binary(max_size=200))
@settings(max_examples=100, deadline=None)
def test_any_bytes_are_refused(raw: bytes) -> None:
    assert not answered(raw)


def test_half_of_a_surrogate_pair_is_refused() -> None:
    body = changed(("messages", 0, "content", 0, "text"), "\ud83e", leave_out=False)
    assert not answered(json.dumps(body).encode())
