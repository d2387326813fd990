"""Boxes in the picture, and how pictures share one."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Area:
    """A box in units, by its middle."""

    x: float
    y: float
    width: float
    height: float

    @property
    def left(self) -> float:
        """Its left edge."""
        return self.x - self.width / 2

    @property
    def top(self) -> float:
        """Its upper edge."""
        return self.y - self.height / 2

    @property
    def bottom(self) -> float:
        """Its lower edge."""
        return self.y + self.height / 2


def tiles(area: Area, count: int, gap: float) -> list[Area]:
    """Share an area out among up to four: one large, the others beside it."""
    if count <= 1:
        return [area]
    lies = area.width >= area.height
    if count == 2:
        if lies:
            wide = (area.width - gap) / 2
            return [Area(area.left + wide / 2, area.y, wide, area.height),
                    Area(area.left + wide * 1.5 + gap, area.y, wide, area.height)]  # fmt: skip
        tall = (area.height - gap) / 2
        return [Area(area.x, area.top + tall / 2, area.width, tall),
                Area(area.x, area.top + tall * 1.5 + gap, area.width, tall)]  # fmt: skip
    share = 0.62
    if lies:
        first = area.width * share
        rest = Area(area.left + first + gap + (area.width - first - gap) / 2, area.y,
                    area.width - first - gap, area.height)  # fmt: skip
        large = Area(area.left + first / 2, area.y, first, area.height)
    else:
        first = area.height * share
        rest = Area(area.x, area.top + first + gap + (area.height - first - gap) / 2,
                    area.width, area.height - first - gap)  # fmt: skip
        large = Area(area.x, area.top + first / 2, area.width, first)
    others = count - 1
    if lies:
        tall = (rest.height - gap * (others - 1)) / others
        small = [Area(rest.x, rest.top + tall / 2 + (tall + gap) * one, rest.width, tall)
                 for one in range(others)]  # fmt: skip
    else:
        wide = (rest.width - gap * (others - 1)) / others
        small = [Area(rest.left + wide / 2 + (wide + gap) * one, rest.y, wide, rest.height)
                 for one in range(others)]  # fmt: skip
    return [large, *small]
