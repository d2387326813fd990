"""What the box is asked to draw: the file `job.json`."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from koda.animation.rendering.agent.shape import ChunkKind


@dataclass(frozen=True, slots=True)
class Job:
    """One call of the program.

    Attributes:
        mode: `stills`: PNG pictures and what is seen in them; `chunks`: encoded stretches.
        page: The stage, relative to the folder that the program runs in, as all paths are.
        film: What the stage's `open` takes; `url` of media are paths.
        width, height: Of the film, in pixels of the page.
        out_width, out_height: Of what is written.
        fps: Frames per second.
        frames: Of stills.
        chunks: First frame and the frame after the last, of each.
        kind: Of chunks.
        quality: Of the JPEG pictures that frames of H.264 are taken as, 1 to 100.
        seconds: How long one frame may take.
        chromium: Path of the browser.
        begin_frame: Whether it draws when it is told to.
        is_3d: Whether it needs WebGL.
        out: The folder that results are written to.
    """

    mode: Literal["stills", "chunks"]
    page: str
    film: dict[str, Any]
    width: int
    height: int
    out_width: int
    out_height: int
    fps: int
    chromium: str
    begin_frame: bool
    is_3d: bool
    frames: Sequence[int] = ()
    chunks: Sequence[tuple[int, int]] = ()
    kind: ChunkKind = "h264"
    quality: int = 90
    seconds: float = 30.0
    out: str = "out"

    @property
    def is_opaque(self) -> bool:
        """Whether what is drawn is put on white, and taken as JPEG."""
        return self.mode == "chunks" and self.kind == "h264"


def read_job(path: Path) -> Job:
    """Read the job."""
    return Job(**json.loads(path.read_text()))
