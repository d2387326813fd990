"""Draws how a scene takes the place of the one before it."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass

from koda.animation.engines.python.renderer.paints import argb
from koda.animation.engines.python.renderer.skia_library import Native, load
from koda.animation.engines.python.values import Rgba


@dataclass(frozen=True, slots=True)
class Change:
    """Two pictures of the whole canvas, and how far the change from one to the other is."""

    canvas: Native
    before: Native
    after: Native
    share: float
    color: Rgba

    @property
    def size(self) -> tuple[float, float]:
        """Pixels."""
        return self.before.width(), self.before.height()

    def draw(
        self, image: Native, x: float = 0, y: float = 0, *, scale: float = 1, opacity: float = 1
    ) -> None:
        """Draw one of the pictures, moved, scaled about the middle."""
        skia, (width, height) = load(), self.size
        canvas = self.canvas
        canvas.save()
        canvas.translate(x + width / 2, y + height / 2)
        canvas.scale(scale, scale)
        sampling = (
            skia.SamplingOptions() if scale == 1 else skia.SamplingOptions(skia.FilterMode.kLinear)
        )
        paint = skia.Paint(Alphaf=min(max(opacity, 0.0), 1.0))
        canvas.drawImage(image, -width / 2, -height / 2, sampling, paint)
        canvas.restore()


def draw_change(kind: str, change: Change) -> None:
    """Draw a transition; see `document.TransitionName`."""
    _KINDS[kind](change)


def _cut(change: Change) -> None:
    change.draw(change.after)


def _fade(change: Change) -> None:
    change.draw(change.before)
    change.draw(change.after, opacity=change.share)


def _push(across: float, down: float) -> Callable[[Change], None]:
    def draw(change: Change) -> None:
        width, height = change.size
        gone, left = change.share, 1 - change.share
        change.draw(change.before, round(-width * across * gone), round(-height * down * gone))
        change.draw(change.after, round(width * across * left), round(height * down * left))

    return draw


def _slide(across: float, down: float) -> Callable[[Change], None]:
    def draw(change: Change) -> None:
        skia, (width, height) = load(), change.size
        gone, left = change.share, 1 - change.share
        change.draw(
            change.before, round(-width * 0.3 * across * gone), round(-height * 0.3 * down * gone)
        )
        change.canvas.drawPaint(skia.Paint(Color=round(120 * gone) << 24))
        change.draw(change.after, round(width * across * left), round(height * down * left))

    return draw


def _wipe(is_down: bool) -> Callable[[Change], None]:
    def draw(change: Change) -> None:
        skia, (width, height) = load(), change.size
        change.draw(change.before)
        seen = (width, height * change.share) if is_down else (width * change.share, height)
        change.canvas.save()
        change.canvas.clipRect(skia.Rect.MakeWH(*seen), doAntiAlias=True)
        change.draw(change.after)
        change.canvas.restore()

    return draw


def _circle(change: Change) -> None:
    skia, (width, height) = load(), change.size
    change.draw(change.before)
    path = skia.Path()
    path.addCircle(width / 2, height / 2, math.hypot(width, height) / 2 * change.share + 0.01)
    change.canvas.save()
    change.canvas.clipPath(path, doAntiAlias=True)
    change.draw(change.after)
    change.canvas.restore()


def _band(change: Change) -> None:
    """A band wider than the picture passes over it, slanted; behind it is the next scene."""
    skia, (width, height) = load(), change.size
    slant = height * 0.18
    whole = width * 2 + slant * 2
    front = whole * change.share
    change.draw(change.before)
    edges = skia.Path()
    back = front - width - slant
    if back > -slant:
        change.canvas.save()
        area = skia.Path()
        area.addPoly(
            [
                skia.Point(x, y)
                for x, y in ((-slant, 0), (back + slant, 0), (back, height), (-slant, height))
            ],
            True,
        )
        change.canvas.clipPath(area, doAntiAlias=True)
        change.draw(change.after)
        change.canvas.restore()
    edges.addPoly(
        [
            skia.Point(x, y)
            for x, y in ((back + slant, 0), (front, 0), (front - slant, height), (back, height))
        ],
        True,
    )
    change.canvas.drawPath(edges, skia.Paint(AntiAlias=True, Color=argb(change.color)))


def _zoom(change: Change) -> None:
    share = change.share
    change.draw(change.after, scale=0.86 + 0.14 * share)
    change.draw(change.before, scale=1 + 0.55 * share, opacity=1 - min(share * 1.5, 1.0))


def _dip(change: Change) -> None:
    skia, share = load(), change.share
    change.draw(change.before if share < 0.5 else change.after)
    cover = 1 - abs(share - 0.5) * 2
    red, green, blue, alpha = change.color
    color = argb((red, green, blue, alpha * cover))
    change.canvas.drawPaint(skia.Paint(Color=color))


_KINDS: dict[str, Callable[[Change], None]] = {
    "cut": _cut,
    "fade": _fade,
    "push-left": _push(1, 0),
    "push-up": _push(0, 1),
    "slide-left": _slide(1, 0),
    "slide-up": _slide(0, 1),
    "wipe": _wipe(is_down=False),
    "wipe-down": _wipe(is_down=True),
    "circle": _circle,
    "band": _band,
    "zoom": _zoom,
    "dip": _dip,
}
