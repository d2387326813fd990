"""Runs a node's function once for each item of a list, each item a result of its own."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Mapping, Sequence

from koda.clock import now
from koda.core.errors import KodaError, NodeFailed
from koda.core.ids import StepId
from koda.core.values import ListValue, SingleValue, Value
from koda.db.results import ResultRecords
from koda.runs.outputs import flatten, read_outputs, write_outputs
from koda.runs.suspend import Suspend

_AT_ONCE = 8

Item = Mapping[str, Sequence[SingleValue]]
Call = Callable[[str, Item], Awaitable[Mapping[str, Value]]]
"""Runs one item: its key, and what goes in."""


async def run_each(
    records: ResultRecords,
    step: StepId,
    kind: str,
    items: Mapping[str, Item],
    order: Sequence[str],
    call: Call,
    report: Callable[[int, int], None],
    *,
    fresh: bool,
) -> dict[str, Value]:
    """Run what is not known yet, and give the results of all, as lists in order.

    Args:
        records: Where each item's result is kept under its own key: the same as if its node had
            been run for it alone.
        step: The step.
        kind: The node's kind.
        items: What goes into each run, by its key; equal ones are run once.
        order: The keys, in the order of the results.
        call: Runs one.
        report: Is told how many of how many there are.
        fresh: Run them all, although results are known.

    Raises:
        Suspend: Some wait for a provider or a person; the others are done and kept.
        NodeFailed: Some failed; the others are kept, so only the failed ones run next time.
    """
    made = {} if fresh else await records.find_many(list(items))
    made |= await records.recall_many(step, list(items))
    gate = asyncio.Semaphore(_AT_ONCE)
    failed: dict[str, KodaError] = {}
    pauses: list[Suspend] = []

    async def one(key: str, item: Item) -> None:
        async with gate:
            try:
                outputs = await call(key, item)
            except Suspend as pause:
                pauses.append(pause)
                return
            except KodaError as error:
                failed[key] = error
                return
        made[key] = write_outputs(outputs)
        await records.keep(step, key, kind, made[key], now())
        report(len(made), len(items))

    report(len(made), len(items))
    async with asyncio.TaskGroup() as group:
        for key, item in items.items():
            if key not in made:
                group.create_task(one(key, item))
    if pauses:
        raise next((one for one in pauses if one.state == "asking"), pauses[0])
    if failed:
        raise _failure(order, failed)
    return _joined([read_outputs(made[key]) for key in order])


def _failure(order: Sequence[str], failed: Mapping[str, KodaError]) -> NodeFailed:
    places = [place for place, key in enumerate(order, start=1) if key in failed]
    first = failed[order[places[0] - 1]]
    if len(order) == 1:
        return NodeFailed(first.message, remedy=first.remedy, **first.fields)
    return NodeFailed(
        f"{len(places)} of {len(order)} failed. Number {places[0]}: {first.message}",
        remedy=f"{first.remedy} The others are kept: only the failed ones run again.".strip(),
        items=[
            {"number": place, "message": failed[order[place - 1]].message} for place in places[:50]
        ],
    )


def _joined(results: Sequence[Mapping[str, Value]]) -> dict[str, Value]:
    names = dict.fromkeys(name for outputs in results for name in outputs)
    return {
        name: ListValue(
            items=tuple(
                value for outputs in results if name in outputs for value in flatten(outputs[name])
            )
        )
        for name in names
    }
