"""Hears what the program in the box tells; nothing of it is believed further than its shape."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable
from typing import Any, cast

from koda.animation.engine import Fault
from koda.animation.plan import AnimationPlan

_LONGEST_LINE = 64 * 1024
_MOST_FAULTS = 200
_CODES = {"compile", "runtime", "import", "missing_media"}


class Hearing:
    """The lines of one call, as they come.

    Args:
        plan: Says which scene a frame is of.
        on_frame: Hears the number of each frame that is drawn.

    Attributes:
        chunks: The first frame, and the one after the last, of each file that is whole.
        stills: Frames of which there are pictures.
        is_whole: Whether the program has said that everything is drawn.
    """

    def __init__(self, plan: AnimationPlan, on_frame: Callable[[int], None]) -> None:
        self._plan, self._on_frame = plan, on_frame
        self.chunks: asyncio.Queue[tuple[int, int] | None] = asyncio.Queue()
        self._rest = bytearray()
        self.faults: list[Fault] = []
        self.stills: list[int] = []
        self.is_whole = False

    def end(self) -> None:
        """Say that nothing more will come."""
        self.chunks.put_nowait(None)

    def hear(self, kind: str, content: bytes) -> None:
        """Take what came on stdout or stderr."""
        if kind != "stdout":
            return
        self._rest += content
        if b"\n" not in content:
            del self._rest[_LONGEST_LINE:]  # a line that has no end is none of ours
            return
        *lines, self._rest = self._rest.split(b"\n")
        for line in lines:
            try:
                told: object = json.loads(line)
            except ValueError:
                continue
            if isinstance(told, dict):
                self._take(cast("dict[str, Any]", told))

    def _take(self, told: dict[str, Any]) -> None:
        match told:
            case {"is": "frame", "frame": int(frame)}:
                self._on_frame(frame)
            case {"is": "chunk", "begin": int(begin), "end": int(end)}:
                self.chunks.put_nowait((begin, end))
            case {"is": "still", "frame": int(frame)}:
                self.stills.append(frame)
            case {"is": "fault"} if len(self.faults) < _MOST_FAULTS:
                self.faults.append(_fault(told, self._plan))
            case {"is": "end"}:
                self.is_whole = True
            case _:
                pass


def _fault(told: dict[str, Any], plan: AnimationPlan) -> Fault:
    code = told.get("code")
    frame = _number(told.get("frame"))
    return Fault(
        code=code if isinstance(code, str) and code in _CODES else "runtime",
        message=str(told.get("message") or "The code failed.")[:2_000],
        file=str(told["file"])[:300] if told.get("file") else None,
        line=_number(told.get("line")),
        column=_number(told.get("column")),
        frame=frame,
        scene=None if frame is None else scene_at(plan, frame),
        is_sure=told.get("is_sure") is not False,
    )


def scene_at(plan: AnimationPlan, frame: int) -> int | None:
    """Give the number of the scene that a frame is of."""
    for scene, (begin, end) in zip(plan.scenes, plan.spans(), strict=True):
        if begin <= frame < end:
            return scene.number
    return None


def _number(value: object) -> int | None:
    return value if isinstance(value, int) and 0 <= value < 10_000_000 else None
