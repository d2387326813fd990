"""A window of coloured glass between leads."""

from __future__ import annotations

import numpy as np

from koda.providers.offline_art.noise import branch, clip01, pick
from koda.providers.offline_art.palette import Colour, mix, shift
from koda.providers.offline_art.scene import Scene
from koda.providers.offline_art.styles.cells import cells_of
from koda.providers.offline_art.surface import Patch

_F = np.float32


def paint_panes(scene: Scene, colours: list[Colour]) -> None:
    """Paint panes that glow from a place behind them."""
    surface, rng = scene.surface, branch(scene.rng)
    index, away, places = cells_of(surface.width, surface.height, 150, rng)
    tones = [shift(tone, light=lift) for tone in colours for lift in (-0.06, 0.0, 0.06)]
    sun = scene.right * pick(rng, 0.3, 0.7), scene.bottom * pick(rng, 0.3, 0.6)
    table = np.empty((len(places), 3), np.float32)
    for pane, (x, y) in enumerate(places):
        far = ((x * scene.right - sun[0]) ** 2 + (y * scene.bottom - sun[1]) ** 2) ** 0.5
        warm = colours[4] if far < 0.26 else tones[int(rng.randint(len(tones)))]
        table[pane] = mix(warm, colours[1], min(0.5, far * 0.35))
    surface.pixels[:] = table[index]
    surface.pixels *= (_F(0.94) + scene.grain * _F(0.06))[..., None]
    surface.screen(surface.glow(*sun, 0.35), mix(colours[0], (1, 1, 1), 0.5), 0.5)
    lead = clip01((_F(3.2 * surface.unit / 1000) - away) + _F(0.5))
    surface.over(Patch(lead), (0.09, 0.08, 0.1))
