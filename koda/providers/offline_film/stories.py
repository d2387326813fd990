"""Stories told by stills: one picture, two that meet, or several one after the other."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence

from PIL import Image

from koda.providers.offline_art.noise import Stream
from koda.providers.offline_art.paint import paint
from koda.providers.offline_film.planes import FPS, Planes
from koda.providers.offline_film.shots import Shot, View, shot_of
from koda.providers.offline_film.title import Title

_FADE = 0.8  # seconds from one picture to the next
_VIEW = 7.0  # seconds that one painted picture may be looked at
_MOST_VIEWS = 4
_LAST_SEED = 2**31 - 1


def painted(prompt: str, size: tuple[int, int], seed: int, seconds: float) -> list[Image.Image]:
    """Paint what a film of words shows: a picture, and others when it lasts."""
    count = min(_MOST_VIEWS, max(1, round(seconds / _VIEW)))
    larger = (round(size[0] * 1.16 / 2) * 2, round(size[1] * 1.16 / 2) * 2)
    return [
        Image.open(io.BytesIO(paint(prompt, *larger, (seed + number) % (_LAST_SEED + 1))))
        for number in range(count)
    ]


def sequence(
    pictures: Sequence[Image.Image], size: tuple[int, int], count: int, prompt: str, rng: Stream
) -> Iterator[Planes]:
    """Move over pictures one after the other, each fading into the next; `count` frames."""
    shots = [shot_of(one, size, prompt, rng) for one in pictures]
    each = count / len(shots)
    fade = min(_FADE * FPS, each * 0.5)
    for number in range(count):
        place = min(len(shots) - 1, int(number / each))
        since = number - place * each
        # A shot goes on while it fades, so that nothing stands still.
        frame = shots[place].at(_way(since, each, fade))
        if place and since < fade:
            before = shots[place - 1].at(_way(since + each, each, fade))
            frame = before.mixed(frame, _soft(since / fade))
        yield frame


def meeting(
    first: Image.Image, last: Image.Image, size: tuple[int, int], count: int
) -> Iterator[Planes]:
    """Begin with one picture as it is, end with another as it is, and move on between."""
    begins = Shot(first, size, View(0.5, 0.5, 0.0), View(0.5, 0.42, 0.9))
    ends = Shot(last, size, View(0.5, 0.58, 0.9), View(0.5, 0.5, 0.0))
    for number in range(count):
        part = number / max(1, count - 1)
        fade = _soft((part - 0.25) / 0.5)
        if fade <= 0:
            yield begins.at(part)
        elif fade >= 1:
            yield ends.at(part)
        else:
            yield begins.at(part).mixed(ends.at(part), fade)


def titled(frames: Iterator[Planes], title: Title | None) -> Iterator[Planes]:
    """Lay a title over the beginning."""
    for number, frame in enumerate(frames):
        yield frame if title is None else title.over(frame, number)


def _way(since: float, each: float, fade: float) -> float:
    return since / max(1.0, each + fade)


def _soft(part: float) -> float:
    part = min(1.0, max(0.0, part))
    return part * part * (3 - 2 * part)
