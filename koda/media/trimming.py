"""Cuts a stretch out of a film or a sound."""

from __future__ import annotations

from pathlib import Path

from koda.core.errors import Invalid
from koda.media.film import write_film
from koda.media.frames import MAX_SOUND_SECONDS, Tell, check_seconds, untold
from koda.media.reading import facts_of, paced, read_frames, read_sound
from koda.media.track import write_sound


def trim(
    path: Path, target: Path, start: float, end: float | None = None, tell: Tell = untold
) -> None:
    """Write what lies between two moments, exact to the frame; blocking.

    Args:
        path: A film, or a sound.
        target: The file that is made: MP4, or M4A of a sound.
        start: Seconds from the beginning; negative ones count from the end.
        end: Seconds; none, or what lies beyond the end, is the end. Negative ones count from it.
        tell: Is told how far the work is.

    Raises:
        Invalid: Nothing lies between them.
        TooLarge: It is too long to be made.
    """
    facts = facts_of(path)
    first, last = stretch(facts.seconds, start, end)
    if not facts.width:
        check_seconds(last - first, MAX_SOUND_SECONDS)
        write_sound(target, read_sound(path, first, last), seconds=last - first, tell=tell)
        return
    check_seconds(last - first)
    frames = paced(read_frames(path, first), facts.fps, first, last)
    sound = read_sound(path, first, last) if facts.has_sound else None
    write_film(target, frames, facts.fps, sound, seconds=last - first, tell=tell)


def stretch(length: float, start: float, end: float | None) -> tuple[float, float]:
    """Give the stretch in seconds from the beginning; raises `Invalid` if there is none."""
    first = start + length if start < 0 else start
    last = length if end is None else end + length if end < 0 else end
    first, last = max(first, 0.0), min(last, length)
    if not last - first >= 0.01:
        raise Invalid(
            f"Nothing is left between {start:g} and {'the end' if end is None else f'{end:g}'} "
            f"of {length:.1f} seconds.",
            remedy="Choose a start before the end.",
            seconds=length,
        )
    return first, last
