"""Runs: preview, start, follow, cancel, retry, answer (docs/spec/runs.md)."""

from __future__ import annotations

import json
from collections.abc import AsyncGenerator, Callable, Iterable, Mapping, Sequence
from typing import Protocol

from pydantic import JsonValue

from koda.assets.library import AssetLibrary
from koda.clock import now
from koda.core.canvas import Canvas
from koda.core.errors import Conflict, Invalid, NotFound
from koda.core.ids import AssetId, CanvasId, NodeId, RunId, StepId
from koda.core.run import (
    NodeResult,
    Preview,
    Run,
    RunMode,
    Step,
    StepState,
    WhyRan,
)
from koda.db.base import Row
from koda.db.runs import read_run, read_step
from koda.runs.drafter import Drafter, preview_of
from koda.runs.drafting import new_run, refuse_hopeless
from koda.runs.following import Following, RunsEvent
from koda.runs.jobs import Jobs
from koda.runs.kind import NodeKind
from koda.runs.live import Live
from koda.runs.lost_jobs import QUESTION
from koda.runs.outputs import flatten, read_outputs
from koda.runs.request import RunRequest
from koda.runs.starter import refuse_spent, refuse_unpriced, starting
from koda.runs.tables import Tables

_HISTORY = 12
_AGAIN = frozenset({StepState.FAILED, StepState.SKIPPED, StepState.CANCELLED})


class CanvasReader(Protocol):
    """Reads a canvas as it is now; raises `NotFound`."""

    async def get(self, canvas: CanvasId) -> Canvas:
        """See `Canvases.get`."""
        ...


class Hands(Protocol):
    """What this process works with."""

    def abort(self, run: str) -> None:
        """See `Worker.abort`."""
        ...

    def look_soon(self) -> None:
        """See `Worker.look_soon`."""
        ...


class Runs:
    """The service of runs. A run that is returned is durable; workers do the rest."""

    def __init__(
        self,
        canvases: CanvasReader,
        library: AssetLibrary,
        kinds: Mapping[str, NodeKind],
        tables: Tables,
        jobs: Jobs,
        live: Live,
        worker: Hands,
        *,
        prepare: Callable[[Iterable[str | None]], None],
    ) -> None:
        """Use these parts."""
        self._canvases = canvases
        self._kinds = kinds
        self._drafter = Drafter(library, kinds, tables, prepare)
        self._following = Following(tables.runs, live)
        self._records = tables.runs
        self._results = tables.results
        self._cancelling = tables.cancelling
        self._job_records = tables.jobs
        self._jobs = jobs
        self._live = live
        self._worker = worker

    async def preview(self, canvas: CanvasId, request: RunRequest) -> Preview:
        """Say what a run would do now, why, and for how much; writes nothing."""
        return await self.preview_on(await self._canvases.get(canvas), request)

    async def preview_on(self, canvas: Canvas, request: RunRequest) -> Preview:
        """Say what a run of this content would do; see `preview`."""
        return preview_of(canvas, await self._drafter.draft(canvas, request))

    async def start(self, canvas: CanvasId, request: RunRequest) -> Run:
        """Start a run, once per key (R1).

        Raises:
            NotFound: No such canvas.
            Conflict: The canvas is not yet at `request.seq`.
            HasProblems, OverCeiling: It cannot do what was asked; nothing is written.
        """
        known = await self._known(canvas, request)
        return known or await self.start_on(await self._canvases.get(canvas), request)

    async def start_on(self, canvas: Canvas, request: RunRequest) -> Run:
        """Start a run of this content, which need not be what its canvas holds; see `start`."""
        known = await self._known(canvas.id, request)
        if known is not None:
            return known
        draft = await self._drafter.draft(canvas, request)
        refuse_hopeless(draft, request)
        refuse_unpriced(sum(step.unpriced for step in draft.steps))
        new = new_run(canvas.id, canvas.seq, draft, request)
        try:
            await self._records.start(new, starting(new))
        except Conflict as error:
            known = await self._known(canvas.id, request)
            if known is None:
                refuse_spent(new, error)
                raise
            return known
        self._live.ended([str(one["id"]) for one in new.steps if one["state"] == "done"])
        self._live.ring(canvas.id)
        self._live.work.set()
        return await self.get(RunId(str(new.run["id"])))

    async def find(self, canvas: CanvasId, key: str) -> Run | None:
        """Find the run that was started under this key; none before it is."""
        known = await self._records.find_by_key(canvas, key)
        return None if known is None else await self.get(RunId(known["id"]))

    async def get(self, run: RunId) -> Run:
        """Get a run with its steps; raises `NotFound`."""
        row = await self._row(run)
        steps = [self._following.with_progress(one) for one in await self._records.steps_of(run)]
        return read_run(row, steps)

    async def list(self, canvas: CanvasId, limit: int = 30) -> list[Run]:
        """List the runs of a canvas, newest first, without their steps."""
        return [read_run(row) for row in await self._records.list(canvas, limit)]

    async def results(self, canvas: CanvasId) -> tuple[list[NodeResult], list[NodeId]]:
        """Give the newest steps of each node, and the nodes whose result is stale."""
        rows = await self._records.newest_steps(canvas, _HISTORY)
        grouped: dict[NodeId, list[Step]] = {}
        for row in rows:
            grouped.setdefault(NodeId(row["node"]), []).append(self._following.with_progress(row))
        content = await self._canvases.get(canvas)
        draft = await self._drafter.draft(content, RunRequest(key="", mode=RunMode.ALL))
        stale = [
            step.node.id for step in draft.steps if step.why in {WhyRan.CHANGED, WhyRan.UPSTREAM}
        ]
        found = [
            NodeResult(node=node, steps=tuple(steps))
            for node, steps in grouped.items()
            if node in content.nodes
        ]
        return found, stale

    async def shown_images(self, canvases: Sequence[CanvasId]) -> dict[CanvasId, list[AssetId]]:
        """Give the pictures that the nodes of each canvas show, the newest first."""
        shown: dict[CanvasId, dict[AssetId, None]] = {}
        for row in await self._records.shown_outputs(canvases):
            found = shown.setdefault(CanvasId(row["canvas"]), {})
            for value in read_outputs(row["outputs"] or "{}").values():
                for one in flatten(value):
                    if one.type == "image":
                        found[one.asset] = None
        return {canvas: list(found) for canvas, found in shown.items()}

    async def cancel(self, run: RunId) -> Run:
        """Stop a run (R7): finished steps keep their results, providers are told to stop."""
        row = await self._row(run)
        await self._cancelling.cancel(run, now())
        self._worker.abort(run)
        self._live.ring(row["canvas"])
        ended = await self.get(run)
        if row["state"] == "running":
            self._live.ended([one.id for one in ended.steps if one.state == StepState.CANCELLED])
        return ended

    async def retry(self, run: RunId, key: str) -> Run:
        """Start a new run of what failed, was skipped or cancelled, as the canvas is now.

        Raises:
            Invalid: Nothing is left to be tried again.
        """
        before = await self.get(run)
        canvas = await self._canvases.get(before.canvas)
        nodes = [step.node for step in before.steps if step.state in _AGAIN]
        targets = tuple(node for node in nodes if node in canvas.nodes)
        if not targets:
            raise Invalid("Nothing of this run is left to be tried again.", run=run)
        request = RunRequest(key=key, mode=RunMode.SELECTION, targets=targets)
        return await self.start(before.canvas, request)

    async def answer(self, run: RunId, step: StepId, name: str, value: JsonValue) -> None:
        """Answer a question of a step; the first answer counts (R8).

        Raises:
            NotFound: No such step.
            Invalid: The step does not ask this.
        """
        row = next((one for one in await self._records.steps([step]) if one["run"] == run), None)
        if row is None:
            raise NotFound("There is no such step.", step=step)
        question = read_step(row).question
        if row["state"] != "asking" or question is None or question.name != name:
            raise Invalid("The step does not ask this now.", step=step, question=name)
        choices = [choice.value for choice in question.choices]
        if choices and value not in choices:
            raise Invalid("This is not one of the answers.", step=step, choices=choices)
        kind = self._kinds.get(row["kind"])
        if kind is not None and kind.check_answer is not None:
            kind.check_answer(question, value)
        if name.startswith(QUESTION):
            job = await self._job_records.get(name.removeprefix(QUESTION))
            if job is not None:
                await self._jobs.answer(job, str(value))
        else:
            text = json.dumps(value, ensure_ascii=False)
            await self._results.remember(step, f"answer:{name}", text, now())
            await self._cancelling.go_on(step)
        self._live.ring(row["canvas"])
        self._live.work.set()

    async def hear(self, provider: str, token: str, request_id: str) -> None:
        """Look at a job soon: its provider has called; raises `NotFound` (see `Jobs.hear`)."""
        await self._jobs.hear(provider, token, request_id)
        self._worker.look_soon()

    async def wait(self, run: RunId) -> Run:
        """Give a run once it has ended.

        Raises:
            StillGoing: The request has to end before.
        """
        canvas = CanvasId((await self._row(run))["canvas"])
        await self._following.until_ended(run, canvas)
        return await self.get(run)

    def follow(self, canvas: CanvasId, after: int | None) -> AsyncGenerator[tuple[int, RunsEvent]]:
        """Give what changed after an event number, then every change; see `Following.follow`."""
        return self._following.follow(canvas, after)

    # Inside

    async def _known(self, canvas: CanvasId, request: RunRequest) -> Run | None:
        if not 0 < len(request.key) <= 80:
            raise Invalid("A run's key has 1 to 80 characters.", field="key")
        return await self.find(canvas, request.key)

    async def _row(self, run: RunId) -> Row:
        row = await self._records.find(run)
        if row is None:
            raise NotFound("There is no such run.", run=run)
        return row
