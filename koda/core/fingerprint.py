"""Cache keys: what makes two steps the same computation (docs/spec/runs.md, R10 to R13)."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence

from pydantic import JsonValue

from koda.core.values import SingleValue

_LENGTH = 40
_CANONICAL = json.JSONEncoder(sort_keys=True, separators=(",", ":"), ensure_ascii=False)

Content = list[JsonValue]
"""What a value is, by its content: text itself, media by the hash of its bytes."""


def content_of(value: SingleValue) -> Content:
    """Say what a value is, so that equal content gives equal keys wherever it came from."""
    match value.type:
        case "text":
            return ["text", value.text]
        case "number":
            return ["number", value.number]
        case "json":
            return ["json", value.json_]
        case _:
            return [value.type, value.hash]


def step_key(
    kind: str,
    version: int,
    model: str,
    parameters: Mapping[str, JsonValue],
    inputs: Mapping[str, Sequence[Content]],
) -> str:
    """Give the key of a step: hex, 40 characters.

    Args:
        kind: The node kind.
        version: Its version.
        model: The model's id and version; empty without one.
        parameters: Resolved, defaults filled in, without those that the model does not read.
        inputs: The content of what arrived at each input, in order; for a key that is needed
            before the values are known, `["step", key of the step, output]` stands for them.
    """
    return digest([kind, version, model, dict(parameters), {k: list(v) for k, v in inputs.items()}])


def digest(document: JsonValue) -> str:
    """Hash a JSON value by its canonical form: sorted members, no white space."""
    text = _CANONICAL.encode(document)
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:_LENGTH]
