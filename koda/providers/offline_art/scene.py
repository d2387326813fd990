"""What every family of pictures begins with: surface, words, light, and a stream of chance."""

from __future__ import annotations

from dataclasses import dataclass

from koda.providers.offline_art.noise import Field, Stream, chance, pick, stream, tile
from koda.providers.offline_art.palette import HOURS, Colour, Light, mix, recoloured, washed
from koda.providers.offline_art.surface import Surface
from koda.providers.offline_art.words import Brief


@dataclass(slots=True)
class Scene:
    """A picture in progress.

    Attributes:
        horizon: Height of the horizon in units from the top.
        sun: Where the light comes from, in units.
        hour: Which of the palettes lights it.
        grain: White noise, -1 to 1, the size of the surface: the tooth of the paper.
    """

    surface: Surface
    brief: Brief
    rng: Stream
    light: Light
    hour: str
    horizon: float
    sun: tuple[float, float]
    grain: Field

    @property
    def shadow(self) -> Colour:
        """What shadows multiply by."""
        return mix(self.light.far, self.light.near, 0.55)

    def lit(self, colour: Colour) -> Colour:
        """A thing's own colour, seen in this light."""
        if self.light.dark:
            return mix(mix(colour, (0, 0, 0), 0.22), self.light.sky, 0.26)
        return mix(colour, self.light.sky, 0.06)

    @property
    def right(self) -> float:
        """The picture's width in units."""
        return self.surface.right

    @property
    def bottom(self) -> float:
        """The picture's height in units."""
        return self.surface.bottom


def compose(surface: Surface, brief: Brief, seed: int, *more: str) -> Scene:
    """Choose the light and the lines of the picture; `more` is what else it depends on."""
    rng = stream("koda offline 1", brief.key, seed, *more)
    hour = _hour(brief, rng)
    choices = HOURS[hour]
    light = choices[int(rng.randint(len(choices)))]
    light = recoloured(light, pick(rng, -10, 10), pick(rng, 0.92, 1.1))
    light = _steered(light, brief)
    horizon = surface.bottom * pick(rng, 0.54, 0.66)
    low = hour in {"dawn", "sunset", "golden", "dusk"}
    side = 0.5 + (0.5 - 0.36 * pick(rng, 0, 1)) * (1 if chance(rng, 0.5) else -1) * 0.55
    height = horizon * (pick(rng, 0.62, 0.86) if low else pick(rng, 0.24, 0.46))
    grain = tile(surface.width, surface.height, rng)
    return Scene(surface, brief, rng, light, hour, horizon, (surface.right * side, height), grain)


def named_hour(brief: Brief) -> str | None:
    """The light that the words ask for, if any."""
    if brief.has("warm") and brief.has("dusk"):
        return "sunset"
    for tag, hour in (
        ("cyberpunk", "night"), ("dawn", "dawn"), ("sunset", "sunset"), ("golden", "golden"),
        ("dusk", "dusk"), ("moonlight", "night"), ("night", "night"), ("aurora", "night"),
        ("storm", "grey"), ("rain", "grey"), ("fog", "dawn"), ("snow", "winter"),
        ("winter", "winter"), ("dark", "night"), ("morning", "dawn"), ("day", "day"),
        ("summer", "day"), ("jungle", "day"),
        ("autumn", "golden"), ("spring", "dawn"), ("magic", "dusk"),
        ("sad", "grey"), ("warm", "golden"), ("cool", "dawn"),
    ):  # fmt: skip
        if brief.has(tag):
            return hour
    return None


def _hour(brief: Brief, rng: Stream) -> str:
    usual = ("dawn", "day", "golden", "sunset", "dawn", "dusk")[int(rng.randint(6))]
    return named_hour(brief) or usual


def _steered(light: Light, brief: Brief) -> Light:
    if brief.has("cyberpunk"):
        light = recoloured(light, 0, 1.35)
    if brief.has("joyful"):
        light = recoloured(light, 0, 1.2)
    if brief.has("sad", "vintage", "minimal"):
        light = recoloured(light, 0, 0.78)
    if brief.family in {"land", "space", "deep"}:
        tint = brief.dye("sunset", "dawn", "dusk", "moonlight", "aurora", "cloud", "fog", "sea")
        light = washed(light, tint, 0.5) if tint else light
    return light
