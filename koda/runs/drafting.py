"""The rows of a new run, from its draft."""

from __future__ import annotations

import json
import secrets
from collections.abc import Mapping
from dataclasses import asdict
from typing import Any, cast

from koda.clock import new_id, now
from koda.core.errors import HasProblems, Invalid, OverCeiling
from koda.core.ids import CanvasId, NodeId, RunId, StepId
from koda.core.money import format_dollars
from koda.core.run import Failure, Problem, RunMode, RunState, StepState
from koda.db.base import SqlValue
from koda.db.runs import NewRun
from koda.runs.binding import Given
from koda.runs.outputs import write_outputs
from koda.runs.planning import Draft, DraftStep
from koda.runs.request import RunRequest

MOST_STEPS = 20_000
_SEEDS = 2**31


def refuse_hopeless(draft: Draft, request: RunRequest) -> None:
    """Refuse a run that cannot do what was asked (R3).

    What was asked for by name must be able to run. Otherwise one broken node does not stop the
    others: it fails, what needs it is skipped, and the rest runs.

    Raises:
        HasProblems: With each problem and its place.
        OverCeiling: It costs more than it may, or nobody knows whether it does.
    """
    errors = [one for one in draft.problems if one.severity == "error"]
    named = set(request.targets)
    strict = request.mode not in {RunMode.ALL, RunMode.FROM}
    in_steps = {id(one) for step in draft.steps for one in step.problems}
    fatal = [
        one
        for one in errors
        if strict or one.node in named or (id(one) not in in_steps and one.code != "cycle")
    ]
    can_run = any(not step.problems for step in draft.steps)
    if not draft.steps and not errors:
        fatal = [
            Problem(
                code="nothing_to_run",
                message="There is nothing to run.",
                remedy="Add a node that makes something.",
            )
        ]
    if fatal or not can_run:
        problems = fatal or errors
        raise HasProblems(
            problems[0].message,
            remedy=problems[0].remedy,
            problems=[one.model_dump(mode="json") for one in problems[:200]],
        )
    if len(draft.steps) > MOST_STEPS:
        raise Invalid(f"A run has at most {MOST_STEPS:,} steps.", limit=MOST_STEPS)
    price = sum(step.price for step in draft.steps)
    if request.ceiling is not None and price > request.ceiling:
        raise OverCeiling(
            f"This run would cost about {format_dollars(price)}; "
            f"the ceiling is {format_dollars(request.ceiling)}.",
            price=price,
            ceiling=request.ceiling,
        )
    unpriced = sum(step.unpriced for step in draft.steps)
    if request.ceiling is not None and unpriced:
        raise OverCeiling(
            f"Nobody has said what {unpriced} of the steps cost, so no ceiling can be kept.",
            remedy="Choose models with a known price, or run without a ceiling.",
            unpriced=unpriced,
            ceiling=request.ceiling,
        )


def new_run(canvas: CanvasId, seq: int, draft: Draft, request: RunRequest) -> NewRun:
    """Make the rows: known results are done from the start, broken nodes have failed (R2, R3)."""
    at = now()
    run = RunId(new_id("run"))
    ids = {step.node.id: StepId(new_id("stp")) for step in draft.steps}
    states = _states(draft)
    common: dict[str, SqlValue] = {
        "run": run,
        "canvas": canvas,
        "version": 1,
        "attempt": 1,
        "starts": 0,
        "cost": 0,
        "created_at": at,
    }
    rows = [
        {
            **common,
            **_step_row(step, states[step.node.id], ids, at),
            "place": place,
            "fresh": int(step.node.id in request.fresh),
        }
        for place, step in enumerate(draft.steps)
    ]
    counts = [row["state"] for row in rows]
    open_ = sum(state in {"ready", "blocked"} for state in counts)
    failed = counts.count("failed")
    ended = open_ == 0
    return NewRun(
        run={
            "id": run,
            "canvas": canvas,
            "key": request.key,
            "seq": seq,
            "mode": request.mode.value,
            "targets": json.dumps(list(request.targets)),
            "state": _run_state(ended, failed).value,
            "version": 1,
            "total": len(rows),
            "open": open_,
            "done": counts.count("done"),
            "cached": counts.count("done"),
            "failed": failed,
            "price": sum(step.price for step in draft.steps),
            "cost": 0,
            "ceiling": request.ceiling,
            "created_at": at,
            "ended_at": at if ended else None,
        },
        steps=rows,
        needs=[(ids[step.node.id], ids[need]) for step in draft.steps for need in step.needs],
    )


def _run_state(ended: bool, failed: int) -> RunState:
    if not ended:
        return RunState.RUNNING
    return RunState.FAILED if failed else RunState.DONE


def _states(draft: Draft) -> dict[NodeId, StepState]:
    states: dict[NodeId, StepState] = {}
    for step in draft.steps:  # sources first
        above = [states[need] for need in step.needs]
        if step.problems:
            state = StepState.FAILED
        elif any(one in {StepState.FAILED, StepState.SKIPPED} for one in above):
            state = StepState.SKIPPED
        elif step.outputs is not None:
            state = StepState.DONE
        elif all(one == StepState.DONE for one in above):
            state = StepState.READY
        else:
            state = StepState.BLOCKED
        states[step.node.id] = state
    return states


def _step_row(
    step: DraftStep, state: StepState, ids: Mapping[NodeId, StepId], at: int
) -> dict[str, SqlValue]:
    ended = state in {StepState.DONE, StepState.FAILED, StepState.SKIPPED}
    is_done = state == StepState.DONE and step.outputs is not None
    return {
        "id": ids[step.node.id],
        "node": step.node.id,
        "kind": step.node.kind,
        "title": step.node.name or step.kind.spec.title,
        "state": state.value,
        "cached": int(is_done),
        "why": step.why.value if step.why is not None and not is_done else None,
        "model": step.forecast.model,
        "model_key": step.forecast.model_key,
        "seed": _seed(step),
        "parameters": _json(step.parameters),
        "kept": _json(step.kept),
        "inputs": _json(_inputs(step, ids)),
        "own_key": step.own_key,
        "key": step.key,
        "outputs": write_outputs(step.outputs or {}) if is_done else None,
        "failure": _failure(step.problems[0]) if state == StepState.FAILED else None,
        "price": step.price,
        "ended_at": at if ended else None,
    }


def _inputs(step: DraftStep, ids: Mapping[NodeId, StepId]) -> dict[str, list[Any]]:
    """Say where the values come from, so that the step needs nothing but its row (R4)."""
    bound: dict[str, list[Any]] = {}
    for name, sources in step.sources.items():
        found = bound.setdefault(name, [])
        for source in sources:
            label = {key: text for key, text in asdict(source.label).items() if text}
            if isinstance(source, Given):
                found += [
                    {"value": value.model_dump(mode="json", by_alias=True), **label}
                    for value in source.values
                ]
            else:
                found.append({"step": ids[source.node], "output": source.output, **label})
    return bound


def _seed(step: DraftStep) -> int:
    """Take the seed that is set on the node, or draw one that lasts as long as the step."""
    properties = cast("Mapping[str, Any]", step.kind.spec.parameters.get("properties", {}))
    for name, schema in properties.items():
        value = step.parameters.get(name)
        if schema.get("x-control") == "seed" and isinstance(value, int):
            return value
    return secrets.randbelow(_SEEDS)


def _failure(problem: Problem) -> str:
    return Failure(
        code=problem.code, message=problem.message, remedy=problem.remedy
    ).model_dump_json()


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)
