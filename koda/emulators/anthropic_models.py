"""The models of the emulated catalogue, as the vendor's client of late 2026 names them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

_YES, _NO = {"supported": True}, {"supported": False}


@dataclass(frozen=True, slots=True)
class Model:
    """What a model takes.

    Attributes:
        id: Its name on the wire.
        created: Day of its release.
        most_tokens: Ceiling of an answer.
        newest: 2 takes neither a thinking budget nor sampling settings, and hides its thoughts
            unless it is asked for a summary; 1 takes both, without prefilled answers; 0 takes all.
        least_cached: Fewest tokens that are cached.
        lifecycle: `active`, `deprecated` or `retired`.
        retires: Day of its retirement, when there is one.
    """

    id: str
    created: str
    most_tokens: int = 128_000
    newest: int = 2
    least_cached: int = 1024
    lifecycle: str = "active"
    retires: str = ""

    @property
    def line(self) -> str:
        """The family: haiku, sonnet, opus and so on."""
        return next(part for part in self.id.split("-")[1:] if part.isalpha())

    @property
    def off(self) -> str:
        """How its thinking is turned off: the type to send."""
        return "between_tools" if self.id == "claude-sonnet-5-5" else "disabled"


_MODELS = (
    Model("claude-fable-5-2", "2026-11-10", least_cached=512),
    Model("claude-mythos-5-2", "2026-11-10", least_cached=512),
    Model("claude-haiku-5-5", "2026-10-21", 64_000),
    Model("claude-sonnet-5-5", "2026-10-07"),
    Model("claude-opus-5-5", "2026-09-16", least_cached=512),
    Model("claude-fable-5-1", "2026-09-02", least_cached=512),
    Model("claude-mythos-5-1", "2026-09-02", least_cached=512),
    Model("claude-sonnet-5", "2026-07-01"),
    Model("claude-fable-5", "2026-06-17", least_cached=512),
    Model("claude-mythos-5", "2026-06-17", least_cached=512),
    Model("claude-opus-5", "2026-07-22", least_cached=512),
    Model("claude-opus-4-8", "2026-05-20"),
    Model("claude-opus-4-7", "2026-04-16"),
    Model("claude-opus-4-6", "2026-02-05", newest=1, least_cached=4096),
    Model("claude-sonnet-4-6", "2026-02-17", 64_000, newest=1),
    Model("claude-haiku-4-5-20251001", "2025-10-15", 64_000, 0, 4096),
    Model("claude-opus-4-5-20251101", "2025-11-24", 64_000, 0, 4096, "deprecated", "2027-01-22"),
    Model("claude-sonnet-4-5-20250929", "2025-09-29", 64_000, 0, 1024, "deprecated", "2026-11-30"),
    Model("claude-opus-4-1-20250805", "2025-08-05", 32_000, 0, 1024, "retired", "2026-08-05"),
    Model("claude-opus-4-20250514", "2025-05-22", 32_000, 0, 1024, "retired", "2026-06-15"),
    Model("claude-sonnet-4-20250514", "2025-05-22", 64_000, 0, 1024, "retired", "2026-06-15"),
    Model("claude-3-7-sonnet-20250219", "2025-02-24", 64_000, 0, 1024, "retired", "2026-02-19"),
    Model("claude-3-5-haiku-20241022", "2024-10-22", 8_192, 0, 2048, "retired", "2026-02-19"),
    Model("claude-3-5-sonnet-20241022", "2024-10-22", 8_192, 0, 1024, "retired", "2025-10-28"),
    Model("claude-3-opus-20240229", "2024-02-29", 4_096, 0, 1024, "retired", "2026-01-05"),
)
MODELS = {model.id: model for model in _MODELS}
"""By id, newest first."""


def find_model(name: str) -> Model | None:
    """Find a model by its id, or by its id without the day."""
    if name in MODELS:
        return MODELS[name]
    dated = re.compile(rf"{re.escape(name)}-\d{{8}}")
    return next((model for model in _MODELS if dated.fullmatch(model.id)), None)


def model_info(model: Model) -> dict[str, Any]:
    """Describe a model as the catalogue does."""
    words = " ".join(part.capitalize() for part in model.id.split("-") if len(part) < 8)
    return {
        "type": "model",
        "id": model.id,
        "display_name": re.sub(r"(\d) (\d)", r"\1.\2", words),
        "created_at": f"{model.created}T00:00:00Z",
        "lifecycle": model.lifecycle,
        "deprecated_at": None if model.lifecycle == "active" else f"{model.created}T00:00:00Z",
        "retires_at": f"{model.retires}T00:00:00Z" if model.retires else None,
        "line": model.line,
        "max_input_tokens": 1_000_000 if model.newest else 200_000,
        "max_tokens": model.most_tokens,
        "capabilities": _capabilities(model),
    }


def _capabilities(model: Model) -> dict[str, Any]:
    budget = _YES if model.newest < 2 else _NO
    adaptive = _YES if model.newest else _NO
    return {
        "batch": _NO,
        "citations": _NO,
        "code_execution": _NO,
        "context_management": _NO,
        "effort": {**adaptive, "low": adaptive, "medium": adaptive, "high": adaptive,
                   "xhigh": _YES if model.newest == 2 else _NO, "max": adaptive},
        "image_input": _YES,
        "pdf_input": _YES,
        "server_tools": {**_NO, "code_execution": _NO, "web_search": _NO},
        "structured_outputs": _YES,
        "thinking": {
            **_YES,
            "types": {"adaptive": adaptive, "between_tools": _NO, "disabled": _NO,
                      "enabled": budget, model.off: _YES},
        },
    }  # fmt: skip
