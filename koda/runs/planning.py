"""From a canvas to the steps of a run: parameters resolved, wires bound, keys made, cache asked."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from pydantic import JsonValue

from koda.core.canvas import Canvas, Edge, Node
from koda.core.each import EACH, Each, read_each
from koda.core.fingerprint import Content, content_of, digest, step_key
from koda.core.graph import Graph, read_graph
from koda.core.ids import AssetId, NodeId
from koda.core.mentions import Label
from koda.core.plan import Plan, plan_run
from koda.core.run import Problem, RunMode, WhyRan
from koda.runs.binding import Binding, Given, Head, Outputs, Source, count_of
from koda.runs.checking import missing, validate
from koda.runs.cutting import cut, whole_of
from koda.runs.kind import Arriving, Forecast, Labels, NodeKind, Parameters
from koda.runs.labels import SAID, LabelBook, note_labels, said_labels
from koda.runs.outputs import flatten

_NO_MODEL = Forecast()

Lookup = Callable[[Collection[str]], Awaitable[Mapping[str, Outputs]]]
"""Asks the cache for several keys at once; missing ones are left out."""


@dataclass(slots=True)
class DraftStep:
    """A step before it has an id.

    Attributes:
        own_key: What the node itself is: kind, model, parameters, wires and written text.
        key: The cache key, once all inputs are known; none while something upstream will run.
        whole_key: The key of the result that this one follows from, if there is one.
        outputs: The known result; none when it will run.
        why: Why it will run; none when its result is known.
        problems: Errors that stop it.
        warnings: What does not stop it.
    """

    node: Node
    kind: NodeKind
    parameters: Mapping[str, JsonValue]
    kept: Mapping[str, JsonValue]
    forecast: Forecast
    sources: Mapping[str, tuple[Source, ...]]
    own_key: str
    key: str | None = None
    whole_key: str | None = None
    outputs: Outputs | None = None
    why: WhyRan | None = None
    problems: tuple[Problem, ...] = ()
    warnings: tuple[Problem, ...] = ()
    needs: tuple[NodeId, ...] = ()

    @property
    def price(self) -> int:
        """Expected micro-dollars: nothing for what is known or cannot run."""
        return self.forecast.price if self.will_run else 0

    @property
    def unpriced(self) -> bool:
        """It will cost something that nobody has said."""
        return self.forecast.unpriced and self.will_run

    @property
    def will_run(self) -> bool:
        """Its result is not known, and nothing stops it."""
        return self.outputs is None and not self.problems


@dataclass(frozen=True, slots=True)
class Draft:
    """A run before it is started: its steps in order, and every problem that was found."""

    steps: tuple[DraftStep, ...]
    problems: tuple[Problem, ...]


@dataclass(slots=True)
class Planner:
    """Plans the runs of one canvas.

    Attributes:
        kinds: The node kinds by key.
        hashes: The hash of every asset that the canvas names.
        heads: What is known of the nodes.
    """

    canvas: Canvas
    kinds: Mapping[str, NodeKind]
    hashes: Mapping[AssetId, str]
    heads: Mapping[NodeId, Head]
    graph: Graph = field(init=False)
    binding: Binding = field(init=False)

    def __post_init__(self) -> None:
        """Read the graph."""
        self.graph = read_graph(self.canvas, self._specs())
        self.binding = Binding(self.canvas, self.kinds, self.hashes, self.heads)

    async def draft(
        self, mode: RunMode, targets: Sequence[NodeId], fresh: Collection[NodeId], lookup: Lookup
    ) -> Draft:
        """Make the steps of a run (R1, R2), and settle which results are known (R10)."""
        has_result = {node for node, head in self.heads.items() if head.outputs is not None}
        plan = plan_run(self.canvas, self._specs(), self.graph, mode, targets, has_result)
        covered = frozenset(plan.order)
        by_node = _group(self.graph.problems)
        steps = {node: self._step(node, plan, covered, by_node) for node in plan.order}
        await self._settle(steps, frozenset(fresh), lookup)
        circles = [
            problem
            for problem in self.graph.problems
            if problem.code == "cycle" and self._concerns(problem.node, mode, targets)
        ]
        found = [one for step in steps.values() for one in (*step.problems, *step.warnings)]
        return Draft(tuple(steps.values()), (*plan.problems, *circles, *found))

    def _specs(self) -> dict[str, Any]:
        return {key: kind.spec for key, kind in self.kinds.items()}

    def _concerns(self, node: NodeId | None, mode: RunMode, targets: Sequence[NodeId]) -> bool:
        if mode == RunMode.ALL or node in targets:
            return True
        # A target behind a circle can never run.
        return bool(self.graph.circular.intersection(targets))

    def _step(
        self,
        node_id: NodeId,
        plan: Plan,
        covered: frozenset[NodeId],
        by_node: Mapping[NodeId, list[Problem]],
    ) -> DraftStep:
        node = self.canvas.nodes[node_id]
        kind = self.kinds[node.kind]
        edges = self.graph.into.get(node_id, ())
        problems = [one for one in by_node.get(node_id, []) if one.severity == "error"]
        sources: dict[str, list[Source]] = {}
        wires: list[JsonValue] = []
        for edge in edges:
            source = self.binding.source(edge, covered, problems)
            wires.append(_described(edge, source))
            if source is not None:
                label = Label(self.canvas.nodes[edge.source].name, edge.use)
                sources.setdefault(edge.input, []).append(replace(source, label=label))
        for entry, media in self.binding.held(node, kind, sources, problems):
            sources[entry] = [media]
            wires.append([entry, [content_of(one) for one in media.values]])
        each = read_each(kind.spec, node.parameters)
        parameters, invalid = validate(kind, node)
        forecast = _NO_MODEL
        warnings: list[Problem] = []
        if parameters is None:
            problems += invalid
        elif kind.forecast is not None:
            forecast = _forecast(kind, parameters, _arriving(sources), each)
            found = [one.model_copy(update={"node": node_id}) for one in forecast.problems]
            problems += [one for one in found if one.severity == "error"]
            warnings = [one for one in found if one.severity == "warning"]
        problems += missing(kind, node, sources)
        resolved: dict[str, JsonValue] = (
            {} if parameters is None else parameters.model_dump(mode="json")
        )
        if each is not None:
            resolved[EACH] = each.model_dump(mode="json")
        # A file that the node holds counts by its content, as one that comes by a wire.
        apart = {*forecast.ignored, *(name for name, _ in kind.held)}
        kept = {name: value for name, value in resolved.items() if name not in apart}
        bound = {name: tuple(found) for name, found in sources.items()}
        return DraftStep(
            node=node,
            kind=kind,
            parameters=resolved,
            kept=kept,
            forecast=forecast,
            sources=bound,
            own_key=digest(
                [kind.spec.kind, kind.spec.version, forecast.model_key, dict(kept), wires]
            ),
            problems=tuple(problems),
            warnings=tuple(warnings),
            needs=tuple(dict.fromkeys(edge.source for edge in edges if edge.source in covered)),
        )

    async def _settle(
        self, steps: dict[NodeId, DraftStep], fresh: frozenset[NodeId], lookup: Lookup
    ) -> None:
        """Find which results are known, sources first; one question to the cache per layer."""
        waiting = {node: len(step.needs) for node, step in steps.items()}
        feeds: dict[NodeId, list[NodeId]] = {}
        for node, step in steps.items():
            for need in step.needs:
                feeds.setdefault(need, []).append(node)
        layer: list[NodeId] = [node for node, count in waiting.items() if count == 0]
        while layer:
            asked: list[NodeId] = []
            for node in layer:  # grows while what is known already lets others follow
                step = steps[node]
                step.key = _value_key(step, steps, step.kept)
                # Of many results at once, each follows from its own: the run looks for them.
                whole = None if EACH in step.kept else whole_of(step.kind, step.kept)
                step.whole_key = None if whole is None else _value_key(step, steps, whole)
                known = self._known(step, fresh)
                if known is None and step.key is not None and node not in fresh:
                    asked.append(node)
                    continue
                self._decide(step, known, fresh)
                layer.extend(_released(node, feeds, waiting))
            wanted = [(steps[node].key, steps[node].whole_key) for node in asked]
            keys = [key for pair in wanted for key in pair if key is not None]
            found: Mapping[str, Outputs] = await lookup(keys) if keys else {}
            layer = []
            for node in asked:
                self._decide(steps[node], _found(steps[node], found), fresh)
                layer.extend(_released(node, feeds, waiting))

    def _known(self, step: DraftStep, fresh: frozenset[NodeId]) -> Outputs | None:
        if step.node.id in fresh or step.key is None:
            return None
        head = self.heads.get(step.node.id)
        return head.outputs if head is not None and head.key == step.key else None

    def _decide(self, step: DraftStep, known: Outputs | None, fresh: frozenset[NodeId]) -> None:
        if known is not None and not step.problems:
            step.outputs = known
            return
        head = self.heads.get(step.node.id)
        if step.node.id in fresh:
            step.why = WhyRan.ASKED_AGAIN
        elif head is None or (head.outputs is None and not head.failed):
            step.why = WhyRan.NEVER_RAN
        elif head.failed:
            step.why = WhyRan.FAILED_BEFORE
        else:
            step.why = WhyRan.CHANGED if head.own_key != step.own_key else WhyRan.UPSTREAM


def _found(step: DraftStep, found: Mapping[str, Outputs]) -> Outputs | None:
    """Give what the cache knows of a step: its result, or the one that it follows from."""
    known = found.get(step.key or "")
    whole = found.get(step.whole_key or "")
    return known if known or not whole else cut(step.kind, step.parameters, whole)


def _released(
    node: NodeId, feeds: Mapping[NodeId, list[NodeId]], waiting: dict[NodeId, int]
) -> list[NodeId]:
    free: list[NodeId] = []
    for after in feeds.get(node, ()):
        waiting[after] -= 1
        if waiting[after] == 0:
            free.append(after)
    return free


def _value_key(
    step: DraftStep, steps: Mapping[NodeId, DraftStep], kept: Mapping[str, JsonValue]
) -> str | None:
    inputs: dict[str, list[Content]] = {}
    labels: LabelBook = {}
    for name, sources in step.sources.items():
        content = inputs.setdefault(name, [])
        for source in sources:
            if isinstance(source, Given):
                values = source.values
            else:
                outputs = steps[source.node].outputs
                if outputs is None:
                    return None
                value = outputs.get(source.output)
                values = flatten(value) if value is not None else ()
            found = [content_of(one) for one in values]
            note_labels(labels, name, found, source.label)
            content += found
    return key_of(step.kind, step.forecast.model_key, kept, inputs, labels)


def key_of(
    kind: NodeKind,
    model_key: str,
    kept: Mapping[str, JsonValue],
    inputs: Mapping[str, Sequence[Content]],
    labels: Labels,
) -> str:
    """Give the cache key of a step whose inputs are all known."""
    filled = {name: found for name, found in inputs.items() if found}
    said = said_labels(kept, filled, labels)
    whole = {**kept, SAID: said} if said else kept
    return step_key(kind.spec.kind, kind.spec.version, model_key, whole, filled)


def _forecast(
    kind: NodeKind, parameters: Parameters, arriving: Arriving, each: Each | None
) -> Forecast:
    if kind.forecast is None:
        return _NO_MODEL
    if each is None:
        return kind.forecast(parameters, arriving)
    counts = arriving.counts
    single = {name: 1 if name in each.inputs else count for name, count in counts.items()}
    one = kind.forecast(parameters, replace(arriving, counts=single))
    return replace(one, price=one.price * each.count(counts))


def _arriving(sources: Mapping[str, Sequence[Source]]) -> Arriving:
    return Arriving(
        {name: count_of(found) for name, found in sources.items()},
        {
            name: [one.label.name for one in found if one.label.name]
            for name, found in sources.items()
        },
    )


def _described(edge: Edge, source: Source | None) -> JsonValue:
    """Say what a wire brings, for the node's own key: written text itself, else its source."""
    if isinstance(source, Given) and source.values and source.values[0].type in {"text", "number"}:
        return [edge.input, [content_of(value) for value in source.values]]
    use = [edge.use] if edge.use else []
    return [edge.input, edge.source, edge.output, *use]


def _group(problems: Iterable[Problem]) -> dict[NodeId, list[Problem]]:
    grouped: dict[NodeId, list[Problem]] = {}
    for problem in problems:
        if problem.node is not None and problem.code != "cycle":
            grouped.setdefault(problem.node, []).append(problem)
    return grouped
