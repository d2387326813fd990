"""Asks the Anthropic emulator by hand, with a schema as the vendor's client sends it."""

from __future__ import annotations

from typing import Any

import anthropic
from pydantic import BaseModel

from tests.emulators.anthropic_server import AnthropicServer


def ask(
    server: AnthropicServer,
    words: Any,
    system: str = "",
    shape: type[BaseModel] | None = None,
    **more: Any,
) -> str:
    """Ask once, and give the text."""
    body = {
        "model": "claude-sonnet-5-5",
        "max_tokens": 16_000,
        "messages": words if isinstance(words, list) else [{"role": "user", "content": words}],
        **({"system": system} if system else {}),
        **more,
    }
    if shape is not None:
        schema = anthropic.transform_schema(shape)  # as every client does
        body["output_config"] = {"format": {"type": "json_schema", "schema": schema}}
    answer = server.send(body)
    assert answer.status_code == 200, answer.text
    return "".join(part.get("text", "") for part in answer.json()["content"])
