"""Reads the measurements of a film as words: how lively, how light, what mood."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import cast

from pydantic import JsonValue

Fields = Mapping[str, JsonValue]


@dataclass(frozen=True, slots=True)
class Look:
    """Light and colours.

    Attributes:
        style: In words, such as `dark, muted, of high contrast, in dark blue and grey`.
        colors, names: As `#rrggbb`, and what they are called; what covers most first.
    """

    brightness: float
    saturation: float
    contrast: float
    colors: tuple[str, ...]
    names: tuple[str, ...]

    @property
    def light(self) -> str:
        """How light it is."""
        return _step(
            self.brightness, ((0.32, "dark"), (0.5, "low-key"), (0.78, "well lit")), "bright"
        )

    @property
    def color(self) -> str:
        """How strong its colours are."""
        steps = ((0.06, "almost without colour"), (0.25, "muted"), (0.5, "colourful"))
        return _step(self.saturation, steps, "strongly coloured")

    @property
    def depth(self) -> str:
        """How far light and dark are apart."""
        return _step(
            self.contrast,
            ((0.3, "of low contrast"), (0.65, "of even contrast")),
            "of high contrast",
        )

    @property
    def palette(self) -> str:
        """Its colours, as one says them."""
        return _listed(list(dict.fromkeys(self.names))[:3])

    @property
    def style(self) -> str:
        """All of it in a few words."""
        words = f"{self.light}, {self.color}, {self.depth}"
        return f"{words}, in {self.palette}" if self.names else words


@dataclass(frozen=True, slots=True)
class Shot:
    """A shot; times in seconds of the film."""

    number: int
    start: float
    end: float
    camera: str
    energy: float
    moves_by_itself: float
    look: Look

    @property
    def seconds(self) -> float:
        """How long it is."""
        return self.end - self.start

    @property
    def moves(self) -> list[str]:
        """What the camera does, one thing after the other, without its pace."""
        said = [one.strip() for one in self.camera.split(", ")]
        plain = [one.removeprefix("then ").split(" ", 1) for one in said]
        return [
            words[-1] if words[0] in {"slow", "fast", "whip"} else " ".join(words)
            for words in plain
        ]

    @property
    def is_handheld(self) -> bool:
        """Whether the camera trembles."""
        return "handheld" in self.camera

    @property
    def is_still(self) -> bool:
        """Whether the camera stands still."""
        return self.camera == "static"

    @property
    def liveliness(self) -> str:
        """How much moves."""
        return liveliness(self.energy)

    @property
    def mood(self) -> str:
        """What such light, colour and motion are mostly felt as."""
        return mood(self.look, self.energy)


@dataclass(frozen=True, slots=True)
class Film:
    """What was measured."""

    seconds: float
    ratio: str
    look: Look
    shots: tuple[Shot, ...]
    gradual: tuple[tuple[str, float, float], ...]
    cuts: int

    @property
    def energy(self) -> float:
        """Mean motion energy."""
        return sum(one.energy * one.seconds for one in self.shots) / (self.seconds or 1)

    @property
    def liveliness(self) -> str:
        """How much moves."""
        return liveliness(self.energy)

    @property
    def mood(self) -> str:
        """What it is mostly felt as."""
        return mood(self.look, self.energy)


def film_of(measured: JsonValue) -> Film:
    """Read what was measured; what is missing is nothing."""
    raw = _fields(measured)
    start, end = _number(raw, "start"), _number(raw, "end")
    shots = tuple(_shot(one, number) for number, one in enumerate(_rows(raw, "shots"), 1))
    look = _look(raw)
    return Film(
        seconds=max(end - start, 0.01),
        ratio=_ratio(_number(raw, "width"), _number(raw, "height")),
        look=look,
        shots=shots or (Shot(1, start, end, "static", 0.0, 0.0, look),),
        gradual=tuple(
            (str(one.get("kind")), _number(one, "start"), _number(one, "end"))
            for one in _rows(raw, "dissolves_and_fades")
        ),
        cuts=len(cast("Sequence[JsonValue]", raw.get("hard_cuts") or [])),
    )


def liveliness(energy: float) -> str:
    """Say how much moves."""
    return _step(energy, ((0.06, "almost no"), (0.25, "calm"), (0.55, "lively")), "vehement")


def mood(look: Look, energy: float) -> str:
    """Say what light, colour and motion are mostly felt as."""
    if look.brightness < 0.4:
        first = "brooding" if look.saturation < 0.25 else "mysterious"
        return f"{first} and tense" if energy > 0.4 else f"{first} and quiet"
    if look.saturation < 0.1:
        return "sober and restless" if energy > 0.4 else "sober and calm"
    if look.saturation > 0.4:
        return "vivid and energetic" if energy > 0.4 else "warm-hearted and vivid"
    return "fresh and active" if energy > 0.4 else "gentle and open"


def _shot(raw: Fields, number: int) -> Shot:
    return Shot(
        number=number,
        start=_number(raw, "start"),
        end=_number(raw, "end"),
        camera=str(raw.get("camera") or "static"),
        energy=_number(raw, "energy"),
        moves_by_itself=_number(raw, "moves_by_itself"),
        look=_look(raw),
    )


def _look(owner: Fields) -> Look:
    raw = _fields(owner.get("look"))
    swatches = _rows(raw, "palette")
    return Look(
        brightness=_number(raw, "brightness"),
        saturation=_number(raw, "saturation"),
        contrast=_number(raw, "contrast"),
        colors=tuple(str(one.get("color")) for one in swatches),
        names=tuple(str(one.get("name")) for one in swatches),
    )


def _ratio(width: float, height: float) -> str:
    if not width or not height:
        return "widescreen"
    return _step(
        width / height, ((0.7, "vertical"), (1.2, "square"), (2.0, "widescreen")), "ultra-wide"
    )


def _step(value: float, steps: Sequence[tuple[float, str]], beyond: str) -> str:
    return next((word for limit, word in steps if value < limit), beyond)


def _listed(words: Sequence[str]) -> str:
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} and {words[-1]}"


def _fields(value: JsonValue) -> Fields:
    return value if isinstance(value, dict) else {}


def _rows(owner: Fields, name: str) -> list[Fields]:
    rows = owner.get(name)
    return [one for one in rows if isinstance(one, dict)] if isinstance(rows, list) else []


def _number(owner: Fields, name: str) -> float:
    value = owner.get(name)
    return float(value) if isinstance(value, int | float) else 0.0
