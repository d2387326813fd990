"""A pen for flat figures: shapes in their own units, each shaded with grain as in a print."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from koda.providers.offline_art.noise import Field, clip01
from koda.providers.offline_art.palette import Colour, mix, shift
from koda.providers.offline_art.scene import Scene
from koda.providers.offline_art.shapes import Shape, moved
from koda.providers.offline_art.surface import Patch, Point, blurred, lerp

_F = np.float32


@dataclass(frozen=True, slots=True)
class Pen:
    """Where a figure stands: its (0, 0) in the picture, the length of its unit, its turn.

    Attributes:
        flip: -1 mirrors it. `turn`: degrees, anticlockwise.
        haze: How far it sinks into the colour of the air, 0 to 1.
    """

    scene: Scene
    x: float
    y: float
    scale: float
    flip: int = 1
    turn: float = 0.0
    haze: float = 0.0

    def at(self, x: float, y: float) -> Point:
        """The place in the picture, in its units, y down."""
        (across, up), *_ = moved([(x * self.flip, y)], turn=self.turn)
        return self.x + across * self.scale, self.y - up * self.scale

    def within(self, x: float, y: float, scale: float = 1, turn: float = 0, flip: int = 1) -> Pen:
        """A pen for a part, by its place in this figure."""
        place = self.at(x, y)
        return replace(
            self, x=place[0], y=place[1], scale=self.scale * scale,
            turn=self.turn + turn * self.flip, flip=self.flip * flip,
        )  # fmt: skip

    def cover(self, *shapes: Shape, soft: float = 0) -> Patch:
        """The patch that shapes cover; `soft` edges in the figure's unit."""
        placed: list[list[Point]] = []
        for shape in shapes:
            turned = moved([(x * self.flip, y) for x, y in shape], turn=self.turn)
            placed.append([(self.x + a * self.scale, self.y - b * self.scale) for a, b in turned])
        return self.scene.surface.polygons(placed, soft * self.scale)

    def fill(
        self,
        colour: Colour,
        *shapes: Shape,
        shade: float = 0.5,
        soft: float = 0,
        alpha: float = 1,
        inside: Patch | None = None,
    ) -> Patch:
        """Lay a colour, grained into its own shadow away from the light; give what it covers.

        `shade` 0 is flat; `inside` keeps it within another patch.
        """
        patch = self.cover(*shapes, soft=soft)
        if inside is not None:
            patch = overlap(patch, inside)
        if patch.mask.size:
            colour = self.scene.lit(mix(colour, self.scene.light.horizon, self.haze))
            paint = _grained(self.scene, patch, colour, shade) if shade else colour
            self.scene.surface.over(patch, paint, alpha)
        return patch

    def glow(self, colour: Colour, *shapes: Shape, soft: float = 0, alpha: float = 1) -> None:
        """Add light: lamps, eyes, screens."""
        self.scene.surface.screen(self.cover(*shapes, soft=soft), colour, alpha)

    def dim(self, *shapes: Shape, soft: float = 0, alpha: float = 0.3, inside: Patch | None = None
    ) -> None:  # fmt: skip
        """Lay a shadow in the colour of the scene's shadows."""
        patch = self.cover(*shapes, soft=soft)
        if inside is not None:
            patch = overlap(patch, inside)
        self.scene.surface.multiply(patch, self.scene.shadow, alpha)


def overlap(first: Patch, second: Patch) -> Patch:
    """What two patches cover both."""
    top, left = max(first.row, second.row), max(first.column, second.column)
    bottom = min(first.row + first.mask.shape[0], second.row + second.mask.shape[0])
    right = min(first.column + first.mask.shape[1], second.column + second.mask.shape[1])
    if bottom <= top or right <= left:
        return Patch(np.zeros((0, 0), np.float32))
    a, b = (
        one.mask[top - one.row : bottom - one.row, left - one.column : right - one.column]
        for one in (first, second)
    )
    return Patch(a * b, top, left)


def cast(scene: Scene, patch: Patch, reach: float = 0.012, alpha: float = 0.4) -> None:
    """Let a shape that is laid next throw a soft shadow, as cut paper does; `reach` in units."""
    if not patch.mask.size:
        return
    surface = scene.surface
    pad = int(reach * surface.unit * 2.5) + 2
    mask = blurred(np.pad(patch.mask, pad), max(1.0, reach * surface.unit * 0.8))
    side = -1 if scene.sun[0] > surface.right / 2 else 1
    step = int(reach * surface.unit)
    row, column = patch.row - pad + step, patch.column - pad + side * step // 2
    top, left = max(0, -row), max(0, -column)
    bottom = min(mask.shape[0], surface.height - row)
    right = min(mask.shape[1], surface.width - column)
    if bottom > top and right > left:
        kept = Patch(mask[top:bottom, left:right], row + top, column + left)
        surface.multiply(kept, scene.shadow, alpha)


def _grained(scene: Scene, patch: Patch, colour: Colour, shade: float) -> Field:
    height, width = patch.mask.shape
    surface = scene.surface
    side = 1 if scene.sun[0] > surface.right / 2 else -1
    across = np.linspace(side, -side, width, dtype=np.float32)[None, :]
    down = np.linspace(-1, 1, height, dtype=np.float32)[:, None]
    grain = scene.grain[patch.row : patch.row + height, patch.column : patch.column + width]
    tone = across * _F(0.42) + down * _F(0.5) + grain * _F(0.55)
    dark = clip01(tone * _F(1.1)) * _F(shade)
    bright = clip01(tone * _F(-1.1)) * _F(shade * 0.5)
    shadow = mix(shift(colour, light=-0.2), scene.light.near, 0.16)
    return lerp(lerp(colour, shadow, dark), mix(colour, scene.light.glow, 0.7), bright)
