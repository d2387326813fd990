"""Draws the frames of one scene, taking over what is as it was in the frame before."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import cast

import numpy as np
import numpy.typing as npt

from koda.animation.engines.python.renderer.moment import State
from koda.animation.engines.python.renderer.painting import Painter
from koda.animation.engines.python.renderer.paints import filled
from koda.animation.engines.python.renderer.placing import Placed
from koda.animation.engines.python.renderer.skia_library import Native, load

Keys = tuple[object, ...]
Scenery = tuple[State | None, Sequence[Placed]]
"""What is behind (none: nothing) and all layers, at a frame."""


class Stage:
    """A canvas on which the frames of a scene are drawn, one after the other.

    What lies lowest and does not change until the next frame is kept as a picture of the canvas:
    drawn again or copied, the pixels are the same.
    """

    def __init__(self, painter: Painter, size: tuple[int, int], *, keeps: bool = True) -> None:
        """Make a canvas of `size` pixels; without `keeps` each frame is drawn from nothing."""
        skia = load()
        self._painter, self._size, self._keeps = painter, size, keeps
        self.pixels: npt.NDArray[np.uint8] = np.zeros((size[1], size[0], 4), np.uint8)
        info = skia.ImageInfo.Make(
            *size, skia.ColorType.kRGBA_8888_ColorType, skia.AlphaType.kPremul_AlphaType
        )
        self.surface = skia.Surface.MakeRasterDirect(info, self.pixels)
        self._shown: Keys | None = None
        self._base: tuple[Keys, Native] | None = None

    def draw(self, now: Scenery, coming: Callable[[], Scenery | None]) -> bool:
        """Draw a frame; `coming` gives the one after it. Tells whether a pixel may have changed."""
        keys = _keys(now)
        if self._keeps and keys == self._shown:
            return False
        after = coming() if self._keeps else None
        same = 0 if after is None else _common(keys, _keys(after))
        canvas = self.surface.getCanvas()
        begin = self._begin(canvas, keys)
        if begin == 0:
            self._ground(canvas, now[0])
            begin = 1
        canvas.save()
        canvas.translate(self._size[0] / 2, self._size[1] / 2)
        canvas.scale(self._painter.unit, self._painter.unit)
        for place, layer in enumerate(now[1], 1):
            if place == same and place > begin:
                self._remember(keys[:same])
            if place >= begin:
                self._painter.paint_one(canvas, layer)
        canvas.restore()
        if same == len(keys):
            self._base = None  # the whole frame is as the next one: it is shown again as it is
        self._shown = keys
        return True

    def _begin(self, canvas: Native, keys: Keys) -> int:
        """Lay down the kept picture if it is the begin of this frame; gives what comes next."""
        if self._base is None:
            return 0
        base, image = self._base
        if keys[: len(base)] != base:
            self._base = None
            return 0
        skia = load()
        paint = skia.Paint(BlendMode=skia.BlendMode.kSrc)
        canvas.drawImage(image, 0, 0, skia.SamplingOptions(), paint)
        return len(base)

    def _remember(self, keys: Keys) -> None:
        self._base = (keys, self.surface.makeImageSnapshot())

    def _ground(self, canvas: Native, ground: State | None) -> None:
        canvas.clear(0)
        if ground is not None:
            width, height = self._size
            canvas.drawPaint(filled(ground, (0, 0, width, height)))


def _keys(scenery: Scenery) -> Keys:
    return (scenery[0], *cast("tuple[object, ...]", tuple(scenery[1])))


def _common(one: Keys, other: Keys) -> int:
    count = 0
    for mine, theirs in zip(one, other, strict=False):
        if mine != theirs:
            break
        count += 1
    return count
