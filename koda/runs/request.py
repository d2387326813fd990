"""What is asked of a run."""

from __future__ import annotations

from dataclasses import dataclass

from koda.core.ids import NodeId
from koda.core.run import RunMode


@dataclass(frozen=True, slots=True)
class RunRequest:
    """A run that is asked for.

    Attributes:
        key: The caller's own id of the request; the same again is the same run.
        targets: The nodes that were asked for; not looked at for `all`.
        seq: The canvas must be at least there.
        fresh: Nodes to run although their result is known.
        ceiling: The most that it may cost, in micro-dollars.
    """

    key: str
    mode: RunMode
    targets: tuple[NodeId, ...] = ()
    seq: int | None = None
    fresh: frozenset[NodeId] = frozenset()
    ceiling: int | None = None
