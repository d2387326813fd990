"""A camera over a still picture: where it looks, and how it moves."""

from __future__ import annotations

from dataclasses import dataclass

from PIL import Image, ImageFilter

from koda.providers.offline_art.noise import Stream, pick
from koda.providers.offline_film.planes import Planes, planes_of

_MARGIN = 1.16  # how much larger than the frame the picture is: the room to move in
_WIDE = 1.9  # pictures that differ more from the frame's shape are shown whole
_SMOOTH = 0.6  # pixels; finer grain only shimmers when it is moved
_WORDS: tuple[tuple[tuple[str, ...], str], ...] = (
    (("still camera", "static", "locked", "fixed camera", "no movement"), "still"),
    (("zoom out", "pull back", "pull-back", "dolly out", "reveal"), "out"),
    (("zoom in", "push in", "push-in", "dolly in", "close up", "close-up"), "in"),
    (("pan left", "truck left"), "left"),
    (("pan right", "truck right", "tracking"), "right"),
    (("tilt up", "crane up", "rising", "ascend"), "up"),
    (("tilt down", "crane down", "descend", "falling"), "down"),
)
_MOVES = ("in", "out", "right", "left", "drift")


@dataclass(frozen=True, slots=True)
class View:
    """What the camera sees: the middle in shares of the room left, and how close it is.

    `across` and `down` are 0 (left, top) to 1 (right, bottom); `close` 0 sees all, 1 the least.
    """

    across: float
    down: float
    close: float

    def towards(self, other: View, part: float) -> View:
        """Give the view between two."""
        return View(
            self.across + (other.across - self.across) * part,
            self.down + (other.down - self.down) * part,
            self.close + (other.close - self.close) * part,
        )


class Shot:
    """A picture that a camera moves over."""

    def __init__(
        self, picture: Image.Image, size: tuple[int, int], first: View, last: View
    ) -> None:
        """Prepare a picture for frames of `size`; the camera goes from `first` to `last`."""
        self._size = size
        laid = _laid(picture, size).filter(ImageFilter.GaussianBlur(_SMOOTH))
        self._planes = planes_of(laid)
        self._first, self._last = first, last

    def at(self, part: float, *, push: float = 0.0, aside: tuple[float, float] = (0, 0)) -> Planes:
        """Give a frame: `part` 0 to 1 of the way, closer by `push`, moved by shares of the room."""
        view = self._first.towards(self._last, _eased(part))
        view = View(
            min(1.0, max(0.0, view.across + aside[0])),
            min(1.0, max(0.0, view.down + aside[1])),
            min(1.0, max(0.0, view.close + push)),
        )
        return self._seen(view)

    def _seen(self, view: View) -> Planes:
        across, down = self._planes.size
        width, height = self._size
        # The largest part of the picture that has the frame's shape, then as close as wanted.
        whole = min(across / width, down / height)
        scale = whole + (1.0 - whole) * view.close
        box_width, box_height = width * scale, height * scale
        left, top = (across - box_width) * view.across, (down - box_height) * view.down
        right, bottom = min(across, left + box_width), min(down, top + box_height)
        box = (max(0.0, left), max(0.0, top), right, bottom)
        small = (box[0] / 2, box[1] / 2, right / 2, bottom / 2)
        half = (width // 2, height // 2)
        kernel = Image.Resampling.BILINEAR
        return Planes(
            self._planes.light.resize(self._size, kernel, box),
            self._planes.blue.resize(half, kernel, small),
            self._planes.red.resize(half, kernel, small),
        )


def shot_of(picture: Image.Image, size: tuple[int, int], prompt: str, rng: Stream) -> Shot:
    """Let a camera move as the words ask, or as the stream decides."""
    known = prompt[:4000].casefold()
    move = next(
        (name for words, name in _WORDS if any(word in known for word in words)),
        _MOVES[int(rng.randint(0, len(_MOVES)))],
    )
    return Shot(picture, size, *_way(move, rng))


def _way(move: str, rng: Stream) -> tuple[View, View]:
    aside, level = pick(rng, 0.35, 0.65), pick(rng, 0.35, 0.65)
    ways = {
        "still": (View(0.5, 0.5, 0.3), View(0.5, 0.5, 0.3)),
        "in": (View(0.5, 0.5, 0.0), View(aside, level, 1.0)),
        "out": (View(aside, level, 1.0), View(0.5, 0.5, 0.0)),
        "right": (View(0.0, level, 0.85), View(1.0, level, 0.85)),
        "left": (View(1.0, level, 0.85), View(0.0, level, 0.85)),
        "up": (View(aside, 1.0, 0.85), View(aside, 0.0, 0.85)),
        "down": (View(aside, 0.0, 0.85), View(aside, 1.0, 0.85)),
        "drift": (View(0.1, 0.75, 0.75), View(0.9, 0.3, 0.95)),
    }
    return ways[move]


def _laid(picture: Image.Image, size: tuple[int, int]) -> Image.Image:
    """Make a picture as large as the camera needs it."""
    picture = picture.convert("RGB")
    width, height = (2 * round(side * _MARGIN / 2) for side in size)
    shape, wanted = picture.width / picture.height, width / height
    if max(shape / wanted, wanted / shape) > _WIDE:
        return _whole(picture, (width, height))
    scale = max(width / picture.width, height / picture.height)
    enough = (
        max(width, 2 * round(picture.width * scale / 2)),
        max(height, 2 * round(picture.height * scale / 2)),
    )
    return picture.resize(enough, Image.Resampling.LANCZOS, reducing_gap=3.0)


def _whole(picture: Image.Image, size: tuple[int, int]) -> Image.Image:
    """Show all of a picture of another shape, over a soft copy of itself."""
    width, height = size
    cover = max(width / picture.width, height / picture.height)
    small = picture.resize((48, 48), Image.Resampling.BOX)
    ground = small.filter(ImageFilter.GaussianBlur(2)).resize(size, Image.Resampling.BICUBIC)
    ground = ground.point([round(value * 0.62) for value in range(256)] * 3)
    fit = min(width / picture.width, height / picture.height) / _MARGIN
    fit = min(fit, cover)
    inner = (max(1, round(picture.width * fit)), max(1, round(picture.height * fit)))
    ground.paste(
        picture.resize(inner, Image.Resampling.LANCZOS, reducing_gap=3.0),
        ((width - inner[0]) // 2, (height - inner[1]) // 2),
    )
    return ground


def _eased(part: float) -> float:
    """Start and stop softly, but move evenly between."""
    part = min(1.0, max(0.0, part))
    soft = part * part * (3 - 2 * part)
    return part * 0.55 + soft * 0.45
