"""Paints placed layers onto a canvas: their contents, with opacity, blends, shadows and cuts."""

from __future__ import annotations

import math
from collections import OrderedDict
from collections.abc import Sequence
from typing import cast

from koda.animation.engines.python.layers import (
    Chart,
    Grain,
    Group,
    Media,
    Particles,
    Shape,
    Solid,
    Text,
)
from koda.animation.engines.python.renderer.charts import draw_chart
from koda.animation.engines.python.renderer.effects import draw_grain, draw_torn
from koda.animation.engines.python.renderer.media import MediaStore
from koda.animation.engines.python.renderer.moment import State
from koda.animation.engines.python.renderer.paints import argb, blend
from koda.animation.engines.python.renderer.particles import draw_particles
from koda.animation.engines.python.renderer.pictures import draw_media
from koda.animation.engines.python.renderer.placing import Placed
from koda.animation.engines.python.renderer.shapes import draw_shape
from koda.animation.engines.python.renderer.skia_library import Native, load
from koda.animation.engines.python.renderer.solids import draw_solid
from koda.animation.engines.python.renderer.texts import draw_text
from koda.animation.engines.python.values import Rgba

_MOST_KEPT = 192 * 1024**2
_WIDEST = 3_000
"""Pixels of a picture that is kept, on its longer side."""

_SOFT = 6.0
"""Pixels of blur from which a picture is kept smaller: nobody sees the difference."""

Box = tuple[float, float, float, float]
"""Left, top, right, bottom, in the layer's own units."""


class Painter:
    """Paints for one film; keeps pictures of what is costly and does not change."""

    def __init__(self, store: MediaStore, size: tuple[int, int], *, keeps: bool = True) -> None:
        """Paint on canvases of `size` pixels; without `keeps` everything is drawn anew."""
        self._store, self._size, self._keeps = store, size, keeps
        self.unit = min(size) / 1000
        """Pixels of a unit."""
        self._kept: OrderedDict[object, Native] = OrderedDict()
        self._bytes = 0

    def paint(self, canvas: Native, placed: Sequence[Placed]) -> None:
        """Paint layers from back to front; the canvas is in units, with 0, 0 in its middle."""
        for one in placed:
            self.paint_one(canvas, one)

    def paint_one(self, canvas: Native, one: Placed) -> None:
        """Paint a layer."""
        layer = one.layer
        if isinstance(layer, Grain):
            draw_grain(canvas, layer, one.content, self._size, self.unit)
            return
        canvas.save()
        x, y, scale_x, scale_y, turn = one.at
        canvas.translate(x, y)
        if turn:
            canvas.rotate(turn)
        if (scale_x, scale_y) != (1, 1):
            canvas.scale(scale_x, scale_y)
        torn = cast("State | None", one.effects[2])
        if torn is not None:
            self._torn(canvas, one, torn)
        elif one.blur > 0 or one.effects[1] is not None:
            self._soft(canvas, one)
        else:
            self._plain(canvas, one)
        canvas.restore()

    def _plain(self, canvas: Native, one: Placed) -> None:
        if one.opacity < 1 or one.layer.blend != "normal":
            skia = load()
            box = _bounds(one)
            area = None if box is None else skia.Rect.MakeLTRB(*box)
            canvas.saveLayer(area, self._over(one))
            self._content(canvas, one)
            canvas.restore()
        else:
            self._content(canvas, one)

    def _over(self, one: Placed) -> Native:
        return load().Paint(Alphaf=one.opacity, BlendMode=blend(one.layer.blend), AntiAlias=True)

    def _content(self, canvas: Native, one: Placed) -> None:
        """Draw what a layer shows, cut to its clip and to what is uncovered of it."""
        clip = cast("State | None", one.effects[0])
        shown, edge = one.cut
        is_cut = clip is not None or edge != ""
        if is_cut:
            canvas.save()
            if clip is not None:
                _clip(canvas, clip)
            if edge:
                _uncover(canvas, one, shown, edge)
        self._drawn(canvas, one)
        if is_cut:
            canvas.restore()

    def _drawn(self, canvas: Native, one: Placed) -> None:
        layer = one.layer
        if isinstance(layer, Text):
            draw_text(canvas, layer, one.content)
        elif isinstance(layer, Shape):
            draw_shape(canvas, layer, one.content)
        elif isinstance(layer, Media):
            draw_media(canvas, layer, one.content, self._store)
        elif isinstance(layer, Group):
            self.paint(canvas, cast("Sequence[Placed]", one.content))
        elif isinstance(layer, Particles):
            draw_particles(canvas, layer, one.content)
        elif isinstance(layer, Chart):
            draw_chart(canvas, layer, one.content)
        elif isinstance(layer, Solid):
            draw_solid(canvas, layer, one.content, self.unit)

    def _soft(self, canvas: Native, one: Placed) -> None:
        """Draw a layer with its shadow or blur, from a picture of it."""
        skia = load()
        box = _bounds(one) or self._whole()
        blur = one.blur
        shadow = cast("tuple[Rgba, float, float, float] | None", one.effects[1])
        pad = blur * 3
        if shadow is not None:
            pad = max(pad, blur * 3 + shadow[1] * 3 + max(abs(shadow[2]), abs(shadow[3])))
        box = (box[0] - pad, box[1] - pad, box[2] + pad, box[3] + pad)
        image = self._picture(one, box, blur, shadow)
        canvas.drawImageRect(
            image,
            skia.Rect.MakeLTRB(*box),
            skia.SamplingOptions(skia.FilterMode.kLinear, skia.MipmapMode.kLinear),
            self._over(one),
        )

    def _picture(
        self, one: Placed, box: Box, blur: float, shadow: tuple[Rgba, float, float, float] | None
    ) -> Native:
        grain = self._grain(one, box, blur)
        key = (one.ident, one.content, one.effects, one.cut, blur, box, grain)
        found = self._kept.get(key)
        if found is not None:
            self._kept.move_to_end(key)
            return found
        skia = load()
        wide = max(1, math.ceil((box[2] - box[0]) * grain))
        tall = max(1, math.ceil((box[3] - box[1]) * grain))
        surface = skia.Surface.MakeRasterN32Premul(wide, tall)
        brush = surface.getCanvas()
        brush.scale(wide / (box[2] - box[0]), tall / (box[3] - box[1]))
        brush.translate(-box[0], -box[1])
        filters = skia.ImageFilters.Blur(blur, blur) if blur > 0 else None
        if shadow is not None:
            color, soft, x, y = shadow
            filters = skia.ImageFilters.DropShadow(x, y, soft, soft, argb(color), filters)
        brush.saveLayer(None, skia.Paint(ImageFilter=filters))
        self._content(brush, one)
        brush.restore()
        image = surface.makeImageSnapshot()
        self._keep(key, image, wide * tall * 4)
        return image

    def _grain(self, one: Placed, box: Box, blur: float) -> float:
        """Give how many pixels a unit of a picture has: as on the canvas, fewer if it is soft."""
        scale = min(max(abs(one.at[2]), abs(one.at[3])), 4.0)
        # In steps of half an octave: a layer that grows is not drawn anew for each frame.
        step = math.ceil(math.log2(max(scale, 0.06)) * 2) / 2
        grain = self.unit * 2**step
        soft = blur * grain
        if soft > _SOFT:
            grain *= max(_SOFT / soft, 0.12)
        longest = max(box[2] - box[0], box[3] - box[1]) * grain
        return grain * min(1.0, _WIDEST / longest)

    def _keep(self, key: object, image: Native, size: int) -> None:
        if not self._keeps:
            return
        self._kept[key] = image
        self._bytes += size
        while self._bytes > _MOST_KEPT and len(self._kept) > 1:
            _, dropped = self._kept.popitem(last=False)
            self._bytes -= dropped.width() * dropped.height() * 4

    def _torn(self, canvas: Native, one: Placed, torn: State) -> None:
        skia = load()
        surface = skia.Surface.MakeRasterN32Premul(*self._size)
        brush = surface.getCanvas()
        brush.setMatrix(canvas.getTotalMatrix())
        whole = Placed(
            one.ident,
            one.at,
            1.0,
            one.blur,
            one.content,
            (*one.effects[:2], None),
            one.cut,
            one.layer,
        )
        if one.blur > 0 or one.effects[1] is not None:
            self._soft(brush, whole)
        else:
            self._content(brush, whole)
        canvas.saveLayer(None, self._over(one))
        draw_torn(canvas, surface.makeImageSnapshot(), torn, self.unit)
        canvas.restore()

    def _whole(self) -> Box:
        across, down = (side / self.unit * 0.75 for side in self._size)
        return (-across, -down, across, down)


def _clip(canvas: Native, clip: State) -> None:
    skia = load()
    shape, x, y, width, height, radius = cast("tuple[str, float, float, float, float, float]", clip)
    box = skia.Rect.MakeXYWH(x - width / 2, y - height / 2, width, height)
    if shape == "ellipse":
        path = skia.Path()
        path.addOval(box)
        canvas.clipPath(path, doAntiAlias=True)
    else:
        around = min(radius, width / 2, height / 2)
        canvas.clipRRect(skia.RRect.MakeRectXY(box, around, around), doAntiAlias=True)


def _uncover(canvas: Native, one: Placed, shown: float, edge: str) -> None:
    skia = load()
    left, top, right, bottom = _bounds(one) or (-2_000.0, -2_000.0, 2_000.0, 2_000.0)
    if edge == "box":
        top, bottom = top - shown, bottom - shown
    elif edge == "wipe":
        right = left + (right - left) * shown
    elif edge == "end-wipe":
        left = right - (right - left) * shown
    elif edge == "wipe-up":
        top = bottom - (bottom - top) * shown
    elif edge == "end-wipe-up":
        bottom = top + (bottom - top) * shown
    canvas.clipRect(skia.Rect.MakeLTRB(left, top, right, bottom), doAntiAlias=True)


def _bounds(one: Placed) -> Box | None:
    """Give a box that holds all that a layer draws; none: it may be anywhere."""
    layer = one.layer
    pad = 4.0
    if isinstance(layer, Text):
        pad = layer.size * 1.3 + (layer.backing.pad if layer.backing else 0)
        wide, tall = layer.width, layer.height
    elif isinstance(layer, Shape):
        wide, tall = cast("tuple[float, float]", one.content[:2])
        pad = cast("float", one.content[5]) + 0.35 * max(wide, tall) * (layer.shape == "blob") + 4
    elif isinstance(layer, Media):
        wide, tall = cast("tuple[float, float]", one.content[:2])
    elif isinstance(layer, Chart):
        wide, tall, pad = layer.width, layer.height, 80.0
    elif isinstance(layer, Solid):
        wide = tall = cast("float", one.content[0]) * 1.5
    else:
        return None
    return (-wide / 2 - pad, -tall / 2 - pad, wide / 2 + pad, tall / 2 + pad)
