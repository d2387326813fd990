"""Reading wires: order, circles, and what is wrong with a wire."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from koda.core.canvas import Canvas, Edge, Node
from koda.core.graph import Graph, read_graph
from koda.core.ids import CanvasId, EdgeId, NodeId
from koda.core.plan import plan_run
from koda.core.run import RunMode
from koda.core.spec import InputSpec, NodeSpec, OutputSpec
from koda.core.values import ValueType

WORD = NodeSpec(
    kind="word",
    version=1,
    title="Word",
    description="",
    group="agent",
    icon="type",
    inputs=(
        InputSpec(name="words", title="Words", types=(ValueType.TEXT,), many=True, limit=3),
        InputSpec(name="one", title="One", types=(ValueType.TEXT,)),
        InputSpec(name="picture", title="Picture", types=(ValueType.IMAGE,)),
    ),
    outputs=(OutputSpec(name="output", title="Words", types=(ValueType.TEXT,)),),
    parameters={"type": "object", "properties": {}},
)
KINDS = {"word": WORD}


def canvas_of(count: int, wires: list[tuple[int, int, str]], kind: str = "word") -> Canvas:
    nodes = {NodeId(f"n{i}"): Node(id=NodeId(f"n{i}"), kind=kind) for i in range(count)}
    edges = {
        EdgeId(f"e{place}"): Edge(
            id=EdgeId(f"e{place}"),
            source=NodeId(f"n{source}"),
            output="output",
            target=NodeId(f"n{target}"),
            input=name,
            order=place,
        )
        for place, (source, target, name) in enumerate(wires)
    }
    return Canvas(id=CanvasId("c"), nodes=nodes, edges=edges)


@st.composite
def graphs(draw: st.DrawFn) -> Canvas:
    count = draw(st.integers(1, 12))
    end = st.integers(0, count - 1)
    wires = draw(st.lists(st.tuples(end, end, st.just("words")), max_size=30))
    return canvas_of(count, wires)


@given(graphs())
def test_the_order_puts_every_source_before_what_it_feeds(canvas: Canvas) -> None:
    graph = read_graph(canvas, KINDS)
    place = {node: at for at, node in enumerate(graph.order)}
    assert len(place) == len(graph.order)
    assert set(place) | graph.circular == set(canvas.nodes)
    assert not set(place) & graph.circular
    for target, edges in graph.into.items():
        for edge in edges:
            if target in place:
                assert place[edge.source] < place[target]


@given(graphs())
def test_a_circle_is_named_by_exactly_its_members(canvas: Canvas) -> None:
    graph = read_graph(canvas, KINDS)
    named = {problem.node for problem in graph.problems if problem.code == "cycle"}
    # A node is on a circle, or between two, exactly if it reaches one and is reached from one.
    on_circle = {
        node
        for node in canvas.nodes
        if any(node in graph.downstream([after]) for after in graph.out_of.get(node, ()))
    }
    expected = {
        node
        for node in canvas.nodes
        if graph.downstream([node]) & on_circle and graph.upstream([node]) & on_circle
    }
    assert named == expected


@given(graphs(), st.sampled_from(list(RunMode)), st.sets(st.integers(0, 11), max_size=4))
@pytest.mark.rule("R1")
def test_every_mode_covers_what_it_says(canvas: Canvas, mode: RunMode, chosen: set[int]) -> None:
    graph = read_graph(canvas, KINDS)
    targets = [node for node in (NodeId(f"n{i}") for i in chosen) if node in canvas.nodes]
    has_result = [node for place, node in enumerate(canvas.nodes) if place % 2]
    plan = plan_run(canvas, KINDS, graph, mode, targets, has_result)
    covered = set(plan.order)
    runnable = set(graph.order)
    if mode == RunMode.ALL:
        assert covered == runnable
    else:
        assert set(targets) & runnable <= covered
    if mode == RunMode.TO:
        assert covered == graph.upstream(targets) & runnable
    if mode == RunMode.FROM:
        assert graph.downstream(targets) & runnable <= covered
    if mode in {RunMode.NODE, RunMode.FROM}:
        assert plan.given <= set(has_result)
    for node in covered:
        for edge in graph.into.get(node, ()):
            assert edge.source in covered or edge.source in plan.given


def problems(graph: Graph) -> list[tuple[str, str | None]]:
    return [(problem.code, problem.edge) for problem in graph.problems]


def test_a_wire_that_does_not_fit_says_why() -> None:
    graph = read_graph(canvas_of(2, [(0, 1, "picture")]), KINDS)
    (problem,) = graph.problems
    assert (problem.code, problem.node, problem.input) == ("type_mismatch", "n1", "picture")
    assert problem.message == "Text does not fit into Picture (Image)."
    assert graph.into == {}


def test_too_many_wires_on_an_end_are_refused_from_the_last() -> None:
    wires = [(0, 4, "words"), (1, 4, "words"), (2, 4, "words"), (3, 4, "words")]
    graph = read_graph(canvas_of(5, [*wires, (0, 4, "one"), (1, 4, "one")]), KINDS)
    assert problems(graph) == [("too_many_inputs", "e3"), ("too_many_inputs", "e5")]


def test_a_wire_to_an_end_that_is_not_there_is_a_warning() -> None:
    graph = read_graph(canvas_of(2, [(0, 1, "nowhere")]), KINDS)
    assert [(one.code, one.severity) for one in graph.problems] == [("edge_dangling", "warning")]


def test_a_wire_from_a_kind_that_is_not_installed_is_a_problem() -> None:
    canvas = canvas_of(2, [(0, 1, "words")])
    strange = Node(id=NodeId("n0"), kind="plugin.strange")
    changed = canvas.model_copy(update={"nodes": {**canvas.nodes, NodeId("n0"): strange}})
    assert [one.code for one in read_graph(changed, KINDS).problems] == ["kind_unknown"]


@pytest.mark.rule("R1")
def test_a_chain_of_ten_thousand_is_read_without_recursion() -> None:
    count = 10_000
    canvas = canvas_of(count, [(place, place + 1, "words") for place in range(count - 1)])
    graph = read_graph(canvas, KINDS)
    plan = plan_run(canvas, KINDS, graph, RunMode.TO, [NodeId(f"n{count - 1}")], ())
    assert len(plan.order) == count
