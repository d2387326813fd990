"""Draws any frame of a motion document: the same pixels for the same frame, in any order."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import numpy as np
import numpy.typing as npt

from koda.animation.engines.python.document import Document, SceneDrawing, Transition
from koda.animation.engines.python.easing import curve
from koda.animation.engines.python.renderer.looks import Words, media_shown, words_shown
from koda.animation.engines.python.renderer.media import MediaStore
from koda.animation.engines.python.renderer.moment import Look, Moment, State, fill_state
from koda.animation.engines.python.renderer.painting import Painter
from koda.animation.engines.python.renderer.placing import View, place, view_of
from koda.animation.engines.python.renderer.skia_library import Native, load
from koda.animation.engines.python.renderer.stages import Scenery, Stage
from koda.animation.engines.python.renderer.transitions import Change, draw_change
from koda.animation.engines.python.values import color_at
from koda.animation.palette import palette_of
from koda.animation.plan import AnimationPlan

Pixels = npt.NDArray[np.uint8]


class Film:
    """A document with its plan and media, ready to be drawn; for one thread."""

    def __init__(
        self,
        document: Document,
        plan: AnimationPlan,
        size: tuple[int, int],
        files: Mapping[str, Path],
        *,
        keeps: bool = True,
    ) -> None:
        """Prepare; raises `NotConfigured` where Skia is missing.

        Args:
            document: What is seen.
            plan: When, and in which colours and fonts.
            size: Pixels of the frames.
            files: The project's media by name.
            keeps: Whether what does not change is kept; the pixels are the same either way.
        """
        load()
        self._document, self._plan, self._size, self._keeps = document, plan, size, keeps
        self._look = Look(
            palette_of(plan.design.colors).model_dump(),
            plan.design.display_font,
            plan.design.body_font,
        )
        self._store = MediaStore(files, max(size) * 2)
        self._painter = Painter(self._store, size, keeps=keeps)
        self._spans = plan.spans()
        self._drawings = {scene.number: scene for scene in document.scenes}
        self._stages: dict[int, Stage] = {}
        self._output = Stage(self._painter, size, keeps=False)
        self._sceneries: dict[tuple[int, int], Scenery] = {}

    @property
    def is_opaque(self) -> bool:
        """Whether every pixel is covered by a background."""
        return self._document.background != "none"

    def frame(self, number: int) -> Pixels:
        """Draw a frame: rows of red, green, blue and opacity (multiplied in); valid until the next.

        Raises:
            RenderFailed: A medium cannot be shown.
        """
        scene = self._scene_at(number)
        begin = self._spans[scene][0]
        drawing = self._drawing(scene)
        change = drawing.transition if scene > 0 else None
        done = 1.0
        if change is not None and change.kind != "cut":
            done = (number - begin) / max(change.seconds * self._plan.fps, 1)
        stage = self._drawn(scene, number)
        if done >= 1 and not self._document.over:
            return stage.pixels
        canvas = self._output.surface.getCanvas()
        canvas.clear(0)
        if change is not None and done < 1:
            self._changed(canvas, change, scene, number, done)
        else:
            _copy(canvas, stage)
        self._over(canvas, number)
        return self._output.pixels

    def transparent(self, number: int) -> Pixels:
        """Draw a frame with colours that are not multiplied by their opacity."""
        pixels = self.frame(number)
        if self.is_opaque:
            return pixels
        alpha = pixels[:, :, 3:].astype(np.float32)
        colors = pixels[:, :, :3].astype(np.float32) * 255 / np.maximum(alpha, 1)
        return np.concatenate(
            [np.clip(colors + 0.5, 0, 255).astype(np.uint8), pixels[:, :, 3:]], axis=2
        )

    def looks(self, number: int) -> tuple[list[Words], list[str]]:
        """Give the words and the names of the media that a frame shows."""
        _, placed = self._scenery(self._scene_at(number), number)
        words = words_shown(placed, self._look, self._size, self._painter.unit)
        return list(words), media_shown(placed)

    def _scene_at(self, number: int) -> int:
        for place_of, (_, end) in enumerate(self._spans):
            if number < end:
                return place_of
        return len(self._spans) - 1

    def _drawing(self, scene: int) -> SceneDrawing:
        number = self._plan.scenes[scene].number
        return self._drawings.get(number) or SceneDrawing(number=number)

    def _moment(self, scene: int, number: int) -> Moment:
        begin, end = self._spans[scene]
        fps = self._plan.fps
        return Moment((number - begin) / fps, (end - begin) / fps, self._look)

    def _scenery(self, scene: int, number: int) -> Scenery:
        key = (scene, number)
        if key not in self._sceneries:
            if len(self._sceneries) > 8:
                self._sceneries.clear()
            self._sceneries[key] = self._made(scene, number)
        return self._sceneries[key]

    def _made(self, scene: int, number: int) -> Scenery:
        drawing, moment = self._drawing(scene), self._moment(scene, number)
        fill = drawing.background or self._document.background
        ground: State | None = None if fill == "none" else fill_state(fill, moment)  # pyright: ignore[reportArgumentType]
        return ground, place(drawing.layers, moment, view_of(drawing.camera, moment.seconds))

    def _drawn(self, scene: int, number: int) -> Stage:
        """Draw a scene's frame on its own canvas; those of scenes long past are given up."""
        if scene not in self._stages:
            for old in [one for one in self._stages if abs(one - scene) > 1]:
                del self._stages[old]
            self._stages[scene] = Stage(self._painter, self._size, keeps=self._keeps)
        stage = self._stages[scene]
        stage.draw(self._scenery(scene, number), lambda: self._scenery(scene, number + 1))
        return stage

    def _changed(
        self, canvas: Native, change: Transition, scene: int, number: int, done: float
    ) -> None:
        before = self._drawn(scene - 1, number).surface.makeImageSnapshot()
        after = self._stages[scene].surface.makeImageSnapshot()
        seconds = done * change.seconds
        color = color_at(change.color, seconds, self._look.palette)
        share = curve(change.ease)(done)
        draw_change(change.kind, Change(canvas, before, after, share, color))

    def _over(self, canvas: Native, number: int) -> None:
        if not self._document.over:
            return
        fps = self._plan.fps
        moment = Moment(number / fps, self._plan.frames / fps, self._look)
        canvas.save()
        canvas.translate(self._size[0] / 2, self._size[1] / 2)
        canvas.scale(self._painter.unit, self._painter.unit)
        self._painter.paint(canvas, place(self._document.over, moment, View()))
        canvas.restore()


def _copy(canvas: Native, stage: Stage) -> None:
    skia = load()
    paint = skia.Paint(BlendMode=skia.BlendMode.kSrc)
    canvas.drawImage(stage.surface.makeImageSnapshot(), 0, 0, skia.SamplingOptions(), paint)
