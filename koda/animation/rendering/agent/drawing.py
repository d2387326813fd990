"""Draws what a job asks for, and tells how it goes."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any, cast

import av
from av.video.frame import VideoFrame

from koda.animation.rendering.agent.behind import Behind
from koda.animation.rendering.agent.devtools import BrowserGone
from koda.animation.rendering.agent.encoder import FilmWriter, PictureWriter
from koda.animation.rendering.agent.job import Job
from koda.animation.rendering.agent.shape import Shape, chunk_name
from koda.animation.rendering.agent.stage import Stage
from koda.animation.rendering.agent.telling import tell, tell_faults

_MOST_STARTS = 2


class Stopped(Exception):
    """A frame cannot be drawn, which has been told."""


class Artist:
    """Draws the frames of one job; starts the browser once more if it dies."""

    def __init__(self, job: Job) -> None:
        """Nothing is started yet."""
        self._job = job
        self._starts = 0
        self._last: tuple[bytes, VideoFrame] | None = None
        self._open_stage: Stage | None = None

    def start(self) -> None:
        """Start the browser and open the film.

        Raises:
            Stopped: The code cannot be opened.
        """
        self._starts += 1
        self._open_stage = Stage(self._job)
        answer: Mapping[str, Any] = self._stage.open()
        tell_faults(answer.get("faults"), None)
        if not answer.get("ok"):
            raise Stopped
        tell("opened")

    def close(self) -> None:
        """End the browser, if it was started."""
        if self._open_stage is not None:
            self._open_stage.close()
            self._open_stage = None

    @property
    def _stage(self) -> Stage:
        if self._open_stage is None:
            raise BrowserGone("Chromium was not started")
        return self._open_stage

    def stills(self) -> None:
        """Draw the frames that were asked for, each a PNG with the facts of what is in it."""
        for frame in self._job.frames:
            self._again(self._still, frame)

    def chunks(self) -> None:
        """Draw the stretches that were asked for, each a file."""
        for begin, end in self._job.chunks:
            self._again(self._chunk, begin, end)

    def _still(self, frame: int) -> None:
        if not self._drawn(self._stage.seek(frame), frame):
            return
        path = Path(self._job.out, f"still-{frame:05d}.png")
        path.write_bytes(self._stage.picture(opaque=False))
        facts = Path(self._job.out, f"look-{frame:05d}.json")
        facts.write_text(json.dumps(self._stage.look()))
        tell("still", frame=frame)

    def _chunk(self, begin: int, end: int) -> None:
        job = self._job
        path = Path(job.out, chunk_name(job.kind, begin, end))
        shape = Shape(job.out_width, job.out_height, job.fps)
        writer = (
            PictureWriter(str(path), begin)
            if job.kind == "png"
            else FilmWriter(str(path), job.kind, shape)
        )

        def write(picture: bytes) -> None:
            if isinstance(writer, PictureWriter):
                writer.add_png(picture)
            else:
                writer.add(self._decoded(picture))

        with Behind(write) as behind:
            for frame in range(begin, end):
                if not self._drawn(self._stage.seek(frame), frame):
                    raise Stopped
                behind.give(self._stage.picture(opaque=job.is_opaque))
                tell("frame", frame=frame)
        writer.close()
        tell("chunk", begin=begin, end=end)

    def _drawn(self, seeking: int, frame: int) -> bool:
        """Wait until a frame is drawn; what is wrong with it is told."""
        try:
            answer = self._stage.sought(seeking)
        except TimeoutError:
            words = f"Drawing this frame takes longer than {self._job.seconds:g} seconds."
            tell_faults([{"code": "runtime", "message": words}], frame)
            raise Stopped from None
        tell_faults(answer.get("faults"), frame)
        if answer.get("ok"):
            return True
        if not answer.get("faults"):
            tell_faults([{"code": "runtime", "message": "This frame cannot be drawn."}], frame)
        return False

    def _decoded(self, picture: bytes) -> VideoFrame:
        """Decode a picture; a frame that is the same as the one before is not decoded again."""
        if self._last is None or self._last[0] != picture:
            name = "mjpeg" if self._job.is_opaque else "png"
            codec = cast("Any", av.CodecContext.create(name, "r"))  # its packets are untyped
            frames: list[VideoFrame] = codec.decode(av.Packet(picture)) or codec.decode(None)
            self._last = (picture, frames[0])
        return self._last[1]

    def _again(self, draw: Any, *what: int) -> None:  # noqa: ANN401 — a method of ours
        try:
            draw(*what)
        except BrowserGone as gone:
            if self._starts >= _MOST_STARTS:
                words = f"The browser ended while this was drawn ({gone})."
                tell_faults([{"code": "runtime", "message": words}], what[0])
                raise Stopped from gone
            self.close()
            self.start()
            self._again(draw, *what)
