"""What a run and its steps are, as everybody reads them: states, outputs, errors."""

from __future__ import annotations

from enum import StrEnum
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, JsonValue

from koda.core.ids import CanvasId, NodeId, RunId, StepId
from koda.core.values import Value


class RunMode(StrEnum):
    """Which nodes a run covers, from its targets.

    `node`: the targets, and whatever upstream of them has no result yet. `from`: the targets and
    everything downstream. `to`: the targets and everything upstream. `selection`: just the targets
    in their order. `all`: every node that runs.
    """

    NODE = "node"
    FROM = "from"
    TO = "to"
    SELECTION = "selection"
    ALL = "all"


class RunState(StrEnum):
    """`running` until every step has ended; `failed` if any step failed; terminal otherwise."""

    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"
    CANCELLED = "cancelled"


class StepState(StrEnum):
    """Where a step stands.

    blocked (waits for other steps) → ready → running ⇄ waiting (for a provider; nothing is in
    memory) or asking (for a person) → done | failed | cancelled | skipped (an input failed).
    """

    BLOCKED = "blocked"
    READY = "ready"
    RUNNING = "running"
    WAITING = "waiting"
    ASKING = "asking"
    DONE = "done"
    FAILED = "failed"
    CANCELLED = "cancelled"
    SKIPPED = "skipped"


ENDED = frozenset({StepState.DONE, StepState.FAILED, StepState.CANCELLED, StepState.SKIPPED})


class _Frozen(BaseModel):
    model_config = ConfigDict(frozen=True)


class Failure(_Frozen):
    """An error as a value: what the screen shows on a failed node."""

    code: str
    message: str
    remedy: str = ""
    retryable: bool = False
    fields: dict[str, JsonValue] = Field(default_factory=dict[str, JsonValue])


class Progress(_Frozen):
    """How far a step is. `fraction` from 0 to 1, or none when it cannot be known."""

    fraction: float | None = None
    queue_position: int | None = None
    message: str = ""


class Choice(_Frozen):
    """One answer on offer to a question."""

    value: str
    title: str
    description: str = ""


class Question(_Frozen):
    """What a step asks a person before it goes on."""

    name: str
    text: str
    choices: tuple[Choice, ...] = ()
    fields: dict[str, JsonValue] = Field(default_factory=dict[str, JsonValue])


class WhyRan(StrEnum):
    """Why a step will run, or did."""

    NEVER_RAN = "never_ran"
    CHANGED = "changed"
    UPSTREAM = "upstream"
    ASKED_AGAIN = "asked_again"
    FAILED_BEFORE = "failed_before"


class Step(_Frozen):
    """One node of a run.

    Attributes:
        version: Grows with each change of its state: of two views, the larger is the newer.
        cached: Its result was known; nothing was computed and nothing was paid.
        why: Why it ran; none when it was cached.
        outputs: By output name, once done.
        price: Expected micro-dollars; `cost` what it was in the end.
        created_at, started_at, ended_at: Unix milliseconds.
    """

    id: StepId
    run: RunId
    node: NodeId
    kind: str
    title: str = ""
    state: StepState
    version: int = 0
    cached: bool = False
    why: WhyRan | None = None
    attempt: int = 1
    progress: Progress | None = None
    outputs: dict[str, Value] = Field(default_factory=dict[str, Value])
    failure: Failure | None = None
    question: Question | None = None
    model: str | None = None
    seed: int | None = None
    price: int = 0
    cost: int = 0
    depends_on: tuple[StepId, ...] = ()
    created_at: int = 0
    started_at: int | None = None
    ended_at: int | None = None


class Run(_Frozen):
    """One execution of a canvas or of a part of it. Counts are over its steps."""

    id: RunId
    canvas: CanvasId
    seq: int
    mode: RunMode
    targets: tuple[NodeId, ...] = ()
    state: RunState
    total: int = 0
    done: int = 0
    cached: int = 0
    failed: int = 0
    price: int = 0
    cost: int = 0
    ceiling: int | None = None
    created_at: int = 0
    ended_at: int | None = None
    steps: tuple[Step, ...] = ()


class PlannedStep(_Frozen):
    """A step before it runs: whether it will, why, and what it is expected to cost.

    `unpriced`: it costs something, and nobody has said how much; its `price` is 0.
    """

    node: NodeId
    kind: str
    cached: bool
    why: WhyRan | None = None
    model: str | None = None
    price: int = 0
    unpriced: bool = False


class Problem(_Frozen):
    """Something that `check` found: it stops what it concerns from running.

    Attributes:
        code: Stable: `cycle`, `missing_input`, `kind_unknown`, `type_mismatch`, `edge_dangling`,
            `too_many_inputs`, `parameter_invalid`, `model_unknown`, `model_not_configured`, ….
        severity: `error` stops the run of this node; `warning` does not.
    """

    code: str
    message: str
    remedy: str = ""
    severity: Literal["error", "warning"] = "error"
    node: NodeId | None = None
    edge: str | None = None
    input: str | None = None
    parameter: str | None = None


class Preview(_Frozen):
    """What a run would do: `to_run` of `total` steps, about `price` micro-dollars.

    `unpriced` of them cost something that nobody has said, and are not in the price.
    """

    seq: int
    total: int
    to_run: int
    price: int
    unpriced: int = 0
    steps: tuple[PlannedStep, ...] = ()
    problems: tuple[Problem, ...] = ()


class NodeResult(_Frozen):
    """The newest results of a node, newest first: what a reloaded canvas shows.

    Attributes:
        steps: Ended steps with outputs, and the step that runs now, if one does.
    """

    node: NodeId
    steps: tuple[Step, ...]
