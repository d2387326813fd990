"""The document a person edits: nodes, edges, places. A plain reading of the Yjs document."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict, Field, JsonValue

from koda.core.ids import CanvasId, EdgeId, NodeId

SCHEMA_VERSION = 1


class _Frozen(BaseModel):
    model_config = ConfigDict(frozen=True, extra="ignore")


class Node(_Frozen):
    """A box on the canvas.

    Attributes:
        kind: The node kind's key; kinds that are not installed stay as they are and do not run.
        x, y: Top left corner in canvas units (px at 100 %); relative to the parent if there is one.
        parent: The group it belongs to.
        parameters: What is set on the node; missing ones have the kind's defaults.
    """

    id: NodeId
    kind: str
    name: str = ""
    x: float = 0
    y: float = 0
    width: float | None = None
    height: float | None = None
    z: int = 0
    parent: NodeId | None = None
    parameters: dict[str, JsonValue] = Field(default_factory=dict)


class Edge(_Frozen):
    """A wire from an output to an input.

    Attributes:
        order: Places it among the edges of a `many` input.
        use: What a reference is for (`style`, `face`, …); empty for no more than its input says.
    """

    id: EdgeId
    source: NodeId
    output: str
    target: NodeId
    input: str
    order: float = 0
    use: str = ""


class Canvas(_Frozen):
    """A canvas at one `seq` of its log."""

    id: CanvasId
    name: str = "Untitled"
    schema_version: int = SCHEMA_VERSION
    seq: int = 0
    nodes: dict[NodeId, Node] = Field(default_factory=dict[NodeId, Node])
    edges: dict[EdgeId, Edge] = Field(default_factory=dict[EdgeId, Edge])

    def edges_into(self) -> dict[NodeId, list[Edge]]:
        """Group the edges by their target, in `order`, then id: O(edges)."""
        grouped: dict[NodeId, list[Edge]] = {}
        for edge in sorted(self.edges.values(), key=lambda edge: (edge.order, edge.id)):
            grouped.setdefault(edge.target, []).append(edge)
        return grouped
