"""Acts: one node run beside a canvas, for a button that wants its result and not the node."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter
from pydantic import BaseModel, Field, JsonValue

from koda.canvases.held import words_in
from koda.core.canvas import Canvas, Node
from koda.core.errors import Invalid
from koda.core.ids import CanvasId, NodeId, is_id
from koda.core.run import Preview, Run, RunMode
from koda.runs.request import RunRequest
from koda.server.inputs import Asking, CanvasPath, Koda
from koda.server.one_node import run_of

router = APIRouter(tags=["runs"])

_MOST_KEY = 70


class ActBody(BaseModel):
    """A node to run once per `key`; its id is `act-` and the key. `fresh`: also if it is known."""

    key: str = Field(min_length=1, max_length=_MOST_KEY)
    kind: str = Field(max_length=200)
    parameters: Annotated[dict[str, JsonValue], Field(max_length=100)] = {}
    fresh: bool = False

    def request(self, canvas: CanvasId) -> tuple[Canvas, RunRequest]:
        """Give what it runs; raises `Invalid`."""
        node = NodeId(f"act-{self.key}")
        if not is_id(node):
            raise Invalid("A key has letters, digits, `_` and `-`.", field="key")
        nodes = {node: Node(id=node, kind=self.kind, parameters=self.parameters)}
        fresh = frozenset([node] if self.fresh else [])
        return (
            Canvas(id=canvas, name="", nodes=nodes, edges={}),
            RunRequest(key=self.key, mode=RunMode.NODE, targets=(node,), fresh=fresh),
        )


@router.post("/canvases/{canvas}/acts", status_code=201)
async def start_act(koda: Koda, caller: Asking, canvas: CanvasPath, body: ActBody) -> Run:
    """Run a node that is not on the canvas; its step's transcript and outputs are the answer."""
    await koda.canvases.get_record(canvas)
    await koda.access.reach.words(caller, words_in(body.parameters))
    content, request = body.request(canvas)
    return run_of(await koda.runs.start_on(content, request), body.kind, request.targets[0])


@router.post("/canvases/{canvas}/acts/plan")
async def plan_act(koda: Koda, caller: Asking, canvas: CanvasPath, body: ActBody) -> Preview:
    """Say what an act would cost, and what stands in its way; starts nothing."""
    await koda.canvases.get_record(canvas)
    await koda.access.reach.words(caller, words_in(body.parameters))
    return await koda.runs.preview_on(*body.request(canvas))
