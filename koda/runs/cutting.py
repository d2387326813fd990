"""Results that follow from another one: some parameters only say what is shown of what was made."""

from __future__ import annotations

from collections.abc import Mapping

from pydantic import JsonValue

from koda.core.values import Value
from koda.runs.kind import NodeKind


def whole_of(kind: NodeKind, kept: Mapping[str, JsonValue]) -> Mapping[str, JsonValue] | None:
    """Give the parameters of the result that one follows from; none if it is made itself."""
    if kind.cut is None:
        return None
    defaults = kind.parameters().model_dump(mode="json")
    whole = {**kept, **{name: defaults[name] for name in kind.cut.parameters}}
    return None if whole == kept else whole


def cut(
    kind: NodeKind, parameters: Mapping[str, JsonValue], whole: Mapping[str, Value]
) -> Mapping[str, Value]:
    """Give what these parameters show of a whole result."""
    if kind.cut is None:
        return whole
    return kind.cut.apply(kind.parameters.model_validate(dict(parameters)), whole)
