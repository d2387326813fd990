"""A canvas read by its catalog: which wires count, the order of nodes, the circles."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass

from koda.core.canvas import Canvas, Edge, Node
from koda.core.ids import NodeId
from koda.core.run import Problem
from koda.core.spec import NodeSpec, OutputSpec
from koda.core.values import ValueType, fits


@dataclass(frozen=True, slots=True)
class Graph:
    """The wires that hold, and what was wrong with the others.

    Attributes:
        into: The valid edges that end at each node, in their order.
        out_of: Nodes fed by each node (each once).
        problems: What was found while reading: dangling wires, types that do not fit, ends with
            too many wires, circles.
        circular: Nodes on a circle or behind one: they have no order.
        order: Every other node, sources first.
    """

    into: Mapping[NodeId, tuple[Edge, ...]]
    out_of: Mapping[NodeId, tuple[NodeId, ...]]
    problems: tuple[Problem, ...]
    circular: frozenset[NodeId]
    order: tuple[NodeId, ...]

    def upstream(self, targets: Iterable[NodeId]) -> set[NodeId]:
        """Give the targets and everything that they need."""
        return _reach(targets, lambda node: [edge.source for edge in self.into.get(node, ())])

    def downstream(self, targets: Iterable[NodeId]) -> set[NodeId]:
        """Give the targets and everything that needs them."""
        return _reach(targets, lambda node: self.out_of.get(node, ()))


def read_graph(canvas: Canvas, kinds: Mapping[str, NodeSpec]) -> Graph:
    """Read the wires of a canvas: linear in nodes and edges."""
    problems: list[Problem] = []
    into: dict[NodeId, tuple[Edge, ...]] = {}
    for target, edges in canvas.edges_into().items():
        kept = _keep(canvas, kinds, target, edges, problems)
        if kept:
            into[target] = tuple(kept)
    out_of: dict[NodeId, dict[NodeId, None]] = {}
    for target, edges in into.items():
        for edge in edges:
            out_of.setdefault(edge.source, {})[target] = None
    order = _sort(canvas.nodes, into, out_of)
    circular = frozenset(canvas.nodes) - frozenset(order)
    problems += [_circle(node) for node in sorted(_on_circles(circular, into, out_of))]
    return Graph(
        into,
        {node: tuple(found) for node, found in out_of.items()},
        tuple(problems),
        circular,
        tuple(order),
    )


def output_types(output: OutputSpec, parameters: Mapping[str, object]) -> tuple[ValueType, ...]:
    """Give what an output gives now: the type its `type_parameter` names, or all it may give."""
    if output.type_parameter is None:
        return output.types
    chosen = parameters.get(output.type_parameter, output.types[0])
    return tuple(one for one in output.types if one == chosen) or output.types


def _keep(
    canvas: Canvas,
    kinds: Mapping[str, NodeSpec],
    target: NodeId,
    edges: list[Edge],
    problems: list[Problem],
) -> list[Edge]:
    node = canvas.nodes.get(target)
    spec = kinds.get(node.kind) if node else None
    if node is None or spec is None:
        return []  # a wire to nowhere (D8), or to a kind that is not installed
    kept: list[Edge] = []
    counts: dict[str, int] = {}
    for edge in edges:
        found = _judge(canvas.nodes.get(edge.source), kinds, spec, edge)
        if found is None:
            counts[edge.input] = counts.get(edge.input, 0) + 1
            found = _too_many(spec, edge, counts[edge.input])
        if found is None:
            kept.append(edge)
        else:
            problems.append(found)
    return kept


def _judge(
    source: Node | None, kinds: Mapping[str, NodeSpec], target: NodeSpec, edge: Edge
) -> Problem | None:
    entry = target.find_input(edge.input)
    from_spec = kinds.get(source.kind) if source else None
    exit_ = from_spec.find_output(edge.output) if from_spec else None
    if source is None or entry is None or exit_ is None:
        if source is not None and from_spec is None:
            return _problem(
                edge,
                "kind_unknown",
                f"This Koda has no node “{source.kind}”, so nothing comes from there.",
                "Install its package, or remove the wire.",
            )
        return _problem(
            edge, "edge_dangling", "A wire ends nowhere.", "Remove it.", severity="warning"
        )
    types = output_types(exit_, source.parameters)
    if not any(fits(one, other) for one in types for other in entry.types):
        return _problem(
            edge,
            "type_mismatch",
            f"{_titles(types)} does not fit into {entry.title} ({_titles(entry.types)}).",
            "Remove the wire, or put a node between.",
        )
    return None


def _too_many(spec: NodeSpec, edge: Edge, count: int) -> Problem | None:
    entry = spec.find_input(edge.input)
    limit = (entry.limit if entry.many else 1) if entry else None
    if limit is None or count <= limit:
        return None
    return _problem(
        edge,
        "too_many_inputs",
        f"{entry.title if entry else edge.input} takes at most {limit} wire"
        f"{'' if limit == 1 else 's'}.",
        "Remove a wire.",
    )


def _problem(edge: Edge, code: str, message: str, remedy: str, severity: str = "error") -> Problem:
    return Problem(
        code=code,
        message=message,
        remedy=remedy,
        severity="warning" if severity == "warning" else "error",
        node=edge.target,
        edge=edge.id,
        input=edge.input,
    )


def _circle(node: NodeId) -> Problem:
    return Problem(
        code="cycle",
        message="This node is part of a circle: a result cannot feed its own making.",
        remedy="Remove one of the wires of the circle.",
        node=node,
    )


def _titles(types: Iterable[ValueType]) -> str:
    return " or ".join("JSON" if one == ValueType.JSON else one.value.title() for one in types)


def _sort(
    nodes: Collection[NodeId],
    into: Mapping[NodeId, tuple[Edge, ...]],
    out_of: Mapping[NodeId, Mapping[NodeId, None]],
) -> list[NodeId]:
    """Order by Kahn's algorithm; what is left out lies on a circle or behind one."""
    waits = {node: len({edge.source for edge in into.get(node, ())}) for node in nodes}
    order = [node for node in nodes if waits[node] == 0]
    for node in order:  # grows while it is read
        for after in out_of.get(node, ()):
            waits[after] -= 1
            if waits[after] == 0:
                order.append(after)
    return order


def _on_circles(
    circular: frozenset[NodeId],
    into: Mapping[NodeId, tuple[Edge, ...]],
    out_of: Mapping[NodeId, Mapping[NodeId, None]],
) -> set[NodeId]:
    """Leave out what only lies behind a circle: peel off nodes that feed nothing circular."""
    left = set(circular)
    feeds = {node: sum(after in left for after in out_of.get(node, ())) for node in left}
    ends = [node for node in left if feeds[node] == 0]
    for node in ends:  # grows while it is read
        left.discard(node)
        for before in {edge.source for edge in into.get(node, ())}:
            if before in left:
                feeds[before] -= 1
                if feeds[before] == 0:
                    ends.append(before)
    return left


def _reach(start: Iterable[NodeId], steps: Callable[[NodeId], Iterable[NodeId]]) -> set[NodeId]:
    seen = set(start)
    todo = list(seen)
    while todo:
        for node in steps(todo.pop()):
            if node not in seen:
                seen.add(node)
                todo.append(node)
    return seen
