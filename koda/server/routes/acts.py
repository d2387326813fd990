"""Acts: one node run beside a canvas, for a button that wants its result and not the node."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter
from pydantic import BaseModel, Field, JsonValue

from koda.core.canvas import Canvas, Node
from koda.core.errors import Invalid
from koda.core.ids import NodeId, is_id
from koda.core.run import Run, RunMode
from koda.runs.request import RunRequest
from koda.server.inputs import CanvasPath, Koda

router = APIRouter(tags=["runs"])

_MOST_KEY = 70


class ActBody(BaseModel):
    """A node to run once per `key`; its id is `act-` and the key."""

    key: str = Field(min_length=1, max_length=_MOST_KEY)
    kind: str = Field(max_length=200)
    parameters: Annotated[dict[str, JsonValue], Field(max_length=100)] = {}


@router.post("/canvases/{canvas}/acts", status_code=201)
async def start_act(koda: Koda, canvas: CanvasPath, body: ActBody) -> Run:
    """Run a node that is not on the canvas; its step's transcript and outputs are the answer."""
    await koda.canvases.get_record(canvas)
    node = NodeId(f"act-{body.key}")
    if not is_id(node):
        raise Invalid("A key has letters, digits, `_` and `-`.", field="key")
    content = Canvas(
        id=canvas,
        name="",
        nodes={node: Node(id=node, kind=body.kind, parameters=body.parameters)},
        edges={},
    )
    request = RunRequest(key=body.key, mode=RunMode.NODE, targets=(node,))
    return await koda.runs.start_on(content, request)
