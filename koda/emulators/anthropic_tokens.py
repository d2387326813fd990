"""Tokens by a rule of thumb, the same for what is counted, streamed or billed."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping

from pydantic import JsonValue

_PIECE = re.compile(r"\s*\w{1,5}|\s*[^\w\s]{1,2}|\s+")
_CHARACTERS = 4


def pieces_of(text: str) -> list[str]:
    """Cut an answer into its tokens; joined they are the text again."""
    return _PIECE.findall(text)


def count(text: str) -> int:
    """Count a text that comes in: four characters are a token."""
    return -(-len(text) // _CHARACTERS)


def count_json(value: JsonValue | Mapping[str, JsonValue]) -> int:
    """Count something that comes in as JSON, such as a tool."""
    return count(json.dumps(value, ensure_ascii=False))
