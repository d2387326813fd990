"""Runs: preview, start, read, cancel, retry, answer."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query
from pydantic import BaseModel, Field, JsonValue

from koda.core.ids import NodeId
from koda.core.run import NodeResult, Preview, Run, RunMode
from koda.runs.request import RunRequest
from koda.server.inputs import CanvasPath, Koda, RunPath, StepPath
from koda.server.routes.session import Success

router = APIRouter(tags=["runs"])

_Targets = Annotated[list[Annotated[str, Field(max_length=80)]], Field(max_length=20_000)]


class PlanBody(BaseModel):
    """What to run. `fresh`: nodes to run again although their result is known."""

    mode: RunMode
    targets: _Targets = []
    fresh: _Targets = []
    seq: int | None = Field(None, ge=0)
    ceiling: int | None = Field(None, ge=0, description="Micro-dollars.")

    def request(self, key: str) -> RunRequest:
        """Give it as the service's request."""
        return RunRequest(
            key=key,
            mode=self.mode,
            targets=tuple(NodeId(one) for one in self.targets),
            seq=self.seq,
            fresh=frozenset(NodeId(one) for one in self.fresh),
            ceiling=self.ceiling,
        )


class RunBody(PlanBody):
    """What to run, once per `key`."""

    key: str = Field(min_length=1, max_length=80)


class RetryBody(BaseModel):
    """The key of the new run."""

    key: str = Field(min_length=1, max_length=80)


class AnswerBody(BaseModel):
    """An answer to a question of a step."""

    name: str = Field(max_length=200)
    value: JsonValue


class RunList(BaseModel):
    """Runs, newest first, without their steps."""

    runs: list[Run]


class ResultsAnswer(BaseModel):
    """The newest results of each node; `stale`: nodes whose inputs have changed since."""

    results: list[NodeResult]
    stale: list[NodeId]


@router.post("/canvases/{canvas}/plan")
async def plan_run(koda: Koda, canvas: CanvasPath, body: PlanBody) -> Preview:
    """Say what would run, why, and for how much."""
    return await koda.runs.preview(canvas, body.request(""))


@router.post("/canvases/{canvas}/runs", status_code=201)
async def start_run(koda: Koda, canvas: CanvasPath, body: RunBody) -> Run:
    """Start a run; 422 `run.problems` says with places why it cannot."""
    return await koda.runs.start(canvas, body.request(body.key))


@router.get("/canvases/{canvas}/runs")
async def list_runs(
    koda: Koda, canvas: CanvasPath, limit: Annotated[int, Query(ge=1, le=200)] = 30
) -> RunList:
    """List the runs of a canvas."""
    await koda.canvases.get_record(canvas)
    return RunList(runs=await koda.runs.list(canvas, limit))


@router.get("/canvases/{canvas}/results")
async def get_results(koda: Koda, canvas: CanvasPath) -> ResultsAnswer:
    """Give what the nodes of a canvas have made."""
    results, stale = await koda.runs.results(canvas)
    return ResultsAnswer(results=results, stale=stale)


@router.get("/runs/{run}")
async def get_run(koda: Koda, run: RunPath) -> Run:
    """Give a run with its steps."""
    return await koda.runs.get(run)


@router.post("/runs/{run}/cancel")
async def cancel_run(koda: Koda, run: RunPath) -> Run:
    """Stop a run; finished steps keep their results."""
    return await koda.runs.cancel(run)


@router.post("/runs/{run}/retry", status_code=201)
async def retry_run(koda: Koda, run: RunPath, body: RetryBody) -> Run:
    """Run again what failed, was skipped or cancelled."""
    return await koda.runs.retry(run, body.key)


@router.post("/runs/{run}/steps/{step}/answer")
async def answer_step(koda: Koda, run: RunPath, step: StepPath, body: AnswerBody) -> Success:
    """Answer a question of a step."""
    await koda.runs.answer(run, step, body.name, body.value)
    return Success()
