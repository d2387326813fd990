"""Styles laid over a finished picture."""

from __future__ import annotations

import numpy as np

from koda.providers.offline_art.noise import branch, tile
from koda.providers.offline_art.scene import Scene


def finish(scene: Scene) -> None:
    """Lay the asked style over the picture."""
    surface = scene.surface
    across = (surface.x / np.float32(surface.right) - np.float32(0.5)) * 2
    down = (surface.y / np.float32(surface.bottom) - np.float32(0.5)) * 2
    far = across * across + down * down
    surface.pixels *= (1 - np.float32(0.1) * far * far * np.float32(0.5))[..., None]
    surface.pixels += tile(surface.width, surface.height, branch(scene.rng))[
        ..., None
    ] * np.float32(0.012)
