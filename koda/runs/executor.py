"""One step: inputs bound, cache asked, the node's function called, its outcome said."""

from __future__ import annotations

import json
import logging
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, cast

from pydantic import JsonValue, TypeAdapter, ValidationError

from koda.clock import now
from koda.core.each import EACH, Each, read_each
from koda.core.errors import KodaError, NodeFailed, NotConfigured
from koda.core.fingerprint import content_of
from koda.core.ids import NodeId, RunId, StepId
from koda.core.mentions import NO_LABEL, Label
from koda.core.run import Progress
from koda.core.values import SingleValue, Value
from koda.db.base import Row
from koda.db.outcomes import Outcome
from koda.runs.context import NodeContext
from koda.runs.cutting import cut, whole_of
from koda.runs.each import run_each
from koda.runs.failures import failure_of
from koda.runs.jobs import Buyer
from koda.runs.kind import Labels, NodeInputs, NodeKind
from koda.runs.kinds import learn
from koda.runs.labels import LabelBook, note_labels
from koda.runs.outputs import OUTPUTS, flatten, read_outputs, write_outputs
from koda.runs.planning import key_of
from koda.runs.step_context import StepContext, StepTools
from koda.runs.suspend import Suspend

log = logging.getLogger("koda.runs")

_SINGLE: TypeAdapter[SingleValue] = TypeAdapter(SingleValue)
_MOST_STARTS = 5


@dataclass(frozen=True, slots=True)
class _Work:
    """A node's function, and for whom it runs."""

    tools: StepTools
    kind: NodeKind
    function: Callable[[NodeInputs, NodeContext], Awaitable[Mapping[str, Value]]]
    buyer: Buyer
    seed: int
    parameters: dict[str, JsonValue]
    labels: Labels
    step: Row

    async def call(
        self, item: str, values: Mapping[str, Sequence[SingleValue]]
    ) -> Mapping[str, Value]:
        """Give its outputs; if they follow from others, those are kept, and made only once."""
        key = _whole_key(self.kind, self.step, values, self.labels)
        if key is None:
            return await self._make(item, values)
        memory, step = self.tools.memory, self.buyer.step
        kept = {} if self.step["fresh"] else await memory.find_many([key])
        if key in kept:
            return cut(self.kind, self.parameters, read_outputs(kept[key]))
        made = await self._make(item, values)
        await memory.keep(step, key, self.kind.spec.kind, write_outputs(made), now())
        return cut(self.kind, self.parameters, made)

    async def _make(
        self, item: str, values: Mapping[str, Sequence[SingleValue]]
    ) -> Mapping[str, Value]:
        """Call it; what it buys and remembers is named after the item."""
        parameters = self.kind.parameters.model_validate(self.parameters)
        inputs = NodeInputs(parameters, values, self.labels)
        context = StepContext(
            self.tools,
            self.buyer,
            self.seed,
            self.parameters,
            values,
            item,
            model=self.step["model"],
        )
        return _checked(self.kind, await self.function(inputs, context))


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
        await learn(self._kinds, [base.kind])
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
        labels = bind_labels(step, made)
        key = _key_of(kind, step, values, labels)
        if not step["fresh"] and key in known:
            return replace(base, state="done", key=key, outputs=known[key], cached=True)
        parameters = cast("dict[str, JsonValue]", json.loads(step["parameters"]))
        each = read_each(kind.spec, parameters)
        parameters.pop(EACH, None)
        buyer = Buyer(base.step, base.claim, base.run, base.canvas, base.node, base.kind)
        work = _Work(
            self._tools, kind, kind.run, buyer, int(step["seed"] or 0), parameters, labels, step
        )
        if each is None:
            outputs = write_outputs(await work.call("", values))
        else:
            outputs = write_outputs(await self._each(work, each, step, values))
        return replace(base, state="done", key=key, outputs=outputs, result_key=key)

    async def _each(
        self, work: _Work, each: Each, step: Row, values: Mapping[str, Sequence[SingleValue]]
    ) -> Mapping[str, Value]:
        """Run it once per item; each item's result is kept as if it had been run alone."""
        split = [
            (_key_of(work.kind, step, one, work.labels, apart=EACH), one)
            for one in each.split(values)
        ]

        def report(done: int, of: int) -> None:
            progress = Progress(fraction=done / of, message=f"{done} of {of}")
            self._tools.live.report(work.buyer.canvas, work.buyer.step, progress)

        return await run_each(
            self._tools.memory,
            work.buyer.step,
            work.kind.spec.kind,
            dict(split),
            [key for key, _ in split],
            work.call,
            report,
            fresh=bool(step["fresh"]),
        )

    def key(self, step: Row, made: Mapping[str, str]) -> str | None:
        """Give the cache key of a claimed step; none if its kind is not installed."""
        kind = self._kinds.get(step["kind"])
        if kind is None:
            return None
        return _key_of(kind, step, bind(step, made), bind_labels(step, made))


def bind(step: Row, made: Mapping[str, str]) -> dict[str, list[SingleValue]]:
    """Give the values of each input, lists made flat, in order."""
    return {
        name: [value for source in sources for value in _values_of(source, made)]
        for name, sources in json.loads(step["inputs"]).items()
    }


def bind_labels(step: Row, made: Mapping[str, str]) -> Labels:
    """Give what the values of each input are called."""
    labels: LabelBook = {}
    for name, sources in json.loads(step["inputs"]).items():
        for source in sources:
            label = Label(source.get("name", ""), source.get("use", ""))
            if label != NO_LABEL:
                found = [content_of(value) for value in _values_of(source, made)]
                note_labels(labels, name, found, label)
    return labels


def _values_of(source: Mapping[str, Any], made: Mapping[str, str]) -> Sequence[SingleValue]:
    if "value" in source:
        return (_SINGLE.validate_python(source["value"]),)
    value = read_outputs(made[source["step"]]).get(source["output"])
    return flatten(value) if value is not None else ()


def needed_steps(steps: Sequence[Row]) -> list[str]:
    """Give the steps whose outputs these steps read."""
    found: dict[str, None] = {}
    for step in steps:
        for sources in json.loads(step["inputs"]).values():
            found |= {source["step"]: None for source in sources if "step" in source}
    return list(found)


def _key_of(
    kind: NodeKind,
    step: Row,
    values: Mapping[str, Sequence[SingleValue]],
    labels: Labels,
    apart: str = "",
) -> str:
    """Give the cache key of a step by what has arrived (R10); `apart`: a parameter left out."""
    kept = cast("dict[str, JsonValue]", json.loads(step["kept"]))
    kept.pop(apart, None)
    return _key(kind, step, kept, values, labels)


def _whole_key(
    kind: NodeKind, step: Row, values: Mapping[str, Sequence[SingleValue]], labels: Labels
) -> str | None:
    """Give the key of the result that a step's, or an item's, follows from; none if it is made."""
    kept = cast("dict[str, JsonValue]", json.loads(step["kept"]))
    kept.pop(EACH, None)
    whole = whole_of(kind, kept)
    return None if whole is None else _key(kind, step, whole, values, labels)


def _key(
    kind: NodeKind,
    step: Row,
    kept: Mapping[str, JsonValue],
    values: Mapping[str, Sequence[SingleValue]],
    labels: Labels,
) -> str:
    inputs = {name: [content_of(one) for one in found] for name, found in values.items()}
    return key_of(kind, str(step["model_key"]), kept, inputs, labels)


def _checked(kind: NodeKind, outputs: Any) -> dict[str, Value]:  # noqa: ANN401  (whatever it gave)
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
    return checked
