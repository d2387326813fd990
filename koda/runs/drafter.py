"""Works out what a run would do now, from what is known of the canvas; writes nothing."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping

from koda.assets.library import AssetLibrary
from koda.core.canvas import Canvas
from koda.core.errors import Conflict
from koda.core.ids import NodeId
from koda.core.run import PlannedStep, Preview
from koda.db.base import Row
from koda.runs.binding import Head, Outputs, named_assets
from koda.runs.kind import NodeKind
from koda.runs.kinds import learn
from koda.runs.outputs import read_outputs
from koda.runs.planning import Draft, Planner
from koda.runs.request import RunRequest
from koda.runs.tables import Tables


class Drafter:
    """Reads what a plan needs to know, and plans."""

    def __init__(
        self,
        library: AssetLibrary,
        kinds: Mapping[str, NodeKind],
        tables: Tables,
        prepare: Callable[[Iterable[str | None]], None],
    ) -> None:
        """Use these; `prepare` hears the models that are about to be asked."""
        self._library = library
        self._kinds = kinds
        self._records = tables.runs
        self._results = tables.results
        self._prepare = prepare

    async def draft(self, canvas: Canvas, request: RunRequest) -> Draft:
        """Say what a run of this content would do.

        Raises:
            Conflict: The canvas is not yet at `request.seq`.
        """
        if request.seq is not None and canvas.seq < request.seq:
            raise Conflict("The canvas has not arrived there yet.", seq=canvas.seq)
        await learn(self._kinds, {node.kind for node in canvas.nodes.values()})
        assets = await self._library.find_many(named_assets(canvas, self._kinds))
        heads = {NodeId(row["node"]): _head(row) for row in await self._records.heads(canvas.id)}
        planner = Planner(
            canvas=canvas,
            kinds=dict(self._kinds),
            hashes={key: asset.hash for key, asset in assets.items()},
            heads=heads,
        )
        draft = await planner.draft(request.mode, request.targets, request.fresh, self._look_up)
        self._prepare(step.forecast.model for step in draft.steps if step.will_run)
        return draft

    async def _look_up(self, keys: Collection[str]) -> Mapping[str, Outputs]:
        found = await self._results.find_many(keys)
        return {key: read_outputs(text) for key, text in found.items()}


def preview_of(canvas: Canvas, draft: Draft) -> Preview:
    """Show a draft to who has to decide."""
    return Preview(
        seq=canvas.seq,
        total=len(draft.steps),
        to_run=sum(step.will_run for step in draft.steps),
        price=sum(step.price for step in draft.steps),
        unpriced=sum(step.unpriced for step in draft.steps),
        steps=tuple(
            PlannedStep(
                node=step.node.id,
                kind=step.node.kind,
                cached=step.outputs is not None,
                why=step.why,
                model=step.forecast.model,
                price=step.price,
                unpriced=step.unpriced,
            )
            for step in draft.steps
        ),
        problems=draft.problems,
    )


def _head(row: Row) -> Head:
    return Head(
        failed=row["state"] in {"failed", "cancelled"},
        own_key=row["own_key"] or "",
        key=row["key"] or "",
        outputs=read_outputs(row["outputs"]) if row["outputs"] else None,
    )
