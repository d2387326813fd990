"""An account at a language model service: where its requests go, and with which key."""

from __future__ import annotations

from dataclasses import dataclass

STALL = 60.0
"""Seconds without a byte after which an answer counts as broken off."""


@dataclass(frozen=True, slots=True)
class TextAccount:
    """Where a provider's requests go.

    Attributes:
        provider: `anthropic`, `google`, `openai`, `openrouter` or `ollama`.
        key: Its key; empty for Ollama.
        url: The address of its interface.
        setting: The variable that names the address.
        dialect: `chat` where OpenAI's address is somebody else's, who speaks chat completions.
        stall: Seconds without a byte after which an answer counts as broken off.
    """

    provider: str
    key: str
    url: str
    setting: str
    dialect: str = ""
    stall: float = STALL
