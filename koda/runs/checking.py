"""Whether a node can run as it is: its parameters are valid, what it needs arrives."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from pydantic import ValidationError

from koda.core.canvas import Node
from koda.core.run import Problem
from koda.runs.binding import Source
from koda.runs.kind import NodeKind, Parameters

_MOST_PROBLEMS = 10


def validate(kind: NodeKind, node: Node) -> tuple[Parameters | None, list[Problem]]:
    """Read a node's parameters, or say what is wrong with them."""
    try:
        return kind.parameters.model_validate(node.parameters), []
    except ValidationError as error:
        return None, [_invalid(kind, node, one) for one in error.errors()[:_MOST_PROBLEMS]]


def _invalid(kind: NodeKind, node: Node, error: Any) -> Problem:  # noqa: ANN401
    name = str(error["loc"][0]) if error["loc"] else ""
    properties: Any = kind.spec.parameters.get("properties", {})
    title = properties.get(name, {}).get("title", name)
    return Problem(
        code="parameter_invalid",
        message=f"{title}: {error['msg']}.",
        remedy="Choose another value, or reset it.",
        node=node.id,
        parameter=name,
    )


def missing(kind: NodeKind, node: Node, sources: Mapping[str, Sequence[Source]]) -> list[Problem]:
    """Name the inputs that are needed and empty."""
    return [
        Problem(
            code="missing_input",
            message=f"“{entry.title}” is not connected.",
            remedy="Draw a wire to it.",
            node=node.id,
            input=entry.name,
        )
        for entry in kind.spec.inputs
        if entry.required and not sources.get(entry.name) and not node.parameters.get(entry.name)
    ]
