"""What arrives at a node before a run: values that are there, or outputs of other steps."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from pydantic import JsonValue

from koda.core.canvas import Canvas, Edge, Node
from koda.core.ids import AssetId, NodeId
from koda.core.mentions import NO_LABEL, Label
from koda.core.run import Problem
from koda.core.spec import OutputSpec
from koda.core.values import MEDIA_TYPES, MediaValue, SingleValue, Value
from koda.runs.kind import NodeKind
from koda.runs.outputs import flatten
from koda.runs.written import written_values

Outputs = Mapping[str, Value]


@dataclass(frozen=True, slots=True)
class Head:
    """The newest that is known of a node on this canvas.

    Attributes:
        failed: Its newest step failed or was cancelled.
        own_key: What the node itself was when its newest result was made.
        key: The whole cache key of that result.
        outputs: The newest result; none when there has been no result.
    """

    failed: bool = False
    own_key: str = ""
    key: str = ""
    outputs: Outputs | None = None


@dataclass(frozen=True, slots=True)
class Given:
    """Values that are there before the run begins."""

    values: tuple[SingleValue, ...]
    label: Label = NO_LABEL


@dataclass(frozen=True, slots=True)
class FromNode:
    """An output of another step of the run."""

    node: NodeId
    output: str
    label: Label = NO_LABEL


Source = Given | FromNode


@dataclass(frozen=True, slots=True)
class Binding:
    """Binds the wires of one canvas.

    Attributes:
        kinds: The node kinds by key.
        hashes: The hash of every asset that the canvas names.
        heads: What is known of the nodes.
    """

    canvas: Canvas
    kinds: Mapping[str, NodeKind]
    hashes: Mapping[AssetId, str]
    heads: Mapping[NodeId, Head]

    def source(
        self, edge: Edge, covered: frozenset[NodeId], problems: list[Problem]
    ) -> Source | None:
        """Give what a wire brings: from a step of the run if its node is covered; else what is."""
        if edge.source in covered:
            return FromNode(edge.source, edge.output)
        node = self.canvas.nodes[edge.source]
        kind = self.kinds[node.kind]
        if kind.spec.runs:
            head = self.heads.get(edge.source, Head())
            value = (head.outputs or {}).get(edge.output)
            return Given(flatten(value)) if value is not None else None
        end = kind.spec.find_output(edge.output)
        if end is None or end.parameter is None:
            return None
        return self._static(node, end, edge, problems)

    def _static(
        self, node: Node, end: OutputSpec, edge: Edge, problems: list[Problem]
    ) -> Given | None:
        """Read an output that is a parameter's value: what is written, or a media node's asset."""
        if not MEDIA_TYPES.intersection(end.types):
            written = written_values(self.kinds[node.kind].spec, node, end)
            return Given(written) if written else None
        value = node.parameters.get(str(end.parameter))
        if not isinstance(value, str) or not value:
            return None
        asset = AssetId(value)
        if asset not in self.hashes:
            problems.append(
                Problem(
                    code="asset_missing",
                    message="The file of a connected media node is gone.",
                    remedy="Choose the file again.",
                    node=node.id,
                    edge=edge.id,
                )
            )
            return None
        chosen = node.parameters.get(str(end.type_parameter), end.types[0].value)
        media = MediaValue.model_validate(
            {"type": chosen, "asset": asset, "hash": self.hashes[asset]}
        )
        return Given((media,))

    def held(
        self,
        node: Node,
        kind: NodeKind,
        sources: Mapping[str, Sequence[Source]],
        problems: list[Problem],
    ) -> list[tuple[str, Given]]:
        """Give the files that stand in a parameter of the same name as an input without a wire."""
        found: list[tuple[str, Given]] = []
        for name, type_ in kind.held:
            assets = [] if name in sources else _assets_in(node.parameters.get(name))
            if any(asset not in self.hashes for asset in assets):
                problems.append(
                    Problem(
                        code="asset_missing",
                        message="A file that this node holds is gone.",
                        remedy="Choose the file again.",
                        node=node.id,
                        parameter=name,
                    )
                )
                continue
            media = [
                MediaValue.model_validate(
                    {"type": type_, "asset": asset, "hash": self.hashes[asset]}
                )
                for asset in assets
            ]
            if media:
                found.append((name, Given(tuple(media))))
        return found


def named_assets(canvas: Canvas, kinds: Mapping[str, NodeKind]) -> set[AssetId]:
    """Give the assets that the canvas's nodes hold."""
    found: set[AssetId] = set()
    for node in canvas.nodes.values():
        kind = kinds.get(node.kind)
        for end in kind.spec.outputs if kind and not kind.spec.runs else ():
            value = node.parameters.get(end.parameter or "")
            if end.type_parameter and isinstance(value, str) and value:
                found.add(AssetId(value))
        for name, _ in kind.held if kind else ():
            found |= set(_assets_in(node.parameters.get(name)))
    return found


def _assets_in(value: JsonValue) -> list[AssetId]:
    """Give the assets that a parameter names: one, or a list."""
    named = value if isinstance(value, list) else [value]
    return [AssetId(one) for one in named if isinstance(one, str) and one]


def count_of(sources: Iterable[Source]) -> int:
    """Count what arrives; an output that is not there yet is one."""
    return sum(len(one.values) if isinstance(one, Given) else 1 for one in sources)
