"""Finds the few colours that make up pictures, by likeness as people see it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from koda.media.frames import Frame

Floats = npt.NDArray[np.float64]

_ROUNDS = 12
_ALIKE = 0.07  # in Oklab, where 0.02 is just seen
_LEAST_SHARE = 0.01
_STEP = 3  # bits that are left out when colours are counted
# Björn Ottosson, “A perceptual color space for image processing” (Oklab).
_TO_CONES = np.array(
    (
        (0.4122214708, 0.5363325363, 0.0514459929),
        (0.2119034982, 0.6806995451, 0.1073969566),
        (0.0883024619, 0.2817188376, 0.6299787005),
    )
)
_TO_LAB = np.array(
    (
        (0.2104542553, 0.7936177850, -0.0040720468),
        (1.9779984951, -2.4285922050, 0.4505937099),
        (0.0259040371, 0.7827717662, -0.8086757660),
    )
)


@dataclass(frozen=True, slots=True)
class Swatch:
    """A colour as `#rrggbb`, and the share of the pictures that it covers."""

    color: str
    share: float


def palette(pictures: Sequence[Frame], most: int = 6) -> list[Swatch]:
    """Give up to so many colours, the one that covers most first.

    Colours are counted in coarse cells, then gathered around centres that begin far apart from
    each other: nothing is drawn by lot.
    """
    colors, counts = _counted(pictures)
    places = oklab(colors)
    centres = _far_apart(places, counts, most)
    nearest = np.zeros(len(places), np.intp)
    for _ in range(_ROUNDS):
        nearest = np.square(places[:, None] - centres[None]).sum(axis=2).argmin(axis=1)
        moved = np.stack([_middle(places, counts, nearest == one) for one in range(len(centres))])
        kept = np.isfinite(moved[:, 0])
        if kept.all() and np.allclose(moved, centres, atol=1e-4):
            break
        centres = moved[kept]
    nearest = np.square(places[:, None] - centres[None]).sum(axis=2).argmin(axis=1)
    nearest = _merged(centres, nearest)
    whole = counts.sum()
    found: list[Swatch] = []
    for one in np.unique(nearest):
        own = nearest == one
        share = float(counts[own].sum() / whole)
        if share >= _LEAST_SHARE:
            red, green, blue = np.rint(_middle(colors, counts, own)).astype(int)
            found.append(Swatch(f"#{red:02x}{green:02x}{blue:02x}", round(share, 3)))
    return sorted(found, key=lambda swatch: (-swatch.share, swatch.color))


def oklab(colors: Floats) -> Floats:
    """Turn red, green and blue (0 to 255) into lightness (0 to 1) and two of colour."""
    shares = colors / 255
    light = np.where(shares <= 0.04045, shares / 12.92, ((shares + 0.055) / 1.055) ** 2.4)
    return np.cbrt(light @ _TO_CONES.T) @ _TO_LAB.T


def _counted(pictures: Sequence[Frame]) -> tuple[Floats, Floats]:
    """The mean colour of each coarse cell, and how many points are in it."""
    cells = 1 << 3 * (8 - _STEP)
    counts, sums = np.zeros(cells), np.zeros((3, cells))
    for picture in pictures:
        points = picture.reshape(-1, 3)
        coarse = (points >> _STEP).astype(np.intp)
        key = (coarse[:, 0] << 2 * (8 - _STEP)) | (coarse[:, 1] << (8 - _STEP)) | coarse[:, 2]
        counts += np.bincount(key, minlength=cells)
        for part in range(3):
            sums[part] += np.bincount(key, weights=points[:, part], minlength=cells)
    used = counts > 0
    return (sums[:, used] / counts[used]).T, counts[used]


def _far_apart(places: Floats, counts: Floats, most: int) -> Floats:
    """Begin at the commonest colour; then ever again where many are far from all the others."""
    chosen = [places[int(counts.argmax())]]
    distance = np.square(places - chosen[0]).sum(axis=1)
    while len(chosen) < most and float(distance.max()) > _ALIKE**2:
        chosen.append(places[int((distance * counts).argmax())])
        distance = np.minimum(distance, np.square(places - chosen[-1]).sum(axis=1))
    return np.stack(chosen)


def _middle(points: Floats, counts: Floats, own: npt.NDArray[np.bool_]) -> Floats:
    weight = counts[own].sum()
    if not weight:
        return np.full(3, np.nan)
    return (points[own] * counts[own, None]).sum(axis=0) / weight


def _merged(centres: Floats, nearest: npt.NDArray[np.intp]) -> npt.NDArray[np.intp]:
    """Take together what lies around centres that look alike."""
    home = np.arange(len(centres))
    for one in range(len(centres)):
        for other in range(one):
            if np.square(centres[one] - centres[other]).sum() < _ALIKE**2:
                home[home == home[one]] = home[other]
    return home[nearest]
