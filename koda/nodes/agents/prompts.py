"""Prompts are files with a version; what people, nodes and tools say goes in as data."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from functools import cache
from importlib import resources

from pydantic import JsonValue

# Letters that order others about or that nobody sees; not those that scripts and emoji are made of.
_HIDDEN = re.compile("[\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\U000e0000-\U000e007f]")
_FILE = re.compile(r"([a-z0-9-]+)\.v(\d+)\.md")


@dataclass(frozen=True, slots=True)
class Prompt:
    """What a model is told about its task; never holds what anybody typed."""

    name: str
    version: int
    system: str

    @property
    def key(self) -> str:
        """Its name and version: part of the cache key."""
        return f"{self.name}.v{self.version}"


@cache
def prompts() -> dict[str, Prompt]:
    """Read the newest version of every prompt beside this file."""
    found: dict[str, Prompt] = {}
    folder = resources.files("koda.nodes.agents").joinpath("prompts")
    for file in folder.iterdir():
        match = _FILE.fullmatch(file.name)
        if match is not None:
            prompt = Prompt(match[1], int(match[2]), file.read_text(encoding="utf-8").strip())
            if prompt.name not in found or found[prompt.name].version < prompt.version:
                found[prompt.name] = prompt
    return found


def prompt_of(name: str) -> Prompt:
    """Give the newest version of a prompt."""
    return prompts()[name]


def data_block(name: str, value: JsonValue) -> str:
    """Write what somebody said as JSON between tags that it cannot close.

    `<`, `>` and `&` are written as escapes of JSON: inside the block there is no tag but our own.
    So are letters that nobody sees: what is hidden from people is plain to the model.
    """
    text = json.dumps(value, ensure_ascii=False, indent=1)
    for letter in "<>&":
        text = text.replace(letter, f"\\u{ord(letter):04x}")
    text = _HIDDEN.sub(lambda match: json.dumps(match[0])[1:-1], text)
    return f"<{name}>\n{text}\n</{name}>"
