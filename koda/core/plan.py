"""Which nodes a run covers, from its mode and targets, and in what order."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from koda.core.canvas import Canvas
from koda.core.graph import Graph
from koda.core.ids import NodeId
from koda.core.run import Problem, RunMode
from koda.core.spec import NodeSpec


@dataclass(frozen=True, slots=True)
class Plan:
    """The nodes of a run.

    Attributes:
        order: Nodes that become steps, sources first.
        given: Nodes outside the run whose newest result is taken as it is.
        problems: Targets that cannot run, results that are missing.
    """

    order: tuple[NodeId, ...]
    given: frozenset[NodeId]
    problems: tuple[Problem, ...]


def plan_run(
    canvas: Canvas,
    kinds: Mapping[str, NodeSpec],
    graph: Graph,
    mode: RunMode,
    targets: Collection[NodeId],
    has_result: Collection[NodeId],
) -> Plan:
    """Choose the steps of a run (R1): linear in nodes and edges, no recursion.

    Args:
        canvas: The canvas.
        kinds: The catalog.
        graph: Its wires, read.
        mode: See `RunMode`.
        targets: The nodes that were asked for; not looked at for `all`.
        has_result: Nodes of this canvas that have a result to show.
    """
    runs = {key for key, node in canvas.nodes.items() if _runs(kinds, node.kind)}
    problems = [] if mode == RunMode.ALL else _wrong_targets(canvas, kinds, targets)
    wanted = runs.intersection(targets)
    match mode:
        case RunMode.ALL:
            chosen = runs
        case RunMode.TO:
            chosen = graph.upstream(wanted) & runs
        case RunMode.FROM:
            # What hangs on a note or a text below a target runs too: everything downstream.
            chosen = graph.downstream(set(targets) & set(canvas.nodes)) & runs
        case RunMode.NODE | RunMode.SELECTION:
            chosen = set(wanted)
    if mode in {RunMode.NODE, RunMode.FROM}:
        chosen = _with_missing(graph, runs, chosen, has_result)
    given = frozenset(
        edge.source
        for node in chosen
        for edge in graph.into.get(node, ())
        if edge.source in runs and edge.source not in chosen
    )
    problems += [_no_result(node) for node in sorted(given - set(has_result))]
    return Plan(tuple(node for node in graph.order if node in chosen), given, tuple(problems))


def _runs(kinds: Mapping[str, NodeSpec], kind: str) -> bool:
    spec = kinds.get(kind)
    return spec is not None and spec.runs


def _with_missing(
    graph: Graph, runs: Collection[NodeId], chosen: set[NodeId], has_result: Collection[NodeId]
) -> set[NodeId]:
    """Add what is needed upstream and has no result yet."""
    seen = set(chosen)
    todo = list(chosen)
    while todo:
        for edge in graph.into.get(todo.pop(), ()):
            missing = edge.source in runs and edge.source not in has_result
            if edge.source not in seen and missing:
                seen.add(edge.source)
                todo.append(edge.source)
    return seen


def _wrong_targets(
    canvas: Canvas, kinds: Mapping[str, NodeSpec], targets: Collection[NodeId]
) -> list[Problem]:
    found: list[Problem] = []
    for target in targets:
        node = canvas.nodes.get(target)
        if node is None:
            found.append(
                Problem(
                    code="node_missing",
                    message="The node to run is not on the canvas any more.",
                    node=target,
                )
            )
        elif node.kind not in kinds:
            found.append(
                Problem(
                    code="kind_unknown",
                    message=f"This Koda has no node “{node.kind}”.",
                    remedy="Install its package, then run it.",
                    node=target,
                )
            )
    return found


def _no_result(node: NodeId) -> Problem:
    return Problem(
        code="upstream_missing",
        message="This node has no result yet, and the selection needs it.",
        remedy="Run it first, or select it too.",
        node=node,
    )
