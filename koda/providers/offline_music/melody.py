"""Invents a tune: a motif, its answer, and how both return."""

from __future__ import annotations

from dataclasses import dataclass

from koda.providers.offline_art.noise import Stream, chance, pick

_LOWEST, _HIGHEST = -2, 10  # degrees around the root
_STEPS = (-2, -1, -1, 1, 1, 2, 0, 3, -3)


@dataclass(frozen=True, slots=True)
class Note:
    """A note of a tune: eighths from the start of its four bars, eighths it lasts, its degree."""

    start: int
    length: int
    degree: int
    loud: float


def tune(
    rng: Stream, beats: int, density: float, chords: tuple[int, ...], lift: int = 0
) -> list[Note]:
    """Invent four bars: two bars of motif, then the motif again with another ending.

    Args:
        rng: Whose tune it is.
        beats: In a bar.
        density: How many notes, 0 to 1.
        chords: The degree on which each of the four bars stands.
        lift: Degrees by which all of it is higher.
    """
    eighths = 2 * beats
    starts = _rhythm(rng, eighths, density)
    degree = lift + (0, 2, 4)[int(rng.randint(0, 3))]
    notes: list[Note] = []
    moves = [_STEPS[int(rng.randint(0, len(_STEPS)))] for _ in starts]
    ending = [_STEPS[int(rng.randint(0, len(_STEPS)))] for _ in starts]
    for half in (0, 1):
        for place, start in enumerate(starts):
            at = half * 2 * eighths + start
            move = ending[place] if half and place > len(starts) // 2 else moves[place]
            degree = min(_HIGHEST + lift, max(_LOWEST + lift, degree + move))
            if start % eighths in {0, eighths // 2}:
                degree = _nearest(degree, chords[at // eighths % len(chords)])
            following = starts[place + 1] if place + 1 < len(starts) else 2 * eighths
            length = min(following - start, eighths // 2 + 1)
            notes.append(Note(at, max(1, length), degree, pick(rng, 0.75, 1.0)))
        degree = notes[0].degree if half == 0 else degree
    if notes:
        last = notes[-1]
        home = _nearest(last.degree, chords[-1])
        notes[-1] = Note(last.start, max(last.length, 2), home, last.loud)
    return notes


def _rhythm(rng: Stream, eighths: int, density: float) -> list[int]:
    """Where notes begin within two bars: strong places first."""
    starts: list[int] = []
    for place in range(2 * eighths):
        within = place % eighths
        if within == 0:
            likely = 0.9
        elif within == eighths // 2:
            likely = 0.35 + 0.6 * density
        elif within % 2 == 0:
            likely = 0.9 * density
        else:
            likely = 0.75 * density * density
        # The end of the two bars is for breathing.
        if place >= 2 * eighths - 2:
            likely *= 0.25
        if chance(rng, likely):
            starts.append(place)
    return starts or [0]


def _nearest(degree: int, chord: int) -> int:
    """The tone of the chord (of seven degrees) that is nearest."""
    return min(
        (
            degree + away
            for away in (0, -1, 1, -2, 2, -3, 3)
            if (degree + away - chord) % 7 in {0, 2, 4}
        ),
        key=lambda at: abs(at - degree),
    )
