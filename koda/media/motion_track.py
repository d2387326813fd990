"""Follows a film frame by frame: short steps for what is fast, longer ones for what is slow."""

from __future__ import annotations

from collections.abc import Sequence

from koda.media.motion_camera import Moved
from koda.media.motion_follow import follow
from koda.media.motion_reading import SmallFrame

STEP_SECONDS = 1 / 8
_LONG_SECONDS = 1 / 2
_SLACK = 0.01


class Track:
    """What has moved in the frames that were seen.

    Attributes:
        steps: From an eighth of a second to the next.
        slowly: From half a second to the next.
    """

    def __init__(self) -> None:
        self.steps: list[Moved] = []
        self.slowly: list[Moved] = []
        self._last: SmallFrame | None = None
        self._earlier: SmallFrame | None = None

    def see(self, frame: SmallFrame) -> bool:
        """Take the next frame; tells whether it ended a step."""
        if self._last is None or self._earlier is None:
            self._last = self._earlier = frame
            return False
        if frame.time - self._last.time < STEP_SECONDS - _SLACK:
            return False
        self.steps.append(_moved(self._last, frame))
        self._last = frame
        if frame.time - self._earlier.time >= _LONG_SECONDS - _SLACK:
            self.slowly.append(_moved(self._earlier, frame))
            self._earlier = frame
        return True


def within(moved: Sequence[Moved], start: float, end: float) -> list[Moved]:
    """Give the steps that lie in a stretch; what is shown at its end is the next one's."""
    return [one for one in moved if one.start >= start - 0.001 and one.end < end - 0.001]


def without(moved: Sequence[Moved], cuts: Sequence[float]) -> list[Moved]:
    """Give the steps that no cut lies in."""
    return [one for one in moved if not any(one.start < cut <= one.end for cut in cuts)]


def _moved(before: SmallFrame, after: SmallFrame) -> Moved:
    return Moved(before.time, after.time, follow(before.grey, after.grey))
