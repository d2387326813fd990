"""Everything the browser is told over its one stream, as one tagged union."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, JsonValue

from koda.core.ids import CanvasId, RunId, StepId
from koda.core.run import Run, Step
from koda.core.transcript import TranscriptPart


class _Frozen(BaseModel):
    model_config = ConfigDict(frozen=True)


class SnapshotEvent(_Frozen):
    """The whole document up to `seq`: a base64 Yjs update (v1). Sent when the log was compacted."""

    type: Literal["snapshot"] = "snapshot"
    seq: int
    update: str


class UpdateEvent(_Frozen):
    """One accepted update: base64 Yjs update (v1). `key` is the sender's, so it knows its own."""

    type: Literal["update"] = "update"
    seq: int
    key: str
    author: str = ""
    update: str


class CaughtUpEvent(_Frozen):
    """Everything stored when the stream was opened has been sent; what follows is live."""

    type: Literal["caught_up"] = "caught_up"
    seq: int


class PresenceEvent(_Frozen):
    """What another tab shows of itself; `state` none when it has gone. Never stored."""

    type: Literal["presence"] = "presence"
    tab: str
    state: dict[str, JsonValue] | None = None


class RunEvent(_Frozen):
    """A run began, changed or ended. Without its steps."""

    type: Literal["run"] = "run"
    canvas: CanvasId
    run: Run


class StepEvent(_Frozen):
    """A step changed; the whole step, so a lost event costs nothing."""

    type: Literal["step"] = "step"
    canvas: CanvasId
    run: RunId
    step: Step


class SaidEvent(_Frozen):
    """What a language model has just said in a step; what was said before is in its transcript."""

    type: Literal["said"] = "said"
    canvas: CanvasId
    run: RunId
    step: StepId
    parts: tuple[TranscriptPart, ...]


class CanvasChangedEvent(_Frozen):
    """A canvas's record changed: renamed, trashed, restored."""

    type: Literal["canvas"] = "canvas"
    canvas: CanvasId
    name: str
    deleted: bool = False


Event = Annotated[
    SnapshotEvent
    | UpdateEvent
    | CaughtUpEvent
    | PresenceEvent
    | RunEvent
    | StepEvent
    | SaidEvent
    | CanvasChangedEvent,
    Field(discriminator="type"),
]
