"""The entry: a film from whatever comes in: words, pictures, a film, a sound."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

import numpy as np
from PIL import Image

from koda.core.errors import Invalid
from koda.media.frames import RATE
from koda.media.reading import facts_of, paced, read_frames
from koda.media.saving import opened
from koda.media.sound import Sound, faded, lasting, load_sound
from koda.providers.offline_art.noise import stream
from koda.providers.offline_film.following import following, reacting
from koda.providers.offline_film.grades import Grading, grade_of
from koda.providers.offline_film.planes import FPS, Planes, planes_of
from koda.providers.offline_film.shots import shot_of
from koda.providers.offline_film.stories import meeting, painted, sequence, titled
from koda.providers.offline_film.title import title_of
from koda.providers.offline_film.writer import film_of
from koda.providers.offline_sound.bed import bed

NOTE = "Moved pictures, put together on this machine, not by an AI model."


@dataclass(frozen=True, slots=True)
class Asked:
    """What a film shall be.

    Attributes:
        prompt: The words.
        size: Even pixels.
        seconds: How long; a film or a sound that comes in may end it sooner.
        seed: Which one, where the words leave a choice.
        with_sound: Whether a silent film gets a bed of sound.
        keep_sound: Whether a film that comes in keeps its own.
    """

    prompt: str
    size: tuple[int, int]
    seconds: float
    seed: int
    with_sound: bool = True
    keep_sound: bool = True


def film(asked: Asked, files: Mapping[str, Sequence[Path]]) -> bytes:
    """Make an MP4 of what comes in, by role: pictures, `video`, `audio`; blocking.

    Raises:
        Invalid: What came in is damaged.
    """
    count = max(2, round(asked.seconds * FPS))
    sound = _sound(asked, files, count)
    return film_of(_frames(asked, files, count, sound), asked.size, sound, NOTE)


def pictures_in(files: Mapping[str, Sequence[Path]]) -> list[Path]:
    """Give the pictures among the files, in the order in which they are shown."""
    return [
        *(path for role in ("first_frame", "reference") for path in files.get(role, ())),
        *files.get("last_frame", ()),
    ]


def _frames(
    asked: Asked, files: Mapping[str, Sequence[Path]], count: int, sound: Sound | None
) -> Iterator[Planes]:
    rng = stream("film", asked.seed, asked.prompt[:4000])
    stills = pictures_in(files)
    if files.get("video"):
        if stills:
            shot = shot_of(opened(stills[0]), asked.size, "still camera", rng)
            return following(shot, files["video"][0], count)
        return _graded(asked, files["video"][0], count)
    if files.get("audio") and sound is not None:
        picture = opened(stills[0]) if stills else _first_painted(asked)
        return reacting(shot_of(picture, asked.size, asked.prompt, rng), sound, count)
    if not stills:
        seconds = count / FPS
        views = painted(asked.prompt, asked.size, asked.seed, seconds)
        frames = sequence(views, asked.size, count, asked.prompt, rng)
        return titled(frames, title_of(asked.prompt, asked.size))
    if len(stills) == 2 and files.get("last_frame"):
        return meeting(opened(stills[0]), opened(stills[1]), asked.size, count)
    return sequence([opened(path) for path in stills], asked.size, count, asked.prompt, rng)


def _graded(asked: Asked, path: Path, count: int) -> Iterator[Planes]:
    grading = Grading(grade_of(asked.prompt), asked.size)
    for pixels in paced(read_frames(path), Fraction(FPS), 0.0, count / FPS):
        picture = Image.fromarray(np.ascontiguousarray(pixels))
        yield grading.over(planes_of(_covering(picture, asked.size)))


def _covering(picture: Image.Image, size: tuple[int, int]) -> Image.Image:
    """The largest middle part of a picture that has this shape, in this size."""
    scale = min(picture.width / size[0], picture.height / size[1])
    wide, tall = size[0] * scale, size[1] * scale
    left, top = (picture.width - wide) / 2, (picture.height - tall) / 2
    box = (max(0.0, left), max(0.0, top))
    box = (*box, min(picture.width, box[0] + wide), min(picture.height, box[1] + tall))
    return picture.resize(size, Image.Resampling.BILINEAR, box)


def _first_painted(asked: Asked) -> Image.Image:
    return painted(asked.prompt or "abstract sound waves", asked.size, asked.seed, 1)[0]


def _sound(asked: Asked, files: Mapping[str, Sequence[Path]], count: int) -> Sound | None:
    seconds = count / FPS
    samples = round(seconds * RATE)
    if files.get("audio"):
        return _ending(lasting(load_sound(files["audio"][0], seconds), samples))
    if files.get("video") and asked.keep_sound:
        path = files["video"][0]
        if facts_of(path).has_sound:
            try:
                return _ending(lasting(load_sound(path, seconds), samples))
            except Invalid:
                return None  # a stream of sound with nothing in it
    return bed(asked.prompt, seconds, asked.seed) if asked.with_sound else None


def _ending(sound: Sound) -> Sound:
    return faded(sound, 0.0, 0.15)
