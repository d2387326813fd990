"""Where the pieces of a layer are while they come in and go."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass

from koda.animation.engines.python.easing import curve
from koda.animation.engines.python.layers import Base
from koda.animation.engines.python.parts import Move
from koda.animation.engines.python.renderer.moment import Moment, State

_TRAVEL = 70.0
"""Units that a whole layer travels, if its document does not say."""

_DIRECTIONS = {"rise": (0, 1), "drop": (0, -1), "left": (1, 0), "right": (-1, 0)}
_SIZES = frozenset({"grow", "shrink", "pop", "flip"})


@dataclass(frozen=True, slots=True)
class Pose:
    """How a piece differs from its place of rest.

    Attributes:
        shown: Share that is uncovered, along `edge`.
        drawn: Share of its outline.
        blur: Units.
    """

    x: float = 0
    y: float = 0
    scale_x: float = 1
    scale_y: float = 1
    opacity: float = 1
    shown: float = 1
    edge: str = ""
    drawn: float = 1
    blur: float = 0


REST = Pose()


def progress(layer: Base, moment: Moment, pieces: int, seed: int = 1) -> State:
    """Give for each piece how far it has come in and how far it has gone, 0 to 1, not eased.

    Nothing but `()` while all pieces are at rest, so that equal pictures have equal states.
    """
    since = moment.seconds - moment.begin_of(layer)
    length = moment.end_of(layer) - moment.begin_of(layer)
    came = _shares(layer.enter, since, pieces, length, seed, is_leave=False)
    gone = _shares(layer.leave, since, pieces, length, seed, is_leave=True)
    if all(one == 1 for one in came) and not any(gone):
        return ()
    return tuple(zip(came, gone, strict=True))


def pose(layer: Base, came: float, gone: float, height: float) -> Pose:
    """Give the pose of a piece; `height` in units is that of the piece, for its travel."""
    if gone > 0 and layer.leave is not None:
        share = 1 - curve(layer.leave.ease)(gone) if gone < 1 else 0.0
        return _pose(layer.leave, share, height, is_leave=True)
    if came < 1 and layer.enter is not None:
        return _pose(layer.enter, curve(layer.enter.ease)(came), height, is_leave=False)
    return REST


def _shares(
    move: Move | None, since: float, pieces: int, length: float, seed: int, *, is_leave: bool
) -> Sequence[float]:
    if move is None:
        return [0.0 if is_leave else 1.0] * pieces
    whole = move.seconds + move.stagger * (pieces - 1)
    begin = move.at if move.at is not None else (length - whole if is_leave else 0.0)
    ranks = _ranks(move.order, pieces, seed)
    return [_part((since - begin - move.stagger * rank) / move.seconds) for rank in ranks]


def _part(share: float) -> float:
    return min(max(share, 0.0), 1.0) if abs(share - 1) > 1e-9 else 1.0


def _ranks(order: str, pieces: int, seed: int) -> Sequence[float]:
    ranks = list(range(pieces))
    if order == "backward":
        return ranks[::-1]
    if order == "center":
        return [abs(place - (pieces - 1) / 2) for place in ranks]
    if order == "random":
        random.Random(seed).shuffle(ranks)  # noqa: S311  the same for the same document
    return ranks


def _pose(move: Move, share: float, height: float, *, is_leave: bool) -> Pose:
    kind, rest = move.kind, 1 - share
    seen = min(max(share, 0.0), 1.0)
    side = -1 if is_leave else 1
    if kind in ("rise", "drop", "left", "right"):
        far = move.distance if move.distance is not None else min(_TRAVEL, height * 0.9)
        x, y = (way * far * rest * side for way in _DIRECTIONS[kind])
        return Pose(x=x, y=y, opacity=min(seen * 2.0, 1.0))
    if kind in _SIZES:
        return _sized(kind, share, side)
    still = {
        "mask": Pose(y=side * height * 1.15 * rest, edge="box"),
        "wipe": Pose(shown=seen, edge="end-wipe" if is_leave else "wipe"),
        "wipe-up": Pose(shown=seen, edge="end-wipe-up" if is_leave else "wipe-up"),
        "type": Pose(opacity=1.0 if share > 0 else 0.0),
        "draw": Pose(drawn=seen),
        "blur": Pose(opacity=seen, blur=28 * max(rest, 0.0)),
    }
    return still.get(kind, Pose(opacity=seen))


def _sized(kind: str, share: float, side: int) -> Pose:
    seen = min(max(share, 0.0), 1.0)
    fades = min(seen * 2.0, 1.0)
    if kind == "pop":
        return Pose(scale_x=share, scale_y=share, opacity=min(seen * 4, 1.0))
    if kind == "flip":
        return Pose(scale_y=share, opacity=fades)
    size = 1 + (1 - share) * 0.35 * side * (1 if kind == "shrink" else -1)
    return Pose(scale_x=size, scale_y=size, opacity=fades)
