"""What is known of harmony: scales, chords that follow each other, their voices."""

from __future__ import annotations

from collections.abc import Sequence

SCALES: dict[str, tuple[int, ...]] = {
    "major": (0, 2, 4, 5, 7, 9, 11),
    "minor": (0, 2, 3, 5, 7, 8, 10),
    "dorian": (0, 2, 3, 5, 7, 9, 10),
    "lydian": (0, 2, 4, 6, 7, 9, 11),
    "mixolydian": (0, 2, 4, 5, 7, 9, 10),
    "phrygian": (0, 1, 3, 5, 7, 8, 10),
    "harmonic": (0, 2, 3, 5, 7, 8, 11),
}

# Degrees of the scale, counted from 0, one per bar.
PROGRESSIONS: dict[str, tuple[tuple[int, ...], ...]] = {
    "major": ((0, 4, 5, 3), (0, 5, 3, 4), (0, 3, 0, 4), (0, 2, 3, 4), (3, 0, 4, 5), (0, 3, 5, 4)),
    "minor": ((0, 5, 2, 6), (0, 3, 5, 4), (0, 6, 5, 6), (0, 5, 3, 4), (0, 2, 5, 6)),
    "dorian": ((0, 3, 0, 3), (0, 6, 3, 0), (0, 1, 3, 0), (0, 3, 6, 0)),
    "lydian": ((0, 1, 0, 1), (0, 1, 4, 0), (0, 4, 1, 0)),
    "mixolydian": ((0, 6, 3, 0), (0, 3, 6, 3), (0, 4, 6, 3)),
    "phrygian": ((0, 1, 0, 1), (0, 1, 2, 1), (0, 6, 1, 0)),
    "harmonic": ((0, 3, 4, 0), (0, 5, 3, 4), (0, 5, 4, 4)),
}


def pitch(root: int, scale: Sequence[int], degree: int) -> int:
    """Give the semitone of a degree; degrees go on beyond the octave, both ways."""
    octave, step = divmod(degree, len(scale))
    return root + 12 * octave + scale[step]


def chord(root: int, scale: Sequence[int], degree: int, *, seventh: bool) -> list[int]:
    """Give the semitones of the chord that stands on a degree, from its own root upwards."""
    steps = (0, 2, 4, 6) if seventh else (0, 2, 4)
    return [pitch(root, scale, degree + step) for step in steps]


def voiced(tones: Sequence[int], before: Sequence[int], centre: int) -> list[int]:
    """Place the tones of a chord near those before it (or near a centre), as a player would."""
    wanted = sum(before) / len(before) if before else float(centre)
    wanted += (centre - wanted) * 0.3  # drifts home
    placed: list[int] = []
    for tone in tones:
        nearest = min(
            (tone % 12 + 12 * octave for octave in range(1, 9)),
            key=lambda at: (abs(at - wanted), at),
        )
        placed.append(nearest)
    return sorted(set(placed))
