"""One step: inputs bound, cache asked, the node's function called, its outcome said."""

from __future__ import annotations

import json
import logging
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any, cast

from pydantic import JsonValue, TypeAdapter, ValidationError

from koda.core.errors import KodaError, NodeFailed, NotConfigured
from koda.core.fingerprint import content_of
from koda.core.ids import NodeId, RunId, StepId
from koda.core.run import Progress
from koda.core.values import SingleValue, Value
from koda.db.base import Row
from koda.db.outcomes import Outcome
from koda.runs.failures import failure_of
from koda.runs.jobs import Buyer
from koda.runs.kind import NodeInputs, NodeKind
from koda.runs.planning import flatten, key_of
from koda.runs.step_context import StepContext, StepTools
from koda.runs.suspend import Suspend

log = logging.getLogger("koda.runs")

OUTPUTS: TypeAdapter[dict[str, Value]] = TypeAdapter(dict[str, Value])
_SINGLE: TypeAdapter[SingleValue] = TypeAdapter(SingleValue)
_MOST_STARTS = 5


class Executor:
    """Runs steps that a worker has claimed. Knows nothing of claims and leases."""

    def __init__(self, kinds: Mapping[str, NodeKind], tools: StepTools) -> None:
        """Use these node kinds."""
        self._kinds = kinds
        self._tools = tools

    async def execute(
        self, step: Row, made: Mapping[str, str], known: Mapping[str, str]
    ) -> Outcome:
        """Run a step to its next resting place.

        Args:
            step: Its row.
            made: Outputs (JSON) of the steps that its inputs name.
            known: Results (JSON) by cache key that may be its own.

        Returns:
            What to write. Everything that the step bought or made is stored by then.
        """
        base = Outcome(
            step=StepId(step["id"]),
            run=RunId(step["run"]),
            node=NodeId(step["node"]),
            canvas=step["canvas"],
            kind=step["kind"],
            claim=step["claim"],
            state="failed",
        )
        try:
            return await self._execute(step, base, made, known)
        except Suspend as pause:
            if pause.message:
                progress = Progress(message=pause.message)
                self._tools.live.report(base.canvas, base.step, progress)
            question = None if pause.question is None else pause.question.model_dump_json()
            return replace(base, state=pause.state, question=question)
        except KodaError as error:
            log.info("step %s failed: %s", base.step, error.message)
            return replace(base, failure=failure_of(error))
        except Exception as error:
            log.exception("step %s: the node %s raised", base.step, base.kind)
            return replace(base, failure=failure_of(error))

    async def _execute(
        self, step: Row, base: Outcome, made: Mapping[str, str], known: Mapping[str, str]
    ) -> Outcome:
        kind = self._kinds.get(base.kind)
        if kind is None or kind.run is None:
            raise NotConfigured(
                f"This Koda has no node “{base.kind}”.", remedy="Install its package."
            )
        if int(step["starts"]) > _MOST_STARTS:
            raise NodeFailed(
                "This step has stopped Koda several times and is not tried again.",
                remedy="Look into the log, and tell the author of the node.",
            )
        values = bind(step, made)
        key = bound_key(kind, step, values)
        if not step["fresh"] and key in known:
            return replace(base, state="done", key=key, outputs=known[key], cached=True)
        parameters = cast("dict[str, JsonValue]", json.loads(step["parameters"]))
        inputs = NodeInputs(kind.parameters.model_validate(parameters), values)
        buyer = Buyer(base.step, base.claim, base.run, base.canvas, base.node, base.kind)
        context = StepContext(self._tools, buyer, int(step["seed"] or 0), parameters, values)
        outputs = await kind.run(inputs, context)
        return replace(base, state="done", key=key, outputs=_write(kind, outputs), result_key=key)

    def key(self, step: Row, made: Mapping[str, str]) -> str | None:
        """Give the cache key of a claimed step; none if its kind is not installed."""
        kind = self._kinds.get(step["kind"])
        return None if kind is None else bound_key(kind, step, bind(step, made))


def bind(step: Row, made: Mapping[str, str]) -> dict[str, list[SingleValue]]:
    """Give the values of each input, lists made flat, in order."""
    values: dict[str, list[SingleValue]] = {}
    for name, sources in json.loads(step["inputs"]).items():
        found = values.setdefault(name, [])
        for source in sources:
            if "value" in source:
                found.append(_SINGLE.validate_python(source["value"]))
            else:
                outputs = OUTPUTS.validate_json(made[source["step"]])
                value = outputs.get(source["output"])
                found.extend(flatten(value) if value is not None else ())
    return values


def bound_key(kind: NodeKind, step: Row, values: Mapping[str, Sequence[SingleValue]]) -> str:
    """Give the cache key of a step by what has arrived (R10)."""
    inputs = {name: [content_of(one) for one in found] for name, found in values.items()}
    return key_of(kind, str(step["model_key"]), json.loads(step["kept"]), inputs)


def needed_steps(steps: Sequence[Row]) -> list[str]:
    """Give the steps whose outputs these steps read."""
    found: dict[str, None] = {}
    for step in steps:
        for sources in json.loads(step["inputs"]).values():
            found |= {source["step"]: None for source in sources if "step" in source}
    return list(found)


def write_outputs(outputs: Mapping[str, Value]) -> str:
    """Write outputs as JSON."""
    return OUTPUTS.dump_json(dict(outputs), by_alias=True).decode()


def _write(kind: NodeKind, outputs: Any) -> str:  # noqa: ANN401  (whatever a node gave back)
    try:
        checked = OUTPUTS.validate_python(outputs)
    except ValidationError as error:
        raise NodeFailed(
            f"{kind.spec.title} gave something that is not a value.",
            remedy="Tell the author of the node.",
            reason=str(error)[:500],
        ) from error
    strange = set(checked) - {end.name for end in kind.spec.outputs}
    if strange:
        raise NodeFailed(
            f"{kind.spec.title} gave an output that it does not declare.",
            remedy="Tell the author of the node.",
            outputs=sorted(strange),
        )
    return write_outputs(checked)
