"""Draws numbers as bars, rows, lines and rings."""

from __future__ import annotations

import math
from itertools import pairwise
from typing import cast

from koda.animation.engines.python.easing import curve
from koda.animation.engines.python.layers import Chart, Text
from koda.animation.engines.python.renderer.moment import Look, Moment, State
from koda.animation.engines.python.renderer.paints import solid
from koda.animation.engines.python.renderer.skia_library import Native, load
from koda.animation.engines.python.renderer.texts import draw_text, text_state
from koda.animation.engines.python.values import Rgba, color_at, number_at, plain


def chart_state(layer: Chart, moment: Moment) -> State:
    """Give all that a chart's picture depends on."""
    palette = moment.look.palette
    colors = (layer.color, layer.quiet, layer.label_color)
    return (
        number_at(layer.progress, moment.seconds),
        *(color_at(color, moment.seconds, palette) for color in colors),
        moment.look,
    )


def draw_chart(canvas: Native, layer: Chart, state: State) -> None:
    """Draw a chart around 0, 0 in units."""
    drawn = _Drawn(canvas, layer, state)
    {"bars": drawn.bars, "rows": drawn.rows, "line": drawn.line, "donut": drawn.donut}[layer.kind]()


class _Drawn:
    def __init__(self, canvas: Native, layer: Chart, state: State) -> None:
        self._canvas, self._layer = canvas, layer
        self._progress = cast("float", state[0])
        self._color, self._quiet, self._label = cast("tuple[Rgba, Rgba, Rgba]", state[1:4])
        self._look = cast("Look", state[4])
        self._largest = max(*layer.values, 1e-9)

    def bars(self) -> None:
        layer, count = self._layer, len(self._layer.values)
        step = layer.width / count
        wide = min(step * 0.62, 150)
        size = min(34.0, step * 0.26, layer.height * 0.09)
        foot = layer.height / 2 - size * 2.2
        tallest = layer.height - size * 4.6
        radius = min(14.0, wide * 0.18)
        for place, value in enumerate(layer.values):
            share = self._share(place)
            x = -layer.width / 2 + step * (place + 0.5)
            tall = tallest * value / self._largest * share
            self._round(x - wide / 2, foot - tallest, wide, tallest, radius, self._quiet)
            if tall > 0.5:
                self._round(x - wide / 2, foot - tall, wide, tall, radius, self._shade(place))
            self._words(
                self._number(value * share),
                x,
                foot - tall - size * 1.1,
                step,
                size * 1.15,
                700,
                self._label if share < 1 else None,
            )
            self._words(
                self._name(place), x, foot + size * 1.3, step * 0.96, size, 500, self._label
            )

    def rows(self) -> None:
        layer, count = self._layer, len(self._layer.values)
        step = layer.height / count
        size = min(34.0, step * 0.26)
        thick = min(step * 0.3, 44)
        for place, value in enumerate(layer.values):
            share = self._share(place)
            y = -layer.height / 2 + step * (place + 0.68)
            long = layer.width * value / self._largest * share
            left = -layer.width / 2
            self._round(left, y - thick / 2, layer.width, thick, thick / 2, self._quiet)
            if long > thick:
                self._round(left, y - thick / 2, long, thick, thick / 2, self._shade(place))
            above = y - thick / 2 - size * 0.85
            self._words(self._name(place), 0, above, layer.width, size, 500, self._label, "left")
            self._words(
                self._number(value * share), 0, above, layer.width, size, 700, None, "right"
            )

    def line(self) -> None:
        layer, skia, count = self._layer, load(), len(self._layer.values)
        size = min(32.0, layer.height * 0.075)
        foot, tallest = layer.height / 2 - size * 2, layer.height - size * 4
        step = layer.width / max(count - 1, 1)
        for row in range(4):
            y = foot - tallest * row / 3
            self._canvas.drawLine(-layer.width / 2, y, layer.width / 2, y, _pen(self._quiet, 2.0))
        points = [
            (-layer.width / 2 + step * place, foot - tallest * value / self._largest)
            for place, value in enumerate(layer.values)
        ]
        path = skia.Path()
        path.moveTo(*points[0])
        for (x0, y0), (x1, y1) in pairwise(points):
            path.cubicTo((x0 + x1) / 2, y0, (x0 + x1) / 2, y1, x1, y1)
        seen = curve("in-out")(self._progress)
        reach = layer.width * seen
        self._canvas.save()
        self._canvas.clipRect(
            skia.Rect.MakeXYWH(-layer.width / 2 - 8, -layer.height, reach + 8, layer.height * 2)
        )
        area = skia.Path(path)
        area.lineTo(points[-1][0], foot)
        area.lineTo(points[0][0], foot)
        area.close()
        self._canvas.drawPath(area, solid(self._color, 0.16))
        self._canvas.drawPath(path, _pen(self._color, 7.0))
        self._canvas.restore()
        for place, (x, y) in enumerate(points):
            if x <= -layer.width / 2 + reach + 0.5 and self._progress > 0:
                self._canvas.drawCircle(x, y, 10, solid(self._color))
                room = step if count > 1 else layer.width
                self._words(self._name(place), x, foot + size * 1.3, room, size, 500, self._label)

    def donut(self) -> None:
        layer, skia = self._layer, load()
        across = min(layer.width, layer.height) * 0.84
        thick = across * 0.16
        box = skia.Rect.MakeXYWH(-across / 2, -across / 2, across, across)
        whole = sum(layer.values) or 1.0
        self._canvas.drawArc(box, 0, 360, False, _pen(self._quiet, thick, "kButt_Cap"))
        begin, seen = -90.0, 360 * curve("in-out")(self._progress)
        for place, value in enumerate(layer.values):
            sweep = 360 * value / whole
            part = min(sweep, max(seen - (begin + 90), 0))
            fade = 1 - 0.7 * place / max(len(layer.values), 1)
            color = (*self._color[:3], self._color[3] * fade)
            if part > 0.1:
                pen = _pen(color, thick, "kButt_Cap")
                self._canvas.drawArc(box, begin, part - min(1.2, part / 2), False, pen)
            begin += sweep
        first = self._number(layer.values[0] * self._progress)
        self._words(first, 0, 0, across * 0.56, across * 0.2, 700, None)

    def _share(self, place: int) -> float:
        """Give how far one of them has grown: each begins a little after the one before it."""
        count = len(self._layer.values)
        late = 0.5 * place / max(count - 1, 1)
        return curve("out")(min(max((self._progress - late) / 0.5, 0.0), 1.0))

    def _shade(self, place: int) -> Rgba:
        if self._layer.highlight < 0 or self._layer.highlight == place:
            return self._color
        return (*self._color[:3], self._color[3] * 0.42)

    def _name(self, place: int) -> str:
        return self._layer.labels[place] if place < len(self._layer.labels) else ""

    def _number(self, value: float) -> str:
        whole = all(float(one).is_integer() for one in self._layer.values)
        return f"{value:,.0f}{self._layer.unit}" if whole else f"{value:,.1f}{self._layer.unit}"

    def _round(
        self, x: float, y: float, wide: float, tall: float, radius: float, color: Rgba
    ) -> None:
        box = load().Rect.MakeXYWH(x, y, wide, tall)
        self._canvas.drawRoundRect(box, radius, min(radius, tall / 2), solid(color))

    def _words(  # noqa: PLR0917
        self,
        words: str,
        x: float,
        y: float,
        width: float,
        size: float,
        weight: int,
        color: Rgba | None,
        align: str = "center",
    ) -> None:
        if not words:
            return
        shade = plain("foreground") if color is None else plain(_hex(color))
        layer = Text.model_validate(
            {
                "type": "text",
                "text": words,
                "font": "body",
                "weight": weight,
                "size": max(size, 4),
                "width": max(width, 10),
                "height": max(size * 1.6, 10),
                "color": shade,
                "align": align,
            }
        )
        self._canvas.save()
        self._canvas.translate(x, y)
        draw_text(self._canvas, layer, text_state(layer, Moment(0, 1, self._look)))
        self._canvas.restore()


def _pen(color: Rgba, width: float, cap: str = "kRound_Cap") -> Native:
    skia = load()
    pen = solid(color)
    pen.setStyle(skia.Paint.kStroke_Style)
    pen.setStrokeWidth(width)
    pen.setStrokeCap(getattr(skia.Paint, cap))
    pen.setStrokeJoin(skia.Paint.kRound_Join)
    return pen


def _hex(color: Rgba) -> str:
    return "#" + "".join(f"{min(max(math.floor(part * 255 + 0.5), 0), 255):02X}" for part in color)
