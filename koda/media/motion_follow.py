"""Follows the camera from one small picture to the next: shift, zoom and turn."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from koda.media.motion_reading import Grey

Numbers = npt.NDArray[np.float32]

_ROUNDS = 3
_SURE = 0.8
_LEAST_SIDE = 8
_PART = 8
_MAJORITY = 1.5
_MOST_LEFT = 0.7
_BETTER, _WORSE, _SAME = 0.8, 1.1, 0.4
_CALM = 0.004  # below this a difference is grain, not movement (a grey level of 256)


@dataclass(frozen=True, slots=True)
class Step:
    """How what is seen moved between two moments.

    Attributes:
        right, down: Of its middle, in widths of the picture.
        grow: Share by which it grew; less than 0: it shrank.
        turn: Clockwise, in degrees.
        clear: The share of the picture that went so, or that stood still when nothing else did.
        change: Mean difference of the two as they are, 0 to 1.
        rest: Mean difference that is left when one is moved so: what moves by itself.
    """

    right: float
    down: float
    grow: float
    turn: float
    clear: float
    change: float
    rest: float


def follow(before: Grey, after: Grey) -> Step:
    """Find the movement that makes of one picture the other.

    A guess by phase correlation, then least squares on ever larger pictures in which what moves
    by itself counts little. The parts of the picture vote whether it was the camera: something
    large that walks through a picture that stands still moves only the parts that it covers.
    """
    change = float(np.abs(after - before).mean())
    guess = np.zeros(4, np.float32)
    guess[:2] = shift(before, after)
    found = _refined(before, after, guess)
    # A wrong guess is worse than none: both are tried.
    if found.likeness < _SURE and np.abs(guess[:2]).sum() > 1 / before.shape[1]:
        other = _refined(before, after, np.zeros(4, np.float32))
        found = other if other.likeness > found.likeness else found
    clear, by_camera = _votes(found)
    if not by_camera or (change > 3 * _CALM and found.rest > _MOST_LEFT * change):
        return Step(0.0, 0.0, 0.0, 0.0, clear, change, change)
    right, down, grow, turn = (float(one) for one in found.by)
    rest = min(change, found.rest)
    return Step(right, down, grow, float(np.degrees(turn)), clear, change, rest)


def shift(before: Grey, after: Grey) -> tuple[float, float]:
    """Guess by phase correlation how far a picture moved right and down, in its widths."""
    rows, columns = before.shape
    fade = np.outer(np.hanning(rows), np.hanning(columns)).astype(np.float32)
    first = np.fft.rfft2((before - before.mean()) * fade)
    second = np.fft.rfft2((after - after.mean()) * fade)
    cross = np.conj(first) * second
    # Not quite whitened: where there is no detail, the phase is grain.
    peaks = np.fft.irfft2(cross / (np.abs(cross) ** 0.7 + 1e-9), s=(rows, columns))
    down, right = np.unravel_index(int(np.argmax(peaks)), peaks.shape)
    down, right = int(down), int(right)
    down -= rows if down > rows // 2 else 0
    right -= columns if right > columns // 2 else 0
    return right / columns, down / columns


def likeness(first: Numbers, second: Numbers) -> float:
    """Give how alike two pictures are, brightness and contrast aside: 1 the same, 0 not at all."""
    one, other = first - first.mean(), second - second.mean()
    size = float(np.sqrt((one * one).sum() * (other * other).sum()))
    if size < one.size * _CALM**2:
        return 1.0 if float(np.abs(first - second).mean()) < 4 * _CALM else 0.0
    return float((one * other).sum()) / size


@dataclass(frozen=True, slots=True)
class _Fit:
    """A movement, the pictures it was found in, and how well it explains them."""

    by: Numbers
    before: Grey
    after: Grey
    moved: Grey
    inside: npt.NDArray[np.bool_]
    likeness: float
    rest: float


def _refined(before: Grey, after: Grey, guess: Numbers) -> _Fit:
    """Improve a guess."""
    found, seen = guess.copy(), (before, after)
    for shrink in (4, 2):  # the whole size takes four times as long, for 0.0002 of a width
        pair = (_shrunk(before, shrink), _shrunk(after, shrink))
        if min(pair[0].shape) >= _LEAST_SIDE:
            found, seen = _fitted(*pair, found), pair
    moved, inside = _moved(seen[1], found)
    if inside.mean() < 0.25:
        return _Fit(found, *seen, moved, inside, 0.0, 1.0)
    first, second = seen[0][inside], moved[inside]
    rest = float(np.abs(first - second - (first.mean() - second.mean())).mean())
    return _Fit(found, *seen, moved, inside, max(0.0, likeness(first, second)), rest)


def _votes(fit: _Fit) -> tuple[float, bool]:
    """The share of the picture's parts that went with the movement, and whether the camera did.

    What the camera does is seen in all corners; something that walks by is seen where it is.
    """
    seen = _parts(fit.inside.astype(np.float32))
    counts = np.maximum(seen.sum(axis=2), 1)
    before = _parts(fit.before)
    shades = np.sqrt(_left(before, seen, counts, square=True))
    left_still = _left(_parts(fit.after) - before, seen, counts)
    left_moved = _left(_parts(fit.moved) - before, seen, counts)
    # A part without detail would look the same wherever it went.
    says = (counts >= _PART * _PART / 2) & (shades >= _CALM)
    went = says & (left_still > _CALM / 2) & (left_moved < _BETTER * left_still)
    stood = says & ~went & (left_moved > _WORSE * left_still)
    other = says & ~went & ~stood & (left_still >= np.maximum(_CALM, _SAME * shades))
    votes = [int(one.sum()) for one in (went, stood, other)]
    against = sum(
        int(stood[corner].sum()) > int(went[corner].sum()) for corner in _corners(went.shape)
    )
    if votes[0] > _MAJORITY * votes[1] and against < 2:
        return votes[0] / sum(votes), True
    return 1 - votes[2] / max(1, int(says.sum())), False


def _parts(picture: Numbers) -> Numbers:
    """Cut a picture into parts: rows and columns of them, the points of each in a row."""
    rows, columns = picture.shape[0] // _PART, picture.shape[1] // _PART
    kept = picture[: rows * _PART, : columns * _PART]
    cut = kept.reshape(rows, _PART, columns, _PART).swapaxes(1, 2)
    return cut.reshape(rows, columns, _PART * _PART)


def _left(values: Numbers, seen: Numbers, counts: Numbers, *, square: bool = False) -> Numbers:
    """The mean distance of what is seen of each part from its mean."""
    mean = (values * seen).sum(axis=2) / counts
    apart = (values - mean[:, :, None]) * seen
    return (np.square(apart) if square else np.abs(apart)).sum(axis=2) / counts


def _corners(shape: tuple[int, ...]) -> list[tuple[slice, slice]]:
    rows, columns = (shape[0] + 1) // 2, (shape[1] + 1) // 2
    return [
        (row, column)
        for row in (slice(0, rows), slice(rows, None))
        for column in (slice(0, columns), slice(columns, None))
    ]


def _fitted(before: Grey, after: Grey, guess: Numbers) -> Numbers:
    """Gauss and Newton: shift, growth and turn, beside a change of light, that fit best."""
    x, y = _places(before.shape)
    down, right = np.gradient(before, 1 / before.shape[1])
    slopes = np.stack(
        [right, down, right * x + down * y, down * x - right * y, before, np.ones_like(before)]
    ).reshape(6, -1)
    found = guess.astype(np.float64)
    for _ in range(_ROUNDS):
        moved, inside = _moved(after, found.astype(np.float32))
        left = (moved - before).reshape(-1)
        counts = inside.reshape(-1)
        if counts.sum() < 64:
            break
        usual = float(np.median(np.abs(left[counts]))) + _CALM
        weights = counts / (1 + (left / (2 * usual)) ** 2)
        weighted = slopes * weights
        matrix = (weighted @ slopes.T).astype(np.float64)
        matrix[np.diag_indices(6)] += 1e-4 * np.trace(matrix) / 6 + 1e-9
        better = np.linalg.solve(matrix, (weighted @ left).astype(np.float64))
        found = found - np.clip(better[:4], -0.25, 0.25)
        found[2:] = np.clip(found[2:], -0.5, 0.5)
    return found.astype(np.float32)


def _moved(after: Grey, by: Numbers) -> tuple[Grey, npt.NDArray[np.bool_]]:
    """Look in `after` where each point of the picture before went; and which are still seen."""
    rows, columns = after.shape
    x, y = _places(after.shape)
    right, down, grow, turn = (float(one) for one in by)
    across = (x + right + grow * x - turn * y) * columns + (columns - 1) / 2
    along = (y + down + grow * y + turn * x) * columns + (rows - 1) / 2
    inside = (across >= 0) & (across <= columns - 1) & (along >= 0) & (along <= rows - 1)
    left = np.clip(across, 0, columns - 1.001)
    top = np.clip(along, 0, rows - 1.001)
    column, row = left.astype(np.intp), top.astype(np.intp)
    left, top = (left - column).astype(np.float32), (top - row).astype(np.float32)
    flat = after.reshape(-1)
    place = row * columns + column
    upper = flat[place] * (1 - left) + flat[place + 1] * left
    lower = flat[place + columns] * (1 - left) + flat[place + columns + 1] * left
    return upper * (1 - top) + lower * top, inside


def _places(shape: tuple[int, ...]) -> tuple[Numbers, Numbers]:
    """Where each pixel lies, counted from the middle in widths of the picture."""
    rows, columns = shape[0], shape[1]
    x: Numbers = ((np.arange(columns) - (columns - 1) / 2) / columns).astype(np.float32)
    y: Numbers = ((np.arange(rows) - (rows - 1) / 2) / columns).astype(np.float32)
    return np.broadcast_to(x, (rows, columns)), np.broadcast_to(y[:, None], (rows, columns))


def _shrunk(picture: Grey, by: int) -> Grey:
    rows, columns = picture.shape[0] // by, picture.shape[1] // by
    kept = picture[: rows * by, : columns * by]
    return kept.reshape(rows, by, columns, by).mean(axis=(1, 3))
