"""Copies of canvases: the same nodes and edges under fresh ids."""

from __future__ import annotations

import secrets

from koda.core.canvas import Canvas
from koda.core.ids import CanvasId, EdgeId, NodeId

_ALPHABET = "0123456789abcdefghijklmnopqrstuvwxyz"


def fresh_id(prefix: str) -> str:
    """Make a node or edge id (D6)."""
    return prefix + "_" + "".join(secrets.choice(_ALPHABET) for _ in range(14))


def copy_canvas(canvas: Canvas, into: CanvasId, name: str) -> Canvas:
    """Copy a canvas; no id of a node or edge is kept, all references among them hold."""
    ids = {old: NodeId(fresh_id("n")) for old in canvas.nodes}
    nodes = {
        ids[old]: node.model_copy(
            update={"id": ids[old], "parent": ids.get(node.parent) if node.parent else None}
        )
        for old, node in canvas.nodes.items()
    }
    edges = [
        edge.model_copy(
            update={
                "id": EdgeId(fresh_id("e")),
                "source": ids[edge.source],
                "target": ids[edge.target],
            }
        )
        for edge in canvas.edges.values()
        if edge.source in ids and edge.target in ids
    ]
    return Canvas(id=into, name=name, nodes=nodes, edges={edge.id: edge for edge in edges})
