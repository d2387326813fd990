"""A language model that is listened to: what it is asked is kept, and it writes by the rules."""

from __future__ import annotations

import json
import re
from collections.abc import AsyncGenerator, Sequence
from contextlib import aclosing
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from koda.core.canvas import Node
from koda.core.run import Run
from koda.core.usage import TextUsage
from koda.providers.offline_text import OfflineText
from koda.providers.text import (
    Begun,
    Finished,
    Reasoning,
    Said,
    TextMessage,
    TextPiece,
    TextRequest,
    TextRole,
)
from koda.providers.text_models import TextModels
from tests.nodes.workbench import picture, tool
from tests.runs.studio import Studio, step_of

ROLES: Sequence[TextRole] = (
    "enhancer",
    "storyboard",
    "concept",
    "product_shot",
    "analyzer",
    "animator",
    "animation_coder",
)
SEEING = "anthropic/claude-sonnet-5-5"
_BLOCK = re.compile(r"<([a-z_]+)>\n(.*?)\n</\1>", re.DOTALL)


@dataclass
class Listener:
    """Writes what it is told to in turn, then by the rules on this machine."""

    answers: list[str] = field(default_factory=list[str])
    asked: list[TextRequest] = field(default_factory=list[TextRequest])
    rules: OfflineText = field(default_factory=OfflineText)

    async def stream(self, request: TextRequest) -> AsyncGenerator[TextPiece]:
        """Keep the request, and write."""
        self.asked.append(request)
        if not self.answers:
            async with aclosing(self.rules.stream(request)) as pieces:
                async for piece in pieces:
                    yield piece
            return
        yield Begun(TextUsage(input_tokens=10))
        yield Reasoning("A pier, at dawn. ")
        yield Said(self.answers.pop(0))
        yield Finished("stop", TextUsage(10, 20), 100)

    async def prepare(self) -> None:
        """Nothing is to be loaded."""

    async def close(self) -> None:
        """Nothing is open."""


def seeing_models() -> TextModels:
    """Every role is written by a model that can see."""
    return TextModels(dict.fromkeys(ROLES, SEEING), {})


def blocks(text: str) -> list[tuple[str, Any]]:
    """The data blocks of a text, read as JSON."""
    return [(match[1], json.loads(match[2])) for match in _BLOCK.finditer(text)]


def around(text: str) -> str:
    """What stands around the data blocks of a text."""
    return _BLOCK.sub(lambda match: f"<{match[1]}>…", text)


def said(message: TextMessage) -> list[str]:
    """All the texts of a message."""
    return [message.text, *message.captions]


async def storyboard_run(
    studio: Studio, *nodes: Node, wires: str = "", key: str = "k", **parameters: Any
) -> tuple[Run, Any]:
    """Run a storyboard, and give its step."""
    await studio.put(tool("s", "storyboard", **parameters), *nodes, wires=wires)
    run = await studio.run(key)
    return run, step_of(run, "s")


def board_in(step: Any) -> dict[str, Any]:
    """The board that a step gave."""
    assert step.state == "done", step.failure
    return step.outputs["board"].json_


def small_picture(folder: Path, name: str, color: str = "red") -> Path:
    """A picture of its own bytes."""
    return picture(folder / f"{name}.png", color)


def words_of(request: TextRequest) -> Sequence[str]:
    """Every text that goes to the model as a message."""
    return [text for message in request.messages for text in said(message)]
