"""The parameter models of the kinds that use a model, by what the models are for."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from pydantic import JsonValue

from koda.nodes.catalog import collect_kinds
from koda.nodes.declare import Parameters
from koda.providers.models import Models, shipped_cards


@cache
def parameters_by_task() -> Mapping[str, type[Parameters]]:
    kinds = collect_kinds(Models(shipped_cards(), {})).values()
    found: dict[str, type[Parameters]] = {}
    for one in kinds:
        if one.spec.task and issubclass(one.parameters, Parameters):
            found[one.spec.task] = one.parameters
    return found


@cache
def defaults_of(task: str) -> dict[str, JsonValue]:
    """Give the settings of a new node, as they go into a request."""
    node = parameters_by_task()[task]()
    return node.model_dump(mode="json", exclude={"prompt", "model", "seed"})
