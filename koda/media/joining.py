"""Puts films one after the other, whatever their sizes, rates and sounds."""

from __future__ import annotations

from collections.abc import Generator, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import islice
from pathlib import Path

import numpy as np
from PIL import Image

from koda.core.errors import Invalid
from koda.media.film import write_film
from koda.media.frames import (
    MAX_SOUND_SECONDS,
    RATE,
    Frame,
    Samples,
    Tell,
    check_frame_size,
    check_seconds,
    untold,
)
from koda.media.reading import facts_of, paced, read_frames, read_sound
from koda.media.shaping import Fit, fitted
from koda.media.track import SoundCursor, write_sound

MAX_PARTS = 50
_BLOCK = RATE // 10


@dataclass(frozen=True, slots=True)
class _Part:
    """A film in the row: how many frames of the whole it has."""

    path: Path
    count: int
    has_sound: bool


def concat(
    paths: Sequence[Path],
    target: Path,
    *,
    cross_fade: float = 0.0,
    size: tuple[int, int] | None = None,
    fit: Fit = "fit",
    tell: Tell = untold,
) -> None:
    """Write one film of several: the first one's size, the highest rate; blocking.

    Films of another shape get black bars (`fit`) or are cut (`fill`). One without sound is silent
    in a film that has sound. A cross-fade is shortened to half of the shortest film.

    Raises:
        Invalid: No films, too many, or one is none.
        TooLarge: The film would be too large or too long.
    """
    _check_count(paths)
    facts = [facts_of(path) for path in paths]
    if not all(one.width for one in facts):
        raise Invalid("A sound cannot be joined with films.", remedy="Connect films only.")
    fps = max(one.fps for one in facts)
    width, height = size or (facts[0].width, facts[0].height)
    check_frame_size(width, height)
    parts = [
        _Part(path, max(1, round(one.seconds * fps)), one.has_sound)
        for path, one in zip(paths, facts, strict=True)
    ]
    fade = min(round(max(cross_fade, 0.0) * fps), min(part.count for part in parts) // 2)
    seconds = float((sum(part.count for part in parts) - fade * (len(parts) - 1)) / fps)
    check_seconds(seconds)
    loud = any(part.has_sound for part in parts)
    rows = [_frames(part, fps, (width, height), fit) for part in parts]
    frames = _faded(rows, [part.count for part in parts], fade)
    sound = _sounds(parts, fade, fps) if loud else None
    write_film(target, frames, fps, sound, seconds=seconds, tell=tell)


def concat_sounds(
    paths: Sequence[Path], target: Path, *, cross_fade: float = 0.0, tell: Tell = untold
) -> None:
    """Write one sound of several; see `concat`."""
    _check_count(paths)
    lengths = [round(facts_of(path).seconds * RATE) for path in paths]
    fade = min(round(max(cross_fade, 0.0) * RATE), min(lengths) // 2)
    sounds = [SoundCursor(read_sound(path)) for path in paths]
    seconds = (sum(lengths) - fade * (len(lengths) - 1)) / RATE
    check_seconds(seconds, MAX_SOUND_SECONDS)
    write_sound(target, _faded_sound(sounds, lengths, fade), seconds=seconds, tell=tell)


def _check_count(paths: Sequence[Path]) -> None:
    if not 1 <= len(paths) <= MAX_PARTS:
        raise Invalid(
            f"1 to {MAX_PARTS} parts can be joined; there are {len(paths)}.",
            remedy="Connect fewer." if paths else "Connect films or sounds.",
        )


def _frames(part: _Part, fps: Fraction, size: tuple[int, int], fit: Fit) -> Generator[Frame]:
    end = float(part.count / fps)
    for frame in paced(read_frames(part.path), fps, 0.0, end):
        yield _in_shape(frame, size, fit)


def _in_shape(frame: Frame, size: tuple[int, int], fit: Fit) -> Frame:
    if (frame.shape[1], frame.shape[0]) == size:
        return frame
    image = fitted(Image.fromarray(frame), size, fit)
    if image.size != size:
        whole = Image.new("RGB", size)
        whole.paste(image, ((size[0] - image.width) // 2, (size[1] - image.height) // 2))
        image = whole
    return np.asarray(image)


def _faded(rows: Sequence[Generator[Frame]], counts: Sequence[int], fade: int) -> Iterator[Frame]:
    """One row after the other; around each seam both run at once, so that none waits in memory."""
    for place, row in enumerate(rows):
        before, after = fade if place else 0, fade if place + 1 < len(rows) else 0
        yield from islice(row, counts[place] - before - after)
        if after:
            for step, (old, new) in enumerate(
                zip(islice(row, fade), islice(rows[place + 1], fade), strict=True), 1
            ):
                mixed = Image.blend(Image.fromarray(old), Image.fromarray(new), step / (fade + 1))
                yield np.asarray(mixed)
        row.close()  # what decodes it is large


def _sounds(parts: Sequence[_Part], fade: int, fps: Fraction) -> Iterator[Samples]:
    sounds = [SoundCursor(read_sound(part.path) if part.has_sound else ()) for part in parts]
    lengths = [round(part.count / fps * RATE) for part in parts]
    return _faded_sound(sounds, lengths, round(fade / fps * RATE))


def _faded_sound(
    sounds: Sequence[SoundCursor], lengths: Sequence[int], fade: int
) -> Iterator[Samples]:
    for place, sound in enumerate(sounds):
        before, after = fade if place else 0, fade if place + 1 < len(sounds) else 0
        for count in _blocks(lengths[place] - before - after):
            yield sound.fill(count)
        done = 0
        for count in _blocks(after):
            share = ((np.arange(done, done + count) + 0.5) / fade).astype(np.float32)[:, None]
            old, new = sound.fill(count), sounds[place + 1].fill(count)
            # Loudness stays level where two different sounds meet.
            yield old * np.cos(share * np.pi / 2) + new * np.sin(share * np.pi / 2)
            done += count


def _blocks(count: int) -> Iterator[int]:
    while count > 0:
        yield min(count, _BLOCK)
        count -= _BLOCK
